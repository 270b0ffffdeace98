//! Lines that are code although no fence says so.

use crate::terms::bytes::{ByteSet, holds, holds_any};

/// Whether an indented block, code to CommonMark, is an answer that somebody indented.
pub(super) fn is_indented_prose(block: &str) -> bool {
    let lines = block.lines().map(str::trim).filter(|line| !line.is_empty());
    let (mut prose, mut all) = (0, 0);
    for line in lines {
        all += 1;
        prose += usize::from(!is_code(line) && is_wordy(line));
    }
    0 < prose && all <= prose + all / 5
}

/// At least four words of letters, or a short line that a capital opens and nothing odd follows.
fn is_wordy(line: &str) -> bool {
    let words = line.split_whitespace();
    let plain = words.filter(|word| {
        let word = word.trim_matches(|char: char| !char.is_alphanumeric());
        !word.is_empty() && word.chars().all(|char| char.is_alphabetic() || matches!(char, '-' | '\'' | '’'))
    });
    let all = line.split_whitespace().count();
    let plain = plain.count();
    4 <= plain && all <= plain + plain / 3
}

/// Whether a line reads as a command, an entry of a configuration or a statement.
pub(super) fn is_code(line: &str) -> bool {
    let bare = line.strip_prefix("- ").unwrap_or(line).trim();
    let opens =
        ["$ ", "#!", "//", "/*", "*/", "<?", "</", ">>> ", "./", "../", "@", "&&", "||", "}", "{", "# "];
    let worded = bare.starts_with(|char: char| char.is_ascii_alphanumeric());
    if !worded && opens.iter().any(|sign| bare.starts_with(sign)) || has_code_sign(bare) {
        return true;
    }
    // Nearly every line of prose is told by one look at its bytes.
    if SIGNS.find(bare, 0).is_none() {
        return false;
    }
    let ends =
        bare.ends_with(['{', ';', '\\']) && bare.contains(['(', '=', '{', '<', '>']) && !bare.contains('`');
    ends || is_entry(bare) || is_comment_behind(bare) || is_constant(bare)
}

/// Without any of these a line has no key, comment or value, and does not end as a statement does.
const SIGNS: ByteSet = ByteSet::of(b":#={;\\");

/// Whether a line without backticks has signs that only code has.
fn has_code_sign(line: &str) -> bool {
    const OPENS: ByteSet = ByteSet::of(b"$(&:\"+=!");
    let signs = ["${", "();", "&&", " := ", "\":", " += ", " == ", "!=", "=>  ", "() {"];
    // Each of them has one of these pairs, and hardly any line of prose does.
    let odd =
        |pair: &[u8]| matches!(pair, b"${" | b"()" | b"&&" | b":=" | b"\":" | b"+=" | b"==" | b"!=" | b"=>");
    OPENS.places(line).any(|at| line.as_bytes().get(at..at + 2).is_some_and(odd))
        && !line.contains('`')
        && holds_any(line, &signs)
}

/// `key:` and `key: value`, where the key is one lower-case word and the value no sentence.
fn is_entry(line: &str) -> bool {
    let Some((key, value)) = line.split_once(':') else { return false };
    let plain =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-' | b'.');
    if key.is_empty() || !key.bytes().all(plain) || !(value.is_empty() || value.starts_with(' ')) {
        return false;
    }
    let value = value.trim();
    let words = value.split_whitespace().count();
    let quoted = value.starts_with(['\'', '"', '[', '{', '.', '/', '$', '~', '&', '*', '|', '>']);
    key.contains(['_', '.']) && words <= 2
        || words == 0 && key.contains(['_', '-'])
        || words == 1
        || quoted && words <= 3
}

/// `docker ps # list containers`.
fn is_comment_behind(line: &str) -> bool {
    let Some((before, _)) = line.contains('#').then(|| line.split_once(" # ")).flatten() else {
        return false;
    };
    before.starts_with(|char: char| char.is_ascii_lowercase()) && before.split_whitespace().count() <= 8
}

/// `API_KEY=value`, `x = f(y)`.
fn is_constant(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else { return false };
    let is_told = value.starts_with(' ') && is_wording(value.trim_start());
    let name = name.trim();
    let plain = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.');
    !name.is_empty()
        && name.chars().all(plain)
        && (name.contains('_')
            || !value.starts_with(' ')
            || name.starts_with(|char: char| char.is_ascii_lowercase()))
        && !holds(value.trim(), ". ")
        && (name.contains('_') || !is_told)
}

/// "a function that takes a function": an article, and nothing but words.
fn is_wording(value: &str) -> bool {
    const FEWEST: usize = 4;
    let opens = ["a ", "an ", "the "].iter().any(|article| value.starts_with(article))
        || holds_any(value, &[" of ", " that ", " which ", " as ", " with ", " for "])
            && FEWEST < value.split(' ').count()
        || value.split(' ').count() > 2 * FEWEST;
    let plain = |word: &str| {
        word.bytes()
            .all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b',' | b'.' | b'(' | b')'))
    };
    opens && value.split(' ').nth(FEWEST - 1).is_some() && value.split(' ').take(FEWEST + 1).all(plain)
}
