//! Labels that are defined in vain: twice, or for nothing.

use foldhash::{HashMap, HashMapExt, HashSet};

use super::super::report::{Report, quoted};
use super::super::{Related, Rule, Tag};
use crate::facts::slips::SlipKind;
use crate::facts::{Label, Link};
use crate::letters::caseless;
use crate::text::Span;

pub(super) fn check(report: &mut Report<'_>) {
    let facts = report.facts;
    if facts.labels.is_empty() {
        return;
    }
    let mut defined: HashMap<String, &Label> = HashMap::new();
    for label in &facts.labels {
        defined.entry(caseless(&label.name)).or_insert(label);
    }
    let footnotes: HashSet<u32> = facts.footnotes.iter().map(|footnote| footnote.span.start).collect();
    for slip in facts.slips.iter().filter(|slip| slip.kind == SlipKind::Repeated) {
        if footnotes.contains(&slip.span.start) {
            continue;
        }
        let written = slip.span.of(report.text()).trim_matches(['[', ']']).to_owned();
        let first = defined.get(&caseless(&written));
        if is_harmless(report, slip.span, first.map(|first| first.target_span)) {
            continue;
        }
        let related = first.map(|first| Related {
            file: report.note,
            span: first.span,
            message: "the one that counts".to_owned(),
        });
        let message = format!("the label {} is defined already", quoted(&format!("[{written}]")));
        let line = one_line(report.text(), slip.span);
        let Some(found) = report.add(Rule::DuplicateLabel, slip.span, message) else { continue };
        let found = found.tag(Tag::Unnecessary).related(related);
        if let Some(line) = line {
            found.unsafe_fix("Remove the label", vec![(line, String::new())]);
        }
    }
    if !report.is_on(Rule::UnusedLabel) {
        return;
    }
    let used: HashSet<String> =
        facts.links.iter().filter_map(|link| Some(caseless(link.label.as_ref()?))).collect();
    for label in &facts.labels {
        let is_used = used.contains(&caseless(&label.name));
        // `[//]: # (text)` and its kin are how Markdown writes comments.
        let is_comment = label.target_span.of(report.text()) == "#";
        if is_used || is_comment {
            continue;
        }
        let message = format!("nothing uses the label {}", quoted(&format!("[{}]", label.name)));
        let line = whole_line(report.text(), label.span);
        let Some(found) = report.add(Rule::UnusedLabel, label.span, message) else { return };
        let found = found.tag(Tag::Unnecessary);
        if let Some(line) = line {
            found.unsafe_fix("Remove the label", vec![(line, String::new())]);
        }
    }
}

/// The line of a definition that a label opens, with its line end, where it is all of it.
fn one_line(text: &str, label: Span) -> Option<Span> {
    let (before, behind) = (text.get(..label.start as usize)?, text.get(label.end as usize..)?);
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let end = behind.find('\n').map_or(text.len(), |at| label.end as usize + at + 1);
    let destination = text[label.end as usize..end].trim_start_matches(':').trim();
    let has_title_below = text[end..].trim_start().starts_with(['"', '\'', '(']);
    let is_all = before[start..].trim().is_empty() && !destination.is_empty() && !has_title_below;
    is_all.then(|| Span::new(start..end))
}

/// Whether a label that is defined again leads where it led before, or is a comment: `[//]: # (text)`.
fn is_harmless(report: &Report<'_>, again: Span, first: Option<Span>) -> bool {
    let target = |behind: usize| {
        let rest = report.text().get(behind..).unwrap_or_default();
        rest.trim_start_matches([']', ':'])
            .split_whitespace()
            .next()
            .map(|target| target.trim_matches(['<', '>']))
    };
    let own = target(again.end as usize);
    own == Some("#") || (own.is_some() && own == first.map(|first| first.of(report.text())))
}

/// Whether brackets behind brackets are how people cite (`[1][2]`, `[Smith 2010][Lee 2011]`), set concentrations
/// (`[H3O+][OH-]`), name fields (`[name][street][town]`) or items of code (`[cell][cell::new]`), and no link to a label.
pub(super) fn is_no_label(report: &Report<'_>, link: &Link, label: &str) -> bool {
    if label.bytes().all(|byte| byte.is_ascii_digit()) || label.contains("::") {
        return true;
    }
    let (shown, text) = (link.shown.of(report.text()), report.text());
    let has_year = |part: &str| {
        let digits = part.len() - part.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        digits == 4 && part.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with([' ', ','])
    };
    let both = |is: &dyn Fn(&str) -> bool| is(shown) && is(label);
    let before = text.get(..link.span.start as usize).unwrap_or_default();
    let behind = text.get(link.span.end as usize..).unwrap_or_default();
    let in_row = before.ends_with(']') || (behind.starts_with('[') && !behind.starts_with("[]"));
    in_row || both(&has_year) || both(&is_formula)
}

/// Whether a text is the name of a substance or a quantity: `A`, `OH-`, `H2O`, `Cl−`.
fn is_formula(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '−' | '⁺' | '⁻' | '(' | ')');
    let is_odd = text.chars().any(|c| !c.is_ascii_lowercase());
    let is_word = 3 < text.len() && text.bytes().skip(1).all(|byte| byte.is_ascii_lowercase());
    text.starts_with(|c: char| c.is_ascii_uppercase())
        && text.len() <= 10
        && text.chars().all(plain)
        && is_odd
        && !is_word
}

/// The lines of a span with their line end, where nothing else stands on them.
fn whole_line(text: &str, span: Span) -> Option<Span> {
    let start = text.get(..span.start as usize)?.rfind('\n').map_or(0, |at| at + 1);
    let rest = text.get(span.end as usize..)?;
    let end = rest.find('\n').map_or(text.len(), |at| span.end as usize + at + 1);
    let alone =
        text[start..span.start as usize].trim().is_empty() && text[span.end as usize..end].trim().is_empty();
    alone.then(|| Span::new(start..end))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_codes, check_fixed};

    #[test]
    fn labels_are_used_once_and_defined_once() {
        check_codes("\n-- a.md\n[a] [x][B]\n\n[a]: b.md\n[b]: b.md\n-- b.md\n# B\n", &[]);
        let note = "\n-- a.md\n[a]\n\n[a]: b.md\n[b]: b.md\n[A]: c.md\n-- b.md\n# B\n";
        check_codes(note, &["4 link/unused-label", "5 link/duplicate-label"]);
        check_fixed(note, "link/unused-label", "[a]\n\n[a]: b.md\n[A]: c.md\n");
        check_fixed(note, "link/duplicate-label", "[a]\n\n[a]: b.md\n[b]: b.md\n");
        check_codes("\n-- a.md\n[//]: # (a remark)\n", &[]);
    }
}
