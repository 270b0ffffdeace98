//! What a rename at a place is about.

use super::super::tags::tag_at;
use super::refusal::RenameKind;
use super::term::{Term, term_at};
use super::{missing, written};
use crate::facts::{AnchorKind, Facts, Link, Target as LinkTarget};
use crate::index::FileId;
use crate::path::NotePath;
use crate::resolve::{Broken, Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What is under a cursor, to be renamed.
pub(super) struct Target {
    /// What of the text under the cursor stands for it.
    pub(super) span: Span,
    /// Its name now.
    pub(super) placeholder: String,
    pub(super) what: What,
    /// The note whose title it stands in: its file may follow.
    pub(super) title_of: Option<FileId>,
}

/// The things that have a name.
pub(super) enum What {
    Term(Box<Term>),
    /// A heading, as an index into the note's headings.
    Heading(FileId, usize),
    /// The title in the front matter.
    Title(FileId),
    File(FileId),
    Folder(NotePath),
    /// What links ask for in vain.
    Missing(Broken),
    /// A block id or an id in HTML, as an index into the note's anchors.
    Anchor(FileId, usize, AnchorKind),
    Tag(String),
    Label(String),
    Footnote(String),
}

impl Target {
    pub(super) fn kind(&self) -> RenameKind {
        match self.what {
            What::Term(_) => RenameKind::Term,
            What::Heading(..) if self.title_of.is_some() => RenameKind::Title,
            What::Heading(..) => RenameKind::Heading,
            What::Title(_) => RenameKind::Title,
            What::File(_) => RenameKind::File,
            What::Folder(_) => RenameKind::Folder,
            What::Missing(_) => RenameKind::Missing,
            What::Anchor(_, _, AnchorKind::Block) => RenameKind::Block,
            What::Anchor(_, _, AnchorKind::Html) => RenameKind::Anchor,
            What::Tag(_) => RenameKind::Tag,
            What::Label(_) => RenameKind::Label,
            What::Footnote(_) => RenameKind::Footnote,
        }
    }
}

/// What is at an offset; `None` where nothing has a name.
pub(super) fn target_at(snapshot: &Snapshot, note: FileId, offset: u32) -> Option<Target> {
    let facts = snapshot.facts(note)?;
    if let Some(tag) = tag_at(snapshot, note, offset) {
        return Some(Target {
            span: tag.span,
            placeholder: tag.name.clone(),
            what: What::Tag(tag.name),
            title_of: None,
        });
    }
    let is_title = facts.title.as_ref().is_some_and(|title| title.span.touches(offset));
    let title_of = is_title.then_some(note);
    let term = || {
        let term = term_at(snapshot, note, offset)?;
        let (span, placeholder) = (term.span, term.spelling.clone());
        Some(Target { span, placeholder, what: What::Term(Box::new(term)), title_of })
    };
    if let Some(link) = snapshot.link_at(note, offset) {
        // In the text of a link a term is a term, in its target the link is.
        if !link.target_span.touches(offset)
            && let Some(term) = term()
        {
            return Some(term);
        }
        let found = of_link(snapshot, note, link, offset);
        return found.or_else(|| missing(snapshot, note, link, offset)).or_else(term);
    }
    let text = snapshot.text(note)?;
    if let Some(label) = facts.labels.iter().find(|label| label.span.touches(offset)) {
        if label.target_span.touches(offset) {
            let hash = label.target_span.of(&text).find('#');
            let fragment = hash.map(|hash| label.target_span.start + hash as u32 + 1);
            let fragment = fragment.map(|start| Span { start, end: label.target_span.end });
            return of_path(snapshot, note, &label.target, label.target_span, fragment, offset);
        }
        let span = written::label_name(&text, label)?;
        let (placeholder, what) = (label.name.to_string(), What::Label(label.name.to_string()));
        return span.touches(offset).then_some(Target { span, placeholder, what, title_of: None });
    }
    let footnotes = facts.footnotes.iter().filter_map(|footnote| {
        let span = written::footnote_name(&text, footnote)?;
        span.touches(offset).then(|| (span, footnote.label.to_string()))
    });
    if let Some((span, label)) = footnotes.into_iter().next() {
        return Some(Target {
            span,
            placeholder: label.clone(),
            what: What::Footnote(label),
            title_of: None,
        });
    }
    if let Some(at) = facts.anchors.iter().position(|anchor| anchor.name.touches(offset))
        && let Some(found) = anchor(snapshot, note, at, facts.anchors[at].name)
    {
        return Some(found);
    }
    if let Some(term) = term() {
        return Some(term);
    }
    if let Some(at) = facts.headings.iter().position(|heading| heading.span.touches(offset)) {
        let span = written::heading_name(&text, facts, at);
        let is_title = facts.title.as_ref().is_some_and(|title| title.span == facts.headings[at].name);
        return Some(Target {
            span,
            placeholder: span.of(&text).to_owned(),
            what: What::Heading(note, at),
            title_of: is_title.then_some(note),
        })
        .filter(|found| !found.placeholder.is_empty());
    }
    let title = facts.title.as_ref().filter(|_| is_title)?;
    Some(Target {
        span: title.span,
        placeholder: title.text.to_string(),
        what: What::Title(note),
        title_of: Some(note),
    })
}

fn of_link(snapshot: &Snapshot, note: FileId, link: &Link, offset: u32) -> Option<Target> {
    let on_target = link.target_span.touches(offset);
    match &link.target {
        LinkTarget::Footnote(label) => {
            let facts = snapshot.facts(note)?;
            let is_defined = written::footnotes_called(facts, label).next().is_some();
            is_defined.then(|| Target {
                span: link.target_span,
                placeholder: label.to_string(),
                what: What::Footnote(label.to_string()),
                title_of: None,
            })
        }
        LinkTarget::Path { .. } | LinkTarget::Name { .. } | LinkTarget::External(_) => match &link.label {
            Some(label) if on_target => Some(Target {
                span: link.target_span,
                placeholder: label.to_string(),
                what: What::Label(label.to_string()),
                title_of: None,
            }),
            Some(_) => of_path(snapshot, note, &link.target, link.span, None, offset),
            None => {
                let span = if on_target { link.target_span } else { link.span };
                of_path(snapshot, note, &link.target, span, link.fragment_span, offset)
            }
        },
        LinkTarget::Template(_) | LinkTarget::Label(_) | LinkTarget::Tag(_) | LinkTarget::Nothing => None,
    }
}

/// The file or the place in it that a target means; `span` is what a cursor at `offset` stands on.
fn of_path(
    snapshot: &Snapshot,
    note: FileId,
    target: &LinkTarget,
    span: Span,
    fragment: Option<Span>,
    offset: u32,
) -> Option<Target> {
    let resolve = |target: &LinkTarget| match resolve_target(&snapshot.index, note, target, false) {
        Resolution::Found(found) => Some(found.place),
        Resolution::Unjudged | Resolution::Broken(_) => None,
    };
    let is_within = fragment.is_none_or(|fragment| !span.covers(fragment) || fragment.touches(offset));
    let found = if is_within { resolve(target) } else { None };
    // Of `note#gone` the note can be renamed for all that.
    let span = match (fragment, is_within) {
        (Some(fragment), true) if span.covers(fragment) => fragment,
        (Some(fragment), false) => {
            Span { start: span.start, end: fragment.start.saturating_sub(1).max(span.start) }
        }
        _ => span,
    };
    let found = found.or_else(|| (!is_within).then(|| resolve(&without_fragment(target))).flatten());
    match found? {
        Place::Heading(file, at) => heading(snapshot, file, at, span),
        Place::Anchor(file, at) => anchor(snapshot, file, at, span),
        Place::File(file) => {
            let path = snapshot.index.path(file)?;
            let is_note = snapshot.facts(file).is_some();
            let name = if is_note { NotePath::stem(path) } else { path.file_name() };
            let placeholder = name.to_owned();
            Some(Target { span, placeholder, what: What::File(file), title_of: None })
        }
        Place::Folder(folder) => {
            let path = NotePath::new(&folder)?;
            let placeholder = path.file_name().to_owned();
            Some(Target { span, placeholder, what: What::Folder(path), title_of: None })
        }
        Place::Footnote(..) => None,
    }
}

/// The note or file that a link asks for in vain.
fn missing(snapshot: &Snapshot, note: FileId, link: &Link, offset: u32) -> Option<Target> {
    let Resolution::Broken(broken @ (Broken::File(_) | Broken::Note { .. })) = snapshot.resolve(note, link)
    else {
        return None;
    };
    // Where not all notes are known, nobody knows what is missing.
    if !snapshot.complete || link.label.is_some() {
        return None;
    }
    let span = missing::path_span(&snapshot.text(note)?, link);
    let placeholder = missing::name(&link.target)?;
    span.touches(offset).then_some(Target { span, placeholder, what: What::Missing(broken), title_of: None })
}

fn without_fragment(target: &LinkTarget) -> LinkTarget {
    match target {
        LinkTarget::Path { path, .. } => LinkTarget::Path { path: path.clone(), fragment: None },
        LinkTarget::Name { path, shown, .. } => {
            LinkTarget::Name { path: path.clone(), fragment: None, shown: shown.clone() }
        }
        other => other.clone(),
    }
}

fn heading(snapshot: &Snapshot, file: FileId, at: usize, span: Span) -> Option<Target> {
    let facts: &Facts = snapshot.facts(file)?;
    let text = snapshot.text(file)?;
    let name = written::heading_name(&text, facts, at);
    let is_title = facts.title.as_ref().is_some_and(|title| title.span == facts.headings[at].name);
    let placeholder = name.of(&text).to_owned();
    let what = What::Heading(file, at);
    (!placeholder.is_empty()).then_some(Target {
        span,
        placeholder,
        what,
        title_of: is_title.then_some(file),
    })
}

/// An anchor that is written somewhere; that of a raw heading is made of its text.
fn anchor(snapshot: &Snapshot, file: FileId, at: usize, span: Span) -> Option<Target> {
    let anchor = snapshot.facts(file)?.anchors.get(at)?;
    let is_written = *anchor.name.of(&snapshot.text(file)?) == *anchor.id;
    let placeholder = anchor.id.to_string();
    let what = What::Anchor(file, at, anchor.kind);
    is_written.then_some(Target { span, placeholder, what, title_of: None })
}
