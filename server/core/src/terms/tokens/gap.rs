//! What stands between two words, and whether a name may go on across it.

use super::is_ignorable;

/// What stands between a word and the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// It is the first word.
    Start,
    /// Spaces on one line.
    Space,
    /// One line break.
    Newline,
    /// A hyphen, an en dash without spaces, underscores, or a middle dot.
    Hyphen,
    /// Nothing that separates: a change of script, an elided article (`l'`), `+`, `/` or `&`.
    Joined,
    /// Nothing at all: the previous character of a run that has no spaces.
    Inside,
    /// A comma, a bracket, a spaced dash, an empty line: no name goes on across it.
    Other,
}

impl Gap {
    /// Whether the words on both sides may belong to one name.
    #[must_use]
    pub fn joins(self) -> bool {
        match self {
            Gap::Space | Gap::Newline | Gap::Hyphen | Gap::Joined | Gap::Inside => true,
            Gap::Start | Gap::Other => false,
        }
    }
}

/// What was seen since the last word.
#[derive(Default)]
pub(super) struct Between {
    /// Runs of white space.
    spaces: u8,
    newlines: u8,
    hyphens: u8,
    underscores: bool,
    /// Emphasis marks, which belong to the words they touch.
    marks: bool,
    in_space: bool,
    other: bool,
}

impl Between {
    pub(super) fn space(&mut self) {
        if !self.in_space {
            self.spaces = self.spaces.saturating_add(1);
        }
        self.in_space = true;
    }

    pub(super) fn newline(&mut self) {
        self.space();
        self.newlines = self.newlines.saturating_add(1);
    }

    pub(super) fn emphasis(&mut self) {
        self.marks = true;
        self.in_space = false;
    }

    pub(super) fn wide(&mut self, wide: char) {
        match wide {
            _ if is_ignorable(wide) => {}
            _ if wide.is_whitespace() => self.space(),
            '\u{2010}'..='\u{2013}' | '\u{2212}' | '・' | '·' => {
                self.hyphens = self.hyphens.saturating_add(1)
            }
            _ => self.other = true,
        }
    }

    pub(super) fn hyphen(&mut self) {
        self.hyphens = self.hyphens.saturating_add(1);
    }

    pub(super) fn underscore(&mut self) {
        self.underscores = true;
    }

    /// What no name goes on across.
    pub(super) fn other(&mut self) {
        self.other = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        !self.other && self.spaces == 0 && self.hyphens == 0 && !self.underscores && !self.marks
    }

    pub(super) fn is_only_spaces(&self) -> bool {
        !self.other && self.newlines == 0 && self.hyphens == 0 && !self.underscores && !self.marks
    }

    pub(super) fn gap(&self) -> Gap {
        let dashed = 1 < self.hyphens || (0 < self.hyphens && 0 < self.spaces);
        if self.other || dashed || 1 < self.newlines || 1 < self.spaces {
            Gap::Other
        } else if 0 < self.newlines {
            Gap::Newline
        } else if 0 < self.spaces {
            Gap::Space
        } else if 0 < self.hyphens || self.underscores {
            Gap::Hyphen
        } else {
            Gap::Joined
        }
    }
}
