//! In prose: the terms of the vault, by the words typed so far.
//!
//! A list that opens while one writes is in the way, so it opens only where it is of use: behind a few letters that are
//! no everyday word and no whole term, and never inside code, math, an address or markup.

use std::collections::BTreeSet;

use super::super::deprecated::old_name;
use super::super::link_text;
use super::place::{Place, is_escaped};
use super::spelling::{Usage, as_typed};
use super::{About, Completion, CompletionKind, Completions, MOST};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::config::TermInsert;
use crate::facts::{Definition, Facts};
use crate::index::{Bond, DefinitionId, Display, NameKey, Named, is_acronym};
use crate::letters::folded;
use crate::resolve::Place as Spot;
use crate::terms::fold::{CaseRule, Token, case_rule, fold_token, is_common_word};
use crate::terms::respell::{each_word, plural};
use crate::terms::tokens::{Gap, words};

/// Most words of a name that are looked for before the cursor, and most characters of one in a script without spaces.
const MOST_WORDS: usize = 5;
const MOST_CHARACTERS: usize = 12;

/// Fewest letters that are worth an answer: a shorter beginning starts too many terms. Of acronyms one less.
const FEWEST_LETTERS: usize = 3;

/// Most names with one beginning that are looked at.
const MOST_NAMES: usize = 20_000;

/// Most notes of the folder in which the use of a term is counted.
const MOST_NEIGHBOURS: usize = 32;

pub(super) fn complete(place: &Place<'_>) -> Cancellable<Completions> {
    if is_no_prose(place) {
        return Ok(Completions::default());
    }
    let insert = if is_in_brackets(place.before) || is_heading(place.before) {
        TermInsert::Text
    } else {
        place.snapshot.config.completion.insert
    };
    let beginnings = beginnings(place.before);
    // A whole term wants no more letters; it may still become a link.
    if insert == TermInsert::Text && beginnings.iter().any(|beginning| beginning.is_whole(place)) {
        return Ok(Completions::default());
    }
    let mut candidates = Candidates::new();
    for (number, beginning) in beginnings.iter().enumerate() {
        beginning.look_up(place, number, &mut candidates)?;
    }
    let (best, incomplete) = candidates.best(MOST);
    let best = spelled(place, &beginnings, best);
    let usage = usage(place, &best);
    let neighbours: Vec<&Facts> = place
        .snapshot
        .index
        .files_below(place.folder)
        .filter_map(|(file, _)| place.snapshot.facts(file).map(AsRef::as_ref))
        .take(MOST_NEIGHBOURS)
        .collect();
    let names = place.snapshot.index.names();
    let items = best.into_iter().filter_map(|(score, found)| {
        let item = found.item(place, &beginnings[found.beginning], &usage, insert)?;
        let is_used = |facts: &&&Facts| names.may_be_in(found.key, facts.words.vocabulary());
        let used = neighbours.iter().filter(is_used).count() as i64;
        let here = if is_used(&&place.facts) { 40 } else { 0 };
        // Below what is to be used instead.
        let old = if item.deprecated { -1_000 } else { 0 };
        Some((score + used.min(30) + here + old, item))
    });
    let mut items: Vec<(i64, Completion)> = items.collect();
    items.sort_by(|(a, one), (b, other)| b.cmp(a).then_with(|| one.label.cmp(&other.label)));
    Ok(Completions { items: items.into_iter().map(|(_, item)| item).collect(), incomplete })
}

/// Words before the cursor that a name may begin with.
struct Beginning<'t> {
    /// Where they start in the line.
    start: usize,
    text: &'t str,
    /// All but the last, folded.
    tokens: Vec<Token>,
    /// The first, in lower case.
    first: String,
    /// The last, in lower case; it may go on.
    last: String,
    /// Whether what stands before them counts several things: *two*, *many*.
    counts_several: bool,
}

/// Words before a name that several things have.
const SEVERAL: [&str; 30] = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "twenty",
    "thirty",
    "hundred",
    "thousand",
    "dozen",
    "many",
    "several",
    "few",
    "both",
    "these",
    "those",
    "various",
    "multiple",
    "numerous",
    "most",
    "fewer",
    "countless",
    "dozens",
    "hundreds",
];

/// Whether a word, in lower case, says that the name behind it means several things.
fn counts_several(word: &str) -> bool {
    SEVERAL.contains(&word) || word.parse::<u64>().is_ok_and(|number| 1 < number && number < 1900)
}

/// A name that goes on from a beginning.
#[derive(Clone, Copy)]
struct Candidate<'s> {
    beginning: usize,
    /// In lower case.
    name: &'s str,
    id: DefinitionId,
    /// Whether what is typed begins several of them.
    is_plural: bool,
}

/// The words before the cursor, and the ones before them that could be of one name with them; the fewest first.
fn beginnings(before: &str) -> Vec<Beginning<'_>> {
    let found: Vec<_> = words(before).collect();
    if found.last().is_none_or(|last| (last.span.end as usize) < before.len()) {
        return Vec::new();
    }
    let lower = |at: usize| found[at].span.of(before).to_lowercase();
    let mut beginnings = Vec::new();
    let mut spaced = 0;
    for (at, word) in found.iter().enumerate().rev().take(MOST_CHARACTERS) {
        let start = word.span.start as usize;
        let tokens = found[at..found.len() - 1].iter().map(|word| fold_token(word.span.of(before)));
        let is_next = |gap: &str| !gap.is_empty() && gap.chars().all(|c| c == ' ');
        let previous = at
            .checked_sub(1)
            .filter(|&previous| before.get(found[previous].span.end as usize..start).is_some_and(is_next));
        beginnings.push(Beginning {
            counts_several: previous.is_some_and(|previous| counts_several(&lower(previous))),
            start,
            text: &before[start..],
            tokens: tokens.collect(),
            first: lower(at),
            last: lower(found.len() - 1),
        });
        let gap = at.checked_sub(1).map_or("", |previous| &before[found[previous].span.end as usize..start]);
        spaced += usize::from(word.gap != Gap::Inside);
        let goes_on =
            word.gap.joins() && spaced < MOST_WORDS && gap.chars().all(|c| matches!(c, ' ' | '-' | '_'));
        if !goes_on {
            break;
        }
    }
    beginnings
}

impl Beginning<'_> {
    /// Whether it is the whole name of a term, but for the one that is being defined at the cursor.
    ///
    /// What is left of a name without its ending (`субстанци`) is none yet.
    fn is_whole(&self, place: &Place<'_>) -> bool {
        let index = &place.snapshot.index;
        let typed = self.text.to_lowercase();
        let is_stem = |definition: &Definition| {
            let mut names = definition.names.iter().map(|name| name.to_lowercase());
            is_inflected(&typed) && names.any(|name| name.len() > typed.len() && name.starts_with(&typed))
        };
        index.named_as(self.text, place.note).into_iter().any(|named| match named {
            Named::Definition(id) => index
                .definition(id)
                .is_some_and(|definition| offers(place, id, definition) && !is_stem(definition)),
            Named::Topic(_) => false,
        })
    }

    fn look_up<'s>(
        &self,
        place: &Place<'s>,
        number: usize,
        candidates: &mut Candidates<Candidate<'s>>,
    ) -> Cancellable<()> {
        let letters = self.text.chars().count();
        let is_alone = self.tokens.is_empty();
        let is_spaced = self.text.chars().all(|c| c.is_ascii() || c.is_lowercase() || c.is_uppercase());
        let fewest = if !is_alone || !is_spaced { 1 } else { FEWEST_LETTERS - 1 };
        if letters < fewest || (is_alone && is_common_word(&self.last)) {
            return Ok(());
        }
        // So short a beginning is looked at as that of an acronym alone.
        let is_short = is_alone && is_spaced && letters < FEWEST_LETTERS;
        let index = &place.snapshot.index;
        let unseen = index.unseen(place.note);
        for prefix in self.prefixes() {
            let mut last: Option<(&str, i64, Candidate<'s>)> = None;
            let names = index.names().starting_with(&prefix);
            // Of several words the stem of the first stands for it.
            let is_whole_prefix = (prefix == self.first || !is_alone) && FEWEST_LETTERS <= letters;
            let others = is_whole_prefix.then(|| index.names().starting_with_accents(&prefix));
            for (seen, (name, named)) in names.chain(others.into_iter().flatten()).enumerate() {
                place.cancel.check()?;
                if MOST_NAMES < seen {
                    break;
                }
                let Named::Definition(id) = named else { continue };
                if is_short && (7 < name.len() || name.contains(' ')) {
                    continue;
                }
                let Some(is_plural) = self
                    .fits(name)
                    .filter(|plural| *plural || folded(&self.first).starts_with(&folded(&prefix)))
                else {
                    continue;
                };
                if !index.definition(id).is_some_and(|definition| offers(place, id, definition)) {
                    continue;
                }
                if NameKey::of(name).is_none_or(|key| unseen.hides(key, id.note)) {
                    continue;
                }
                let near = nearness(place, id);
                // The longest beginning first: `token b` is a better witness than `b`.
                let words = 10_000 * (1 + self.tokens.len() as i64);
                let score = words + 10 * near - name.chars().count() as i64 - i64::from(is_plural);
                let found = Candidate { beginning: number, name, id, is_plural };
                if self.counts_several && !is_plural && words_differ(name) {
                    candidates.push(score + 1, Candidate { is_plural: true, ..found });
                }
                // Several definitions of one name stand side by side; the nearest is meant.
                last = match last {
                    Some((known, best, first)) if known == name => {
                        Some(if best < score { (name, score, found) } else { (name, best, first) })
                    }
                    Some((_, best, first)) => {
                        candidates.push(best, first);
                        Some((name, score, found))
                    }
                    None => Some((name, score, found)),
                };
            }
            if let Some((_, score, found)) = last {
                candidates.push(score, found);
            }
        }
        Ok(())
    }

    /// What the names that it may begin start with: its first word, and that without the ending of a plural.
    fn prefixes(&self) -> Vec<String> {
        let mut prefixes = vec![self.first.clone()];
        for (ending, singular) in [("ies", "y"), ("ie", "y"), ("i", "y"), ("es", ""), ("s", ""), ("e", "")] {
            if let Some(stem) = self.first.strip_suffix(ending).filter(|stem| 2 <= stem.len()) {
                prefixes.push(format!("{stem}{singular}"));
            }
        }
        // Of a first word that is whole the shortest stem finds all; a plural is told by the words.
        if !self.tokens.is_empty() {
            let shortest =
                prefixes.iter().map(|prefix| prefix.trim_end_matches('y')).min_by_key(|prefix| prefix.len());
            return shortest.map(|prefix| vec![prefix.to_owned()]).unwrap_or_default();
        }
        prefixes.insert(1, folded(&self.first));
        let mut seen = BTreeSet::new();
        prefixes.retain(|prefix| seen.insert(prefix.clone()));
        prefixes
    }

    /// Whether a name, in lower case, goes on from these words, and if so, whether only several of it do.
    fn fits(&self, name: &str) -> Option<bool> {
        let mut found = words(name).map(|word| word.span.of(name));
        for token in &self.tokens {
            if fold_token(found.next()?) != *token {
                return None;
            }
        }
        let word = found.next()?;
        let begins =
            |word: &str| word.starts_with(&self.last) || folded(word).starts_with(&folded(&self.last));
        if begins(word) {
            return Some(false);
        }
        (found.next().is_none() && begins(&plural(word))).then_some(true)
    }
}

/// Whether a text is in a script whose words end in many ways, so that the stem of a word is no word.
fn is_inflected(text: &str) -> bool {
    text.chars().any(|letter| matches!(letter, '\u{400}'..='\u{52F}'))
}

/// Whether several of a thing are called otherwise than one.
fn words_differ(name: &str) -> bool {
    let last = words(name).last().map_or("", |word| word.span.of(name));
    // A name of several things is one already.
    !last.ends_with('s') && plural(last) != last
}

/// How near a definition is, as the senses of its name are ranked: see [`Index::senses`](crate::index::Index::senses).
fn nearness(place: &Place<'_>, id: DefinitionId) -> i64 {
    let index = &place.snapshot.index;
    match index.bond(id.note, place.note) {
        Bond::Own => 60,
        Bond::Listed => 50,
        Bond::Scope => 45,
        Bond::Way | Bond::Nothing => {
            let pinned = if index.is_pinned(id) { 40 } else { 0 };
            index.path(id.note).map_or(0, |path| place.nearness(id.note, path)).max(pinned)
        }
    }
}

/// Whether a name is not to be used any more: the note of its definition says so, or the settings do.
fn is_deprecated(place: &Place<'_>, key: NameKey, id: DefinitionId) -> bool {
    old_name(place.snapshot, key, [id.note]).is_some()
}

/// Whether a definition can be offered: it is one, and not the one that is being written.
fn offers(place: &Place<'_>, id: DefinitionId, definition: &Definition) -> bool {
    let is_own = id.note == place.note && definition.name.touches(place.cursor);
    !definition.excerpt && !is_own
}

/// A candidate with its spelling.
struct Spelled {
    beginning: usize,
    key: NameKey,
    spelling: String,
    id: DefinitionId,
    is_plural: bool,
}

/// The candidates that may be offered, as the vault spells them; each name once.
fn spelled(
    place: &Place<'_>,
    beginnings: &[Beginning<'_>],
    best: Vec<(i64, Candidate<'_>)>,
) -> Vec<(i64, Spelled)> {
    let display = Display::new(&place.snapshot.index);
    let mut seen: BTreeSet<(NameKey, bool)> = BTreeSet::new();
    let found = best.into_iter().filter_map(|(score, found)| {
        let definition = place.snapshot.index.definition(found.id)?;
        let spelling = definition.names.iter().find(|spelling| spelling.to_lowercase() == found.name)?;
        let beginning = &beginnings[found.beginning];
        // Capitals that spell an everyday word are meant only where they are typed.
        let is_exact = case_rule(spelling) == CaseRule::Exact;
        let is_everyday = !spelling.contains(' ') && is_common_word(found.name);
        let typed_so = spelling.starts_with(beginning.text);
        let is_short = beginning.tokens.is_empty()
            && beginning.text.is_ascii()
            && beginning.text.len() < FEWEST_LETTERS
            && !is_acronym(spelling);
        if is_short || ((is_exact || is_everyday) && !(typed_so && is_exact)) {
            return None;
        }
        let key = NameKey::of(spelling).filter(|key| seen.insert((*key, found.is_plural)))?;
        let (beginning, id, is_plural) = (found.beginning, found.id, found.is_plural);
        let spelling = display.name_of(Named::Definition(id), spelling);
        Some((score, Spelled { beginning, key, spelling, id, is_plural }))
    });
    found.collect()
}

/// How the words of some names are written in the notes that define them, and in this one.
fn usage(place: &Place<'_>, found: &[(i64, Spelled)]) -> Usage {
    let tokens = found
        .iter()
        .flat_map(|(_, found)| words(&found.spelling).map(|word| fold_token(word.span.of(&found.spelling))));
    let mut usage = Usage::of(tokens);
    let notes: BTreeSet<_> = found.iter().map(|(_, found)| found.id.note).chain([place.note]).collect();
    for facts in notes.into_iter().filter_map(|note| place.snapshot.facts(note)) {
        usage.add(facts);
    }
    usage
}

impl Spelled {
    fn item(
        &self,
        place: &Place<'_>,
        beginning: &Beginning<'_>,
        usage: &Usage,
        insert: TermInsert,
    ) -> Option<Completion> {
        let mut name = usage.in_sentence(&self.spelling);
        if self.is_plural {
            let last = words(&name).count().saturating_sub(1);
            name = each_word(&name, |at, word| if at == last { plural(word) } else { word.to_owned() });
        }
        let text = as_typed(beginning.text, &name);
        let (length, tail) = behind(beginning.text, &text, place.behind);
        let replace = place.span(beginning.start, length);
        let written = match insert {
            TermInsert::Text => text.clone(),
            TermInsert::Wiki => link(place, self.id, &text, true).unwrap_or_else(|| text.clone()),
            TermInsert::Markdown => link(place, self.id, &text, false).unwrap_or_else(|| text.clone()),
        };
        if written == replace.of(place.text) {
            return None;
        }
        let detail = place.snapshot.index.path(self.id.note).map(|path| path.as_str().to_owned());
        Some(Completion {
            detail,
            deprecated: is_deprecated(place, self.key, self.id),
            about: Some(About::Definition(self.id)),
            wide: (0 < tail).then(|| place.span(beginning.start, tail)),
            ..place.item(CompletionKind::Term, &text, replace, written)
        })
    }
}

/// How many bytes behind the cursor the completed text has itself, and how many the rest of the word has where it is
/// another one.
fn behind(typed: &str, text: &str, behind: &str) -> (usize, usize) {
    let tail = behind.find(|c: char| !c.is_alphanumeric()).unwrap_or(behind.len());
    let skip = typed.chars().count();
    let rest: String = text.chars().skip(skip).collect();
    let word_end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    // What stands there may go on in mid-word, or with the next word of the name.
    let shared = if 0 < tail { shared(&rest, behind) } else { shared(&rest[word_end..], behind) };
    if tail <= shared { (shared, 0) } else { (0, tail) }
}

/// How many bytes of `behind` are the words that `rest` begins with, letter case aside.
fn shared(rest: &str, behind: &str) -> usize {
    let same = |(own, there): &(char, (usize, char))| own.to_lowercase().eq(there.1.to_lowercase());
    let pairs = rest.chars().zip(behind.char_indices()).take_while(same);
    let end = pairs.map(|(_, (at, there))| at + there.len_utf8()).last().unwrap_or(0);
    let is_word = |c: char| c.is_alphanumeric();
    let is_end = |at: usize| {
        behind.is_char_boundary(at) && behind[..at].ends_with(is_word) && !behind[at..].starts_with(is_word)
    };
    (1..=end).rev().find(|&at| is_end(at)).unwrap_or(0)
}

/// The link to what defines a term; `None` where none can stand here.
fn link(place: &Place<'_>, id: DefinitionId, text: &str, is_wiki: bool) -> Option<String> {
    let home = link_text::home(place.snapshot, id)?;
    let writer = place.writer().of_kind(is_wiki);
    let is_plain =
        !text.contains(['[', ']', '`', '<', '\\', '|', '!', '*', '_', '$']) && writer.can_write(text);
    let is_here = home == Spot::File(place.note);
    if !is_plain || is_here {
        return None;
    }
    writer.link(place.note, &home, text, place.is_in_table())
}

/// Whether the cursor is in something that is being written and is no prose: an address, a path, a tag, markup, code, a
/// formula.
fn is_no_prose(place: &Place<'_>) -> bool {
    let before = place.before;
    let last = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    let is_address = last.contains("://") || last.starts_with("www.") || last.contains('@');
    let is_path = last.starts_with(['/', '~', '\\']) || last.starts_with("./") || last.starts_with("../");
    let is_file =
        last.split_once('/').is_some_and(|(folder, name)| folder.contains('.') || name.contains('.'));
    let is_sign = ["#", "--", "{{", "${", "&"].iter().any(|sign| last.starts_with(sign));
    let in_code = before.matches('`').count() % 2 == 1;
    is_address || is_path || is_file || is_sign || in_code || is_in_tag(before) || is_in_math(place)
}

/// Whether a tag of HTML is open: `<a hre`, `<img src="…" al`.
fn is_in_tag(before: &str) -> bool {
    let Some(open) = before.rfind('<') else { return false };
    let tag = &before[open + 1..];
    let is_named = tag.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
    // A sign for *less than* has more words behind it than a tag has before its first value.
    is_named && !tag.contains('>') && (tag.contains('=') || tag.split(' ').count() < 3)
}

/// Whether a formula is open in the paragraph before the cursor. A price (`$5`) opens none.
fn is_in_math(place: &Place<'_>) -> bool {
    let head = &place.text[..place.cursor as usize];
    let paragraph = &head[head.rfind("\n\n").map_or(0, |end| end + 2)..];
    let mut open: Option<usize> = None;
    let mut at = 0;
    while let Some(found) = paragraph[at..].find('$').map(|found| at + found) {
        let length = if paragraph[found..].starts_with("$$") { 2 } else { 1 };
        at = found + length;
        if is_escaped(paragraph, found) {
            continue;
        }
        let next = paragraph[at..].chars().next();
        let opens = length == 2 || next.is_some_and(|c| !c.is_whitespace() && !c.is_ascii_digit());
        open = match open {
            Some(sign) if sign == length => None,
            None if opens => Some(length),
            other => other,
        };
    }
    open.is_some()
}

/// Whether the cursor is in the text of a link, where no other link can be.
fn is_in_brackets(before: &str) -> bool {
    before.rfind('[') > before.rfind(']')
}

/// A link in a heading would be part of its anchor.
fn is_heading(before: &str) -> bool {
    before.trim_start().starts_with('#')
}
