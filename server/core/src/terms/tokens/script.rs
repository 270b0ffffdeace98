//! Which script a character is of, as far as words are concerned.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// How a script joins with its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::terms) enum Script {
    /// Digits and signs that go with any script.
    Neutral,
    /// Latin, and Greek, whose letters are signs in Latin text (`μm`, `ΔG`).
    Latin,
    /// Any other script with spaces between words.
    Foreign,
    Han,
    Hiragana,
    Katakana,
    Hangul,
    /// Thai, Lao, Khmer, Burmese.
    Southeast,
}

impl Script {
    pub(in crate::terms) fn of(wide: char) -> Self {
        match wide {
            '\0'..='\u{7F}' if wide.is_ascii_alphabetic() => Script::Latin,
            '\0'..='\u{A9}' => Script::Neutral,
            '\u{AA}'..='\u{3FF}' | '\u{1D00}'..='\u{1DBF}' | '\u{1E00}'..='\u{1FFF}' => {
                if wide.is_numeric() {
                    Script::Neutral
                } else {
                    Script::Latin
                }
            }
            '\u{2C60}'..='\u{2C7F}'
            | '\u{A720}'..='\u{A7FF}'
            | '\u{AB30}'..='\u{AB6F}'
            | '\u{FB00}'..='\u{FB06}' => Script::Latin,
            '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' => Script::Latin,
            '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => Script::Southeast,
            '\u{1100}'..='\u{11FF}' | '\u{3130}'..='\u{318F}' | '\u{A960}'..='\u{A97F}' => Script::Hangul,
            '\u{AC00}'..='\u{D7FF}' | '\u{FFA0}'..='\u{FFDC}' => Script::Hangul,
            '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' => Script::Han,
            '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}' => Script::Han,
            '\u{3041}'..='\u{309F}' => Script::Hiragana,
            '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9F}' => Script::Katakana,
            '\u{2000}'.. => Self::of_plain(wide),
            _ if wide.is_numeric() => Script::Neutral,
            _ => Script::Foreign,
        }
    }

    /// The script of the letter that a variant stands for: `ℝ` is Latin, `㋐` Katakana.
    fn of_plain(variant: char) -> Self {
        let mut plain = None;
        decompose_compatible(variant, |part| {
            if plain.is_none() && part.is_alphanumeric() {
                plain = Some(part);
            }
        });
        match plain {
            Some(plain) if plain < variant => Script::of(plain),
            Some(_) | None if variant.is_numeric() => Script::Neutral,
            Some(_) | None => Script::Foreign,
        }
    }

    pub(in crate::terms) fn is_unspaced(self) -> bool {
        match self {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Southeast => true,
            Script::Neutral | Script::Latin | Script::Foreign => false,
        }
    }
}

/// The script of a sign that a word may start with; nothing for other signs.
///
/// To Unicode, vowel signs and the voiced marks of half-width Katakana are letters too.
pub(super) fn letter(wide: char) -> Option<Script> {
    common_letter(wide).or_else(|| {
        let letter = wide.is_alphanumeric() && !is_voiced_mark(wide) && !is_combining_mark(wide);
        letter.then(|| Script::of(wide))
    })
}

/// The same for the letters that most text is written with, without a table to look up.
pub(super) fn common_letter(wide: char) -> Option<Script> {
    match wide {
        'a'..='z' | 'A'..='Z' => Some(Script::Latin),
        '×' | '÷' => None,
        'À'..='ɏ' => Some(Script::Latin),
        'Ѐ'..='ҁ' | 'Ҋ'..='ԯ' => Some(Script::Foreign),
        '\u{4E00}'..='\u{9FFF}' => Some(Script::Han),
        '\u{3041}'..='\u{3096}' => Some(Script::Hiragana),
        '\u{30A1}'..='\u{30FA}' | 'ー' => Some(Script::Katakana),
        '\u{AC00}'..='\u{D7A3}' => Some(Script::Hangul),
        _ => None,
    }
}

/// The marks that half-width Katakana is voiced with.
pub(super) fn is_voiced_mark(wide: char) -> bool {
    matches!(wide, '\u{FF9E}' | '\u{FF9F}')
}
