//! What a paste has lost: code without its fence, sentences torn where inline code stood, labels glued to the sentence
//! before them.
//!
//! Lines are understood as they stand, so this is never wrong, only worth mending. Only what leaves no doubt counts: a
//! line of prose never begins with a comma, and shell commands under each other are no prose.

use super::lines::{Lines, Place};
use super::words;
use crate::syntax::BlockKind;
use crate::terms::bytes::{ByteSet, holds};
use crate::terms::spelling::spaced;
use crate::text::Span;

/// A kind of lost markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// The first of some lines of code without a fence.
    Fence,
    /// A sentence or item torn into lines, at its first.
    Torn,
    /// A label glued to the sentence before it.
    Glued,
}

/// The losses of a note; `titles` are the first lines of its topics.
pub(super) fn losses(lines: &Lines<'_, '_>, titles: &[usize]) -> Vec<(Loss, Span)> {
    let mut found = Vec::new();
    let is_title = |line: usize| titles.binary_search(&line).is_ok();
    let mut at = 0;
    while at < lines.all.len() {
        match code_run(lines, at, &is_title) {
            Some(run) => {
                found.extend(run.is_lost.then(|| (Loss::Fence, lines.all[at].text)));
                at = run.end;
            }
            None => at += 1,
        }
    }
    torn(lines, &mut found);
    for line in 0..lines.all.len() {
        if is_prose(lines, line) && is_glued(lines.text(line)) {
            found.push((Loss::Glued, lines.all[line].text));
        }
    }
    found
}

fn is_prose(lines: &Lines<'_, '_>, line: usize) -> bool {
    matches!(lines.place(line), Place::Prose { .. })
}

/// Lines that read as code.
struct Run {
    /// The line behind them.
    end: usize,
    /// Whether they leave no doubt. If they do, so does each part of them.
    is_lost: bool,
}

/// The run of code lines that starts on a line.
fn code_run(lines: &Lines<'_, '_>, start: usize, is_title: &impl Fn(usize) -> bool) -> Option<Run> {
    let is_code = |line: usize| match lines.place(line) {
        Place::Prose { .. } | Place::Item(_) => {
            (lines.is_code(line) || is_message(lines.text(line)) || is_query(lines.text(line)))
                && !is_title(line)
                && !has_markup(lines.text(line))
        }
        // A comment that read as a heading.
        Place::Code => lines.text(line).starts_with('#') && is_heading(lines, line),
        _ => false,
    };
    // Items and keys between lines of code belong to it: `- backend`.
    let may_be = |line: usize| {
        let text = lines.text(line);
        is_code(line)
            || (start < line && is_message(lines.text(start)) && is_header(text))
            || (matches!(lines.place(line), Place::Item(_)) && !text.trim_start_matches("- ").contains(' '))
    };
    let opens_in_item = matches!(lines.place(start), Place::Item(_));
    if !is_code(start) || (opens_in_item && !is_strong(lines.text(start))) || is_wrapped(lines, start) {
        return None;
    }
    let mut end = start + 1;
    while end < lines.all.len() && may_be(end) && !lines.text(end).is_empty() {
        end += 1;
    }
    let long = start + 1 < end;
    let strong = (start..end).filter(|&line| is_strong(lines.text(line))).count();
    // `dog: Hund` above `cat: Katze` is how people write lists of words.
    let entries = (start..end).filter(|&line| is_entry(lines.text(line))).count();
    let is_configured = |line: usize| {
        is_configured(lines.text(line))
            || (lines.text(line).ends_with(':') && line + 1 < end && lines.text(line + 1).ends_with(':'))
    };
    // So is `- size_of_wall: 3 nm` among such items.
    let is_list = || (start..end).all(|line| matches!(lines.place(line), Place::Item(_)));
    let may_be_words = entries == strong && (!(start..end).any(is_configured) || is_list());
    let alone = |text: &str| is_command(text) || is_query(text);
    let is_lost = 0 < strong && !may_be_words && (long || alone(lines.text(start)));
    Some(Run { end, is_lost })
}

/// Whether a line has kept inline code or a link, so that nothing was lost where it stands.
fn has_markup(line: &str) -> bool {
    const SIGNS: ByteSet = ByteSet::of(b"`]");
    SIGNS.find(line, 0).is_some() && (line.contains('`') || holds(line, "](") || holds(line, "]["))
}

/// Whether a line opens a heading of Markdown, whatever it reads as.
fn is_heading(lines: &Lines<'_, '_>, line: usize) -> bool {
    let start = lines.all[line].text.start;
    let blocks = &lines.syntax.blocks;
    let from = blocks.partition_point(|block| block.span.start < start);
    let mut here = blocks[from..].iter().take_while(|block| block.span.start == start);
    here.any(|block| matches!(block.kind, BlockKind::Heading { .. }))
}

/// Whether a line goes on with a sentence of the line above, which was broken where it was full: `make` and `source`
/// begin lines of prose as well as commands.
fn is_wrapped(lines: &Lines<'_, '_>, line: usize) -> bool {
    /// Shorter lines were not broken because they were full, in characters.
    const FULL: usize = 50;
    let Some(above) = line.checked_sub(1) else { return false };
    let text = lines.text(above);
    // What goes on with an item is indented as it is.
    let goes_on = match (lines.place(line), lines.place(above)) {
        (Place::Prose { inside }, Place::Item(_)) => inside,
        (Place::Prose { .. }, Place::Prose { .. }) => true,
        _ => false,
    };
    goes_on && FULL <= text.chars().count() && !text.ends_with(['.', ':', '!', '?', ';', '…'])
}

/// Whether a line of code is no prose on any reading: an entry, a command, a statement, a message.
fn is_strong(line: &str) -> bool {
    is_command(line) || is_entry(line) || is_message(line) || is_query(line)
}

/// The first line of an HTTP message, or a header of one: `GET / HTTP/1.1`, `Content-Type: text/html`.
fn is_message(line: &str) -> bool {
    let is_version = |part: &str| {
        part.strip_prefix("HTTP/").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let mut parts = spaced(line);
    let (first, second) = (parts.next().unwrap_or_default(), parts.next());
    let status = || {
        is_version(first)
            && second.is_some_and(|code| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut request = || {
        second.is_some_and(|place| place.starts_with('/'))
            && parts.next().is_some_and(is_version)
            && parts.next().is_none()
    };
    request() || status()
}

/// A header behind the first line of a message: `Content-Type: text/html`.
fn is_header(line: &str) -> bool {
    let name = line.split_once(": ").map_or("", |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// An SQL statement, its words in capitals and a semicolon at its end.
fn is_query(line: &str) -> bool {
    const OPENINGS: [&str; 7] =
        ["ALTER ", "CREATE ", "DELETE FROM ", "DROP ", "INSERT INTO ", "SELECT ", "UPDATE "];
    line.ends_with(';') && OPENINGS.iter().any(|opening| line.starts_with(opening))
}

/// A program with arguments, or a statement in capitals: `SELECT * FROM users;`.
fn is_command(line: &str) -> bool {
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let mut parts = line.split_whitespace();
    let Some(program) = parts.next() else { return false };
    let argued = parts.next().is_some();
    (argued && words::COMMANDS.has(program) && !line.ends_with(['.', ':']))
        || (line.ends_with(';') && !is_clause(line))
}

/// Whether a line that ends with a semicolon is a part of a sentence: code is written into it in backticks, or most of
/// its words are words and nothing is assigned or called.
fn is_clause(line: &str) -> bool {
    let line = line.trim_start_matches(['-', '*', '+', ' ']);
    let word = |part: &str| {
        let part = part.trim_matches(|c: char| c.is_ascii_punctuation());
        1 < part.len() && part.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’'))
    };
    let words = line.split_whitespace().filter(|part| word(part)).count();
    let code = holds(line, "(\"") && !holds(line, " (\"") || line.contains(['=', '{', '}']);
    // Between blanks and among words, a sign of equality is one of arithmetic.
    let is_sum = holds(line, " = ") && 5 <= words && !line.contains(['{', '}', '"', '\'']);
    line.contains('`') || (4 <= words && !code) || is_sum || is_remark(line) || is_lettered(line)
}

/// Whether a line is one of a list that a sentence makes: `(a) a wall;`.
fn is_lettered(line: &str) -> bool {
    let letter = line.strip_prefix('(').and_then(|line| line.split_once(") "));
    letter.is_some_and(|(letter, _)| letter.len() <= 4 && letter.chars().all(char::is_alphanumeric))
}

/// Whether the end of a sentence has a remark in brackets and no sign of code: `end of transmission (EOT);`.
fn is_remark(line: &str) -> bool {
    let line = line.trim_end_matches(';');
    let Some((before, inside)) = line.strip_suffix(')').and_then(|line| line.rsplit_once(" (")) else {
        return false;
    };
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '’' | '\'' | ',');
    const STATEMENTS: [&str; 6] = ["for", "if", "return", "switch", "throw", "while"];
    let first = before.split(' ').next().unwrap_or_default();
    before.chars().all(plain) && inside.chars().all(plain) && !STATEMENTS.contains(&first)
}

/// `key: value` or `key:` with a key in small letters, or a header such as `Content-Type: text/html`.
fn is_entry(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let Some((key, value)) = line.split_once(':') else { return false };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    !key.is_empty()
        && key.bytes().all(plain)
        && key.starts_with(|c: char| c.is_ascii_lowercase())
        && (value.is_empty() || value.starts_with(' '))
}

/// Whether an entry is one of a configuration: a key of several parts, or a value in quotes, in brackets or in one word
/// with signs: `runs-on: ubuntu`, `image: node:18`. In a list of words, both are words.
fn is_configured(line: &str) -> bool {
    let line = line.strip_prefix("- ").unwrap_or(line);
    let Some((key, value)) = line.split_once(':') else { return false };
    let value = value.trim();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    if !key.bytes().all(plain) {
        return false;
    }
    let quotes = [("'", "'"), ("\"", "\""), ("[", "]"), ("{", "}"), ("${", "}")];
    let closed = |(open, close): &(&str, &str)| value.starts_with(open) && value.ends_with(close);
    let opens = quotes.iter().any(closed) && !value.ends_with(")]");
    let is_sign = matches!(value, "|" | ">" | "|-" | ">-" | "~");
    let is_tied = |pair: &[u8]| pair[0].is_ascii_alphanumeric() && b":/_=@".contains(&pair[1]);
    let signed = !value.contains(' ') && value.as_bytes().windows(2).any(is_tied);
    let is_key = key.contains(['_', '-', '.']) && value.split(' ').count() <= 3;
    is_key || opens || is_sign || signed || matches!(value, "true" | "false" | "null")
}

/// Sentences and items torn where inline code stood alone on its line: the line behind it begins with the sign that
/// followed the code.
fn torn(lines: &Lines<'_, '_>, found: &mut Vec<(Loss, Span)>) {
    let mut last_end = 0;
    for line in 1..lines.all.len() {
        if !is_torn_rest(lines, line) {
            continue;
        }
        // The group starts above the code, at the last line that does not itself go on from a torn one.
        let mut start = line;
        while last_end < start && goes_on(lines, start) {
            start -= 1;
        }
        if last_end <= start {
            found.push((Loss::Torn, lines.all[start].text));
        }
        let mut end = line + 1;
        while end < lines.all.len() && goes_on(lines, end) && !lines.text(end).is_empty() {
            end += 1;
        }
        last_end = last_end.max(end);
        let glued =
            lines.text(line).strip_prefix(',').is_some_and(|rest| !rest.starts_with(char::is_whitespace));
        if glued && start != line && !lines.text(line)[1..].is_empty() {
            found.push((Loss::Torn, lines.all[line].text));
        }
    }
}

/// Whether a line is what follows inline code that stood on the line above: `, pull_request`, `) - Jobs`, `?`.
fn is_torn_rest(lines: &Lines<'_, '_>, line: usize) -> bool {
    let text = lines.text(line);
    let placed = matches!(lines.place(line), Place::Prose { .. });
    let above = lines.text(line - 1);
    let follows = !above.is_empty() && is_prose_or_item(lines, line - 1);
    // A colon behind a line of its own is the definition of a term, unless an empty bullet shows that a list was torn.
    let in_torn_item = 1 < line && matches!(lines.place(line - 2), Place::Item(item) if item.empty);
    let opens = text.starts_with([',', '?', ')', ';'])
        || (text.starts_with(": ") && in_torn_item)
        || (text.starts_with('.') && (text.len() == 1 || text[1..].starts_with(' ')));
    // A bullet at the end of a line is that of the next item.
    let bullet = text.ends_with(" -") && line + 1 < lines.all.len() && is_prose(lines, line + 1);
    // Between the sides of a flash card stands a question mark alone.
    let is_card = text.trim_matches('?').is_empty() && (above.contains(' ') || above.ends_with('?'));
    let kept = is_card || has_markup(above) || (bullet && has_markup(text));
    placed && follows && (opens || bullet) && !kept && !lines.is_code(line - 1)
}

fn is_prose_or_item(lines: &Lines<'_, '_>, line: usize) -> bool {
    matches!(lines.place(line), Place::Prose { .. } | Place::Item(_))
}

/// Whether a line goes on from the one above it in a torn passage.
fn goes_on(lines: &Lines<'_, '_>, line: usize) -> bool {
    let above = lines.text(line - 1);
    if line == 0 || above.is_empty() || !is_prose_or_item(lines, line - 1) {
        return false;
    }
    match lines.place(line) {
        Place::Prose { .. } => {
            let text = lines.text(line);
            let sentence = text.starts_with(char::is_uppercase) && above.ends_with(['.', ':', '!', '?']);
            !sentence
        }
        // A bullet with nothing behind it lost what stood there to the line below.
        Place::Item(item) => item.empty && is_prose(lines, line - 1) && above.ends_with([')', '.', '-']),
        _ => false,
    }
}

/// Whether a line ends with a label that is glued to the sentence before it: `… new file.Rolling back:`.
fn is_glued(text: &str) -> bool {
    let Some(label) = text.strip_suffix(':') else { return false };
    let Some(at) = label.rfind('.') else { return false };
    let (before, name) = (&label[..at], &label[at + 1..]);
    let ends = before.is_empty() || before.ends_with(|c: char| c.is_lowercase() || c == ')');
    // `Node.JS modules` and `System.Text classes` name something of two parts, and so does inline code.
    let last = before.rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_qualified = last.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
        || name.chars().nth(1).is_some_and(char::is_uppercase);
    ends && !is_qualified
        && !name.contains('`')
        && name.starts_with(char::is_uppercase)
        && name.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse;

    #[track_caller]
    fn check(text: &str, expected: &[(Loss, &str)]) {
        let syntax = parse(text);
        let found = super::super::read(&syntax).losses;
        let found: Vec<(Loss, &str)> = found.iter().map(|(loss, span)| (*loss, span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn code_without_a_fence() {
        check("Then run these:\ndocker ps -a\ndocker stop web\n", &[(Loss::Fence, "docker ps -a")]);
        check("An example:\nversion: '3'\nservices:\n- web\n", &[(Loss::Fence, "version: '3'")]);
        check("An example:\nenv:\nNODE_ENV: production\n", &[(Loss::Fence, "env:")]);
        check("Call it:\nint n = count(cells);\n", &[(Loss::Fence, "int n = count(cells);")]);
        check("An example:\non:\npush:\nbranches: main\n", &[(Loss::Fence, "on:")]);
    }

    #[test]
    fn messages_and_queries_without_a_fence() {
        check("The browser asks:\nGET / HTTP/1.1\nHost: a.example\n", &[(Loss::Fence, "GET / HTTP/1.1")]);
        check(
            "The server says:\nHTTP/1.1 200 OK\nContent-Type: text/html\n",
            &[(Loss::Fence, "HTTP/1.1 200 OK")],
        );
        check(
            "An example:\nSELECT name FROM cells LIMIT 10;\n",
            &[(Loss::Fence, "SELECT name FROM cells LIMIT 10;")],
        );
    }

    #[test]
    fn items_torn_at_inline_code() {
        check("They are:\n-\nmerge\n: Joins two.\n", &[(Loss::Torn, "-")]);
    }

    #[test]
    fn sentences_torn_at_inline_code() {
        check(
            "Started by events such as push\n, merge\nand close\n.\n",
            &[(Loss::Torn, "Started by events such as push")],
        );
    }

    #[test]
    fn labels_glued_to_a_sentence() {
        check(
            "You make a new file.Applying Changes:\nRun it.\n",
            &[(Loss::Glued, "You make a new file.Applying Changes:")],
        );
    }

    #[test]
    fn prose_lost_nothing() {
        for text in [
            "A cell is small.\nIts wall is thin,\nand it lives.\n",
            "- one\n- two\n\n  more\n",
            "```\ndocker ps\n```\n",
            "Note: docker is a program.\nIt runs.\n",
            "name: the name of the cell\n\nage: how old it is\n",
            "Cell wall\n: The layer around a cell.\n\nCell core\n: The part that holds the genes.\n",
            "Select a cell; then update it;\n",
            "- elastic: |PED| > 1\n- inelastic: |PED| < 1\n- unit elastic: |PED| = 1\n",
            "- io: **new** take cells apart ([#4428])\n- rt: wake `Cell::wake` up ([#2045])\n",
            "Licensed to the cell under the rules (the \"Licence\");\nyou may use it.\n",
            "- Is neither `.big()` nor `.small()`;\n- Is done;\n",
            "dog: Hund\ncat: Katze\nhouse: Haus\n",
            "flour: 500 g\nwater: 300 g\n",
            "genotype: the genes that a cell has\nphenotype: what you see of them\n",
            "causes:\n- debt\n- hunger\n",
            "```sh\n#wall=thin;\n# docker stop web;\n#cells=2;\n```\n",
            "- wall_of_cell: 29 layers\n- core_of_cell: 2 layers\n",
            "All cells of a plant have the right to read the names in the\nsource text, where one was given to them\n",
            "The wall cannot be thicker than what is left of the whole cell\n(65 nm = 70 − 3 nm for the skin − 2 nm for the core);\n",
            "The cell gets its end of\ntransmission (EOT);\n",
            "See [all walls](walls.md)\n, which are thin.\n",
            "The cell is between [`least`][] `-(2**5 - 1)` -\n[`most`][] in all cases.\n",
            "Where do cells live?\n?\nIn walls\n\nThe core\n??\nThe wall\n",
            "The cell needs:\n\n(a) a wall;\n(b) a core; and\n(c) a skin.\n",
            "It returns a `wall.Builder` to the calling cell:\n",
            "Use the Node.JS modules of the plant:\nFor System.Text classes of the core:\n",
        ] {
            check(text, &[]);
        }
    }
}
