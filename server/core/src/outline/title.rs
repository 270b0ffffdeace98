//! Where a title starts and ends in its line: bullets, numbers, emoji and the closing colon left out.

use std::ops::Range;

/// A line cut down to its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Title {
    /// The title in the visible text of its line.
    pub(super) range: Range<usize>,
    /// The number in front of it.
    pub(super) number: Option<Number>,
    /// What else stands in front of it.
    pub(super) front: Front,
    /// How it ends.
    pub(super) end: End,
}

/// A number in front of a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The number, of `2.3` the last part.
    pub(super) value: u32,
    /// How many parts it has: 2 for `2.3`.
    pub(super) depth: u8,
}

/// What stands in front of a title besides a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// An emoji, or what a wrong encoding left of one.
    pub(super) emoji: bool,
    /// A bullet or dash that Markdown does not know, as in a list.
    pub(super) bullet: bool,
    /// `Q:`, `Q1.`, `Question 3:`.
    pub(super) asks: bool,
}

/// How a title ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// Without a sign.
    Open,
    /// With a question mark, or with one before a closing parenthesis.
    Question,
    /// With a colon.
    Colon,
    /// With a full stop, a comma or another sign that titles do not end with.
    Stop,
}

/// Cuts a line down to its title. `garbled` says that a wrong encoding tore the emoji of the note to letters.
pub(super) fn cut(text: &str, garbled: bool) -> Title {
    let mut front = Front::default();
    let mut number = None;
    let mut at = 0;
    // `🛠️ 1. Name`, `1. 🛠️ Name`, `Q1. 1) Name`: no writer puts more than a few signs in front.
    for _ in 0..4 {
        at += white(&text[at..]);
        let rest = &text[at..];
        let length = if let Some(length) = asking(rest) {
            front.asks = true;
            length
        } else if let Some((found, length)) = numbered(rest) {
            number = number.or(Some(found));
            length
        } else if let Some(length) = dash(rest) {
            front.bullet = true;
            length
        } else {
            let length = ornament(rest, garbled);
            front.emoji |= 0 < length;
            length
        };
        if length == 0 || text[at + length..].trim().is_empty() {
            break;
        }
        at += length;
    }
    at += white(&text[at..]);
    let start = at;
    let (mut end, mut length) = ending(&text[start..]);
    if front.asks && end == End::Stop {
        length = text[start..start + length].trim_end_matches(['.', '。', ' ']).len();
        end = End::Open;
    }
    Title { range: start..start + length, number, front, end }
}

/// Bytes of white space at the start.
fn white(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// How a title ends, and its length without trailing signs.
fn ending(text: &str) -> (End, usize) {
    let shown = text.trim_end_matches(|c: char| c.is_whitespace() || is_emoji(c));
    // Signs that close a heading stand apart from it; those of `C#` are its name.
    let unclosed = shown.trim_end_matches('#');
    let shown = if unclosed.ends_with(char::is_whitespace) { unclosed.trim_end() } else { shown };
    let text = if shown.is_empty() { text } else { shown };
    // `Kinds of cells:-` is how many write a colon by hand.
    let dashed = text.trim_end_matches(['-', '–', '—']);
    let announced = if dashed.ends_with(':') { dashed } else { text };
    let named = announced.trim_end_matches([':', '：', ' ']);
    if named.len() < announced.trim_end().len() && !named.is_empty() {
        return (End::Colon, named.len());
    }
    let bare = text.trim_end_matches(['"', '”', '“', '’', '»', '」', '』', '*', '_']).trim_end();
    let before_parenthesis = bare.ends_with(')').then(|| bare.rfind('(')).flatten();
    let asked = before_parenthesis.map_or(bare, |open| bare[..open].trim_end());
    let end = if bare.ends_with(['?', '？', '؟']) || asked.ends_with(['?', '？']) {
        End::Question
    } else if bare.ends_with([
        '.', '!', ',', ';', '。', '，', '；', '！', '、', '…', '।', '-', '–', '—', '=', '\\', '/',
    ]) && !is_abbreviated(bare)
    {
        End::Stop
    } else {
        End::Open
    };
    (end, text.len())
}

/// `etc.`, `U.S.`, `vs.`: the full stop belongs to the word.
fn is_abbreviated(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    let dots = last.matches('.').count();
    1 < dots && last.len() <= 2 * dots + 1 && !last.ends_with("..")
}

/// The depth of the numbers that are letters: they stand below those that are digits.
pub(super) const LETTERED: u8 = 9;

/// `A. Battery`: a capital letter before a word with a capital, and their lengths. `E. coli` and `A. B. Smith` have none.
pub(super) fn lettered(text: &str) -> Option<(Number, usize)> {
    let [letter @ b'A'..=b'H', b'.', b' ', first, second, ..] = text.as_bytes() else { return None };
    let worded = first.is_ascii_uppercase() && (second.is_ascii_alphabetic() || !second.is_ascii());
    worded.then(|| (Number { value: u32::from(letter - b'A') + 1, depth: LETTERED }, "A. ".len()))
}

/// Length of `Q:`, `Q1.`, `Question 3:` and the like.
fn asking(text: &str) -> Option<usize> {
    const WORDS: [&str; 8] = ["question", "pregunta", "frage", "ques", "que", "q", "问题", "问"];
    let heads = |word: &&str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let word = WORDS.into_iter().find(heads)?;
    let mut rest = text.get(word.len()..)?;
    rest = rest.trim_start_matches(' ');
    rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.trim_start_matches(' ').strip_prefix([':', '.', ')', '：', '-'])?;
    let apart = rest.starts_with(char::is_whitespace) || text[..text.len() - rest.len()].ends_with('：');
    apart.then(|| text.len() - rest.len())
}

/// A number in front of a title, and its length.
pub(super) fn numbered(text: &str) -> Option<(Number, usize)> {
    let first = text.chars().next()?;
    if first.is_lowercase() && text.get(1..2) != Some(")") {
        return None;
    }
    dotted(text).or_else(|| parenthesized(text)).or_else(|| roman(text)).or_else(|| han(text))
}

/// `1.`, `12)`, `2.3`, `2.3.1.`, `1、` and the keycap emoji.
fn dotted(text: &str) -> Option<(Number, usize)> {
    let mut number = Number { value: 0, depth: 0 };
    let mut at = 0;
    loop {
        let digits = text[at..].len() - text[at..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if digits == 0 || 3 < digits {
            return None;
        }
        number = Number { value: text[at..at + digits].parse().ok()?, depth: number.depth.saturating_add(1) };
        at += digits;
        let behind = &text[at..];
        if let Some(length) = keycap(behind) {
            return Some((number, at + length));
        }
        let sign = behind.chars().next()?;
        let next = behind[sign.len_utf8()..].chars().next();
        if sign == '.' && next.is_some_and(|next| next.is_ascii_digit()) {
            at += 1;
            continue;
        }
        if matches!(sign, '.' | ')' | '．' | '）' | '、') {
            // `1.Title` is a number, `3.x` and `node.js` are not.
            let fits = next.is_none_or(|next| {
                next.is_whitespace()
                    || next.is_uppercase()
                    || 0x7f < u32::from(next)
                    || "*_`[\"(".contains(next)
            });
            return fits.then_some((number, at + sign.len_utf8()));
        }
        // `2.3 Title` needs no sign behind it; `3 Ways` and `1.5 GB` are no numbers.
        let word = behind.trim_start().split(char::is_whitespace).next().unwrap_or_default();
        let named = word.starts_with(char::is_uppercase) && 2 < word.chars().count() && !word.ends_with("Hz");
        let fits = 1 < number.depth && sign.is_whitespace() && named;
        return fits.then_some((number, at));
    }
}

fn keycap(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\u{fe0f}').unwrap_or(text);
    rest.strip_prefix('\u{20e3}').map(|rest| text.len() - rest.len())
}

/// `(1)`, `（2）`, `a)`, `(b)`.
fn parenthesized(text: &str) -> Option<(Number, usize)> {
    let inner = text.strip_prefix(['(', '（']);
    let rest = inner.unwrap_or(text);
    let (close, _) = rest.char_indices().take(3).find(|(_, sign)| matches!(sign, ')' | '）'))?;
    let label = &rest[..close];
    let value = match label.as_bytes() {
        [letter @ b'a'..=b'h'] => u32::from(letter - b'a') + 1,
        [letter @ b'A'..=b'H'] => u32::from(letter - b'A') + 1,
        _ if inner.is_some() && label.len() <= 2 => label.parse().ok()?,
        _ => return None,
    };
    let length = text.len() - rest.len() + close + rest[close..].chars().next().map_or(0, char::len_utf8);
    let fits = text[length..].starts_with(char::is_whitespace) || inner.is_some();
    fits.then_some((Number { value, depth: 1 }, length))
}

/// `IV.` before a capital: `V. cholerae` is no chapter, and `C.` and `D.` are initials more often than numbers.
fn roman(text: &str) -> Option<(Number, usize)> {
    const UP_TO_TWENTY: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI",
        "XVII", "XVIII", "XIX", "XX",
    ];
    let letters = &text[..text.len() - text.trim_start_matches(['I', 'V', 'X']).len()];
    let rest = text[letters.len()..].strip_prefix(['.', ')'])?;
    let value = UP_TO_TWENTY.iter().position(|roman| *roman == letters)? as u32 + 1;
    let title = rest.trim_start();
    let fits = title.len() < rest.len() && title.starts_with(char::is_uppercase);
    fits.then_some((Number { value, depth: 1 }, letters.len() + 1))
}

/// `一、`, `（二）`, `三.`.
fn han(text: &str) -> Option<(Number, usize)> {
    const DIGITS: [char; 10] = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
    let inner = text.strip_prefix(['(', '（']);
    let rest = inner.unwrap_or(text);
    let mut characters = rest.chars();
    let value = DIGITS.iter().position(|digit| Some(*digit) == characters.clone().next())? as u32 + 1;
    characters.next();
    let sign = characters.next()?;
    let fits =
        if inner.is_some() { matches!(sign, ')' | '）') } else { matches!(sign, '、' | '.' | '．') };
    fits.then(|| (Number { value, depth: 1 }, text.len() - characters.as_str().len()))
}

/// A bullet that Markdown does not know, with the space behind it where it is a dash.
fn dash(text: &str) -> Option<usize> {
    let sign = text.chars().next()?;
    let behind = &text[sign.len_utf8()..];
    let fits = match sign {
        '-' | '–' | '—' | '*' | '+' | '→' | '>' | '~' => behind.starts_with(char::is_whitespace),
        '•' | '‣' | '◦' | '⁃' | '∙' | '▪' | '▫' | '●' | '○' | '■' | '□' | '►' | '▶' | '➢' | '➤' | '✓'
        | '✔' | '✗' | '✘' | '☐' | '☑' | '·' | '\u{f0b7}' => true,
        _ => false,
    };
    fits.then_some(sign.len_utf8())
}

/// Length of the emoji, stray `#` signs, `:shortcode:` or torn emoji at the start.
fn ornament(text: &str, garbled: bool) -> usize {
    let emoji = text.len() - text.trim_start_matches(|c: char| is_emoji(c) || c == '#').len();
    if 0 < emoji {
        return emoji;
    }
    if let Some(name) = text.strip_prefix(':').and_then(|rest| rest.split_once(": ")).map(|(name, _)| name) {
        let shortcode = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte));
        if shortcode && !name.is_empty() {
            return name.len() + 2;
        }
    }
    // Torn emoji are short runs of letters of a foreign script or of symbols, never ASCII.
    let word = text.split(char::is_whitespace).next().unwrap_or_default();
    let torn =
        garbled && !word.is_empty() && word.chars().count() <= 6 && !word.contains(|c: char| c.is_ascii());
    if torn { word.len() } else { 0 }
}

/// A line without the emoji in front of it.
pub(super) fn without_ornament(text: &str, garbled: bool) -> &str {
    let rest = text[ornament(text, garbled)..].trim_start();
    if rest.is_empty() { text } else { rest }
}

/// Whether a character is a pictograph, or a part of one.
pub(super) fn is_emoji(character: char) -> bool {
    matches!(
        u32::from(character),
        0x200d | 0x203c | 0x2049 | 0x20e3 | 0x2139
            | 0x231a..=0x23ff
            | 0x25fb..=0x27bf
            | 0x2934..=0x2935
            | 0x2b05..=0x2b55
            | 0xfe0e..=0xfe0f
            | 0x1f000..=0x1faff
            | 0xe0020..=0xe007f
    )
}

/// Whether a wrong encoding turned signs of the text into letters, as in `donâ€™t` or `donβt`.
pub(super) fn is_garbled(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(ascii) = bytes[at..].iter().position(|byte| !byte.is_ascii()) {
        let start = at + ascii;
        let mut rest = text[start..].chars();
        let Some(character) = rest.next() else {
            return false;
        };
        let next = rest.next().unwrap_or_default();
        let before = start.checked_sub(1).map_or(b' ', |before| bytes[before]);
        let greek = matches!(character, 'α'..='ω' | 'Ά'..='Ώ');
        let inside_a_word = before.is_ascii_alphabetic() && greek && next.is_ascii_lowercase();
        let lead = matches!(character, 'â' | 'Ã' | 'ð' | 'Â');
        let torn = lead && matches!(u32::from(next), 0x80..=0xbf | 0x152..=0x178 | 0x2018..=0x203a | 0x20ac);
        if inside_a_word || torn || matches!(character, '\u{80}'..='\u{9f}') {
            return true;
        }
        at = start + character.len_utf8();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, expected: &str) {
        let title = cut(line, is_garbled(line));
        assert_eq!(&line[title.range], expected, "{line}");
    }

    #[test]
    fn numbers_are_left_out() {
        check("1. Cell walls", "Cell walls");
        check("12) Cell walls", "Cell walls");
        check("2.3 Cell walls", "Cell walls");
        check("2.3.1. Cell walls", "Cell walls");
        check("(4) Cell walls", "Cell walls");
        check("IV. Cell walls", "Cell walls");
        check("b) Cell walls", "Cell walls");
        check("1.Cell walls", "Cell walls");
        check("三、细胞壁", "细胞壁");
        check("（二）细胞壁", "细胞壁");
        check("3️⃣ Cell walls", "Cell walls");
    }

    #[test]
    fn words_that_look_like_numbers_stay() {
        for line in [
            "3-way handshake",
            "E. coli",
            "V. cholerae",
            "1984",
            "3.x releases",
            "2 types",
            "I am",
            "C. elegans",
            "1.5 GB",
        ] {
            check(line, line);
        }
    }

    #[test]
    fn signs_in_front_are_left_out() {
        check("🔬 Cell walls", "Cell walls");
        check("🛠️ 1. Cell walls", "Cell walls");
        check("- Cell walls", "Cell walls");
        check("• Cell walls", "Cell walls");
        check(":seedling: Cell walls", "Cell walls");
        check("Q1. What is a cell?", "What is a cell?");
        check("Question 2: What is a cell?", "What is a cell?");
        check("Q: What is a cell?", "What is a cell?");
        check("Questions", "Questions");
        check("Q-learning", "Q-learning");
        check("Queue: a list", "Queue: a list");
    }

    #[test]
    fn torn_emoji_are_left_out_where_the_text_is_garbled() {
        let title = |line: &str| line[cut(line, true).range].to_owned();
        assert_eq!(title("ðŸ”¬ Cell walls"), "Cell walls");
        assert_eq!(title("π Cell walls"), "Cell walls");
        check("π is irrational", "π is irrational");
        check("β cells", "β cells");
        check("Été", "Été");
        assert!(is_garbled("donâ€™t"));
        assert!(is_garbled("Letβs go"));
        assert!(!is_garbled("Überα und déjà vu"));
    }

    #[test]
    fn signs_behind_are_left_out() {
        check("Cell walls:", "Cell walls");
        check("Cell walls :", "Cell walls");
        check("Cell walls:-", "Cell walls");
        check("细胞壁：", "细胞壁");
        check("Cell walls 🔬", "Cell walls");
        check("Cell walls ##", "Cell walls");
        check("🔬", "🔬");
        check(":", ":");
        check("1.", "1.");
    }

    #[track_caller]
    fn check_end(line: &str, expected: End) {
        assert_eq!(cut(line, false).end, expected, "{line}");
    }

    #[test]
    fn ends_are_told_apart() {
        check_end("What is a cell?", End::Question);
        check_end("What is a cell? (cytology)", End::Question);
        check_end("is it one?”", End::Question);
        check_end("什么是细胞？", End::Question);
        check_end("Kinds of cells:", End::Colon);
        check_end("Kinds of cells", End::Open);
        check_end("A cell is small.", End::Stop);
        check_end("A cell, ", End::Stop);
        check_end("Law in the U.S.", End::Open);
    }
}
