//! Code that lost its fence: its comments read as headings, its keys as labels.

use super::lines::{Lines, Place};
use super::words;
use crate::terms::bytes::{ByteSet, holds};
use crate::terms::spelling::spaced;

/// What stands in few sentences and nearly all code.
const SIGNS: ByteSet = ByteSet::of(b"\0\t\x0b\x0c\r!\"#$%&()*+/:;<=>?@[\\]^_`{|}~\x7f");

/// Longer lines, in bytes, are taken for prose.
const LONGEST: usize = 200;

/// Whether a line reads as a command, a configuration entry or a statement rather than as prose.
pub(super) fn is_code(line: &str) -> bool {
    if LONGEST < line.len() {
        return false;
    }
    let line =
        if line.contains('#') { line.split(" # ").next().unwrap_or_default().trim_end() } else { line };
    let line = line.strip_prefix("- ").unwrap_or(line);
    if !line.starts_with(['.', '-']) && SIGNS.find(line, 0).is_none() {
        return is_command(line);
    }
    let opens =
        ["$ ", "#!", "//", "/*", "*/", "<?", "</", ">>> ", "./", "../", "@", "--", "&&", "||", "}", "{"];
    let word = line.starts_with(|c: char| c.is_ascii_alphanumeric());
    if (!word && opens.iter().any(|sign| line.starts_with(sign))) || has_code_sign(line) {
        return true;
    }
    let ends = line.ends_with(['{', ';', '\\']) && line.contains(['(', ')', '=', '{', '<', '>', '-']);
    ends || is_entry(line) || is_assignment(line) || is_call(line) || is_command(line)
}

/// Whether a line holds two signs in a row that only code has.
fn has_code_sign(line: &str) -> bool {
    let is_sign = |pair: &[u8]| {
        matches!(
            pair,
            b"=>"
                | b"::"
                | b"=="
                | b"!="
                | b"+="
                | b":="
                | b"${"
                | b"$("
                | b"</"
                | b"/>"
                | b"&&"
                | b"||"
                | b"()"
                | b"\":"
        )
    };
    const OPENS: ByteSet = ByteSet::of(b"=:!+$</&|(\"");
    OPENS.places(line).any(|at| line.as_bytes().get(at..at + 2).is_some_and(is_sign))
}

/// `key:`, `key: value`, `API_KEY=value`: a key in lower case or in capitals with an underscore, no white space.
fn is_entry(line: &str) -> bool {
    let Some(at) = line.find([':', '=']) else {
        return false;
    };
    let key = &line[..at];
    let constant = key.contains('_') && !key.contains(char::is_lowercase);
    let name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let plain = !key.is_empty() && key.bytes().all(name);
    let apart = line[at + 1..].is_empty() || line[at + 1..].starts_with(' ') || constant;
    plain && apart && (constant || key.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// `x = 1`, `config.path = "a"`.
fn is_assignment(line: &str) -> bool {
    let Some((name, value)) = line.split_once('=') else {
        return false;
    };
    let name = name.strip_prefix("const ").or_else(|| name.strip_prefix("let ")).unwrap_or(name).trim_end();
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.[]".contains(c);
    !name.is_empty() && name.chars().all(plain) && !value.trim().is_empty()
}

/// `print(x)`, `a.b(c)`.
fn is_call(line: &str) -> bool {
    let Some((name, _)) = line.split_once('(') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "_.".contains(c);
    let named =
        name.contains('.') || name.contains('_') || name.starts_with(|c: char| c.is_ascii_lowercase());
    line.ends_with(')') && !name.is_empty() && name.chars().all(plain) && named
}

/// A program and its arguments, and none of the small words that a sentence about the program has.
fn is_command(line: &str) -> bool {
    let program = spaced(line).next().unwrap_or_default();
    let flag = |part: &str| {
        let name = part.strip_prefix("--").or_else(|| part.strip_prefix('-')).unwrap_or_default();
        name.starts_with(|c: char| c.is_ascii_alphabetic())
    };
    let flagged = || holds(line, " -") && spaced(line).any(flag);
    if !program.starts_with(|c: char| c.is_ascii_lowercase()) || !(words::COMMANDS.has(program) || flagged())
    {
        return false;
    }
    let sentence = |part: &str| words::SMALL.has(part) && 1 < part.len() && part != "up";
    let mut rest = line.split_whitespace().skip(1);
    line.split_whitespace().nth(12).is_none() && !rest.any(sentence)
}

impl Lines<'_, '_> {
    /// Turns headings that are comments of code without a fence into code.
    ///
    /// `# List the files` above a command is a comment, `# Installation` may be a title: one sign, and
    /// glued to the code below it; and either glued to a line above as well or worded as a sentence.
    pub(super) fn demote_comments(&mut self) {
        let mut demoted = false;
        // From the end, so that a comment of several lines is known by its last.
        for at in (0..self.all.len()).rev() {
            if !self.is_single_sign(at) {
                continue;
            }
            let code_below = match self.place(at + 1) {
                Place::Prose { .. } | Place::Item(_) => self.is_code(at + 1),
                Place::Code => self.text(at + 1).starts_with("# "),
                _ => false,
            };
            let glued = !self.is_free_above(at) && !matches!(self.place(at - 1), Place::Heading { .. });
            if code_below && (glued || is_worded_as_comment(self.text(at))) {
                self.all[at].place = Place::Code;
                demoted = true;
            }
        }
        if !demoted {
            return;
        }
        for at in 1..self.all.len() {
            let code_above = match self.place(at - 1) {
                Place::Prose { .. } => self.is_code(at - 1),
                Place::Code => self.text(at - 1).starts_with("# "),
                _ => false,
            };
            if self.is_single_sign(at) && code_above && self.is_free_below(at) {
                self.all[at].place = Place::Code;
            }
        }
    }

    /// Whether a line is a heading of the first level with a `#`.
    fn is_single_sign(&self, line: usize) -> bool {
        self.place(line) == Place::Heading { level: 1, setext: false } && self.text(line).starts_with("# ")
    }
}

/// Whether a comment tells what happens, `# list all files`, and does not name a section, `# Listing Files`.
fn is_worded_as_comment(line: &str) -> bool {
    let text = line.trim_start_matches('#').trim();
    let lower = text.split_whitespace().skip(1).filter(|word| word.starts_with(char::is_lowercase)).count();
    let words = text.split_whitespace().count();
    text.starts_with(char::is_lowercase) || (3 <= words && 2 * lower >= words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[test]
    fn code_is_told_from_prose() {
        for line in [
            "docker ps -a",
            "git commit",
            "npm run build # slow",
            "services:",
            "image: postgres",
            "NODE_ENV=production",
            "API_KEY: ${{ secrets.KEY }}",
            "x = compute(3)",
            "print(total)",
            "$ ls",
            "./configure",
            "for (int i = 0; i < n; i++) {",
            "- run: echo hello",
        ] {
            assert!(is_code(line), "{line}");
        }
        for line in [
            "Docker is a tool to run containers",
            "git is a version control system",
            "make sure that the water is warm",
            "Note: this is prose",
            "Cells divide (mitosis)",
            "The cell wall",
            "less is more",
            "A well-known fact",
            "top of the page",
        ] {
            assert!(!is_code(line), "{line}");
        }
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let syntax = parse(text);
        let mut lines = Lines::of(&syntax);
        lines.demote_comments();
        let headings: Vec<&str> = (0..lines.all.len())
            .filter(|&at| matches!(lines.place(at), Place::Heading { .. }))
            .map(|at| lines.text(at))
            .collect();
        assert_eq!(headings, expected, "{text}");
    }

    #[test]
    fn comments_between_commands_are_no_headings() {
        check(
            "# Git\n\nSave work:\n# stage all files\ngit add .\n# commit them\ngit commit\n# done\n\n## More\n",
            &["# Git", "## More"],
        );
        check("# list the files that changed\ngit status\n\n# show the last commit\ngit show\n", &[]);
        check("# first\n# then second\nmake all\n", &[]);
    }

    #[test]
    fn titles_above_commands_stay() {
        check("# Install\nnpm install thing\n\n# Run\nnpm start\n", &["# Install", "# Run"]);
        check("# Docker\ndocker is a tool that runs containers.\n", &["# Docker"]);
    }
}
