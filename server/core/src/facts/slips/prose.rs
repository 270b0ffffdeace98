//! What the words of a note show in one pass: words that stand twice, how names are spelled, and what a section is
//! known by when it is looked for in other notes.

use std::collections::BTreeMap;

use super::words::is_never_doubled;
use super::{Slip, SlipKind};
use crate::facts::{Case, Topic, Word};
use crate::terms::fold::Token;
use crate::text::Span;

/// Words of a shingle: that many in a row say what a passage is, fewer are phrases that many notes share.
const SHINGLE: usize = 5;

/// Fewest words of a section that is compared with others.
const SECTION: usize = 40;

/// How many of a section's least shingles stand for it.
const LEAST: usize = 6;

/// How a note spells names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spellings {
    /// Words with capitals behind their first letter, by token and spelling.
    pub mixed: Box<[Spelling]>,
    /// Tokens of words with a first capital alone that do not open a sentence, and how often they stand so; sorted.
    pub titled: Box<[(Token, u32)]>,
}

/// One way in which a note spells a word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spelling {
    /// The word, folded.
    pub token: Token,
    /// The word as written.
    pub text: Box<str>,
    /// How often it stands there.
    pub count: u32,
}

/// The least shingles of a section: two sections that are mostly the same words share some.
///
/// This is MinHash with one hash and the six least values: of two sections that share four of five shingles, each of
/// the six least of both is shared with a chance of 0.8, so that fewer than two are once in 600.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// The section's topic, as an index.
    pub topic: u32,
    /// Its least shingles.
    pub least: [u32; LEAST],
}

/// Reads the words of a note, which stand in the order of the text as its topics do.
pub(super) fn read(
    text: &str,
    words: &[Word],
    topics: &[Topic],
    slips: &mut Vec<Slip>,
) -> (Spellings, Vec<Sketch>) {
    let mut mixed: BTreeMap<(Token, &str), u32> = BTreeMap::new();
    let mut titled: Vec<Token> = Vec::new();
    let mut before: Option<Word> = None;
    for &word in words {
        if !word.code {
            if let Some(before) = before.filter(|before| before.token == word.token && !before.code) {
                slips.extend(doubled(text, &before, &word));
            }
            match word.case {
                Case::Mixed if is_apart(text, word.span) => {
                    *mixed.entry((word.token, word.span.of(text))).or_default() += 1;
                }
                Case::Title if word.joined && is_apart(text, word.span) => titled.push(word.token),
                Case::Lower | Case::Title | Case::Upper | Case::Mixed => {}
            }
        }
        before = Some(word);
    }
    let mixed = mixed.into_iter().map(|((token, text), count)| Spelling { token, text: text.into(), count });
    titled.sort_unstable();
    let titled = titled.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    (Spellings { mixed: mixed.collect(), titled }, sketches(words, topics))
}

/// A word that says the same as the one before it, with nothing but white space between.
fn doubled(text: &str, before: &Word, word: &Word) -> Option<Slip> {
    let written = word.span.of(text);
    let gap = Span { start: before.span.end, end: word.span.start };
    let is_blank = !gap.is_empty() && gap.of(text).chars().all(char::is_whitespace);
    let same = before.span.of(text).to_lowercase() == written;
    // In `the the-thing` a name begins.
    let is_free = !text[word.span.end as usize..].starts_with(['-', '_', '/', '='])
        && !text[..before.span.start as usize].ends_with(['-', '_', '/', '.', '=', '@', '#']);
    // Who quotes `"the the"` writes of it.
    let is_quoted = text[..before.span.start as usize].ends_with(['"', '“', '\'', '‘', '«', '„'])
        && text[word.span.end as usize..].starts_with(['"', '”', '\'', '’', '»', '“']);
    let found = word.joined && is_blank && same && is_free && !is_quoted && is_never_doubled(written);
    let span = Span { start: before.span.end, end: word.span.end };
    found.then_some(Slip { span, kind: SlipKind::Doubled })
}

/// Whether a word stands by itself, and is no part of a path, an address, a label or a compound.
pub(crate) fn is_apart(text: &str, span: Span) -> bool {
    let (start, end) = (span.start as usize, span.end as usize);
    let before = text[..start].chars().next_back();
    let mut rest = text[end..].chars();
    let (behind, next) = (rest.next(), rest.next());
    let inside = |c: char| matches!(c, '/' | '@' | '_' | '-' | '#' | '\\' | '=' | '<' | '~');
    let tied = |c: char| matches!(c, '.' | ':') && next.is_some_and(char::is_alphanumeric);
    !before.is_some_and(|c| inside(c) || matches!(c, '.' | ':' | '$'))
        && !behind.is_some_and(|c| inside(c) || tied(c) || c == '(')
}

/// The shingles of some words, sorted, each once.
#[must_use]
pub fn shingles(words: &[Word]) -> Vec<u64> {
    let mut section = Section::default();
    let mut found: Vec<u64> = words.iter().filter_map(|word| section.shingle(word)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The words of one section so far.
#[derive(Clone, Copy, Debug, Default)]
struct Section {
    last: [u64; SHINGLE],
    count: usize,
}

impl Section {
    /// The shingle that ends with a word.
    fn shingle(&mut self, word: &Word) -> Option<u64> {
        self.last.rotate_left(1);
        self.last[SHINGLE - 1] = word.token.get();
        self.count += 1;
        // The multiplier is that of PCG's generator; the last step lets the high bits reach the low ones.
        let mix =
            |hash: u64, token: &u64| (hash.rotate_left(5) ^ token).wrapping_mul(6_364_136_223_846_793_005);
        let hash = self.last.iter().fold(0, mix);
        (SHINGLE <= self.count).then_some(hash ^ (hash >> 32))
    }
}

/// The sketches of the sections that are long enough to be compared.
fn sketches(words: &[Word], topics: &[Topic]) -> Vec<Sketch> {
    let at = |offset: u32| words.partition_point(|word| word.span.start < offset);
    let may_be_long = |topic: &Topic| SECTION * 2 <= topic.body.len() as usize;
    let long = (0..).zip(topics).filter(|(_, topic)| may_be_long(topic));
    let read =
        |(topic, found): (u32, &Topic)| sketch(topic, &words[at(found.body.start)..at(found.body.end)]);
    long.filter_map(read).collect()
}

fn sketch(topic: u32, words: &[Word]) -> Option<Sketch> {
    if words.len() < SECTION {
        return None;
    }
    let mut section = Section::default();
    let mut least = [u32::MAX; LEAST];
    for shingle in words.iter().filter_map(|word| section.shingle(word)) {
        let shingle = shingle as u32;
        if shingle < least[LEAST - 1] && !least.contains(&shingle) {
            least[LEAST - 1] = shingle;
            least.sort_unstable();
        }
    }
    Some(Sketch { topic, least })
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::facts::slips::SlipKind;

    #[track_caller]
    fn check_doubled(text: &str, expected: &[&str]) {
        let facts = Facts::read(text);
        let doubled = facts.slips.iter().filter(|slip| slip.kind == SlipKind::Doubled);
        assert_eq!(doubled.map(|slip| slip.span.of(text)).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn words_that_stand_twice() {
        check_doubled("It is in the the book.", &[" the"]);
        check_doubled("The the book of\nof old.", &[" the", "\nof"]);
        check_doubled("Il a vu le le prix. Eine eine Zelle. Клетка в в воде.", &[" le", " eine", " в"]);
    }

    #[test]
    fn words_that_may_stand_twice() {
        check_doubled("Ich glaube, dass das das Ziel ist. Nous nous levons. Wenn du du bist. Не не.", &[]);
        check_doubled("I know that that had had it. Very very well. Vous vous levez.", &[]);
        check_doubled("Der Mann, der der Frau hilft, kommt. All the the-list. A shrink_to to call.", &[]);
        check_doubled("Fix the typos \"the the\" and “of of”.", &[]);
        check_doubled("Think of. Of old. a `of` of. an An. the, the", &[]);
        check_doubled("| the | the |\n|---|---|\n| of | of |\n\n- of\n- of\n", &[]);
    }

    #[test]
    fn names_are_counted_as_they_are_spelled() {
        let text = "We use GitHub and gitHub. At Github it is. See github.com/GitHub, GitHub.\n";
        let facts = Facts::read(text);
        let mixed: Vec<(&str, u32)> =
            facts.spellings.mixed.iter().map(|spelling| (&*spelling.text, spelling.count)).collect();
        assert_eq!(mixed, [("GitHub", 2), ("gitHub", 1)]);
        assert_eq!(facts.spellings.titled.len(), 1, "`At` opens a sentence");
    }

    #[test]
    fn long_sections_have_a_sketch_and_near_copies_share_it() {
        let body = (0..60).map(|at| format!("w{at} ")).collect::<String>();
        let one = Facts::read(&format!("# A\n\n{body}\n\n# B\n\nShort.\n"));
        let other = Facts::read(&format!("# C\n\nIntroduced. {body}\n"));
        assert_eq!((one.sketches.len(), other.sketches.len()), (1, 1));
        let shared = one.sketches[0].least.iter().filter(|hash| other.sketches[0].least.contains(hash));
        assert!(0 < shared.count());
    }
}
