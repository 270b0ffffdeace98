//! In front matter: the names of fields, the tags of the vault, what this note is called elsewhere, and what fields say in
//! other notes.

use std::collections::BTreeMap;

use super::super::front_matter::{inside, scalar};
use super::fences::uses;
use super::place::Place;
use super::{Completion, CompletionKind, Completions, MOST, orders, tags, wiki};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::facts::{LinkKind, field};
use crate::fuzzy::Query;
use crate::resolve::{self, Place as Spot, Resolution, fold_name};

/// Longest front matter that is looked at, in bytes; no more of it is read either.
const MAX_BYTES: usize = 64 * 1024;

/// The fields that this program reads, with what it does with them.
const KNOWN: [(&str, &str); 5] = [
    ("title", "the name of the note"),
    ("aliases", "its other names"),
    ("tags", "its tags"),
    ("deprecated", "its names that are not to be used any more"),
    (GLOSSATOR, "rules that are off, and where its terms hold"),
];

/// The field whose keys are orders to this program.
const GLOSSATOR: &str = "glossator";

/// The front matter around a cursor.
pub(super) struct Fields<'s> {
    /// Its lines above the cursor's and below it.
    above: Vec<&'s str>,
    below: Vec<&'s str>,
}

impl<'s> Fields<'s> {
    /// `None` where the cursor is in none. The line of the cursor may be anything, since it is being written.
    pub(super) fn around(place: &Place<'s>) -> Option<Self> {
        let text = place.text.strip_prefix('\u{feff}').unwrap_or(place.text);
        let start = place.text.len() - text.len();
        let mut at = start;
        let mut found = Self { above: Vec::new(), below: Vec::new() };
        for (number, line) in text.split_inclusive('\n').enumerate() {
            let is_fence = line.trim_end() == "---";
            let has_cursor = at == place.line_start();
            if number == 0 && (!is_fence || has_cursor) || at - start > MAX_BYTES {
                return None;
            }
            at += line.len();
            if number == 0 || has_cursor {
                continue;
            }
            let is_below = place.line_start() < at - line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if is_fence || line.trim_end() == "..." {
                return is_below.then_some(found);
            }
            let is_field = line.trim().is_empty()
                || line.starts_with([' ', '\t', '-', '#', ']', '}'])
                || field(line).is_some();
            if !is_field {
                return None;
            }
            if is_below { found.below.push(line) } else { found.above.push(line) }
        }
        None
    }

    pub(super) fn complete(&self, place: &Place<'_>) -> Completions {
        let before = place.before;
        if before.chars().all(is_name) {
            return self.names(place);
        }
        if let Some(at) = self.orders_at(before) {
            return self.orders(place, at);
        }
        if let Some(name) = field(before) {
            return values(place, name, name.len() + 1);
        }
        let item = before.trim_start();
        let above = self.above.iter().rev().find_map(|line| field(line));
        match (item.strip_prefix('-'), above) {
            (Some(value), Some(name)) if value.is_empty() || value.starts_with(' ') => {
                values(place, name, before.len() - value.len())
            }
            _ => Completions::default(),
        }
    }

    /// Where in the line something begins that stands below the field of this program, if it does.
    fn orders_at(&self, before: &str) -> Option<usize> {
        if before.starts_with([' ', '\t']) {
            let above = self.above.iter().rev().find_map(|line| field(line))?;
            return (above == GLOSSATOR).then_some(0);
        }
        let value = before.strip_prefix(GLOSSATOR)?.strip_prefix(':')?;
        value.trim_start().starts_with('{').then_some(before.len() - value.len())
    }

    fn orders(&self, place: &Place<'_>, at: usize) -> Completions {
        let is_below = |line: &&&str| line.starts_with([' ', '\t']);
        let above: Vec<&str> = self.above.iter().rev().take_while(is_below).copied().collect();
        let below: Vec<&str> = self.below.iter().take_while(is_below).copied().collect();
        orders::complete(place, at, &above, &below)
    }

    /// The names of fields that are not there yet.
    fn names(&self, place: &Place<'_>) -> Completions {
        let behind = place.behind.find(|c| !is_name(c)).unwrap_or(place.behind.len());
        let rest = &place.behind[behind..];
        if !rest.trim().is_empty() && !rest.starts_with(':') {
            return Completions::default();
        }
        let closing = if rest.starts_with(':') { "" } else { ": " };
        let query = Query::limited(place.before);
        let written: Vec<&str> =
            self.above.iter().chain(&self.below).filter_map(|line| field(line)).collect();
        let own = [place.before, &place.behind[..behind]].concat();
        let used = place.snapshot.index.fields().filter_map(|(name, count)| {
            // What is being written counts as used once.
            let is_own = name == own && rest.starts_with(':');
            let count = if is_own { count.saturating_sub(1) } else { count };
            let is_known = KNOWN.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
            (0 < count && !is_known).then_some((name, uses(count).unwrap_or_default(), count.min(99)))
        });
        let known = KNOWN.iter().map(|(name, meaning)| (*name, (*meaning).to_owned(), 100));
        let mut candidates = Candidates::new();
        for (name, detail, bonus) in known.chain(used) {
            let is_there = written.iter().any(|known| known.eq_ignore_ascii_case(name));
            if let Some(score) = query.score(name).filter(|_| !is_there) {
                candidates.push(score + i64::from(bonus), (name, detail));
            }
        }
        let (best, incomplete) = candidates.best(MOST);
        let items = best.into_iter().map(|(_, (name, detail))| Completion {
            detail: Some(detail),
            ..place.item(CompletionKind::Field, name, place.span(0, behind), format!("{name}{closing}"))
        });
        Completions { items: items.collect(), incomplete }
    }
}

/// What a link may lead to behind a `[[` that is open in quotes: without them YAML would read a list, and no link.
pub(super) fn quoted_link(place: &Place<'_>) -> Option<Cancellable<Completions>> {
    let at = place.before.rfind("[[")? + 2;
    let is_in = |quote: &char| place.before[..at].matches(*quote).count() % 2 == 1;
    let quote = ['"', '\''].into_iter().find(is_in)?;
    if place.before[at..].contains("]]") {
        return None;
    }
    let is_last = place.behind.trim().is_empty();
    Some(wiki::complete(place, at).map(|mut found| {
        // The value ends with its quote. One that it holds itself would end it too soon.
        found.items.retain(|item| !item.insert.contains(quote));
        let closed = found.items.iter_mut().filter(|item| is_last && item.insert.ends_with("]]"));
        closed.for_each(|item| item.insert.push(quote));
        found
    }))
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-')
}

/// The value that the cursor is in.
struct Token<'p> {
    /// Where it starts in the line, an opening quote left out.
    start: usize,
    typed: &'p str,
    quote: Option<char>,
    /// Between `[` and `]`.
    in_flow: bool,
}

impl<'p> Token<'p> {
    /// The value behind the last separator of a line, of which the part from `at` on is a value or a list of them.
    fn of(before: &'p str, at: usize, separators: &[char]) -> Self {
        let in_flow = before[at..].trim_start().starts_with('[');
        let mut separators = separators.to_vec();
        if in_flow {
            separators.retain(|separator| *separator != ' ');
        }
        let list = before[at..].trim_start();
        let typed = match list.rfind(&*separators) {
            Some(end) if in_flow || separators.contains(&' ') => &list[end + 1..],
            _ => list,
        };
        let typed = typed.trim_start();
        let quote = typed.chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let typed = if quote.is_some() { &typed[1..] } else { typed };
        Self { start: before.len() - typed.len(), typed, quote, in_flow }
    }

    /// A space where YAML wants one before a value.
    fn space(&self, before: &str) -> &'static str {
        let is_torn = self.quote.is_none() && before[..self.start].ends_with([':', '-']);
        if is_torn { " " } else { "" }
    }
}

fn values(place: &Place<'_>, name: &str, at: usize) -> Completions {
    match name.to_lowercase().as_str() {
        "tags" | "tag" => tag_values(place, &Token::of(place.before, at, &[',', '[', ' '])),
        "aliases" | "alias" => {
            let names = names_elsewhere(place);
            texts(place, &Token::of(place.before, at, &[',', '[']), &names)
        }
        "title" => {
            let heading = place.facts.headings.first().map(|heading| heading.title.to_string());
            let stem = place.snapshot.index.path(place.note).map(|path| path.stem().replace(['-', '_'], " "));
            let names: Vec<(String, u32)> = heading.into_iter().chain(stem).map(|name| (name, 0)).collect();
            texts(place, &Token::of(place.before, at, &[]), &names)
        }
        _ => learned(place, name, at),
    }
}

/// What the same field says in other notes, that used most first.
fn learned(place: &Place<'_>, name: &str, at: usize) -> Completions {
    let is_own = |value: &str| {
        let own = place.facts.values.iter();
        own.filter(|(field, own)| field.eq_ignore_ascii_case(name) && **own == *value).count()
    };
    let values = place.snapshot.index.values_of(name).filter_map(|(value, count)| {
        let others = count.saturating_sub(u32::try_from(is_own(value)).unwrap_or(u32::MAX));
        (0 < others).then(|| (value.to_owned(), others))
    });
    let values: Vec<(String, u32)> = values.collect();
    texts(place, &Token::of(place.before, at, &[',', '[']), &values)
}

fn tag_values(place: &Place<'_>, token: &Token<'_>) -> Completions {
    let sign = if token.typed.starts_with('#') { "#" } else { "" };
    let typed = &token.typed[sign.len()..];
    if !typed.chars().all(tags::is_tag) {
        return Completions::default();
    }
    let behind = place.behind.find(|c| !tags::is_tag(c)).unwrap_or(place.behind.len());
    let closing = token.quote.filter(|quote| !place.behind[behind..].starts_with(*quote));
    let written = [typed, &place.behind[..behind]].concat();
    let (found, incomplete) = tags::matching(place, typed, &written);
    let is_there = |tag: &str| tag != written && place.facts.tags.iter().any(|own| **own == *tag);
    let space = token.space(place.before);
    let replace = place.span(token.start, behind);
    // Behind a space an unquoted sign starts a comment, so it goes.
    let kept = if token.quote.is_some() { sign } else { "" };
    let items = found.into_iter().filter(|(tag, _)| !is_there(tag)).map(|(tag, count)| {
        let closing = closing.map(String::from).unwrap_or_default();
        Completion {
            detail: uses(count),
            filter: format!("{sign}{tag}"),
            ..place.item(CompletionKind::Tag, tag, replace, format!("{space}{kept}{tag}{closing}"))
        }
    });
    Completions { items: items.collect(), incomplete }
}

/// What links of other notes show for this one, with the number of such links, where it is none of its names.
fn names_elsewhere(place: &Place<'_>) -> Vec<(String, u32)> {
    let index = &place.snapshot.index;
    let stem = index.path(place.note).map_or("", |path| path.stem());
    let own: Vec<String> = place.facts.names().chain([stem]).map(fold_name).collect();
    let mut names: BTreeMap<String, u32> = BTreeMap::new();
    for note in index.may_link_to(place.note).into_iter().filter(|note| *note != place.note) {
        let links = index.facts(note).map_or(&[][..], |facts| &facts.links);
        let shown = links.iter().filter(|link| {
            matches!(link.kind, LinkKind::Wiki | LinkKind::Inline | LinkKind::Reference)
                && link.shown != link.target_span
        });
        let meant = shown.filter(|link| match resolve::resolve(index, note, link) {
            Resolution::Found(found) => found.place == Spot::File(place.note),
            Resolution::Unjudged | Resolution::Broken(_) => false,
        });
        let meant: Vec<_> = meant.collect();
        // The text is read only where there is something to see.
        let text = if meant.is_empty() { None } else { place.snapshot.text(note) };
        for link in meant {
            let shown =
                text.as_deref().and_then(|text| text.get(link.shown.range())).unwrap_or_default().trim();
            let is_plain = !shown.is_empty() && !shown.contains(['\n', '\r', '`', '[', ']', '*', '!']);
            if is_plain && !own.contains(&fold_name(shown)) {
                *names.entry(shown.to_owned()).or_default() += 1;
            }
        }
    }
    names.into_iter().collect()
}

fn texts(place: &Place<'_>, token: &Token<'_>, names: &[(String, u32)]) -> Completions {
    let end = match (token.quote, token.in_flow) {
        (Some(quote), _) => place.behind.find(quote),
        (None, true) => place.behind.find([',', ']']),
        (None, false) => None,
    };
    let missing = token.quote.filter(|_| end.is_none());
    let end = end.unwrap_or(if token.in_flow || token.quote.is_some() { 0 } else { place.behind.len() });
    let query = Query::limited(token.typed);
    let mut candidates = Candidates::new();
    for (name, count) in names {
        if let Some(score) = query.score(name) {
            candidates.push(score + i64::from((*count).min(99)), (name, *count));
        }
    }
    let (best, incomplete) = candidates.best(MOST);
    let space = token.space(place.before);
    let items = best.into_iter().map(|(_, (name, count))| {
        let written = match token.quote {
            Some(quote) => {
                format!("{}{}", inside(quote, name), missing.map(String::from).unwrap_or_default())
            }
            None => scalar(name),
        };
        Completion {
            detail: if count == 0 { None } else { uses(count) },
            ..place.item(
                CompletionKind::Value,
                name,
                place.span(token.start, end),
                format!("{space}{written}"),
            )
        }
    });
    Completions { items: items.collect(), incomplete }
}
