//! Link definitions: one for the destination of a link, and all of a note in order at its end.
//!
//! Either way the note is read again before anything is changed: each of its links has to lead where it led.

use super::{ActionKind, Asked, Changes, Offers};
use crate::edit::{Edit, Edits};
use crate::facts::slips::SlipKind;
use crate::facts::{Facts, Label, Link, LinkKind, Target};
use crate::path::without_note_extension;
use crate::resolve::is_same_label;
use crate::syntax::slug::slug;
use crate::text::Span;

/// Most characters of a label.
const LONGEST: usize = 40;

pub(super) fn offer(offers: &mut Offers<'_, '_>) {
    let asked = std::rc::Rc::clone(&offers.asked);
    if offers.wants(ActionKind::ExtractDefinition)
        && let Some(link) = asked.snapshot.link_at(asked.note, asked.range.start)
        && let Some(inner) = inner(&asked, link)
    {
        let inner = inner.of(&asked.text).to_owned();
        let name = link.shown.of(&asked.text).to_owned();
        let title = "Move the destination to a link definition";
        offers.add(ActionKind::ExtractDefinition, title, move |asked| extracted(asked, &inner, &name));
    }
    if offers.wants(ActionKind::Definitions)
        && let Some(changes) = sorted(&asked)
    {
        let title = "Sort the link definitions at the end of the note";
        offers.add(ActionKind::Definitions, title, move |_| Some(changes));
    }
}

/// What stands behind the text of an inline link: `](destination "title")`.
fn inner(asked: &Asked<'_>, link: &Link) -> Option<Span> {
    let is_kind = matches!(link.kind, LinkKind::Inline | LinkKind::Image)
        && matches!(link.target, Target::Path { .. } | Target::External(_));
    let inner = Span { start: link.shown.end, end: link.span.end };
    let written = inner.of(&asked.text);
    let starts = matches!(asked.text.as_bytes().get(link.span.start as usize), Some(b'[' | b'!'));
    let is_whole = written.starts_with("](") && written.ends_with(')') && !written.contains(['\n', '\r']);
    (is_kind && starts && is_whole && !asked.facts.is_closed(link.span.start)).then_some(inner)
}

/// All links of the note with one destination, by a label that is defined at the end.
fn extracted(asked: &Asked<'_>, inner: &str, shown: &str) -> Option<Changes> {
    let destination = inner.strip_prefix("](")?.strip_suffix(')')?.trim();
    let source = |label: &Label| {
        let written = label.span.of(&asked.text);
        written.split_once("]:").map(|(_, behind)| behind.trim().to_owned())
    };
    let known = asked.facts.labels.iter().find(|label| source(label).is_some_and(|own| own == destination));
    let name = known.map_or_else(|| new_label(asked, shown, destination), |label| label.name.to_string());
    let links = asked.facts.links.iter().filter_map(|link| Some((link, self::inner(asked, link)?)));
    let same = links.filter(|(_, span)| span.of(&asked.text) == inner);
    let mut edits: Vec<Edit> = same
        .map(|(link, span)| {
            let is_name = is_same_label(link.shown.of(&asked.text), &name);
            asked.edit(span, if is_name { "][]".to_owned() } else { format!("][{name}]") })
        })
        .collect();
    if known.is_none() {
        edits.push(at_end(asked, &asked.text, &format!("[{name}]: {destination}")));
    }
    kept(asked, edits)
}

/// A label for a destination: what the link shows, else the last part of where it leads.
fn new_label(asked: &Asked<'_>, shown: &str, destination: &str) -> String {
    let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_plain = !shown.is_empty()
        && shown.chars().count() <= LONGEST
        && !shown.contains(['[', ']', '\\', '`', '*', '_', '!', '<', '^']);
    let last = destination.split_whitespace().next().unwrap_or_default();
    let last = last.trim_matches(['<', '>', '/']).split(['#', '?']).next().unwrap_or_default();
    let last = slug(without_note_extension(last.rsplit('/').next().unwrap_or_default()));
    let name = match (is_plain, last.is_empty()) {
        (true, _) => shown,
        (false, false) => last,
        (false, true) => "link".to_owned(),
    };
    let is_taken = |name: &str| {
        let used = asked.facts.links.iter().filter_map(|link| match &link.target {
            Target::Label(label) => Some(label),
            _ => link.label.as_ref(),
        });
        let labels = asked.facts.labels.iter().map(|label| &label.name);
        used.chain(labels).any(|known| is_same_label(known, name))
    };
    let numbered = (2..).map(|number| format!("{name} {number}"));
    std::iter::once(name.clone()).chain(numbered).find(|name| !is_taken(name)).unwrap_or(name)
}

/// Some definitions behind all else: right below others, or with an empty line between.
fn at_end(asked: &Asked<'_>, text: &str, definitions: &str) -> Edit {
    let end = asked.line_end();
    let behind = text.trim_end().len();
    let goes_on = asked.facts.labels.last().is_some_and(|label| {
        let line = text[..behind].rfind('\n').map_or(0, |at| at + 1);
        line <= label.span.start as usize
    });
    let gap = match (behind, goes_on) {
        (0, _) => String::new(),
        (_, true) => end.to_owned(),
        (_, false) => end.repeat(2),
    };
    asked.edit(Span::new(behind..text.len()), format!("{gap}{definitions}{end}"))
}

/// The definitions of the note at its end, by their labels; `None` where they stand so.
fn sorted(asked: &Asked<'_>) -> Option<Changes> {
    let text = &asked.text;
    // Of two with one label the first counts; what stands where says which is meant.
    if asked.facts.slips.iter().any(|slip| slip.kind == SlipKind::Repeated) {
        return None;
    }
    let mut labels: Vec<(&Label, Span)> = Vec::new();
    for label in &asked.facts.labels {
        // `[//]: # (text)` is how Markdown writes a comment.
        let lines = asked.lines_of(label.span);
        let is_alone = lines.of(text).trim() == label.span.of(text).trim();
        if is_alone && label.target_span.of(text) != "#" {
            labels.push((label, lines));
        }
    }
    let written = |labels: &[(&Label, Span)]| {
        let lines = labels.iter().map(|(_, lines)| lines.of(text).trim());
        lines.collect::<Vec<_>>().join(asked.line_end())
    };
    let before = written(&labels);
    let mut in_order = labels.clone();
    in_order.sort_by_key(|(label, _)| label.name.to_lowercase());
    let after = written(&in_order);
    if labels.is_empty() || (before == after && text.trim_end().ends_with(&before)) {
        return None;
    }
    let mut edits = Vec::new();
    let mut at = 0;
    while at < labels.len() {
        // Definitions on lines one below the other go together, with the empty lines behind them.
        let start = labels[at].1.start as usize;
        let mut end = labels[at].1.end as usize;
        at += 1;
        while at < labels.len() && text[end..labels[at].1.start as usize].trim().is_empty() {
            end = labels[at].1.end as usize;
            at += 1;
        }
        let rest = &text[end..];
        let empty = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let line = rest[..empty].rfind('\n').map_or(if empty == rest.len() { empty } else { 0 }, |at| at + 1);
        edits.push(asked.edit(Span::new(start..end + line), ""));
    }
    let rest = Edits::new(edits.clone()).applied(asked.note, text);
    let gap = if rest.trim_end().is_empty() { String::new() } else { asked.line_end().repeat(2) };
    let behind = rest.trim_end().len();
    // The change that ends the note is one, so that none touches another.
    let whole = format!("{}{gap}{after}{}", &rest[..behind], asked.line_end());
    kept(asked, vec![between(asked, &whole)])
}

/// The one change that makes a text of the note: what both begin and end with stays.
fn between(asked: &Asked<'_>, whole: &str) -> Edit {
    let text = &asked.text;
    let same = |(one, other): &(char, char)| one == other;
    let head: usize = text.chars().zip(whole.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let (old, new) = (&text[head..], &whole[head..]);
    let tail = old.chars().rev().zip(new.chars().rev()).take_while(same).map(|(c, _)| c.len_utf8());
    let tail: usize = tail.sum();
    asked.edit(Span::new(head..text.len() - tail), &new[..new.len() - tail])
}

/// The changes, if every link of the note leads where it led and its headings stay.
fn kept(asked: &Asked<'_>, edits: Vec<Edit>) -> Option<Changes> {
    let edits = Edits::new(edits);
    let now = Facts::read(&edits.applied(asked.note, &asked.text));
    let targets =
        |facts: &Facts| -> Vec<Target> { facts.links.iter().map(|link| link.target.clone()).collect() };
    let titles = |facts: &Facts| -> Vec<Box<str>> {
        facts.headings.iter().map(|heading| heading.title.clone()).collect()
    };
    let is_same = targets(&now) == targets(asked.facts) && titles(&now) == titles(asked.facts);
    is_same.then(|| Changes { edits, ..Changes::default() })
}

#[cfg(test)]
mod tests {
    use super::super::testing::{check, titles};

    const EXTRACT: &str = "Move the destination to a link definition";
    const SORT: &str = "Sort the link definitions at the end of the note";

    #[track_caller]
    fn check_note(before: &str, title: &str, after: &str) {
        check(&format!("\n-- a.md\n{before}"), title, &[("a.md", after)]);
    }

    #[test]
    fn a_destination_becomes_a_definition() {
        check_note(
            "[The *docs*](https://e.org/doc.html$0 \"T\") ![x](https://e.org/doc.html \"T\")\n",
            EXTRACT,
            "[The *docs*][dochtml] ![x][dochtml]\n\n[dochtml]: https://e.org/doc.html \"T\"\n",
        );
        check_note("[b](<b c.md>$0)\n\n[z]: z.md\n", EXTRACT, "[b][]\n\n[z]: z.md\n[b]: <b c.md>\n");
    }

    #[test]
    fn a_definition_that_is_there_is_used() {
        check_note("[x](b.md$0) [y](b.md)\n\n[L]: b.md\n", EXTRACT, "[x][L] [y][L]\n\n[L]: b.md\n");
        check_note("[L](b.md$0) [l][]\n", EXTRACT, "[L][L 2] [l][]\n\n[L 2]: b.md\n");
    }

    #[test]
    fn definitions_stand_sorted_at_the_end() {
        check_note(
            "# A$0\n\n[c]: c.md\n[B]: b.md\n\n[c] [b] [a]\n\n[a]: a.md\n\n## End\n\ntext\n",
            SORT,
            "# A\n\n[c] [b] [a]\n\n## End\n\ntext\n\n[a]: a.md\n[B]: b.md\n[c]: c.md\n",
        );
        check_note("[b][a]$0\n\n[b]: 1\n[a]: 2\n", SORT, "[b][a]\n\n[a]: 2\n[b]: 1\n");
        check_note("[a]$0: 1\n[0]: 3\n", SORT, "[0]: 3\n[a]: 1\n");
    }

    #[test]
    fn what_stands_in_order_or_is_no_link_is_left_alone() {
        for text in [
            "text$0\n\n[a]: 1\n[b]: 2\n",
            "text$0\n",
            "text$0\n\n[b]: 1\n[a]: 2\n[B]: 3\n",
            "[//]: # (x)\n\ntext$0\n",
            "> [a]: 1\n\ntext$0\n",
            "<https://e.org$0>",
            "[[b$0]]",
            "[x][l$0]\n\n[l]: b.md\n",
            "`[x](y$0)`",
        ] {
            let found = titles(&format!("\n-- a.md\n{text}\n"));
            assert!(!found.iter().any(|title| title.contains("definition")), "{text}: {found:?}");
        }
    }
}
