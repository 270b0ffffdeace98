//! What stands before a title and only counts it: `1.`, `Q12)`, `iv)`, `Chapter 4:`, `第三章`.

use super::grammar::Grammar;
use crate::terms::{fold::fold_token, tokens::words};

/// What a title was numbered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    None,
    /// A chapter or a question: the rest is a title.
    Chapter,
    /// A step, an exercise: the rest is something to do.
    Task,
    /// An example, an answer: the rest names nothing.
    Aside,
}

/// How many bytes from the start are bullets and plain numbers, as an outline leaves them out.
pub(super) fn plain(title: &str) -> usize {
    let mut rest = title;
    for _ in 0..3 {
        let Some(after) = bullet(rest).or_else(|| number(rest)) else { break };
        rest = after;
    }
    title.len() - rest.len()
}

/// How many bytes from the start number the title in any way, and with what.
pub(super) fn full(title: &str, grammar: &Grammar) -> (usize, Label) {
    let mut rest = title;
    let mut label = Label::None;
    for _ in 0..3 {
        let after = if let Some(after) = bullet(rest).or_else(|| number(rest)).or_else(|| letter(rest)) {
            after
        } else if let Some((after, found)) = labelled(rest, grammar) {
            label = found;
            after
        } else {
            break;
        };
        rest = after;
    }
    (title.len() - rest.len(), label)
}

/// Behind a stray `#`, `-` or bullet, or a full stop that belongs to a sentence before.
fn bullet(title: &str) -> Option<&str> {
    let rest = title.trim_start_matches(['#', '-', '–', '—', '•', '·', '*', '>', '+', ':', ')']);
    if rest.len() < title.len() && rest.starts_with(char::is_whitespace) {
        return not_empty(rest);
    }
    let rest = title.strip_prefix('.')?;
    let mut signs = rest.chars();
    let sentence = signs.next()?.is_uppercase() && signs.next()?.is_lowercase();
    (sentence || rest.starts_with(' ')).then(|| rest.trim_start())
}

/// Behind `1.`, `1)`, `(1)`, `2.3`, `01 -`, `Q12.`, `1、`, `（一）`.
fn number(title: &str) -> Option<&str> {
    let (open, inner) = match title.strip_prefix(['(', '[', '（']) {
        Some(inner) => (true, inner),
        None => (false, title),
    };
    let (asked, inner) = question_sign(inner);
    let digits = inner.len() - inner.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
    let chinese = inner.len() - inner.trim_start_matches(is_chinese_digit).len();
    let mut rest = &inner[digits.max(chinese)..];
    let counted = 0 < digits || 0 < chinese;
    if !counted && !asked {
        return None;
    }
    let mut dotted = false;
    while let Some(part) = rest.strip_prefix('.') {
        let more = part.len() - part.trim_start_matches(|sign: char| sign.is_ascii_digit()).len();
        if more == 0 {
            break;
        }
        dotted = true;
        rest = &part[more..];
    }
    let signs: &[char] = if open { &[')', ']', '）'] } else { &['.', ')', ':', '、', '．', '：'] };
    let spaced = |rest: &str| rest.starts_with(char::is_whitespace);
    if let Some(after) = rest.strip_prefix(signs) {
        let glued = 0 < digits && after.starts_with(char::is_uppercase);
        let wide = after.len() + '、'.len_utf8() == rest.len();
        return if spaced(after) || glued || wide { not_empty(after) } else { None };
    }
    if open || !spaced(rest) {
        return None;
    }
    if let Some(after) = rest.trim_start().strip_prefix(['-', '–', '—']).filter(|after| spaced(after)) {
        return not_empty(after);
    }
    // `2.3 Waves` is numbered, `2.4 GHz` is not, nor is `3 phases`.
    let capital = rest.trim_start().starts_with(|next: char| next.is_uppercase());
    let unit = rest.trim_start().chars().take_while(|next| next.is_alphanumeric()).count() <= 3;
    if dotted && capital && !unit { not_empty(rest) } else { None }
}

/// Behind the `Q` of a numbered question.
fn question_sign(title: &str) -> (bool, &str) {
    for sign in ["Question ", "Que ", "Que.", "Q.", "Q", "q"] {
        if let Some(rest) = title.strip_prefix(sign) {
            let numbered = rest.trim_start().starts_with(|next: char| next.is_ascii_digit());
            let alone = (sign == "Q" || sign == "q") && rest.starts_with([':', '.', ')']);
            if numbered || alone {
                return (true, rest.trim_start());
            }
            if sign == "Q." && rest.starts_with(' ') {
                return (true, &title[1..]);
            }
        }
    }
    (false, title)
}

/// Behind `a)`, `(b)`, `A.`, `iv)`, `S - `; not behind the initial of `E. coli` or `B. F. Skinner`.
fn letter(title: &str) -> Option<&str> {
    let (open, inner) = match title.strip_prefix('(') {
        Some(inner) => (true, inner),
        None => (false, title),
    };
    let len = inner.len() - inner.trim_start_matches(|sign: char| sign.is_ascii_alphabetic()).len();
    let (count, rest) = (&inner[..len], &inner[len..]);
    let counts = len == 1 || is_roman(count);
    if len == 0 || 5 < len || !counts {
        return None;
    }
    if let Some(after) = rest.strip_prefix(')').filter(|after| after.starts_with(' ')) {
        return not_empty(after);
    }
    if open {
        return None;
    }
    if let Some(after) = rest.strip_prefix(". ") {
        let mut signs = after.chars();
        let capital = signs.next().is_some_and(char::is_uppercase);
        let initial = signs.next() == Some('.');
        let early = matches!(count.as_bytes(), [b'A'..=b'H' | b'a'..=b'h']) || is_roman(count);
        return if capital && !initial && early { not_empty(after) } else { None };
    }
    let dash =
        rest.strip_prefix(" - ").or_else(|| rest.strip_prefix(" – ")).or_else(|| rest.strip_prefix(" — "));
    dash.filter(|_| len == 1).and_then(not_empty)
}

/// Behind `Chapter 4:` or `第三章`, and what the label is for.
fn labelled<'t>(title: &'t str, grammar: &Grammar) -> Option<(&'t str, Label)> {
    if let Some(found) = chinese_chapter(title) {
        return Some((found, Label::Chapter));
    }
    let mut found = words(title);
    let (word, number) = (found.next()?, found.next()?);
    let token = fold_token(word.span.of(title));
    let label = if grammar.chapter.prefix_of(&[token]).is_some() {
        Label::Chapter
    } else if grammar.task_label.prefix_of(&[token]).is_some() {
        Label::Task
    } else if grammar.aside_label.prefix_of(&[token]).is_some() {
        Label::Aside
    } else {
        return None;
    };
    let count = number.span.of(title);
    let folded = fold_token(count);
    let numbers = count.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        || is_roman(count)
        || (count.len() == 1 && count.bytes().all(|byte| byte.is_ascii_uppercase()))
        || (1..=12).any(|number: u8| folded == fold_token(&number.to_string()));
    let apart =
        title[word.span.range().end..number.span.range().start].chars().all(|sign| " .#-".contains(sign));
    if !numbers || !apart {
        return None;
    }
    let rest = &title[number.span.range().end..];
    let after = rest.trim_start().trim_start_matches([':', '.', ')', '-', '–', '—', '|', '：']).trim_start();
    let separated = rest.is_empty() || rest.trim_start().len() < rest.len() || after.len() < rest.len();
    separated.then_some((after, label))
}

/// Behind `第4章`.
fn chinese_chapter(title: &str) -> Option<&str> {
    let rest = title.strip_prefix('第')?;
    let after =
        rest.trim_start_matches(|sign: char| sign.is_ascii_digit() || is_chinese_digit(sign) || sign == ' ');
    if after.len() == rest.len() {
        return None;
    }
    let after =
        after.strip_prefix(['章', '节', '節', '课', '課', '讲', '部', '篇', '单', '回', '題', '问'])?;
    let after = after.strip_prefix(['元', '分']).unwrap_or(after);
    Some(after.trim_start_matches([':', '：', '、', '.', ' ', '\u{3000}', '-']))
}

fn is_chinese_digit(sign: char) -> bool {
    "一二三四五六七八九十百〇零".contains(sign)
}

fn is_roman(count: &str) -> bool {
    !count.is_empty()
        && (count.bytes().all(|sign| b"IVX".contains(&sign))
            || count.bytes().all(|sign| b"ivx".contains(&sign)))
}

fn not_empty(rest: &str) -> Option<&str> {
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some(rest)
}
