//! The cursor of a completion: its line, what is open before it, and what stands behind it.

use super::{Completion, CompletionKind};
use crate::cancel::Cancel;
use crate::facts::Facts;
use crate::index::{FileId, LinkHabit};
use crate::path::NotePath;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// The cursor and the line it is on.
pub(super) struct Place<'s> {
    pub(super) snapshot: &'s Snapshot,
    pub(super) note: FileId,
    pub(super) facts: &'s Facts,
    /// The folder of the note.
    pub(super) folder: &'s str,
    /// The whole note.
    pub(super) text: &'s str,
    /// Offset of the cursor.
    pub(super) cursor: u32,
    /// The line before the cursor.
    pub(super) before: &'s str,
    /// The line behind the cursor.
    pub(super) behind: &'s str,
    /// How links are written here; what stands at the cursor and may be read as a link says nothing about it.
    pub(super) habit: LinkHabit,
    pub(super) cancel: &'s Cancel,
}

impl<'s> Place<'s> {
    /// `None` where the offset is none of the note.
    pub(super) fn new(
        snapshot: &'s Snapshot,
        note: FileId,
        text: &'s str,
        cursor: u32,
        cancel: &'s Cancel,
    ) -> Option<Self> {
        let (head, tail) = text.split_at_checked(cursor as usize)?;
        let line_start = head.rfind(['\n', '\r']).map_or(0, |end| end + 1);
        let line_end = tail.find(['\n', '\r']).unwrap_or(tail.len());
        let facts = snapshot.facts(note)?;
        let unfinished = facts.links.iter().filter(|link| link.span.touches(cursor));
        Some(Self {
            snapshot,
            note,
            facts,
            folder: snapshot.index.path(note)?.parent(),
            text,
            cursor,
            before: &head[line_start..],
            behind: &tail[..line_end],
            habit: snapshot.index.link_habit(snapshot.config.links, unfinished),
            cancel,
        })
    }

    /// Where the line starts.
    pub(super) fn line_start(&self) -> usize {
        self.cursor as usize - self.before.len()
    }

    /// The span from a byte of [`Self::before`] to the cursor and `behind` bytes more.
    pub(super) fn span(&self, from: usize, behind: usize) -> Span {
        Span::new(self.line_start() + from..self.cursor as usize + behind)
    }

    /// Whether a part of this note reaches into the line: what is being written may look like a target itself.
    pub(super) fn is_on_line(&self, span: Span) -> bool {
        let end = self.cursor as usize + self.behind.len();
        span.start as usize <= end && self.line_start() <= span.end as usize
    }

    /// How near a file is: this note, of the same folder, elsewhere.
    pub(super) fn nearness(&self, file: FileId, path: &NotePath) -> i64 {
        if file == self.note {
            60
        } else if path.parent() == self.folder {
            30
        } else {
            0
        }
    }

    /// Whether the line is a row of a table, whose pipes part its cells.
    pub(super) fn is_in_table(&self) -> bool {
        if self.before.trim_start().starts_with('|') {
            return true;
        }
        let above = self.text[..self.line_start()].lines().rev();
        let mut paragraph = above.take_while(|line| !line.trim().is_empty());
        paragraph.any(is_delimiter_row)
    }

    /// A proposal that only has a name.
    pub(super) fn item(&self, kind: CompletionKind, name: &str, replace: Span, insert: String) -> Completion {
        Completion {
            label: name.to_owned(),
            kind,
            detail: None,
            deprecated: false,
            about: None,
            filter: name.to_owned(),
            replace,
            wide: None,
            insert,
            also: None,
        }
    }
}

/// Whether a line parts the head of a table from its body: `|---|:-:|`.
fn is_delimiter_row(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
    line.contains('|')
        && line.contains('-')
        && line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t'))
}

/// The bracket that is open before the cursor, with the byte behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Opening {
    /// `[[`.
    Wiki(usize),
    /// `](`, or `]: ` of a link definition.
    Destination(usize),
    /// `][`.
    Label(usize),
    /// `[^`.
    Footnote(usize),
}

impl Opening {
    /// The innermost opening before the cursor that is not closed and is no code.
    pub(super) fn of(place: &Place<'_>) -> Option<Self> {
        let before = place.before;
        let open = |opening: &str| {
            let at = before.rfind(opening)?;
            let start = place.line_start() + at;
            let is_code = place.facts.is_closed((start + 1) as u32);
            (!is_code && !is_escaped(before, at)).then_some(at + opening.len())
        };
        let found = [
            open("[[").filter(|&at| !before[at..].contains("]]")).map(Self::Wiki),
            open("](").filter(|&at| is_open_destination(&before[at..])).map(Self::Destination),
            open("][").filter(|&at| is_label(before, at)).map(Self::Label),
            open("[^").filter(|&at| is_footnote(before, at)).map(Self::Footnote),
            definition(before).map(Self::Destination),
        ];
        found.into_iter().flatten().max_by_key(Self::at)
    }

    fn at(&self) -> usize {
        match *self {
            Self::Wiki(at) | Self::Destination(at) | Self::Label(at) | Self::Footnote(at) => at,
        }
    }
}

/// Whether what stands behind `](` goes on to its end.
fn is_open_destination(typed: &str) -> bool {
    if let Some(angled) = typed.strip_prefix('<') {
        return !angled.contains('>');
    }
    let mut depth = 0_i32;
    typed.chars().all(|character| {
        depth += i32::from(character == '(') - i32::from(character == ')');
        0 <= depth
    })
}

/// Whether `][` starts a label: not where code indexes twice, `a[i][`.
fn is_label(before: &str, at: usize) -> bool {
    if before[at..].contains([']', '[']) {
        return false;
    }
    let text = &before[..at - 2];
    let Some(open) = text.rfind('[') else { return false };
    let is_code = text[..open].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'));
    !is_code && open + 1 < text.len()
}

/// Whether `[^` starts a footnote: not in `[[^`, where a block is meant.
fn is_footnote(before: &str, at: usize) -> bool {
    !before[at..].contains([']', '[', ' ']) && !before[..at - 2].ends_with('[')
}

/// Behind `[label]: ` at the start of a line, where its destination starts.
fn definition(before: &str) -> Option<usize> {
    let inner = before.trim_start_matches(' ').strip_prefix('[')?;
    let (label, behind) = inner.split_once("]:")?;
    let is_named = !label.is_empty() && !label.starts_with('^') && !label.contains(['[', ']']);
    let typed = behind.trim_start_matches([' ', '\t']);
    let angled = typed.starts_with('<');
    (is_named && (angled || !typed.contains([' ', '\t']))).then_some(before.len() - typed.len())
}

/// Whether an odd number of backslashes stands before a byte.
pub(super) fn is_escaped(text: &str, at: usize) -> bool {
    let before = &text[..at];
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::case;

    #[track_caller]
    fn check(line: &str, expected: Option<Opening>) {
        let case = case(&format!("\n{line}\n"));
        let text = case.snapshot.text(case.note).unwrap_or_default();
        let cancel = Cancel::default();
        let place = Place::new(&case.snapshot, case.note, &text, case.offset, &cancel).expect("in the text");
        assert_eq!(Opening::of(&place), expected, "{line}");
    }

    #[test]
    fn the_innermost_open_bracket_counts() {
        check("a [[b$0", Some(Opening::Wiki(4)));
        check("[[a]] b$0", None);
        check("[[a]](b$0", Some(Opening::Destination(6)));
        check("[a](b(c)$0", Some(Opening::Destination(4)));
        check("[a](b) c$0", None);
        check("[a](<b c)$0", Some(Opening::Destination(4)));
        check("[a][b$0", Some(Opening::Label(4)));
        check("x[^b$0", Some(Opening::Footnote(3)));
        check("[[^^b$0", Some(Opening::Wiki(2)));
        check("[a]: b$0", Some(Opening::Destination(5)));
        check("[a]: <b c$0", Some(Opening::Destination(5)));
    }

    #[test]
    fn code_and_escapes_open_nothing() {
        check("`[[` and a$0", None);
        check("\\[[a$0", None);
        check("\\\\[[a$0", Some(Opening::Wiki(4)));
        check("a[i][j$0", None);
        check("[^a]: b$0", None);
        check("[a]: b c$0", None);
    }
}
