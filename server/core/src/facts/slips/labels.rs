//! Link labels and footnotes that are defined a second time, and so in vain.

use foldhash::HashSet;

use super::{Slip, SlipKind};
use crate::syntax::{BlockKind, Syntax};
use crate::terms::bytes::whole_lines;
use crate::text::Span;

pub(super) fn read(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    footnotes(syntax, slips);
    if !syntax.label_definitions.is_empty() {
        labels(syntax, slips);
    }
}

fn footnotes(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    let mut seen: HashSet<String> = HashSet::default();
    for block in &syntax.blocks {
        if let BlockKind::Footnote(label) = &block.kind
            && !seen.insert(label.to_lowercase())
        {
            let source = block.span.of(syntax.text);
            let length = source.find("]:").map_or(source.len(), |at| at + 1);
            let start = block.span.start as usize;
            slips.push(Slip { span: Span::new(start..start + length), kind: SlipKind::Repeated });
        }
    }
}

/// The parser gives the first definition of a label only. A later one is a line of its shape that no block holds.
fn labels(syntax: &Syntax<'_>, slips: &mut Vec<Slip>) {
    let known: HashSet<String> =
        syntax.label_definitions.iter().map(|definition| folded(&definition.label)).collect();
    let from = syntax.front_matter.as_ref().map_or(0, |front| front.span.end as usize);
    let mut start = from;
    for line in whole_lines(&syntax.text[from..]) {
        let lead = line.len() - line.trim_start_matches([' ', '>']).len();
        let at = start + lead;
        start += line.len();
        let Some(rest) = line[lead..].strip_prefix('[').filter(|rest| !rest.starts_with('^')) else {
            continue;
        };
        let Some(end) = rest.find("]:").filter(|_| lead < 4) else { continue };
        let offset = u32::try_from(at).unwrap_or(u32::MAX);
        let is_first = syntax.label_definitions.iter().any(|found| found.span.contains(offset));
        let is_held = syntax.blocks.iter().any(|block| {
            let holds =
                block.kind.is_leaf() || matches!(block.kind, BlockKind::Code { .. } | BlockKind::Html);
            holds && block.span.contains(offset)
        });
        if known.contains(&folded(&rest[..end])) && !is_first && !is_held {
            slips.push(Slip { span: Span::new(at..at + end + 2), kind: SlipKind::Repeated });
        }
    }
}

/// What labels are compared by: CommonMark folds letter case and white space.
fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        crate::facts::slips::testing::check(super::read, text, expected);
    }

    #[test]
    fn the_second_definition_is_the_slip() {
        check("[a] [b]\n\n[a]: x.md\n[A]: y.md\n[b]: z.md\n", &["[A]"]);
        check("n[^1]\n\n[^1]: One.\n\n[^1]: Two.\n", &["[^1]"]);
    }

    #[test]
    fn what_only_looks_like_one_is_none() {
        check("[a]\n\n[a]: x.md\n\n```\n[a]: y.md\n```\n\ntext\n[a]: z.md\n", &[]);
    }
}
