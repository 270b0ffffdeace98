//! Where the sentences of one block begin and end.
//!
//! Notes are written in a hurry: full stops stand in abbreviations, file names and version
//! numbers, brackets stay open, spaces are lost. One pass over the text, no dictionary but
//! `words/abbreviations.txt`. When in doubt the text stays in one piece: half a sentence in a
//! hover is worse than two sentences.

use std::ops::Range;

use super::bytes::ByteSet;
use super::lexicon::{self, Class};
use super::marks;

/// The sentences of one block of prose, as byte ranges without white space at their ends.
///
/// Line ends inside the text count as spaces, except hard breaks (two spaces or a backslash
/// before the line end), blank lines and lines that begin with a bullet: these end a sentence.
///
/// ```
/// let text = "Yeast is a fungus, e.g. in bread. It ferments.";
/// let found: Vec<_> = glossator_core::terms::sentence::sentences(text).map(|range| &text[range]).collect();
/// assert_eq!(found, ["Yeast is a fungus, e.g. in bread.", "It ferments."]);
/// ```
pub fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    Sentences { text, at: 0, shields: marks::shields(text).into_iter().peekable() }
}

/// Bytes that may end a sentence: stops, line ends, and all beyond ASCII.
const STOPS: ByteSet = ByteSet::of(b".!?\n").and_beyond_ascii();

struct Sentences<'t> {
    text: &'t str,
    /// Where the next sentence may begin.
    at: usize,
    shields: std::iter::Peekable<std::vec::IntoIter<Range<usize>>>,
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        while self.at < self.text.len() {
            let start = self.at;
            self.at = self.end_of_sentence(start);
            let found = marks::trimmed(self.text, start..self.at);
            let said = self.text[found.clone()].contains(|char: char| char.is_alphanumeric());
            if said {
                return Some(found);
            }
        }
        None
    }
}

impl Sentences<'_> {
    /// The offset at which the sentence that begins at `start` ends; past `start`, if there is text.
    fn end_of_sentence(&mut self, start: usize) -> usize {
        let mut at = start;
        loop {
            // The tail of a sentence may have taken the quote that opens a shield.
            while self.shields.next_if(|shield| shield.start < at).is_some() {}
            let Some(stop) = STOPS.find(self.text, at) else { return self.text.len() };
            if let Some(shield) = self.shields.next_if(|shield| shield.start <= stop) {
                at = shield.end;
                if self.closes_sentence(start, shield) {
                    return self.tail(at);
                }
                continue;
            }
            at = stop;
            let Some(char) = self.text[at..].chars().next() else { return self.text.len() };
            let next = at + char.len_utf8();
            let end = match char {
                '\n' => marks::breaks_block(self.text, at).then_some(next),
                '.' => self.after_full_stop(start, at),
                '!' | '?' => self.after_mark(next, char == '?'),
                _ if always_ends(char) => Some(self.tail(next)),
                '…' | '؟' | '۔' | '።' | '։' | '؛' | '‽' | '⁇' | '⁈' | '⁉' => {
                    self.after_mark(next, false)
                }
                _ => None,
            };
            match end {
                Some(end) => return end,
                None => at = next,
            }
        }
    }

    /// Whether the shield, a bracket or a quote that ends with a terminator inside, ends the
    /// sentence: `(…end.) Next`. A bracket in mid-sentence does so only before a new one.
    fn closes_sentence(&self, start: usize, shield: Range<usize>) -> bool {
        let inside = &self.text[shield.clone()];
        if inside.starts_with(['`', '<', '[', '{']) {
            return false;
        }
        let inside = inside.trim_end_matches(|char: char| closes(char) || char == '"');
        if inside.ends_with(['。', '！', '？']) {
            // "「…。」と言った": a particle carries the sentence on.
            let goes_on =
                |char| matches!(char, 'と' | 'っ' | 'は' | 'が' | 'を' | 'の' | 'に' | 'も' | '、' | '，');
            let alone = self.text[start..shield.start].trim().is_empty();
            return alone && !self.text[shield.end..].starts_with(goes_on);
        }
        let ended = inside.ends_with(['.', '!', '?', '…']) && !ends_in_abbreviation(inside);
        let alone = self.text[start..shield.start].trim().is_empty() || !inside.starts_with('(');
        ended && alone && self.begins_sentence(self.tail(shield.end), false)
    }

    /// The end of the sentence if the full stop at `at` ends it.
    fn after_full_stop(&self, start: usize, at: usize) -> Option<usize> {
        let text = self.text;
        let dots = marks::run(text, at);
        let end = self.tail(dots);
        let rest = &text[end..];
        if rest.is_empty() {
            return Some(end);
        }
        if !rest.starts_with(char::is_whitespace) {
            let glued = dots == at + 1 && end == dots && self.lost_space(start, at);
            return glued.then_some(end);
        }
        if !self.begins_sentence(end, false) {
            let ends = dots == at + 1 && self.is_without_capitals(start, at, end);
            return (ends && !self.is_abbreviated(start, at, end)).then_some(end);
        }
        if dots - at > 1 {
            return Some(end);
        }
        (!self.is_abbreviated(start, at, end)).then_some(end)
    }

    /// The end of the sentence if the terminator before `next` ends it; a question mark does so
    /// even before a small letter.
    fn after_mark(&self, next: usize, question: bool) -> Option<usize> {
        let end = self.tail(next);
        let rest = &self.text[end..];
        let ends = rest.is_empty()
            || rest.starts_with(char::is_whitespace) && (question || self.begins_sentence(end, false));
        ends.then_some(end)
    }

    /// Past further terminators, closing quotes and brackets, emphasis marks and footnote
    /// references that belong to the sentence before `at`.
    fn tail(&self, mut at: usize) -> usize {
        loop {
            let rest = &self.text[at..];
            let Some(char) = rest.chars().next() else { return at };
            if rest.starts_with("[^") {
                match marks::link(self.text, at) {
                    Some(end) => at = end,
                    None => return at,
                }
            } else if matches!(char, '!' | '?') || closes(char) || always_ends(char) {
                at += char.len_utf8();
            } else if matches!(char, '*' | '_' | '~' | '=' | '"' | '\'') {
                let end = marks::run(self.text, at);
                let opens_word = self.text[end..].starts_with(|char: char| char.is_alphanumeric());
                if opens_word {
                    return at;
                }
                at = end;
            } else {
                return at;
            }
        }
    }

    /// Whether what follows the white space at `at` can be the beginning of a sentence.
    fn begins_sentence(&self, at: usize, after_abbreviation: bool) -> bool {
        let rest = self.text[at..].trim_start();
        let rest = rest.trim_start_matches(|char: char| {
            matches!(
                char,
                '*' | '_' | '~' | '"' | '\'' | '(' | '[' | '“' | '„' | '‘' | '«' | '「' | '『' | '¿' | '¡'
            )
        });
        match rest.chars().next() {
            None => true,
            Some(char) if char.is_lowercase() => false,
            Some(char) if after_abbreviation => char.is_uppercase() || is_uncased(char),
            Some(char) => !matches!(char, ',' | ';' | ':' | '.' | '!' | '?' | ')' | ']' | '/'),
        }
    }

    /// Whether a small letter behind the full stop at `at` may begin a sentence: the one before begins with a small
    /// letter, too, or the line ends there, and a plain word stands before the stop.
    fn is_without_capitals(&self, start: usize, at: usize, end: usize) -> bool {
        const SHORTEST: usize = 3;
        let sentence = &self.text[start..at];
        let first = sentence.trim_start_matches(|char: char| !char.is_alphanumeric());
        let line_ends = self.text[end..].trim_start_matches(' ').starts_with('\n');
        let word = last_word(sentence, |_| false);
        let plain = SHORTEST <= word.len() && word.chars().all(char::is_lowercase);
        let next = self.text[end..].trim_start().trim_start_matches(['*', '_', '"', '“']);
        plain
            && first.len() < sentence.len() + 1
            && word.len() < first.len()
            && (line_ends || first.starts_with(char::is_lowercase))
            && next.starts_with(char::is_lowercase)
    }

    /// Whether the full stop at `at` belongs to the word before it; `end` is where white space
    /// and the next word follow.
    fn is_abbreviated(&self, start: usize, at: usize, end: usize) -> bool {
        let before = &self.text[start..at];
        let opens = |char: char| matches!(char, '(' | '[' | '"' | '“' | '„' | '«' | '*' | '`' | '—' | '–');
        let word = last_word(before, opens);
        let earlier = before[..before.len() - word.len()].trim_end();
        let next = first_word(&self.text[end..]);
        if word.is_empty() {
            return false;
        }
        let opens_line = earlier.is_empty() || earlier.ends_with('\n');
        if opens_line && is_ordinal(word) {
            return true;
        }
        // Forms with a space in them: "z. B.", "p. ej.".
        let first = last_word(earlier, |_| false);
        let pair = first.ends_with('.').then(|| &before[earlier.len() - first.len()..]);
        let known = pair.and_then(lexicon::abbreviation).or_else(|| lexicon::abbreviation(word));
        let new_sentence = lexicon::class(next).is(Class::STARTER);
        match known {
            Some(may_end) => {
                let new = if word.contains('.') { new_sentence } else { self.begins_sentence(end, true) };
                return !(may_end && new);
            }
            None if word.contains('.') => {
                let short_parts = word.split('.').all(|part| part.chars().count() <= 2 && !part.is_empty());
                let letters = word.chars().all(|char| char == '.' || char.is_alphabetic());
                return short_parts && letters && !new_sentence;
            }
            None => {}
        }
        let mut chars = word.chars();
        if let (Some(letter), None) = (chars.next(), chars.next())
            && letter.is_alphabetic()
        {
            let after_next = self.text[end..].trim_start().strip_prefix(next);
            if next.chars().count() == 1 && after_next.is_some_and(|rest| rest.starts_with('.')) {
                return true;
            }
            let initial = letter.is_uppercase() && letter != 'I' && !is_uncased(letter);
            return initial && !new_sentence && next.starts_with(char::is_uppercase);
        }
        is_german_ordinal(word, earlier)
    }

    /// Whether a space was lost behind the full stop at `at`: a plain word before it, and behind
    /// it a word sentences begin with, or a heading that ran into the paragraph ("file.Next Steps:").
    fn lost_space(&self, start: usize, at: usize) -> bool {
        let before = &self.text[start..at];
        let word = last_word(before, |_| false);
        let letters = word.trim_end_matches([')', '"', '”', '*', '_']);
        let plain_word = 2 < letters.len()
            && word.len() < before.trim_start().len()
            && letters.chars().all(|char| char.is_lowercase() || matches!(char, '-' | '\'' | '’'));
        if !plain_word {
            return false;
        }
        let rest = &self.text[at + 1..];
        let next = first_word(rest);
        let capital = next.starts_with(|char: char| char.is_uppercase())
            && next.chars().skip(1).all(|char| char.is_lowercase() || matches!(char, '\'' | '’'));
        let behind = rest.strip_prefix(next).unwrap_or_default();
        if !capital || !behind.starts_with(|char: char| char.is_whitespace() || char == ',') {
            return false;
        }
        lexicon::class(next).is(Class::STARTER) || is_label_line(rest)
    }
}

/// Terminators that end a sentence whatever follows.
fn always_ends(char: char) -> bool {
    matches!(char, '。' | '！' | '？' | '｡' | '।' | '॥' | '។' | '။' | '．')
}

fn closes(char: char) -> bool {
    matches!(char, ')' | ']' | '”' | '’' | '»' | '）' | '】' | '」' | '』' | '》')
}

/// A letter of a script without capitals.
fn is_uncased(char: char) -> bool {
    char.is_alphabetic() && !char.is_lowercase() && !char.is_uppercase()
}

/// The end of the text behind its last white space or opening mark, at most [`FAR`] characters
/// of it: longer words are no words, and must not be read again at each of their stops.
fn last_word(text: &str, opens: impl Fn(char) -> bool) -> &str {
    const FAR: usize = 48;
    let word =
        text.char_indices().rev().take(FAR).take_while(|(_, char)| !char.is_whitespace() && !opens(*char));
    word.last().map_or("", |(start, _)| &text[start..])
}

fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|char: char| !char.is_alphanumeric());
    let end =
        text.find(|char: char| !(char.is_alphanumeric() || matches!(char, '\'' | '’'))).unwrap_or(text.len());
    &text[..end]
}

/// "1", "12", "iv", "a": what numbers the items of a list.
fn is_ordinal(word: &str) -> bool {
    let roman =
        || word.len() <= 4 && word.chars().all(|char| matches!(char, 'i' | 'v' | 'x' | 'I' | 'V' | 'X'));
    let number = word.len() <= 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    number
        || word.chars().count() == 1 && word != "I" && word.chars().all(char::is_alphabetic)
        || roman() && word != "I"
}

/// "am 3." and "des 19.": a number that German reads as an ordinal.
fn is_german_ordinal(word: &str, earlier: &str) -> bool {
    let number = word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit());
    let article = earlier.rsplit(char::is_whitespace).next().unwrap_or_default();
    number
        && ["am", "im", "der", "des", "dem", "den", "vom", "zum", "die", "das", "bis"]
            .iter()
            .any(|known| article.eq_ignore_ascii_case(known))
}

fn ends_in_abbreviation(text: &str) -> bool {
    let word = text.trim_end_matches('.');
    let word = word.rsplit(|char: char| char.is_whitespace() || char == '(').next().unwrap_or_default();
    lexicon::abbreviation(word).is_some()
}

/// Whether a short run of words that ends in a colon at the end of its line opens the text.
fn is_label_line(text: &str) -> bool {
    const LONGEST_LABEL: usize = 60;
    let Some(colon) = text.find([':', '.', '!', '?', ',', '\n']) else { return false };
    colon <= LONGEST_LABEL
        && text[colon..].starts_with(':')
        && text[colon + 1..].chars().find(|char| *char != ' ').is_none_or(|char| char == '\n')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` marks where one sentence ends and the next begins.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let found: Vec<_> = sentences(&text).map(|range| text[range].to_owned()).collect();
        let expected: Vec<_> = marked.split('|').map(|part| part.trim().to_owned()).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn terminators_end_sentences_before_a_new_one() {
        check("Bees dance.| They point at flowers.| Why?| Nobody knew!| Then Frisch watched them.");
        check("The moon has no air.| 12 people walked on it.");
        check(
            "He ruled alone.| **Nobody** objected.| `SELECT` reads rows.| “So be it.”| (He meant it.)| Then he left.",
        );
    }

    #[test]
    fn a_text_without_words_has_no_sentence() {
        for text in ["", " \n ", "...", "- **"] {
            assert_eq!(sentences(text).count(), 0, "{text:?}");
        }
    }

    #[test]
    fn small_letters_continue_a_sentence_but_not_a_question() {
        check("The drug vs. placebo trial used approx. 40 mice.");
        check("It ran on a Mac. and later on Linux.");
        check("what is a fugue ?| it is a piece for several voices");
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        check("Some metals, e.g. Sodium, float.| Others, i.e. Lead, sink.");
        check("See fig. 3 and Dr. Snow's map of St. James.| It shows the pump.");
        check("Oak, ash, etc. are trees.| Ferns, mosses, etc.| Fungi are neither.");
        check("The case Marbury v. Madison settled it.");
        check("Das gilt z. B. für Eisen.| Es rostet.| Am 3. Oktober ist Feiertag.");
        check("Он жил в XIX в.| Это был поэт, т. е. лирик.");
    }

    #[test]
    fn initials_and_ordinals_do_not_end_sentences() {
        check("J. S. Bach wrote it in Leipzig.| G. F. Handel moved to London.");
        check("Scurvy is a lack of vitamin C.| It was common at sea.");
        check("So do I.| But who else?");
        check("1. Wash the rice.| Drain it.");
        check("iv. The senate decides.");
    }

    #[test]
    fn inner_dots_do_not_end_sentences() {
        check("Open notes.txt or www.example.org, then run version 3.8 of it.| Done.");
        check("The server runs on Node.js.| The client does not.");
        check("He moved to the U.S. Army base.| She lives in the U.S.| The taxes differ.");
    }

    #[test]
    fn brackets_quotes_and_code_hold_together() {
        check("A rest (a silence. Not a note!) lasts a beat.| Next.");
        check("He cried \"Eureka! I have it.\" and ran.");
        check("Call `a.b. C` first.| Then `x`.");
        check("See [Ch. 2. The cell](cell.md#Part. Two) for more.| End.");
        check("(Both are true. Or not.)| Next one.");
    }

    #[test]
    fn an_open_bracket_does_not_swallow_the_block() {
        check("An octave (eight notes is an interval.| A fifth is smaller.| So is a third.");
        check("A `lost tick.| Another sentence.");
    }

    #[test]
    fn a_block_in_quotes_is_still_several_sentences() {
        check("\"Feudalism was an order of vassals.| It ended slowly.\"");
    }

    #[test]
    fn marks_behind_a_terminator_belong_to_the_sentence() {
        check("**A cell divides.**| *Then it rests.*| ==Twice.==| Really?!| \"Yes.\"| Fine.[^1]| Good.");
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        check("Wait... for it.| It grows…| Then it stops...| Now.");
    }

    #[test]
    fn a_lost_space_is_found_where_that_is_safe() {
        check("The treaty ended the war.|It was signed in Paris.");
        check("They planted barley in one field.|Harvest and Storage:");
        check("Use fmt.Println or the method strings.Builder has.");
        check("A record of context.Context values, and Math.Max too.");
    }

    #[test]
    fn hard_breaks_blank_lines_and_bullets_end_sentences() {
        check("No stop here  \n|next line\ngoes on\\\n|third\n\n|fourth\n|- fifth");
        check("A soft\nwrap stays.| Next\r\none.");
    }

    #[test]
    fn other_scripts_end_their_sentences() {
        check("细胞是生命的基本单位。|它很小！|真的吗？|是的。");
        check("細胞（さいぼう。）は小さい。|「はい。」と言った。");
        check("यह एक कोशिका है।| वह छोटी है।");
        check("ما هذا؟| هذا قلم.| انتهى.");
        check("¿Qué es?| Es una célula.| ¡Sí!");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn sentences_are_ordered_and_lose_no_word(text in "([a-zA-Z.!?()\"`*\\[\\]é。 \n]|e\\.g\\. |\\. A){0,80}") {
            let mut end = 0;
            let mut kept = String::new();
            for range in sentences(&text) {
                prop_assert!(end <= range.start && range.start < range.end);
                end = range.end;
                kept.push_str(&text[range]);
            }
            let words = |text: &str| text.chars().filter(|char| char.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(words(&kept), words(&text));
        }
    }
}
