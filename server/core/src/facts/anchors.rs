//! What a link can point at inside a note: headings, HTML ids, block ids.

use crate::syntax::marks::MarkKind;
use crate::syntax::slug::Slugger;
use crate::syntax::{Block, BlockKind, InlineKind, Syntax, html};
use crate::text::Span;

/// A heading of CommonMark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its text without markup.
    pub title: Box<str>,
    /// Its anchor on GitHub, unique in the note; empty where it cannot be linked.
    pub slug: Box<str>,
    /// Its letters and digits, folded: what wiki links are compared by; see [`heading_key`].
    pub key: Box<str>,
    /// The whole heading.
    pub span: Span,
    /// Its text, markers left out.
    pub name: Span,
    /// From the heading to the next of its level or above.
    pub section: Span,
}

/// A place that can be linked by an id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// How it is made.
    pub kind: AnchorKind,
    /// The id.
    pub id: Box<str>,
    /// Where the id is written.
    pub name: Span,
    /// What it names: the block it stands in.
    pub block: Span,
}

/// The ways to make an anchor that is no heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnchorKind {
    /// `id=` or `name=` in raw HTML, `{#id}` behind a heading, or a raw `<h2>` by its slug.
    Html,
    /// `^id` at the end of a line.
    Block,
}

/// The headings of a long note by their anchors and keys; empty where there are so few that looking at each is faster.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct HeadingOrder {
    by_slug: Box<[u32]>,
    by_key: Box<[u32]>,
}

impl HeadingOrder {
    /// Fewest headings that are worth an order.
    const MANY: usize = 64;

    pub(super) fn of(headings: &[Heading]) -> Self {
        if headings.len() < Self::MANY {
            return Self::default();
        }
        // The sorts are stable, so that of equal ones the first in the text comes first.
        let mut by_slug: Vec<u32> = (0..headings.len() as u32).collect();
        let mut by_key = by_slug.clone();
        by_slug.sort_by_key(|&at| &headings[at as usize].slug);
        by_key.sort_by_key(|&at| &headings[at as usize].key);
        Self { by_slug: by_slug.into(), by_key: by_key.into() }
    }

    /// The headings with this anchor, in the order of the text.
    pub(super) fn with_slug<'h>(
        &'h self,
        headings: &'h [Heading],
        slug: &'h str,
    ) -> impl Iterator<Item = usize> + 'h {
        equal(&self.by_slug, headings, slug, |heading| &heading.slug)
    }

    /// The headings with this key, in the order of the text.
    pub(super) fn with_key<'h>(
        &'h self,
        headings: &'h [Heading],
        key: &'h str,
    ) -> impl Iterator<Item = usize> + 'h {
        equal(&self.by_key, headings, key, |heading| &heading.key)
    }
}

/// The headings that have a name, by an order or, without one, by looking at each.
fn equal<'h>(
    order: &'h [u32],
    headings: &'h [Heading],
    name: &'h str,
    of: impl Fn(&Heading) -> &str + Copy + 'h,
) -> impl Iterator<Item = usize> + 'h {
    let first = order.partition_point(|&at| of(&headings[at as usize]) < name);
    let ordered = order[first..].iter().map(|&at| at as usize);
    let ordered = ordered.take_while(move |&at| of(&headings[at]) == name);
    let all = if order.is_empty() { headings } else { &[] };
    let found = all.iter().enumerate().filter(move |(_, heading)| of(heading) == name);
    ordered.chain(found.map(|(at, _)| at))
}

/// The letters, marks and digits of a heading, lower-cased: how Obsidian compares headings, but for spaces.
#[must_use]
pub fn heading_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len());
    for character in title.chars().filter(|character| character.is_alphanumeric()) {
        match character.is_ascii() {
            true => key.push(character.to_ascii_lowercase()),
            false => key.extend(character.to_lowercase()),
        }
    }
    key
}

/// Headings and anchors, each in the order of the text.
pub(super) fn headings_and_anchors(syntax: &Syntax<'_>) -> (Vec<Heading>, Vec<Anchor>) {
    let mut headings: Vec<Heading> = Vec::new();
    let mut anchors = Vec::new();
    let mut slugger = Slugger::default();
    for (at, block) in syntax.blocks.iter().enumerate() {
        match block.kind {
            BlockKind::Heading { level, .. } if !is_rule_below_math(syntax, block) => {
                let title = syntax.plain_text(block).trim().to_owned();
                let slug = slugger.anchor(attribute_id(&title).map_or(title.as_str(), |(shown, _)| shown));
                let (title, name) = without_block_id(syntax, block, title);
                if let Some((_, id)) = attribute_id(&title) {
                    let start = name.start as usize + name.of(syntax.text).rfind("{#").map_or(0, |at| at + 2);
                    let id_span = Span::new(start..start + id.len());
                    anchors.push(Anchor {
                        kind: AnchorKind::Html,
                        id: id.into(),
                        name: id_span,
                        block: block.span,
                    });
                }
                let shown = attribute_id(&title).map_or(title.as_str(), |(shown, _)| shown);
                headings.push(Heading {
                    level,
                    slug: slug.into(),
                    key: heading_key(shown).into(),
                    title: shown.into(),
                    span: block.span,
                    name,
                    section: block.span,
                });
            }
            BlockKind::Html => html_anchors(syntax, block, &mut slugger, &mut anchors),
            _ => {}
        }
        for inline in syntax.inlines_of(block) {
            if matches!(inline.kind, InlineKind::Html) {
                ids(syntax.text, inline.span, block.span, &mut anchors);
            }
        }
        if block.kind.is_leaf() {
            block_ids(syntax, at, &mut anchors);
        }
    }
    end_sections(&mut headings, syntax.text.len());
    (headings, anchors)
}

/// `$$` above `---` is a setext heading to CommonMark and a formula above a rule to those who write formulas.
fn is_rule_below_math(syntax: &Syntax<'_>, block: &Block<'_>) -> bool {
    let setext = matches!(block.kind, BlockKind::Heading { setext: true, .. });
    setext && syntax.inlines_of(block).last().is_some_and(|last| matches!(last.kind, InlineKind::Math(_)))
}

/// The text of a heading without `#` signs or underline.
fn name_span(syntax: &Syntax<'_>, block: &Block<'_>) -> Span {
    let inlines = syntax.inlines_of(block);
    match (inlines.first(), inlines.iter().map(|inline| inline.span.end).max()) {
        (Some(first), Some(end)) => Span { start: first.span.start, end },
        _ => Span { start: block.span.end, end: block.span.end },
    }
}

/// A heading's title and its place without the block id that names the heading: `Title ^id`.
fn without_block_id(syntax: &Syntax<'_>, block: &Block<'_>, title: String) -> (String, Span) {
    let name = name_span(syntax, block);
    let first = syntax.marks.partition_point(|mark| mark.span.start < name.start);
    let mut marks = syntax.marks[first..].iter().take_while(|mark| mark.span.end <= name.end);
    let Some(mark) = marks.find(|mark| matches!(mark.kind, MarkKind::BlockId { .. })) else {
        return (title, name);
    };
    let kept = title.strip_suffix(mark.span.of(syntax.text)).map(|kept| kept.trim_end().to_owned());
    let before = Span { start: name.start, end: mark.span.start };
    let end = name.start + before.of(syntax.text).trim_end().len() as u32;
    kept.map_or((title, name), |kept| (kept, Span { start: name.start, end }))
}

/// Splits `Title {#id}`, which Pandoc, kramdown and several site generators read.
fn attribute_id(title: &str) -> Option<(&str, &str)> {
    let before = title.strip_suffix('}')?;
    let open = before.rfind("{#")?;
    let id = &before[open + 2..];
    let plain =
        !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    plain.then(|| (title[..open].trim_end(), id))
}

fn html_anchors(syntax: &Syntax<'_>, block: &Block<'_>, slugger: &mut Slugger, anchors: &mut Vec<Anchor>) {
    ids(syntax.text, block.span, block.span, anchors);
    let source = block.span.of(syntax.text);
    let lower = source.to_ascii_lowercase();
    let mut from = 0;
    while let Some(open) = lower[from..].find("<h").map(|at| from + at) {
        from = open + 2;
        let level = lower[from..].chars().next().filter(|digit| ('1'..='6').contains(digit));
        let Some(level) = level else { continue };
        let Some(start) = lower[from..].find('>').map(|at| from + at + 1) else { break };
        let Some(end) = lower[start..].find(&format!("</h{level}")).map(|at| start + at) else { continue };
        let id = slugger.anchor(&without_tags(&source[start..end]));
        let base = block.span.start as usize;
        let name = Span::new(base + start..base + end);
        anchors.push(Anchor { kind: AnchorKind::Html, id: id.into(), name, block: block.span });
        from = end;
    }
}

fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut depth = 0_u32;
    for character in html.chars() {
        match character {
            '<' => depth += 1,
            '>' => depth = depth.saturating_sub(1),
            _ if depth == 0 => text.push(character),
            _ => {}
        }
    }
    text.trim().to_owned()
}

fn ids(text: &str, html_span: Span, block: Span, anchors: &mut Vec<Anchor>) {
    for attribute in html::attributes(html_span.of(text)) {
        if matches!(attribute.name.as_str(), "id" | "name") && !attribute.value.is_empty() {
            let start = html_span.start as usize;
            let name = Span::new(start + attribute.range.start..start + attribute.range.end);
            anchors.push(Anchor { kind: AnchorKind::Html, id: attribute.value.into(), name, block });
        }
    }
}

/// `^id` names the list item or leaf it ends; alone in its block, the block before it.
fn block_ids(syntax: &Syntax<'_>, at: usize, anchors: &mut Vec<Anchor>) {
    let block = &syntax.blocks[at];
    let first = syntax.marks.partition_point(|mark| mark.span.start < block.span.start);
    for mark in syntax.marks[first..].iter().take_while(|mark| mark.span.start < block.span.end) {
        let MarkKind::BlockId { id } = mark.kind else { continue };
        let alone = block.span.of(syntax.text).trim() == mark.span.of(syntax.text);
        let named = if alone {
            let before = syntax.blocks[..at].iter().rev();
            before
                .filter(|before| before.end <= at && before.parent == block.parent)
                .map(|before| before.span)
                .next()
        } else {
            let parent = block.parent.map(|parent| &syntax.blocks[parent]);
            parent.filter(|parent| parent.kind == BlockKind::Item).map(|item| item.span)
        };
        anchors.push(Anchor {
            kind: AnchorKind::Block,
            id: id.of(syntax.text).into(),
            name: id,
            block: named.unwrap_or(block.span),
        });
    }
}

fn end_sections(headings: &mut [Heading], text_end: usize) {
    let ends: Vec<u32> = (0..headings.len())
        .map(|at| {
            let next = headings[at + 1..].iter().find(|next| next.level <= headings[at].level);
            next.map_or(u32::try_from(text_end).unwrap_or(u32::MAX), |next| next.span.start)
        })
        .collect();
    for (heading, end) in headings.iter_mut().zip(ends) {
        heading.section.end = end;
    }
}
