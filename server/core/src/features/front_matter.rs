//! Writing into the front matter of a note: one more alias, where and as its other values stand.
//!
//! YAML has many ways to write a list. So each place where the alias may go is tried, and the note read again: the change
//! is taken that gives the note this alias and leaves all else as it was.

use crate::edit::{Edit, Edits};
use crate::facts::{Facts, field};
use crate::index::FileId;
use crate::syntax::front_matter::FrontMatter;
use crate::text::Span;

/// The change that gives a note one more alias; `None` where it has it, or where nothing that is written works.
pub(super) fn with_alias(file: FileId, text: &str, facts: &Facts, alias: &str) -> Option<Edit> {
    if facts.front_matter_error.is_some() || facts.names().any(|name| name == alias) {
        return None;
    }
    let choices = choices(text, alias).into_iter();
    let mut edits = choices.map(|(at, text)| Edit { file, span: at, text, confirm: false });
    edits.find(|edit| {
        let now = Facts::read(&Edits::new(vec![edit.clone()]).applied(file, text));
        let is_added = now.aliases.split_last().is_some_and(|(last, before)| {
            **last == *alias && before == &*facts.aliases && now.front_matter_error.is_none()
        });
        is_added && now.tags == facts.tags && now.headings.len() == facts.headings.len()
    })
}

/// Where an alias may go, with what is to be written there, the best first.
fn choices(text: &str, alias: &str) -> Vec<(Span, String)> {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let value = scalar(alias);
    let Some(front) = FrontMatter::cut(text) else {
        let start = text.len() - text.trim_start_matches('\u{feff}').len();
        let gap = if text[start..].starts_with(['\n', '\r']) { "" } else { end };
        let written = format!("---{end}aliases: [{value}]{end}---{end}{gap}");
        return vec![(Span::new(start..start), written)];
    };
    let content = front.content.of(text);
    let start = front.content.start as usize;
    let put = |at: usize, written: String| (Span::new(start + at..start + at), written);
    let is_aliases = |line: &str| {
        field(line.trim_end()).is_some_and(|name| matches!(&*name.to_lowercase(), "aliases" | "alias"))
    };
    let mut at = 0;
    let mut lines = content.split_inclusive('\n');
    let Some(line) = lines.find(|line| {
        let found = is_aliases(line);
        at += if found { 0 } else { line.len() };
        found
    }) else {
        return vec![put(content.len(), format!("aliases: [{value}]{end}"))];
    };
    let colon = at + line.find(':').map_or(0, |colon| colon + 1);
    let own = line[colon - at..].trim();
    let bare = at + line.trim_end().len();
    if own.is_empty() {
        // A list below: as its last item is written.
        let mut below = at + line.len();
        let mut last = None;
        for item in content[below..].split_inclusive('\n') {
            let is_item = item.trim_start().starts_with("- ") || item.trim_end() == "-";
            if !is_item && !item.trim().is_empty() {
                break;
            }
            below += item.len();
            if is_item {
                last = Some((below, &item[..item.len() - item.trim_start().len()]));
            }
        }
        return match last {
            Some((behind, indent)) => vec![put(behind, format!("{indent}- {value}{end}"))],
            None => vec![put(bare, format!(" [{value}]"))],
        };
    }
    if own.starts_with('[') {
        let closes = content[colon..].match_indices(']').map(|(close, _)| colon + close);
        let before = |close: usize| content[colon..close].trim_end();
        return closes
            .map(|close| {
                let inner = before(close);
                let comma = if inner.ends_with(['[', ',']) { "" } else { ", " };
                put(colon + inner.len(), format!("{comma}{value}"))
            })
            .collect();
    }
    let whole = Span::new(start + bare - own.len()..start + bare);
    vec![(whole, format!("[{own}, {value}]")), (whole, format!("[{}, {value}]", scalar(own)))]
}

/// A text as a value of YAML, in quotes where it would not be read as itself.
pub(super) fn scalar(text: &str) -> String {
    let is_word = |c: char| c.is_alphanumeric();
    let has_signs = text.contains([',', '[', ']', '{', '}', '"', '\'', '\\']) || text.contains(" #");
    let is_pair = text.contains(": ") || text.ends_with(':');
    let lower = text.to_lowercase();
    let is_special = text.parse::<f64>().is_ok()
        || matches!(lower.as_str(), "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    if text.starts_with(is_word) && !has_signs && !is_pair && !is_special {
        text.to_owned()
    } else {
        format!("\"{}\"", inside('"', text))
    }
}

/// A text inside quotes of YAML.
pub(super) fn inside(quote: char, text: &str) -> String {
    if quote == '\'' { text.replace('\'', "''") } else { text.replace('\\', "\\\\").replace('"', "\\\"") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    #[track_caller]
    fn check(text: &str, alias: &str, expected: &str) {
        let note = case("\na\n").note;
        let edit = with_alias(note, text, &Facts::read(text), alias);
        let edits = Edits::new(edit.into_iter().collect());
        assert_eq!(edits.applied(note, text), expected);
    }

    #[test]
    fn an_alias_stands_where_the_others_stand() {
        check("# A\n", "b", "---\naliases: [b]\n---\n\n# A\n");
        check("---\ntags: x\n---\n# A\n", "b", "---\ntags: x\naliases: [b]\n---\n# A\n");
        check("---\naliases:\ntags: x\n---\n", "b", "---\naliases: [b]\ntags: x\n---\n");
        check("---\naliases: []\n---\n", "b", "---\naliases: [b]\n---\n");
        check("---\naliases: [c, \"d, e\"]\n---\n", "b", "---\naliases: [c, \"d, e\", b]\n---\n");
        check("---\naliases: [\n  c,\n  d\n]\n---\n", "b", "---\naliases: [\n  c,\n  d, b\n]\n---\n");
        check("---\nalias:\n  - c\n  - d\nx: y\n---\n", "b", "---\nalias:\n  - c\n  - d\n  - b\nx: y\n---\n");
        check("---\naliases: c\n---\n", "b", "---\naliases: [c, b]\n---\n");
        check("---\r\naliases: c d # why\r\n---\r\n", "b", "---\r\naliases: c d # why\r\n---\r\n");
    }

    #[test]
    fn what_yaml_would_read_otherwise_is_quoted() {
        check("---\naliases: [c]\n---\n", "a: b", "---\naliases: [c, \"a: b\"]\n---\n");
        check("---\naliases: [c]\n---\n", "no", "---\naliases: [c, \"no\"]\n---\n");
        check("---\naliases:\n- c\n---\n", "say \"x\"", "---\naliases:\n- c\n- \"say \\\"x\\\"\"\n---\n");
        check("---\naliases: c, d\n---\n", "b", "---\naliases: [\"c, d\", b]\n---\n");
    }

    #[test]
    fn a_name_that_is_there_and_broken_yaml_change_nothing() {
        for text in
            ["---\naliases: [b]\n---\n", "---\ntitle: b\n---\n", "---\naliases: [c\nx: : y\n---\n", "# b\n"]
        {
            check(text, "b", text);
        }
    }
}
