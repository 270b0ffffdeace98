//! The references a note makes: links of every kind, and the labels and footnotes it defines for them.

use std::cmp::Ordering;

use crate::letters::caseless;
use crate::path::percent_decode;
use crate::syntax::marks::MarkKind;
use crate::syntax::{BlockKind, Destination, Inline, InlineKind, LinkStyle, Syntax, html};
use crate::terms::bytes::{holds_any, whole_lines};
use crate::text::Span;

/// A reference the writer made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// All of it.
    pub span: Span,
    /// Where its target is written: the destination, the wiki target, the label or the tag's name.
    pub target_span: Span,
    /// Where the fragment is written, without its `#`; inside `target_span`.
    pub fragment_span: Option<Span>,
    /// What a reader sees: the text between the brackets, or the target where no text is given.
    pub shown: Span,
    /// The label of a reference link whose label is defined.
    pub label: Option<Box<str>>,
    /// What it points at.
    pub target: Target,
}

/// The ways to write a link; the names are those of `glossator links`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LinkKind {
    /// `[[note]]`.
    Wiki,
    /// `[text](destination)` and `<https://example.org>`.
    Inline,
    /// `[text][label]`.
    Reference,
    /// `[^label]`.
    Footnote,
    /// `![text](destination)` and `<img src>`.
    Image,
    /// `![[file]]`.
    Embed,
    /// `<a href>`.
    Html,
    /// `#tag`.
    Tag,
}

impl LinkKind {
    /// Its name in listings.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wiki => "wiki",
            Self::Inline => "inline",
            Self::Reference => "reference",
            Self::Footnote => "footnote",
            Self::Image => "image",
            Self::Embed => "embed",
            Self::Html => "html",
            Self::Tag => "tag",
        }
    }
}

/// What a link points at, as far as its own text tells.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// A URL with a scheme or a host, as written: nothing of this vault.
    External(Box<str>),
    /// A template hole (`{{x}}`, `${x}`, `<% x %>`, `<x>`), as written: nobody knows before it is filled.
    Template(Box<str>),
    /// A path of a Markdown link, percent-decoded, without its query; empty for the note itself.
    Path {
        /// Relative to the note's folder, or to the vault where it starts with `/`.
        path: Box<str>,
        /// The anchor, percent-decoded.
        fragment: Option<Box<str>>,
    },
    /// A name in a wiki link; empty for the note itself.
    Name {
        /// A stem, a path or the end of one.
        path: Box<str>,
        /// A heading or a block.
        fragment: Option<Fragment>,
        /// The text behind the pipe: in Dendron's order the name stands there.
        shown: Option<Box<str>>,
    },
    /// A label that the note does not define.
    Label(Box<str>),
    /// A footnote's label.
    Footnote(Box<str>),
    /// A tag, without its sign.
    Tag(Box<str>),
    /// `[text]()`.
    Nothing,
}

/// What stands behind the `#` of a wiki link.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Fragment {
    /// `#a#b`: the heading `b` somewhere below `a`.
    Headings(Box<[Box<str>]>),
    /// `#^id`.
    Block(Box<str>),
}

/// `[label]: destination`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The label as written.
    pub name: Box<str>,
    /// The whole definition.
    pub span: Span,
    /// Where the destination is written.
    pub target_span: Span,
    /// What it points at.
    pub target: Target,
}

/// `[^label]: text`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// The label.
    pub label: Box<str>,
    /// The whole definition.
    pub span: Span,
}

/// Footnotes by their labels, so that many references cost little more than few.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LabelOrder(Box<[u32]>);

impl LabelOrder {
    pub(super) fn of(footnotes: &[Footnote]) -> Self {
        let mut order: Vec<u32> = (0..).zip(footnotes).map(|(at, _)| at).collect();
        // The sort is stable: of several with one label the first stays the first.
        order.sort_by(|&a, &b| compare_labels(&footnotes[a as usize].label, &footnotes[b as usize].label));
        Self(order.into())
    }

    pub(super) fn find(&self, footnotes: &[Footnote], label: &str) -> Option<usize> {
        let compare = |at: u32| compare_labels(&footnotes[at as usize].label, label);
        let first = self.0.partition_point(|&at| compare(at).is_lt());
        self.0.get(first).filter(|&&at| compare(at).is_eq()).map(|&at| at as usize)
    }
}

/// The order of labels, where those that differ by letter case alone are equal.
fn compare_labels(one: &str, other: &str) -> Ordering {
    if one.is_ascii() && other.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        return one.bytes().map(lower).cmp(other.bytes().map(lower));
    }
    caseless(one).cmp(&caseless(other))
}

/// Every link of a note, in the order of the text.
pub(super) fn links(syntax: &Syntax<'_>) -> Vec<Link> {
    let mut found = front_matter_links(syntax);
    found.extend(wiki_links_and_tags(syntax));
    let hidden: Vec<Span> = syntax
        .marks
        .iter()
        .filter(|mark| !matches!(mark.kind, MarkKind::Tag { .. } | MarkKind::BlockId { .. }))
        .map(|mark| mark.span)
        .collect();
    for block in &syntax.blocks {
        if block.kind == BlockKind::Html {
            html_links(syntax.text, block.span, &mut found);
        }
        let inlines = syntax.inlines_of(block);
        for (at, inline) in inlines.iter().enumerate() {
            let (destination, image) = match &inline.kind {
                InlineKind::Link(destination) => (destination, false),
                InlineKind::Image(destination) => (destination, true),
                InlineKind::Html => {
                    html_links(syntax.text, inline.span, &mut found);
                    continue;
                }
                _ => continue,
            };
            if is_hidden(&hidden, inline.span) || is_indexing(syntax.text, inline, destination) {
                continue;
            }
            found.push(markdown_link(syntax.text, inlines, at, destination, image));
        }
    }
    found.sort_by_key(|link| (link.span.start, std::cmp::Reverse(link.span.end)));
    found
}

/// Whether one of the marks, sorted and apart, covers a span.
fn is_hidden(marks: &[Span], span: Span) -> bool {
    let behind = marks.partition_point(|mark| mark.start <= span.start);
    behind.checked_sub(1).is_some_and(|at| marks[at].covers(span))
}

/// `array[i][j]` is code that lost its backticks, not a reference whose label is missing.
fn is_indexing(text: &str, inline: &Inline<'_>, destination: &Destination<'_>) -> bool {
    let before = text[..inline.span.start as usize].chars().next_back();
    destination.style == LinkStyle::UndefinedReference
        && before.is_some_and(|character| character.is_alphanumeric() || matches!(character, '_' | ')' | ']'))
}

fn wiki_links_and_tags(syntax: &Syntax<'_>) -> Vec<Link> {
    let text = syntax.text;
    let mut found = Vec::new();
    for mark in &syntax.marks {
        let link = match mark.kind {
            MarkKind::Wiki { embed, target, shown } => wiki_link(text, embed, mark.span, target, shown),
            MarkKind::Footnote { label } => Link {
                kind: LinkKind::Footnote,
                span: mark.span,
                target_span: label,
                fragment_span: None,
                shown: label,
                label: None,
                target: Target::Footnote(label.of(text).into()),
            },
            MarkKind::Tag { name } => Link {
                kind: LinkKind::Tag,
                span: mark.span,
                target_span: name,
                fragment_span: None,
                shown: mark.span,
                label: None,
                target: Target::Tag(name.of(text).into()),
            },
            MarkKind::BlockId { .. } | MarkKind::Comment => continue,
        };
        found.push(link);
    }
    found
}

fn wiki_link(text: &str, embed: bool, span: Span, target: Span, shown: Option<Span>) -> Link {
    let (path, fragment_span, parsed) = wiki_target(text, target);
    let written = target.of(text);
    let to = if has_hole(written) {
        Target::Template(written.into())
    } else {
        Target::Name { path: path.into(), fragment: parsed, shown: shown.map(|shown| shown.of(text).into()) }
    };
    Link {
        target: to,
        kind: if embed { LinkKind::Embed } else { LinkKind::Wiki },
        span,
        target_span: target,
        fragment_span,
        shown: shown.unwrap_or(target),
        label: None,
    }
}

/// Wiki links in the values of the front matter. YAML reads `[[a]]` as a list in a list, so they stand in quotes.
fn front_matter_links(syntax: &Syntax<'_>) -> Vec<Link> {
    let Some(front_matter) = &syntax.front_matter else { return Vec::new() };
    let mut found = Vec::new();
    let mut start = front_matter.content.start as usize;
    for line in whole_lines(front_matter.content.of(syntax.text)) {
        let mut from = 0;
        while let Some(open) = line[from..].find("[[").map(|at| from + at) {
            let is_quoted = |quote| line[..open].matches(quote).count() % 2 == 1;
            let Some(length) = line[open + 2..].find("]]") else { break };
            let inner = &line[open + 2..open + 2 + length];
            from = open + 2;
            if inner.contains(['[', ']']) || !(is_quoted('"') || is_quoted('\'')) {
                continue;
            }
            let place = |part: &str| {
                let lead = part.as_ptr() as usize - line.as_ptr() as usize;
                let at = start + lead + part.len() - part.trim_start().len();
                Span::new(at..at + part.trim().len())
            };
            let (target, shown) = match inner.split_once('|') {
                Some((target, shown)) => {
                    (place(target), Some(place(shown)).filter(|shown| !shown.is_empty()))
                }
                None => (place(inner), None),
            };
            let span = Span::new(start + open..start + open + length + 4);
            if !target.is_empty() {
                found.push(wiki_link(syntax.text, false, span, target, shown));
            }
            from = open + 4 + length;
        }
        start += line.len();
    }
    found
}

/// The path of a wiki target, where its fragment stands, and the fragment.
fn wiki_target(text: &str, target: Span) -> (&str, Option<Span>, Option<Fragment>) {
    let whole = target.of(text);
    let Some(hash) = whole.find('#') else { return (whole, None, None) };
    let fragment = &whole[hash + 1..];
    let start = target.start as usize + hash + 1;
    let span = Span::new(start..target.end as usize);
    let parsed = match fragment.trim().strip_prefix('^') {
        Some(id) => Fragment::Block(id.into()),
        None => {
            let parts = fragment.split('#').map(str::trim).filter(|part| !part.is_empty());
            Fragment::Headings(parts.map(Into::into).collect())
        }
    };
    let empty = matches!(&parsed, Fragment::Headings(parts) if parts.is_empty());
    (whole[..hash].trim(), Some(span), (!empty).then_some(parsed))
}

fn markdown_link(
    text: &str,
    inlines: &[Inline<'_>],
    at: usize,
    destination: &Destination<'_>,
    image: bool,
) -> Link {
    let span = inlines[at].span;
    let content = inlines[at + 1..].iter().take_while(|inner| span.covers(inner.span));
    let open = span.start + if image { 2 } else { 1 };
    let content_end = content.map(|inner| inner.span.end).max().unwrap_or(open).max(open);
    let shown = Span { start: open, end: content_end };
    let (kind, target_span, target) = match destination.style {
        LinkStyle::Inline => {
            let place = destination_span(text, content_end as usize, span.end as usize);
            (LinkKind::Inline, place, target_of_url(&destination.url))
        }
        LinkStyle::Reference => {
            (LinkKind::Reference, label_span(text, span, shown), target_of_url(&destination.url))
        }
        LinkStyle::UndefinedReference => {
            let label = Target::Label(destination.label.as_ref().into());
            (LinkKind::Reference, label_span(text, span, shown), label)
        }
        LinkStyle::Autolink => {
            let inner = Span { start: span.start + 1, end: span.end.saturating_sub(1).max(span.start + 1) };
            (LinkKind::Inline, inner, Target::External(destination.url.as_ref().into()))
        }
    };
    let fragment_span = match target {
        Target::Path { fragment: Some(_), .. } if destination.style == LinkStyle::Inline => {
            let hash = target_span.of(text).find('#');
            hash.map(|hash| Span { start: target_span.start + hash as u32 + 1, end: target_span.end })
        }
        _ => None,
    };
    let label = (destination.style == LinkStyle::Reference).then(|| destination.label.as_ref().into());
    Link {
        kind: if image { LinkKind::Image } else { kind },
        span,
        target_span,
        fragment_span,
        shown,
        label,
        target,
    }
}

/// Where the destination of `[text](destination "title")` stands, angle brackets left out.
///
/// `from` is the end of the text, so `](` follows; see CommonMark 0.31 section 6.3.
fn destination_span(text: &str, from: usize, end: usize) -> Span {
    let behind = &text[from..end];
    let Some(open) = behind.find('(') else { return Span::new(end..end) };
    let start = from + open + 1;
    let start = start + (text[start..end].len() - text[start..end].trim_start().len());
    let inside = &text[start..end];
    if let Some(angled) = inside.strip_prefix('<') {
        let length = angled.find('>').unwrap_or(angled.len());
        return Span::new(start + 1..start + 1 + length);
    }
    let length = inside.find(char::is_whitespace).unwrap_or_else(|| inside.len().saturating_sub(1));
    Span::new(start..start + length)
}

/// Where the label of a reference stands: `[text][label]`, `[label][]` or `[label]`.
fn label_span(text: &str, span: Span, shown: Span) -> Span {
    let behind = &text[shown.end as usize..span.end as usize];
    let inner = behind.strip_prefix("][").and_then(|rest| rest.strip_suffix(']'));
    match inner {
        Some(label) if !label.is_empty() => Span { start: shown.end + 2, end: span.end - 1 },
        _ => shown,
    }
}

fn html_links(text: &str, span: Span, found: &mut Vec<Link>) {
    for attribute in html::attributes(span.of(text)) {
        let kind = match (attribute.tag.as_str(), attribute.name.as_str()) {
            ("a", "href") => LinkKind::Html,
            ("img", "src") => LinkKind::Image,
            _ => continue,
        };
        let start = span.start as usize;
        let place = Span::new(start + attribute.range.start..start + attribute.range.end);
        let target = target_of_url(attribute.value);
        let hash =
            matches!(target, Target::Path { fragment: Some(_), .. }).then(|| attribute.value.find('#'));
        let fragment_span =
            hash.flatten().map(|hash| Span { start: place.start + hash as u32 + 1, end: place.end });
        found.push(Link {
            kind,
            span: place,
            target_span: place,
            fragment_span,
            shown: place,
            label: None,
            target,
        });
    }
}

/// Whether a text has a hole that a template fills: `{{date}}`, `<% tp.file.title %>`.
fn has_hole(text: &str) -> bool {
    holds_any(text, &["{{", "{%", "${", "<%"])
}

/// Reads the destination of a Markdown link.
#[must_use]
pub fn target_of_url(url: &str) -> Target {
    let url = url.trim();
    if url.is_empty() {
        return Target::Nothing;
    }
    if has_hole(url) || url.contains('<') {
        return Target::Template(url.into());
    }
    if url.starts_with("//") || url.starts_with("www.") || has_scheme(url) {
        return Target::External(url.into());
    }
    let (path, fragment) = match url.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (url, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    Target::Path {
        path: percent_decode(path).as_ref().into(),
        fragment: fragment.map(|fragment| percent_decode(fragment).as_ref().into()),
    }
}

/// RFC 3986 section 3.1, and one-letter schemes too: `C:\x` is no path inside a vault either.
fn has_scheme(url: &str) -> bool {
    let Some((scheme, _)) = url.split_once(':') else { return false };
    scheme.starts_with(|first: char| first.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '.' | '-'))
}

/// Every label a note defines; of several with one name the first wins (CommonMark 0.31 section 6.3).
pub(super) fn labels(syntax: &Syntax<'_>) -> Vec<Label> {
    let definitions = syntax.label_definitions.iter();
    let labels = definitions.map(|definition| {
        let source = definition.span.of(syntax.text);
        let colon = source.find("]:").map_or(0, |at| at + 2);
        let lead =
            source[colon..].len() - source[colon..].trim_start_matches([' ', '\t', '\n', '\r', '<']).len();
        let start = definition.span.start as usize + colon + lead;
        let rest = &syntax.text[start..definition.span.end as usize];
        // Between angle brackets a destination may have spaces.
        let angled = syntax.text[..start].ends_with('<');
        let ends = |c: char| if angled { c == '>' } else { c.is_whitespace() };
        let length = rest.find(ends).unwrap_or(rest.len());
        Label {
            name: definition.label.as_str().into(),
            span: definition.span,
            target_span: Span::new(start..start + length),
            target: target_of_url(&definition.url),
        }
    });
    labels.collect()
}

/// Every footnote a note defines.
pub(super) fn footnotes(syntax: &Syntax<'_>) -> Vec<Footnote> {
    let blocks = syntax.blocks.iter();
    let footnotes = blocks.filter_map(|block| match &block.kind {
        BlockKind::Footnote(label) => Some(Footnote { label: label.as_ref().into(), span: block.span }),
        _ => None,
    });
    footnotes.collect()
}
