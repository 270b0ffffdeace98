//! Lines that name something and explain it behind a mark: "**Osmosis**: …", "GDP - …",
//! "`ls` -> …", "Fugue :: …".
//!
//! Whether such a line defines a term depends on its surroundings (the siblings, the title
//! above); this module only tells the shape from prose, code, times, and from labels that
//! head a part of an answer ("Pros:", "Example:").

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::bytes::{ByteSet, holds, holds_any};
use super::foreign;
use super::lexicon::{self, Class, Heading};
use super::marks::{self, Fences};
use super::naming::{Worded, heading, is_name};

pub use super::naming::is_stop_label;
use super::phrase::Phrase;
pub use super::separator::Mark;
use super::separator::{bracket_at, mark_at, trailing_bracket};
use super::spelling::spaced;

/// A line that names something, as byte ranges of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The name, without marks, article and bracket.
    pub name: Range<usize>,
    /// What stands in brackets behind the name: "(GIL)", "(lowest level)".
    pub bracket: Option<Range<usize>>,
    /// The explanation up to the end of the text; empty when it follows below.
    pub body: Range<usize>,
    /// What stands between.
    pub mark: Mark,
    /// Whether the name is bold or in italics.
    pub bold: bool,
    /// Whether the name is a code span.
    pub code: bool,
}

/// Reads one line, or the text of one list item. Bullets and ordinals before the name are skipped.
///
/// ```
/// use glossator_core::terms::label::{read_label, Mark};
/// let line = "2. **Osmosis** (diffusion of water): movement through a membrane";
/// let label = read_label(line).unwrap();
/// assert_eq!((&line[label.name], label.mark), ("Osmosis", Mark::Colon));
/// assert_eq!(&line[label.body], "movement through a membrane");
/// ```
#[must_use]
pub fn read_label(line: &str) -> Option<Label> {
    let start = behind_bullet(line);
    let label = marked(line, start).or_else(|| plain(line, start))?;
    let name = &line[label.name.clone()];
    let shouted = label.bold && name.chars().all(char::is_uppercase);
    let heads_part = match heading(name) {
        Some(Heading::Always) => true,
        Some(Heading::Alone) => label.body.is_empty() && !shouted,
        None => false,
    };
    let worded = match label.bold {
        true if opens_with_article(&line[label.body.clone()]) => Worded::Explained,
        true => Worded::Bold,
        false => Worded::Plain,
    };
    let refused = heads_part || !label.code && !is_name(name, worded) || looks_like_code(line, &label);
    (!refused).then_some(label)
}

/// Reads a line that is nothing but a name, without any mark: "3. Habeas corpus", "- `RUN`". Only what
/// stands below can tell whether it is a term.
#[must_use]
pub fn read_name(line: &str) -> Option<Label> {
    let start = behind_bullet(line);
    let mut name = marks::trimmed(line, start..line.len());
    let mut bracket = None;
    if let Some((head, within)) = trailing_bracket(line, name.clone()) {
        (name, bracket) = (head, Some(within));
    }
    let code = line[name.clone()].starts_with('`');
    let name = marks::unwrapped(line, name);
    let text = &line[name.clone()];
    let fits =
        (code || is_name(text, Worded::Bare)) && !text.contains([':', '.', '：']) && heading(text).is_none();
    let body = line.len()..line.len();
    fits.then_some(Label { name, bracket, body, mark: Mark::Nothing, bold: false, code })
}

/// "a folder that …": what stands before is a name even where it looks like an order ("Bind mount").
fn opens_with_article(body: &str) -> bool {
    let first = spaced(body).next().unwrap_or_default();
    lexicon::class(first).is(Class::INDEFINITE.or(Class::DEFINITE)) && first.len() < body.len()
}

/// Enough of a body to tell how it begins.
fn first_words(body: &str) -> &str {
    const WORDS: usize = 5;
    let end: usize = spaced(body).take(WORDS).map(|word| word.len() + 1).sum();
    &body[..end - 1]
}

/// Past white space, bullets ("-", "•", "1.", "2)", "a)"), check boxes and pictures.
fn behind_bullet(line: &str) -> usize {
    if line.starts_with(|char: char| char.is_ascii_uppercase()) {
        return 0;
    }
    let mut at = 0;
    for _ in 0..3 {
        let rest = &line[at..];
        let trimmed = rest.trim_start_matches(|char: char| {
            char.is_whitespace() || is_picture(char) || matches!(char, '•' | '▪' | '◦' | '‣' | '·' | '>')
        });
        let bullet = ["- ", "* ", "+ ", "– ", "[ ] ", "[x] ", "[X] "]
            .iter()
            .find_map(|bullet| trimmed.strip_prefix(bullet));
        let rest = bullet.unwrap_or_else(|| behind_ordinal(trimmed));
        let next = line.len() - rest.len();
        if next == at {
            break;
        }
        at = next;
    }
    at
}

/// Past "1.", "12)", "(3)", "a)", "iv.": an ordinal, and white space unless a bracket closes it.
fn behind_ordinal(text: &str) -> &str {
    let inside = text.strip_prefix('(').unwrap_or(text);
    let digits = inside.len() - inside.trim_start_matches(|char: char| char.is_ascii_digit()).len();
    let letters = inside.len()
        - inside.trim_start_matches(|char: char| matches!(char, 'a'..='h' | 'i' | 'v' | 'x')).len();
    let length = if 0 < digits { digits } else { letters };
    if length == 0 || 3 < length {
        return text;
    }
    if let Some(rest) = inside[length..].strip_prefix(')') {
        return if 0 < digits || length <= 2 { rest.trim_start() } else { text };
    }
    let rest = inside[length..]
        .strip_prefix('.')
        .filter(|rest| rest.starts_with(' ') && (0 < digits || length == 1));
    rest.map_or(text, str::trim_start)
}

fn is_picture(char: char) -> bool {
    matches!(char, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{200d}' | '\u{1f000}'..='\u{1faff}')
        && !matches!(char, '→' | '⇒')
}

/// A name in bold or code at the beginning of the line.
fn marked(line: &str, start: usize) -> Option<Label> {
    let rest = &line[start..];
    let article = rest.len() - without_article(rest).len();
    let open = start + article;
    if !line[open..].starts_with(['*', '_', '`']) && !line[open..].starts_with("==") {
        return None;
    }
    let (inside, behind, code) = wrapped(line, open)?;
    // "**- X**", "**1. X**"
    let dashed = line[inside.clone()].trim_start_matches(['-', '–', ' ']);
    let inside = inside.end - behind_ordinal(dashed).len()..inside.end;
    // "**X:** d", "**X**: d".
    let text = line[inside.clone()].trim_end();
    let colon_inside = text.ends_with([':', '：']);
    let text = text.trim_end_matches([':', '：']).trim_end();
    let mut name = inside.start..inside.start + text.len();
    let mut bracket = None;
    if let Some((head, within)) = trailing_bracket(line, name.clone()) {
        (name, bracket) = (head, Some(within));
    }
    let mut at = behind;
    if bracket.is_none()
        && let Some((within, end)) = bracket_at(line, at)
    {
        bracket = Some(within);
        at = end;
    }
    let name = marks::unwrapped(line, name);
    let label = |mark, body: Range<usize>| {
        Some(Label { name: name.clone(), bracket: bracket.clone(), body, mark, bold: !code, code })
    };
    if colon_inside {
        return label(Mark::Colon, trimmed_body(line, at));
    }
    if let Some((mark, body)) = mark_at(line, at, true) {
        return label(mark, trimmed_body(line, body));
    }
    let tail = line[at..].trim_matches(|char: char| char.is_whitespace() || matches!(char, '*' | '_'));
    if tail.is_empty() {
        return match (bracket.clone(), trailing_bracket(line, inside.clone())) {
            _ if 0 < article => None,
            (Some(within), None) if is_gloss(&line[within.clone()]) => label(Mark::Brackets, within),
            _ => label(Mark::Nothing, line.len()..line.len()),
        };
    }
    let anew = line[at..].starts_with(' ') && line[at + 1..].starts_with(char::is_uppercase);
    if (code || !anew) && begins_with_verb(line, at) {
        return label(Mark::Verb, trimmed_body(line, at));
    }
    let strong = article == 0 && ["**", "__", "=="].iter().any(|wrap| line[open..].starts_with(wrap));
    if !strong || bracket.is_some() || !begins_anew(line, at, &line[name.clone()]) {
        return None;
    }
    let mut found = label(Mark::Space, trimmed_body(line, at))?;
    found.name.end -= usize::from(line[found.name.clone()].ends_with('.'));
    Some(found)
}

/// Whether what stands behind a bold name at `at` begins with a capital as a sentence of its own does, and is not the
/// rest of a name: "**Interval** The distance …" but not "**Docker** Hub". A full stop in the bold tells it, too.
fn begins_anew(line: &str, at: usize, name: &str) -> bool {
    let Some(rest) = line[at..].strip_prefix(' ').filter(|rest| rest.starts_with(char::is_uppercase)) else {
        return false;
    };
    if name.ends_with('.') {
        return !name.contains('(');
    }
    let phrase = Phrase::new(first_words(rest));
    let opens = Class::ARTICLE.or(Class::DETERMINER).or(Class::VERB).or(Class::VERB_S).or(Class::CAPABILITY);
    let object = Class::ARTICLE.or(Class::DETERMINER).or(Class::PREPOSITION).or(Class::ADVERB);
    let count = phrase.is_one_of(0, &["two", "three", "four"]);
    let small = phrase.word(1).starts_with(char::is_lowercase);
    // "Moves sand", "Land built up": but not "Hub is" and "Image files are".
    let moves =
        phrase.is(0, Class::VERB_S_OR_NOUN) && !phrase.is(1, Class::BE.or(Class::AUXILIARY).or(Class::VERB));
    let made = phrase.is(1, Class::PAST) || phrase.word(1).ends_with("ed");
    let goes_on = (phrase.is(1, object) || made) && !phrase.is(0, Class::STAND_IN);
    small && (phrase.is(0, opens) || count || moves || goes_on)
}

/// The inside of the bold, italics or code at `open`, the offset behind it, and whether it is code.
fn wrapped(line: &str, open: usize) -> Option<(Range<usize>, usize, bool)> {
    let rest = &line[open..];
    if rest.starts_with('`') {
        let (end, closed) = Fences::default().span(line, open);
        let ticks = marks::run(line, open) - open;
        return closed.then(|| (open + ticks..end - ticks, end, true));
    }
    for wrap in ["***", "**", "__", "==", "*", "_"] {
        let Some(inside) = rest.strip_prefix(wrap).filter(|inside| !inside.starts_with(char::is_whitespace))
        else {
            continue;
        };
        let length = inside.find(wrap)?;
        let start = open + wrap.len();
        let end = start + length + wrap.len();
        // Bold that goes on inside a word, as in "**O**xygen", names nothing.
        let whole = !line[end..].starts_with(char::is_alphanumeric) && !inside[..length].trim().is_empty();
        return whole.then_some((start..start + length, end, false));
    }
    None
}

/// Bytes that may end a name or stand for something else than letters in it.
const SIGNS: ByteSet = ByteSet::of(b"`([$:-=.!?;,\n|").and_beyond_ascii();

/// A name without marks around it, before the first mark of the line.
fn plain(line: &str, start: usize) -> Option<Label> {
    const FAR: usize = 90;
    // Five words, an article, and a spaced mark.
    let mut room = 9_usize;
    let mut fences = Fences::default();
    let mut at = start;
    while let Some(found_at) = SIGNS.find(line, at).filter(|at| at - start < FAR) {
        let spaces = line.as_bytes()[at..found_at].iter().filter(|byte| **byte == b' ').count();
        at = found_at;
        room = room.saturating_sub(spaces);
        if room == 0 {
            break;
        }
        let char = line[at..].chars().next()?;
        match char {
            '`' => {
                at = fences.span(line, at).0;
                continue;
            }
            '(' | '（' => {
                at = bracket_at(line, at).map_or(at + char.len_utf8(), |(_, end)| end);
                continue;
            }
            '[' if let Some(end) = marks::link(line, at) => {
                at = end;
                continue;
            }
            '$' => return None,
            '-' if is_hyphen(line, at) => {}
            ':' | '：' | '-' | '–' | '—' | '→' | '⇒' | '=' => {
                if let Some((mark, body)) = mark_at(line, at, false) {
                    return plain_label(line, start..at, mark, body);
                }
            }
            // "外様大名 … 関ヶ原以後に従った大名"
            '…' if line[at..].starts_with("… ") && foreign::is_unspaced(&line[start..at]) => {
                return plain_label(line, start..at, Mark::Dash, at + char.len_utf8());
            }
            '.' | '!' | '?' | ';' | ',' | '。' | '，' | '；' | '\n' | '|' => {
                // A stop inside a name ("Node.js") is followed by its rest.
                let inside = char == '.' && !line[at + 1..].starts_with(|char: char| char.is_whitespace());
                if !inside {
                    break;
                }
            }
            _ => {}
        }
        at += char.len_utf8();
    }
    in_brackets(line, start)
}

/// Whether letters stand on both sides of the hyphen at `at`.
fn is_hyphen(line: &str, at: usize) -> bool {
    let before = line[..at].chars().next_back();
    let after = line[at + 1..].chars().next();
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

fn plain_label(line: &str, before: Range<usize>, mark: Mark, body: usize) -> Option<Label> {
    let mut name = marks::trimmed(line, before);
    let article = line[name.clone()].len() - without_article(&line[name.clone()]).len();
    name.start += article;
    let mut bracket = None;
    if let Some((head, within)) = trailing_bracket(line, name.clone()) {
        (name, bracket) = (head, Some(within));
    }
    let text = &line[name.clone()];
    let code = text.starts_with('`') && text.ends_with('`') && 2 < text.len();
    let name = marks::unwrapped(line, name);
    Some(Label { name, bracket, body: trimmed_body(line, body), mark, bold: false, code })
}

/// "Steps (commands of a job)": the whole line is a name and its bracket.
fn in_brackets(line: &str, start: usize) -> Option<Label> {
    let end = start + line[start..].trim_end_matches(|char: char| char.is_whitespace() || char == '.').len();
    let (name, within) = trailing_bracket(line, start..end)?;
    let text = &line[name.clone()];
    let short = text.split_whitespace().count() <= 3 && text.starts_with(char::is_uppercase);
    let fits =
        short && is_gloss(&line[within.clone()]) && !text.contains(['(', ',']) && is_name(text, Worded::Bare);
    fits.then(|| Label {
        name: marks::unwrapped(line, name),
        bracket: Some(within.clone()),
        body: within,
        mark: Mark::Brackets,
        bold: false,
        code: false,
    })
}

/// Whether a bracket explains: several words, and not only names in a row.
fn is_gloss(bracket: &str) -> bool {
    let example = ["e.g", "i.e", "like ", "such as ", "see ", "or ", "optional"];
    let lower = bracket.to_lowercase();
    let words = bracket.split_whitespace().count();
    let list = bracket.split(',').all(|part| part.split_whitespace().count() <= 2) && bracket.contains(',');
    3 <= words && !list && !holds(&lower, "etc") && !example.iter().any(|opening| lower.starts_with(opening))
}

fn trimmed_body(line: &str, from: usize) -> Range<usize> {
    let body = marks::trimmed(line, from..line.len());
    // What is left of bold that was opened before the mark.
    let mut start = body.start;
    while line[start..body.end].starts_with("** ") {
        start += "** ".len();
    }
    start..body.end
}

/// Whether a verb in the third person follows: the name is the subject of a sentence.
fn begins_with_verb(line: &str, at: usize) -> bool {
    let phrase = Phrase::new(line.get(at..).unwrap_or_default());
    let mut verb = 0;
    while verb < 2 && phrase.is(verb, Class::ADVERB) {
        verb += 1;
    }
    let adjoining = line[at..].starts_with(' ');
    adjoining
        && phrase.is(
            verb,
            Class::BE.or(Class::VERB_S).or(Class::VERB_S_OR_NOUN).or(Class::CAPABILITY).or(Class::PREDICATE),
        )
}

/// "build: ./web", "\"key\": \"value\",", "a -> b -> c", "x = f(y);".
fn looks_like_code(line: &str, label: &Label) -> bool {
    let (name, body) = (&line[label.name.clone()], &line[label.body.clone()]);
    if label.bold || label.code && !matches!(label.mark, Mark::Equals) {
        return label.mark == Mark::Arrow && is_chain(body);
    }
    let single = body.split_whitespace().nth(1).is_none();
    let small = !name.contains(char::is_uppercase) && name.is_ascii();
    let bare_word = !name.contains(' ');
    let joined = bare_word && name.contains(['_', '.', '/', '"', '\'', '{', '[', '$', '@', '#']);
    match label.mark {
        Mark::Colon => {
            let value = body.starts_with(['"', '\'', '{', '[', '|', '&', '$', '/', '.', '<'])
                || body.starts_with(|char: char| char.is_ascii_digit())
                || ["true", "false", "null", "yes", "no"].contains(&body);
            let yaml = small && bare_word && !body.is_empty() && (single || value && !holds(body, ". "));
            let json = name.starts_with(['"', '\'', '{']) || body.ends_with("\",") || body.ends_with("\"}");
            yaml || json || joined && (single || value) || body.starts_with("//")
        }
        Mark::Equals => {
            let variable = small && bare_word && !is_prose(body);
            single || joined || variable || body.contains([';', '{', '}', '"', '='])
        }
        Mark::Arrow => is_chain(body) || body.is_empty(),
        Mark::Dash => {
            body.is_empty()
                || body
                    .split_whitespace()
                    .next()
                    .is_some_and(|word| word.chars().all(|char| char.is_ascii_digit()))
                    && name.ends_with(|char: char| char.is_ascii_digit())
        }
        Mark::DoubleColon => false,
        Mark::Brackets | Mark::Verb | Mark::Space | Mark::Nothing => false,
    }
}

/// Whether a text is words and no expression: "equal parts (by weight) flour and fat".
fn is_prose(text: &str) -> bool {
    const LEAST: usize = 3;
    let mut words =
        text.split_whitespace().map(|word| word.trim_matches(['(', ')', ',', '.', ';', '"', '*', '_']));
    let worded =
        |word: &str| word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '\'' | '’' | '/'));
    LEAST <= text.split_whitespace().count() && words.by_ref().take(LEAST + 1).all(worded)
}

/// Whether the body goes on with arrows: a process, no explanation.
fn is_chain(body: &str) -> bool {
    holds_any(body, &[" -> ", " → ", " => ", " ⇒ "])
}

fn without_article(text: &str) -> &str {
    ["The ", "the ", "A ", "An "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}
