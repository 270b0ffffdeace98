//! Inside the attributes of HTML: paths and anchors in `href` and `src`, and in `id` what links of the vault ask for.

use std::collections::BTreeMap;

use super::super::link_text::Form;
use super::place::Place;
use super::{Completion, CompletionKind, Completions, MOST, paths};
use crate::cancel::Cancellable;
use crate::candidates::Candidates;
use crate::fuzzy::Query;
use crate::resolve::{self, Broken, Resolution};

/// The value of an attribute that the cursor is in.
pub(super) struct Value {
    /// Where it starts in the line.
    at: usize,
    quote: char,
    kind: Kind,
}

enum Kind {
    Path { image: bool },
    Id,
}

impl Value {
    pub(super) fn at(place: &Place<'_>) -> Option<Self> {
        let before = place.before;
        let open = before.rfind('<')?;
        if !is_markup(place) {
            return None;
        }
        let (attribute, quote, at) = open_attribute(&before[open + 1..])?;
        let at = open + 1 + at;
        let kind = match attribute.as_str() {
            "href" => Kind::Path { image: false },
            "src" => Kind::Path { image: true },
            "id" | "name" => Kind::Id,
            _ => return None,
        };
        Some(Self { at, quote, kind })
    }

    pub(super) fn complete(&self, place: &Place<'_>) -> Cancellable<Completions> {
        match self.kind {
            Kind::Path { image } => {
                let goal = paths::Goal { at: self.at, form: Form::Html(self.quote), image };
                paths::at_goal(place, &goal)
            }
            Kind::Id => Ok(self.wanted(place)),
        }
    }

    /// The anchors of this note that links ask for and that are not there.
    fn wanted(&self, place: &Place<'_>) -> Completions {
        let index = &place.snapshot.index;
        let mut wanted: BTreeMap<&str, u32> = BTreeMap::new();
        for note in index.may_link_to(place.note) {
            for link in index.facts(note).iter().flat_map(|facts| &facts.links) {
                let crate::facts::Target::Path { fragment: Some(fragment), .. } = &link.target else {
                    continue;
                };
                let found = resolve::resolve(index, note, link);
                if matches!(found, Resolution::Broken(Broken::Heading(file, _)) if file == place.note) {
                    *wanted.entry(fragment).or_default() += 1;
                }
            }
        }
        let query = Query::limited(&place.before[self.at..]);
        let end = place.behind.find([self.quote, '>', '<']);
        let closed = end.filter(|&end| place.behind[end..].starts_with(self.quote));
        let closing = if closed.is_some() { String::new() } else { self.quote.to_string() };
        let replace = place.span(self.at, closed.unwrap_or(0));
        let mut candidates = Candidates::new();
        for (id, count) in wanted {
            let is_plain = !id.contains(['"', '\'', '<', '>', '&', ' ']);
            if let Some(score) = query.score(id).filter(|_| is_plain) {
                candidates.push(score + i64::from(count.min(99)), (id, count));
            }
        }
        let (best, incomplete) = candidates.best(MOST);
        let items = best.into_iter().map(|(_, (id, count))| Completion {
            detail: Some(if count == 1 { "1 link".to_owned() } else { format!("{count} links") }),
            ..place.item(CompletionKind::Anchor, id, replace, format!("{id}{closing}"))
        });
        Completions { items: items.collect(), incomplete }
    }
}

/// Whether the cursor is in raw HTML or prose, and not in code or a formula.
fn is_markup(place: &Place<'_>) -> bool {
    let closed =
        place.facts.closed.iter().find(|closed| closed.start < place.cursor && place.cursor < closed.end);
    closed.is_none_or(|closed| closed.of(place.text).trim_start().starts_with('<'))
}

/// The name of the attribute whose quoted value a torn tag ends in, its quote, and where its value starts.
fn open_attribute(tag: &str) -> Option<(String, char, usize)> {
    let name_end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '-')?;
    if !tag.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut at = name_end;
    loop {
        let rest = &tag[at..];
        let start = at + rest.find(|c: char| !c.is_whitespace())?;
        let end =
            start + tag[start..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '"' | '\''))?;
        let name = tag[start..end].to_ascii_lowercase();
        let behind = tag[end..].trim_start();
        let Some(value) = behind.strip_prefix('=').map(str::trim_start) else {
            if name.is_empty() {
                return None;
            }
            at = end;
            continue;
        };
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let value_at = tag.len() - value.len() + 1;
        match tag[value_at..].find(quote) {
            None => return Some((name, quote, value_at)),
            Some(length) => at = value_at + length + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_open_value_is_found() {
        let found = |tag| open_attribute(tag).map(|(name, quote, at)| format!("{name}{quote}{}", &tag[at..]));
        assert_eq!(found("a href=\"x y").as_deref(), Some("href\"x y"));
        assert_eq!(found("img alt='a' SRC = '").as_deref(), Some("src'"));
        assert_eq!(found("a download href=\"#b").as_deref(), Some("href\"#b"));
        for torn in [
            "a",
            "a ",
            "a href",
            "a href=",
            "a href=x",
            "a href=\"x\"",
            "é href=\"",
            " 1",
            "",
            "a =\"",
            "a \"x",
        ] {
            assert!(found(torn).is_none_or(|found| found == "\""), "{torn}");
        }
    }
}
