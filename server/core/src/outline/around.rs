//! What stands above and below a line.

use super::candidate::{Above, Below, What};
use super::lines::{Lines, Place};
use super::phrase;
use super::title::{is_emoji, without_ornament};

/// What stands above a line.
pub(super) fn above(lines: &Lines<'_, '_>, at: usize) -> Above {
    let Some(line) = at.checked_sub(1).map(|above| &lines.all[above]) else {
        return Above::Free;
    };
    let text = lines.text(at - 1);
    let trimmed = text.trim_end_matches(|c: char| {
        matches!(c, '"' | '”' | '*' | '_' | '`' | ')' | ']' | '»' | '」') || is_emoji(c)
    });
    match line.place {
        Place::Prose { .. } | Place::Item(_) if text.ends_with(['(', ',', '[']) => Above::Running,
        Place::Blank | Place::Hidden | Place::Rule | Place::Heading { .. } | Place::HeadingRest => {
            Above::Free
        }
        Place::Prose { .. } if line.code || 1 < text.matches(" | ").count() => Above::Block,
        _ if text.ends_with([':', '：']) => Above::Announcing,
        Place::Prose { .. } if lines.all[at].indent + 2 <= line.indent => Above::Block,
        Place::Prose { .. } if trimmed.ends_with(['.', '!', '?', '。', '！', '？', '…']) => Above::Ended,
        Place::Prose { .. } if is_scrap(text) => Above::Scrap,
        Place::Prose { .. } => Above::Running,
        Place::Item(_)
        | Place::Indented
        | Place::Code
        | Place::Table
        | Place::Quote { .. }
        | Place::Apart => Above::Block,
    }
}

/// Whether a line is a piece that a page tore out of a sentence: one small word, or the bullet of the next item at its end.
fn is_scrap(text: &str) -> bool {
    let single = !text.contains(char::is_whitespace);
    text.ends_with(" -") || (single && !text.starts_with(char::is_uppercase)) || phrase::is_dangling(text)
}

/// Whether a line indented below a title is its answer, and no code or address. Where it is indented so far that it
/// is code to CommonMark, it has to start like a sentence.
fn is_answer(lines: &Lines<'_, '_>, line: usize) -> bool {
    let text = lines.text(line);
    let opens = |c: char| c.is_uppercase() || matches!(c, '"' | '“' | '*' | '_' | '`' | '(') || !c.is_ascii();
    let starts = lines.place(line) != Place::Indented || text.starts_with(opens);
    starts && !lines.is_code(line) && !text.starts_with("http") && 1 < phrase::words(text)
}

/// What stands below a title that ends on line `at` and is indented by `indent` columns.
pub(super) fn below<'t>(lines: &Lines<'_, 't>, at: usize, indent: u32) -> Below<'t> {
    let Some(line) = lines.below(at) else {
        return Below {
            what: What::Nothing,
            glued: false,
            deeper: false,
            code: false,
            line: lines.all.len(),
            text: "",
        };
    };
    let deeper = indent + 2 <= lines.all[line].indent;
    let what = match lines.place(line) {
        Place::Heading { .. } | Place::HeadingRest | Place::Rule => What::Border,
        Place::Item(_) => What::Items,
        Place::Table => What::Table,
        Place::Prose { .. } | Place::Indented if deeper && is_answer(lines, line) => What::Deeper,
        Place::Prose { .. } => What::Prose,
        Place::Indented | Place::Code | Place::Quote { .. } | Place::Apart => What::Other,
        Place::Blank | Place::Hidden => What::Nothing,
    };
    Below {
        what,
        glued: line == at + 1,
        deeper,
        code: lines.is_code(line),
        line,
        text: without_ornament(lines.text(line), lines.garbled),
    }
}
