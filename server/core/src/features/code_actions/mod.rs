//! Code actions: what can be done at a place of a note with one click.
//!
//! One file per group. Each says what it offers at once, and makes the changes only for the action that is chosen.

mod alias;
mod backlink;
mod contents;
mod copy_link;
mod define;
mod definitions;
mod delete;
mod extract;
mod fixes;
mod headings;
mod ignore;
mod inline;
mod kind;
mod links;
mod missing;
mod near;
mod relocation;
mod rewrite;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod thrown;
mod upkeep;

use std::rc::Rc;

use crate::cancel::{Cancel, Cancellable};
use crate::edit::{Edit, Edits};
use crate::facts::Facts;
use crate::index::FileId;
use crate::path::NotePath;
use crate::rules::Rule;
use crate::snapshot::Snapshot;
use crate::text::Span;

pub use kind::ActionKind;
pub use links::link_all;

/// What an action changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// What changes in notes.
    pub edits: Edits,
    /// The note that is made.
    pub created: Option<NewNote>,
    /// The note that is deleted, once all else is changed.
    pub deleted: Option<FileId>,
}

impl From<Vec<Edit>> for Changes {
    fn from(edits: Vec<Edit>) -> Self {
        Self { edits: Edits::new(edits), ..Self::default() }
    }
}

/// A note that is not there yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewNote {
    /// Where it is to be.
    pub path: NotePath,
    /// What it is to say.
    pub text: String,
}

/// Makes the changes of an action; `None` where they cannot be made.
type Making<'s> = Box<dyn FnOnce() -> Option<Changes> + 's>;

/// One action.
pub struct CodeAction<'s> {
    /// What it does, as a command.
    pub title: String,
    /// What it is.
    pub kind: ActionKind,
    /// Whether it is what most people want here.
    pub preferred: bool,
    /// The problem it mends: its rule and place.
    pub problem: Option<(Rule, Span)>,
    /// A text for the user to paste, told once the changes are made; it may come without any.
    pub copied: Option<String>,
    making: Making<'s>,
}

impl CodeAction<'_> {
    /// What it changes; `None` where nothing can be changed so that all stays true.
    #[must_use]
    pub fn changes(self) -> Option<Changes> {
        let is_any = |changes: &Changes| {
            !changes.edits.is_empty() || changes.created.is_some() || changes.deleted.is_some()
        };
        (self.making)().filter(is_any)
    }
}

/// What a client asks for.
#[derive(Clone, Copy)]
pub struct Wanted<'w> {
    /// The selection, or the cursor as an empty span.
    pub range: Span,
    /// Which kinds of actions.
    pub kinds: &'w dyn Fn(ActionKind) -> bool,
    /// Whether notes can be made.
    pub creates: bool,
    /// Whether notes can be deleted.
    pub deletes: bool,
    /// Whether a text can be put on the clipboard; else it can be shown.
    pub copies: bool,
}

/// The place that actions are asked for, with what they need of it at hand.
struct Asked<'s> {
    snapshot: &'s Snapshot,
    note: FileId,
    facts: &'s Facts,
    text: String,
    range: Span,
    creates: bool,
    deletes: bool,
    copies: bool,
}

impl Asked<'_> {
    /// One change of the note.
    fn edit(&self, span: Span, text: impl Into<String>) -> Edit {
        Edit { file: self.note, span, text: text.into(), confirm: false }
    }

    /// Whether the selection or the cursor touches a span.
    fn touches(&self, span: Span) -> bool {
        span.start <= self.range.end && self.range.start <= span.end
    }

    /// The line or lines that a span stands on, without the last line end.
    fn lines_of(&self, span: Span) -> Span {
        let start = self.text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let rest = &self.text[span.end as usize..];
        let length = rest.find('\n').unwrap_or(rest.len());
        let length = rest[..length].trim_end_matches('\r').len();
        Span::new(start..(span.end as usize + length).max(start))
    }

    /// How the note ends its lines.
    fn line_end(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// The actions of one answer, as they are found.
struct Offers<'s, 'w> {
    asked: Rc<Asked<'s>>,
    kinds: &'w dyn Fn(ActionKind) -> bool,
    found: Vec<CodeAction<'s>>,
}

impl<'s> Offers<'s, '_> {
    /// Whether anybody wants actions of a kind.
    fn wants(&self, kind: ActionKind) -> bool {
        (self.kinds)(kind)
    }

    /// Offers an action, if its kind is wanted.
    fn add(
        &mut self,
        kind: ActionKind,
        title: impl Into<String>,
        making: impl FnOnce(&Asked<'s>) -> Option<Changes> + 's,
    ) -> Option<&mut CodeAction<'s>> {
        if !self.wants(kind) {
            return None;
        }
        let asked = Rc::clone(&self.asked);
        self.found.push(CodeAction {
            title: title.into(),
            kind,
            preferred: false,
            problem: None,
            copied: None,
            making: Box::new(move || upkeep::kept(&asked, kind, making(&asked)?)),
        });
        self.found.last_mut()
    }
}

/// The actions that are possible at a place of a note.
pub fn code_actions<'s>(
    snapshot: &'s Snapshot,
    note: FileId,
    wanted: Wanted<'_>,
    cancel: &Cancel,
) -> Cancellable<Vec<CodeAction<'s>>> {
    let (Some(facts), Some(text)) = (snapshot.facts(note), snapshot.text(note)) else {
        return Ok(Vec::new());
    };
    let Wanted { range, kinds, creates, deletes, copies } = wanted;
    let is_inside = [range.start, range.end].iter().all(|&end| text.is_char_boundary(end as usize));
    // A text that was written since has other facts.
    if !is_inside || facts.lines.len() as usize != text.len() {
        return Ok(Vec::new());
    }
    let asked = Rc::new(Asked { snapshot, note, facts, text, range, creates, deletes, copies });
    let mut offers = Offers { asked, kinds, found: Vec::new() };
    cancel.check()?;
    let problems = fixes::offer(&mut offers, cancel)?;
    near::offer(&mut offers, &problems, cancel)?;
    missing::offer(&mut offers, &problems);
    links::offer(&mut offers);
    rewrite::offer(&mut offers);
    headings::offer(&mut offers);
    extract::offer(&mut offers);
    inline::offer(&mut offers);
    definitions::offer(&mut offers);
    define::offer(&mut offers);
    alias::offer(&mut offers);
    backlink::offer(&mut offers);
    copy_link::offer(&mut offers);
    delete::offer(&mut offers);
    contents::offer(&mut offers);
    ignore::offer(&mut offers, &problems);
    Ok(offers.found)
}
