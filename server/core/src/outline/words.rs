//! The words by which titles and other lines are told apart, in several languages, from the files beside this one.

use std::collections::HashSet;
use std::sync::LazyLock;

use foldhash::fast::RandomState;

use crate::terms::bytes::holds_any;

/// A list of words and phrases in lower case.
pub(super) struct Words(LazyLock<HashSet<&'static str, RandomState>>);

impl Words {
    /// Whether a word or phrase, in lower case, is in the list.
    pub(super) fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Whether a word is in the list, however it is capitalised.
    pub(super) fn knows(&self, word: &str) -> bool {
        const LONGEST: usize = 24;
        let mut lower = [0; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()).filter(|_| word.is_ascii()) else {
            return self.has(&word.to_lowercase());
        };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        std::str::from_utf8(lower).is_ok_and(|lower| self.has(lower))
    }

    /// Whether one of the entries starts a text in lower case and ends where a word ends.
    pub(super) fn start(&self, text: &str) -> bool {
        let ends = text.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at);
        ends.chain([text.len()]).take(5).any(|end| self.has(&text[..end]))
    }
}

/// Reads a list: one entry a line; `//` starts a remark.
fn read(file: &'static str) -> HashSet<&'static str, RandomState> {
    file.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//")).collect()
}

/// Words that titles write small: articles, prepositions, conjunctions.
pub(super) static SMALL: Words = Words(LazyLock::new(|| read(include_str!("words/small.txt"))));
/// Words that open a question to be answered: what, why, how.
pub(super) static ASKS: Words = Words(LazyLock::new(|| read(include_str!("words/asks.txt"))));
/// Words that open a question that is a request: explain, describe.
pub(super) static TASKS: Words = Words(LazyLock::new(|| read(include_str!("words/tasks.txt"))));
/// Words that open a sentence and no title: however, these, we.
pub(super) static LEADS: Words = Words(LazyLock::new(|| read(include_str!("words/leads.txt"))));
/// Words by which a line is a sentence and no title: is, include, following.
pub(super) static VERBS: Words = Words(LazyLock::new(|| read(include_str!("words/verbs.txt"))));
/// Labels that name a part of an explanation and no subject: example, benefits, see also.
pub(super) static PARTS: Words = Words(LazyLock::new(|| read(include_str!("words/parts.txt"))));
/// What pages show around their text: share, subscribe, table of contents.
pub(super) static FURNITURE: Words = Words(LazyLock::new(|| read(include_str!("words/furniture.txt"))));
/// Programs that people type into a shell.
pub(super) static COMMANDS: Words = Words(LazyLock::new(|| read(include_str!("words/commands.txt"))));
/// Short words that are no acronyms even in capitals.
pub(super) static SHORT: Words = Words(LazyLock::new(|| read(include_str!("words/short.txt"))));
/// Words that open a caption.
pub(super) static CAPTIONS: Words = Words(LazyLock::new(|| read(include_str!("words/captions.txt"))));
/// Words that dates are made of.
pub(super) static DATES: Words = Words(LazyLock::new(|| read(include_str!("words/dates.txt"))));
/// Names that pages give the user in a conversation with a machine.
pub(super) static USERS: Words = Words(LazyLock::new(|| read(include_str!("words/users.txt"))));
/// Names that pages give the machine.
pub(super) static MACHINES: Words = Words(LazyLock::new(|| read(include_str!("words/machines.txt"))));

/// Parts of questions in scripts without spaces, where words cannot be told apart.
const ASKING_PARTS: [&str; 18] = [
    "什么",
    "什麼",
    "为什么",
    "如何",
    "怎么",
    "怎样",
    "怎樣",
    "哪些",
    "哪个",
    "是否",
    "何时",
    "何謂",
    "何谓",
    "とは",
    "なぜ",
    "どう",
    "何ですか",
    "무엇",
];

/// Whether a text in lower case opens as a question that wants an answer.
pub(super) fn asks(text: &str) -> bool {
    let text = text.trim_start_matches(['¿', '"', '“', '(', ' ']);
    ASKS.start(text) || (!text.is_ascii() && holds_any(text, &ASKING_PARTS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_in_lower_case_and_alone() {
        for list in [
            &SMALL, &SHORT, &ASKS, &TASKS, &LEADS, &VERBS, &PARTS, &FURNITURE, &COMMANDS, &CAPTIONS, &DATES,
            &USERS, &MACHINES,
        ] {
            assert!(list.0.len() > 5);
            for entry in list.0.iter() {
                assert_eq!(*entry, entry.to_lowercase().trim(), "{entry}");
            }
        }
    }

    #[test]
    fn questions_open_with_their_word() {
        for text in [
            "what is a cell?",
            "what's a cell",
            "¿qué es?",
            "was ist das?",
            "什么是细胞？",
            "细胞是什么",
            "qu'est-ce que c'est ?",
        ] {
            assert!(asks(text), "{text}");
        }
        for text in ["whatever works?", "the cell?", "wasser?", "细胞"] {
            assert!(!asks(text), "{text}");
        }
    }
}
