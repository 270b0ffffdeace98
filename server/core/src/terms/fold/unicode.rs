//! Case, marks and width beyond ASCII.

use unicode_normalization::{
    UnicodeNormalization,
    char::{decompose_compatible, is_combining_mark},
};

/// Appends the fold of a word that is not all ASCII.
pub(super) fn fold_into(token: &str, out: &mut String) {
    let start = out.len();
    for wide in token.chars() {
        let Some(folded) = plain(wide) else {
            out.truncate(start);
            return decompose_into(token, out);
        };
        out.push(folded);
    }
}

/// The fold of the commonest letters, which need no table: nothing where a table or a neighbour decides.
fn plain(wide: char) -> Option<char> {
    match wide {
        '0'..='9' | 'a'..='z' | '.' | '+' | '#' | '*' => Some(wide),
        'A'..='Z' => Some(wide.to_ascii_lowercase()),
        'а'..='я' => Some(wide),
        'А'..='Я' => char::from_u32(u32::from(wide) + 0x20),
        'ё' | 'Ё' => Some('е'),
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | 'ー' | '々' => Some(wide),
        '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}' => Some(wide),
        _ => None,
    }
}

/// Takes characters apart, drops what does not tell names apart, and puts the rest together again.
fn decompose_into(token: &str, out: &mut String) {
    let mut plain = String::with_capacity(token.len());
    for wide in token.chars() {
        if is_variant(wide) {
            decompose_compatible(wide, |part| plain.push(part));
        } else {
            plain.push(wide);
        }
    }
    out.extend(without_accents(plain.nfd()).nfc());
}

/// Another form of a plain letter: full or half width, raised or lowered, a ligature, a mathematical alphabet.
///
/// Other compatibility characters stay as they are, since some come apart into several words.
fn is_variant(wide: char) -> bool {
    matches!(wide,
        'ª' | 'º' | '²' | '³' | '¹' | 'µ' | '\u{2070}'..='\u{209C}' | '\u{2100}'..='\u{214F}'
        | '\u{2160}'..='\u{217F}' | '\u{FB00}'..='\u{FB06}' | '\u{FF10}'..='\u{FFDC}' | '\u{1D400}'..='\u{1D7FF}')
}

fn without_accents(parts: impl Iterator<Item = char>) -> String {
    let mut folded = String::new();
    let mut base = ' ';
    for part in parts {
        if is_combining_mark(part) {
            if !drops_mark(base, part) {
                folded.push(part);
            }
            continue;
        }
        if part == '♯' {
            folded.push('#');
        } else if part.is_alphanumeric() || matches!(part, '.' | '+' | '#' | '*' | '♭') {
            for lower in part.to_lowercase().filter(|lower| !is_combining_mark(*lower)) {
                base = lower;
                push_letter(lower, &mut folded);
            }
        }
    }
    folded
}

/// Letters that no decomposition relates to the plain letters they are replaced by in careless writing.
fn push_letter(lower: char, folded: &mut String) {
    match lower {
        'ß' => folded.push_str("ss"),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ø' => folded.push('o'),
        'đ' => folded.push('d'),
        'ħ' => folded.push('h'),
        'ı' => folded.push('i'),
        'ł' => folded.push('l'),
        'ŧ' => folded.push('t'),
        'ς' => folded.push('σ'),
        _ => folded.push(lower),
    }
}

/// Whether `mark` on `base` is an accent that writers leave out, not part of a letter of its own.
fn drops_mark(base: char, mark: char) -> bool {
    let latin_or_greek =
        matches!(base, 'a'..='z' | '\u{DF}'..='\u{24F}' | '\u{370}'..='\u{3FF}' | '\u{1E00}'..='\u{1FFF}');
    let stressed = matches!(base, 'а' | 'е' | 'и' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
        && matches!(mark, '\u{300}' | '\u{301}');
    let io = base == 'е' && mark == '\u{308}';
    ('\u{300}'..='\u{36F}').contains(&mark) && (latin_or_greek || stressed || io)
}
