//! Finds the names in a part of a title: `the horizontal and vertical scaling of X` gives two.

use std::ops::Range;

use super::{
    Name,
    aspect::few,
    brackets::is_pair,
    class::Class,
    grammar::Scope,
    language::Language,
    line::{Item, Line, Shape},
};
use crate::terms::bytes::holds;
use crate::terms::tokens::{Gap, Script};

/// What the part of the title is for: what may be cut off depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Define,
    About,
    Compare,
    Phrase,
}

/// The names in a part of a title.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) parts: Vec<Part>,
    /// Where they belong: `in Python`.
    pub(super) context: Option<String>,
    /// All of them as one name, where they were joined by `and`.
    pub(super) joint: Option<String>,
}

/// One name.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) name: Name,
    /// Where its last word ends: a byte offset into the text of the title.
    pub(super) end: usize,
    /// Positions of its words.
    pub(super) items: Range<usize>,
}

impl Part {
    /// A name as it stands in the title.
    pub(super) fn new(line: &Line<'_>, items: &[Item]) -> Self {
        let text = line.spelling(items).to_owned();
        let is_code = items.iter().all(|item| item.is_code);
        let end = items.last().map_or(0, |item| item.span.range().end);
        Self { name: Name { text, is_code, ..Name::default() }, end, items: 0..0 }
    }
}

/// The longest name, in words.
const LONGEST: usize = 6;

/// Reads the names in `range`; nothing if what stands there is no name.
pub(super) fn names(line: &Line<'_>, range: Range<usize>, role: Role) -> Option<Found> {
    let reader = Reader { line, scope: line.scope, role };
    let mut range = reader.trim(range);
    let mut found = Found::default();
    let mut alias = None;
    if let Some((name, other)) = reader.also_called(range.clone()) {
        range = name;
        alias = Some(line.spelling(&line.items[reader.trim(other)]).to_owned());
    }
    if let Some(at) = reader.context(range.clone()) {
        let place = reader.trim(at + 1..range.end);
        found.context = Some(line.spelling(&line.items[place]).to_owned());
        range.end = at;
    }
    let mut pieces = reader.split(range.clone());
    if 1 < pieces.len() {
        let (first, last) =
            (pieces.first().map_or(0, |piece| piece.start), pieces.last().map_or(0, |piece| piece.end));
        let has_and = line.items[first..last].iter().any(|item| item.class.has(Class::AND));
        if has_and && matches!(role, Role::Define | Role::Phrase) && last - first <= LONGEST {
            found.joint = Some(line.spelling(&line.items[first..last]).to_owned());
        }
        if role == Role::Define {
            // What is added to a name may be an aspect of it: `osmosis and types`.
            let named = pieces[0].clone();
            pieces.retain(|piece| {
                *piece == named
                    || !line.scope.grammar.aspect.is(&line.items[piece.clone()], line.scope.language)
            });
        }
    }
    if pieces.is_empty() || !pieces.iter().all(|piece| reader.is_name(&line.items[piece.clone()])) {
        return None;
    }
    if let [only] = pieces.as_slice()
        && role == Role::Phrase
        && let spelling = line.spelling(&line.items[only.clone()])
        && spelling.chars().count() < 2
        // "C" and "R" are languages; "A" and "I" are words.
        && !spelling.bytes().all(|letter| letter.is_ascii_uppercase() && !matches!(letter, b'A' | b'I'))
    {
        return None;
    }
    found.parts = line.distribute(&pieces);
    if found.parts.len() < 2 {
        found.joint = None;
    }
    if let (Some(part), Some(alias)) = (found.parts.last_mut(), alias) {
        part.name.aliases.push(alias);
    }
    Some(found)
}

/// Gives the parts of two subjects to each other: `single-threaded` and `multi-threaded processing`.
pub(super) fn join(line: &Line<'_>, left: Found, right: Found) -> Found {
    let pieces: Vec<_> = left.parts.iter().chain(&right.parts).map(|part| part.items.clone()).collect();
    Found { parts: line.distribute(&pieces), context: right.context.or(left.context), joint: None }
}

struct Reader<'l> {
    line: &'l Line<'l>,
    scope: Scope,
    role: Role,
}

impl Reader<'_> {
    fn items(&self, range: &Range<usize>) -> &[Item] {
        &self.line.items[range.start.min(range.end)..range.end]
    }

    /// Without articles, `concept of` and the like in front, without asides behind.
    fn trim(&self, mut range: Range<usize>) -> Range<usize> {
        loop {
            let before = range.clone();
            let items = self.items(&range);
            let Some(first) = items.first() else { return range };
            if let Some(len) =
                self.scope.grammar.naming.prefix(items, self.scope.language).filter(|len| *len < items.len())
            {
                range.start += len;
            } else if 1 < items.len() && first.class.has(Class::ARTICLE) {
                range.start += 1;
            } else if self.role == Role::About && 1 < items.len() {
                let filler = few(items);
                range.start += if filler < items.len() { filler } else { 0 };
                range.start += usize::from(first.class.has(Class::LIGHT));
            }
            if let Some(len) = self
                .scope
                .grammar
                .aside
                .suffix(self.items(&range), self.scope.language)
                .filter(|len| *len < range.len())
                .filter(|len| !is_adverb(self.items(&(range.start..range.end - len))))
            {
                range.end -= len;
            }
            if range == before {
                return range;
            }
        }
    }

    /// A name and the other name behind `also known as`, or behind `or` where that is what it means.
    fn also_called(&self, range: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let items = self.items(&range);
        if let Some((at, len)) = self.scope.grammar.also_called.find(items, self.scope.language)
            && 0 < at
            && at + len < items.len()
            && 1 < len
        {
            return Some((range.start..range.start + at, range.start + at + len..range.end));
        }
        let or = items
            .iter()
            .position(|item| item.class.has(Class::OR))
            .filter(|or| 0 < *or && or + 1 < items.len())?;
        let (left, right) = (range.start..range.start + or, range.start + or + 1..range.end);
        let comma = items[or].follows_comma
            && self.role == Role::Define
            && items[..or].iter().all(|item| !item.follows_comma);
        let spelled = |range: &Range<usize>| self.line.spelling(self.items(&self.trim(range.clone())));
        (comma || is_pair(spelled(&left), spelled(&right))).then_some((left, right))
    }

    /// Where the words stand that say to what the name belongs: `in Python`.
    fn context(&self, range: Range<usize>) -> Option<usize> {
        let items = self.items(&range);
        let at = (1..items.len().saturating_sub(1)).find(|at| {
            let (item, next) = (&items[*at], &items[at + 1]);
            let opens = item.class.has(Class::CONTEXT)
                || (self.role == Role::Compare && item.class.has(Class::PURPOSE));
            let article = next.class.has(Class::ARTICLE);
            let among_function_words =
                items[at - 1].is_function_word() || (next.is_function_word() && !article);
            let spaced = item.gap == Gap::Space && next.gap == Gap::Space;
            opens && spaced && !among_function_words && (self.role != Role::Phrase || !article)
        })?;
        // What is compared goes on behind `in Django - MVC`, so only the last one counts there.
        let separated = items[at..]
            .iter()
            .any(|item| item.class.has(Class::VERSUS.and(Class::AND)) || item.follows_comma);
        (self.role != Role::Compare || !separated).then_some(range.start + at)
    }

    /// The parts of a list.
    fn split(&self, range: Range<usize>) -> Vec<Range<usize>> {
        let items = self.items(&range);
        let unspaced = self.unspaced_conjunctions(items);
        let mut pieces = Vec::new();
        let mut start = range.start;
        for (at, item) in items.iter().enumerate() {
            let place = range.start + at;
            let conjunction = if item.script.is_unspaced() {
                unspaced.contains(&at)
            } else {
                item.class.has(Class::AND.and(Class::OR).and(Class::VERSUS))
                    && !(item.class.has(Class::VERSUS) && self.role != Role::Compare)
            };
            if conjunction || item.is_slash() {
                pieces.push(start..place);
                start = place + 1;
            } else if item.follows_comma {
                pieces.push(start..place);
                start = place;
            }
        }
        pieces.push(start..range.end);
        pieces.into_iter().filter(|piece| piece.start < piece.end).map(|piece| self.trim(piece)).collect()
    }

    /// Which characters mean `and` where words are not spaced; they may be part of a word as well.
    fn unspaced_conjunctions(&self, items: &[Item]) -> Vec<usize> {
        if self.role != Role::Compare {
            return Vec::new();
        }
        let mut found: Vec<usize> = (1..items.len().saturating_sub(1))
            .filter(|at| {
                let (item, next) = (&items[*at], &items[at + 1]);
                let spaced = item.script != Script::Hangul || next.gap == Gap::Space;
                item.script.is_unspaced() && item.class.has(Class::AND) && spaced
            })
            .collect();
        // Between two scripts it stands alone; otherwise the one nearest to the middle is the likeliest.
        let alone = |at: &usize| items[*at].gap != Gap::Inside && items[at + 1].gap != Gap::Inside;
        if found.iter().any(alone) {
            found.retain(alone);
        } else {
            let nearest = found.iter().copied().min_by_key(|at| (2 * at + 1).abs_diff(items.len()));
            found.retain(|at| Some(*at) == nearest);
        }
        found
    }

    /// Whether the words can be a name.
    fn is_name(&self, items: &[Item]) -> bool {
        let (Some(first), Some(last)) = (items.first(), items.last()) else { return false };
        let unspaced = items.iter().filter(|item| item.script.is_unspaced()).count();
        let words = items.iter().filter(|item| !item.script.is_unspaced() && !item.span.is_empty()).count();
        // The name of a case (`Donoghue v Stevenson`) is as long as those of its parties.
        let is_case = items.iter().any(|item| matches!(self.line.spelling(std::slice::from_ref(item)), "v"));
        if LONGEST * if is_case { 2 } else { 1 } < words + unspaced.div_ceil(3) {
            return false;
        }
        if items.iter().all(|item| item.shape == Shape::Number) {
            return false;
        }
        let opens_no_name =
            Class::SUBORDINATE.and(Class::PREPOSITION).and(Class::CONTEXT).and(Class::OF).and(Class::PURPOSE);
        let never = Class::PRONOUN.and(Class::ASKING).and(Class::POSSESSIVE).and(Class::SUBORDINATE);
        let spaced = |item: &Item| !item.script.is_unspaced();
        if items.len() == 1 {
            // `por` and `para` are compared as words.
            let used = first.is_function_word() && spaced(first) && self.role != Role::Compare;
            return !used && !is_adverb(items) && !is_path(self.line.spelling(items));
        }
        let refused = items.iter().enumerate().filter(|(_, item)| spaced(item)).any(|(at, item)| {
            let middle = 0 < at && at + 1 < items.len();
            item.class.has(never)
                || (at == 0 && item.class.has(opens_no_name))
                || item.class.has(Class::AUXILIARY)
                || (0 < at && item.class.has(Class::CLAUSE) && !is_adverb(&items[..at]))
                || (middle && item.class.has(Class::MODAL))
        });
        let dangling = spaced(last) && last.is_function_word();
        !refused && !dangling && !self.has_object(items) && !is_path(self.line.spelling(items))
    }

    /// Whether an article stands where no preposition lets it: behind a verb (`the user sees a page`).
    ///
    /// `Alexander the Great` is a name all the same. Only English is so strict about its articles.
    fn has_object(&self, items: &[Item]) -> bool {
        if self.scope.language != Language::English {
            return false;
        }
        let before = Class::OF
            .and(Class::CONTEXT)
            .and(Class::PREPOSITION)
            .and(Class::AND)
            .and(Class::OR)
            .and(Class::PURPOSE);
        let epithet =
            items.len() == 3 && items[0].shape == Shape::Capital && items[2].shape == Shape::Capital;
        (1..items.len()).any(|at| {
            items[at].class.has(Class::ARTICLE) && !items[at - 1].class.has(before) && !(epithet && at == 1)
        })
    }
}

/// Whether it is an address, the path of a file or a declaration, not a name.
/// Whether the words are one of those that only go along with a clause: `Basically, what is …`, but also
/// `Basically available`.
fn is_adverb(items: &[Item]) -> bool {
    matches!(items, [only] if only.class.has(Class::CLAUSE))
}

fn is_path(text: &str) -> bool {
    // `compare(String a, String b)`: a call spells out what it takes.
    let call = text.split_once('(').is_some_and(|(name, inner)| {
        inner.contains(' ') && 1 < name.chars().rev().take_while(|sign| sign.is_alphanumeric()).count()
    });
    let address = holds(text, "://") || text.starts_with("www.");
    let rooted = text.starts_with('/') || text.starts_with("./") || text.starts_with("~/");
    let file = text.rsplit_once('/').is_some_and(|(_, file)| {
        !text.contains(' ')
            && file
                .split_once('.')
                .is_some_and(|(stem, end)| !stem.is_empty() && end.starts_with(char::is_alphabetic))
    });
    call || address || rooted || file
}
