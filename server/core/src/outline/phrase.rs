//! How the words of a line are written: as a title, as a sentence, in a script without capitals.

use super::words;

/// How the words of a title are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capitals {
    /// Most words that count have a capital.
    Title,
    /// The first word has a capital.
    Sentence,
    /// The first word is small.
    Small,
    /// The script has no capitals.
    None,
}

/// How the words of a text are written.
pub(super) fn capitals(text: &str) -> Capitals {
    let mut capital = 0;
    let mut small = 0;
    let mut acronyms = 0;
    let mut first = None;
    for word in
        text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '"' | '“' | '”' | '[' | ']'))
    {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(letter) = word.chars().find(|c| c.is_alphabetic()) else {
            continue;
        };
        if !letter.is_uppercase() && !letter.is_lowercase() {
            continue;
        }
        let acronym = 1 < word.len() && letter.is_uppercase() && !word.contains(char::is_lowercase);
        // Names such as mRNA, max_size or notes.txt say nothing about how the line is written.
        let coded = letter.is_lowercase() && (word.contains(['_', '.']) || word.contains(char::is_uppercase));
        first.get_or_insert(letter.is_uppercase() || coded);
        if acronym {
            acronyms += 1;
        } else if letter.is_uppercase() {
            capital += 1;
        } else if letter.is_lowercase() && !coded && !words::SMALL.has(word) {
            small += 1;
        }
    }
    capital += if small == 0 { acronyms } else { 0 };
    match first {
        None => Capitals::None,
        Some(_) if 0 < capital && 2 * small <= capital => Capitals::Title,
        Some(true) => Capitals::Sentence,
        Some(false) => Capitals::Small,
    }
}

/// How many words a text has; where words are not parted, two characters count as one.
pub(super) fn words(text: &str) -> usize {
    let mut words = 0;
    let mut wide: usize = 0;
    let mut in_word = false;
    for character in text.chars() {
        if character.is_whitespace() {
            in_word = false;
        } else if !character.is_ascii() && is_wide(character) {
            wide += 1;
            in_word = false;
        } else if !in_word && character.is_alphanumeric() {
            words += 1;
            in_word = true;
        }
    }
    words + wide.div_ceil(2)
}

/// Whether a character belongs to a script that puts no spaces between words.
fn is_wide(character: char) -> bool {
    matches!(u32::from(character), 0x3040..=0x30ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff)
}

/// Whether a sentence ends inside a text and another begins.
pub(super) fn has_break(text: &str) -> bool {
    for (at, sign) in text.char_indices() {
        if matches!(sign, '。' | '！') {
            return at + sign.len_utf8() < text.len();
        }
        if !matches!(sign, '.' | '!' | ';') {
            continue;
        }
        let before = text[..at].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let rest = &text[at + 1..];
        let next = rest.trim_start();
        let starts =
            next.len() < rest.len() && next.starts_with(|c: char| c.is_uppercase() || c == '“' || c == '"');
        // `vs.`, `Dr.`, `e.g.` and initials end no sentence.
        if starts && 3 < before.chars().count() {
            return true;
        }
    }
    false
}

/// Whether a text in lower case asks for an answer without a question mark: `explain the law`, `what is a law`.
pub(super) fn is_request(lower: &str) -> bool {
    let second = lower.split(char::is_whitespace).nth(1).unwrap_or_default();
    // `List of figures` and `State of the art` ask nothing.
    let request = words::TASKS.start(lower) && !matches!(second, "" | "of" | "de" | "der");
    request || (words::VERBS.has(second) && words::asks(lower) && !is_dangling(lower))
}

/// A text in lower case without the article at its start.
pub(super) fn without_article(lower: &str) -> &str {
    let articles = [
        "the ", "a ", "an ", "der ", "die ", "das ", "el ", "la ", "los ", "las ", "le ", "les ", "l'", "l’",
    ];
    articles.iter().find_map(|article| lower.strip_prefix(article)).unwrap_or(lower)
}

/// Whether brackets are opened and not closed, or the other way round: the line is a piece of a sentence.
pub(super) fn is_torn(text: &str) -> bool {
    let depth = |opens: u8, closes: u8| {
        text.bytes().fold(0, |depth, byte| depth + i32::from(byte == opens) - i32::from(byte == closes))
    };
    depth(b'(', b')') != 0 || depth(b'[', b']') != 0
}

/// Whether a text ends with a word that wants another: `the`, `of`, `is`.
pub(super) fn is_dangling(text: &str) -> bool {
    let last = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    last.is_ascii() && words::SMALL.has(last) && last != "etc"
}

/// Whether a label is the start of a sentence, `These are:`, and no title, `Kinds of cells:`.
pub(super) fn leads_in(lower: &str) -> bool {
    let wide = ["如下", "以下", "包括", "例如", "比如", "分为", "有：", "是：", "您", "我们", "は次"];
    words::LEADS.start(lower)
        || is_dangling(lower)
        || lower
            .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
            .any(|word| words::VERBS.has(word))
        || (!lower.is_ascii()
            && (wide.iter().any(|part| lower.contains(part)) || lower.ends_with(['是', '有', '为'])))
}

/// Whether an answer takes up a word of its question, as in `What is osmosis?` and `Osmosis is …`.
pub(super) fn echoes(question: &str, answer: &str) -> bool {
    let start: String = answer.chars().take(160).flat_map(char::to_lowercase).collect();
    let key = |word: &str| word.trim_end_matches('s').to_owned();
    let answered: Vec<String> =
        start.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).take(12).map(key).collect();
    let lower = question.to_lowercase();
    let asked = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| {
        let counts = 4 <= word.chars().count() || word.chars().any(is_wide);
        counts
            && !words::ASKS.has(word)
            && !words::SMALL.has(word)
            && !words::VERBS.has(word)
            && !words::LEADS.has(word)
    });
    let mut asked = asked.map(key);
    asked.any(|word| answered.contains(&word)) || shares_wide(&lower, &start)
}

/// Whether two texts share two characters in a row of a script without spaces, question words left out.
fn shares_wide(question: &str, answer: &str) -> bool {
    let common = [
        "什么", "么是", "是什", "为什", "如何", "怎么", "哪些", "一个", "一种", "これ", "それ", "です",
        "とは",
    ];
    let characters: Vec<char> = question.chars().collect();
    characters.windows(2).filter(|pair| pair.iter().all(|c| is_wide(*c))).any(|pair| {
        let pair: String = pair.iter().collect();
        !common.contains(&pair.as_str()) && answer.contains(&pair)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_are_told_apart() {
        for (text, expected) in [
            ("Parts of a Plant Cell", Capitals::Title),
            ("Parts of a plant cell", Capitals::Sentence),
            ("DNA Replication", Capitals::Title),
            ("Osmosis", Capitals::Title),
            ("cell walls", Capitals::Small),
            ("细胞壁", Capitals::None),
            ("Die Zelle und ihre Bestandteile", Capitals::Title),
            ("2 + 2", Capitals::None),
            ("Fetch the DNA and RNA sequences from files", Capitals::Sentence),
            ("mRNA in Eukaryotes", Capitals::Title),
            ("max_size", Capitals::Sentence),
        ] {
            assert_eq!(capitals(text), expected, "{text}");
        }
    }

    #[test]
    fn words_are_counted_in_every_script() {
        assert_eq!(words("Parts of a cell"), 4);
        assert_eq!(words("A & B"), 2);
        assert_eq!(words("细胞壁的结构"), 3);
        assert_eq!(words("DNA 复制"), 2);
    }

    #[test]
    fn sentences_break() {
        assert!(has_break("It is small. It divides"));
        assert!(!has_break("Mitosis vs. Meiosis"));
        assert!(!has_break("Work of J. S. Bach"));
        assert!(has_break("很小。很多"));
    }

    #[test]
    fn requests_need_no_question_mark() {
        for text in ["explain the krebs cycle", "what is a cell", "define osmosis"] {
            assert!(is_request(text), "{text}");
        }
        for text in ["list of figures", "what is the", "how cells divide", "state", "the cell"] {
            assert!(!is_request(text), "{text}");
        }
    }

    #[test]
    fn lead_ins_are_no_titles() {
        for label in [
            "here are the steps",
            "the stages are",
            "cells consist of",
            "useful for",
            "las etapas son",
            "主要包括",
            "it divides",
        ] {
            assert!(leads_in(label), "{label}");
        }
        for label in
            ["kinds of cells", "stages of mitosis", "tipos de células", "细胞的结构", "limits of the method"]
        {
            assert!(!leads_in(label), "{label}");
        }
    }

    #[test]
    fn answers_take_up_words() {
        assert!(echoes("What is osmosis?", "Osmosis is the movement of water."));
        assert!(echoes("What are enzymes?", "An enzyme is a catalyst."));
        assert!(echoes("什么是光合作用？", "光合作用是植物……"));
        assert!(!echoes("But who cares?", "Nobody does."));
        assert!(!echoes("What does this mean?", "That nothing is left."));
    }
}
