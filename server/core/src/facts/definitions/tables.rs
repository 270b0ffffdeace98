//! Tables with a column for meanings, and tables that have a row for them.

use crate::syntax::{Block, BlockKind};
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::signs;
use crate::text::Span;

use super::subject::Term;
use super::words::List;
use super::{DefinitionKind, Found, Note, running, setting, shown};

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    for (at, block) in note.syntax.blocks.iter().enumerate() {
        if block.kind == BlockKind::Table {
            let rows = rows(note, at, block);
            let topic = super::prose::topic_at(note.topics, block.span.start as usize);
            by_column(note, &rows, topic, found);
            by_row(note, &rows, topic, found);
        }
    }
}

/// A cell: what a reader sees, its Markdown, and its place.
struct Cell<'t> {
    plain: String,
    written: &'t str,
    span: Span,
}

struct Row<'t> {
    cells: Vec<Cell<'t>>,
    span: Span,
}

fn rows<'t>(note: &Note<'_, 't>, table: usize, block: &Block<'t>) -> Vec<Row<'t>> {
    let blocks = &note.syntax.blocks;
    let mut rows: Vec<Row<'t>> = Vec::new();
    for block in &blocks[table + 1..block.end] {
        match block.kind {
            BlockKind::Row { .. } => rows.push(Row { cells: Vec::new(), span: block.span }),
            BlockKind::Cell => {
                let written = block.span.of(note.syntax.text);
                let inner = written.trim().trim_matches('|').trim();
                let start = block.span.start as usize + written.find(inner).unwrap_or(0);
                let cell = Cell {
                    plain: note.syntax.plain_text(block).trim().to_owned(),
                    written: inner,
                    span: Span::new(start..start + inner.len()),
                };
                if let Some(row) = rows.last_mut() {
                    row.cells.push(cell);
                }
            }
            _ => {}
        }
    }
    rows
}

/// `Term | Definition`.
fn by_column(note: &Note<'_, '_>, rows: &[Row<'_>], topic: Option<usize>, found: &mut Vec<Found>) {
    let Some((head, body)) = rows.split_first() else { return };
    let told = head.cells.iter().skip(1).position(|cell| is_meaning(&cell.plain)).map(|at| at + 1);
    if told.is_none() && note.affairs {
        return;
    }
    let column = told.or_else(|| prose_column(head, body)).or_else(|| glossed_column(head, body));
    let Some(column) = column else { return };
    let first = head.cells[0].plain.to_lowercase();
    if List::AttributeColumn.has(&first) || topic.is_some_and(|topic| setting::is_advice(note, topic)) {
        return;
    }
    let person = |row: &&Row<'_>| {
        row.cells.first().is_some_and(|cell| List::FirstName.has(&cell.plain.to_lowercase()))
    };
    if body.len() < 2 * body.iter().filter(person).count() + 1 && body.iter().any(|row| person(&row)) {
        return;
    }
    let is_numbered =
        |row: &&Row<'_>| row.cells.first().is_some_and(|cell| ROMAN.contains(&cell.plain.as_str()));
    let is_numbered = |row: &&Row<'_>| is_numbered(row) && 1 < body.iter().filter(is_numbered).count();
    for row in body.iter().filter(|row| !is_numbered(row)) {
        let (Some(key), Some(meaning)) = (row.cells.first(), row.cells.get(column)) else { continue };
        let (name, alias) = split_bracket(&key.plain);
        let gist = shown::gist(meaning.written);
        let fits = !matches!(shape(&Reading::new(&gist)), Shape::Value | Shape::Nothing);
        let words = gloss::length(&gist);
        if !fits
            || words == 0
            || key.plain.ends_with(['?', '？'])
            || !running::is_name(&name) && !is_sign(&key.plain)
        {
            continue;
        }
        let mut term = Term::new(if name.is_empty() { &key.plain } else { &name });
        if let Some(alias) = alias.filter(|alias| super::subject::abbreviates(&name, alias)) {
            term.also(&alias);
        }
        note.pairs.complete(&mut term, topic);
        found.push(Found {
            term,
            kind: DefinitionKind::Table,
            gist,
            excerpt: false,
            span: row.span,
            name: key.span,
            topic,
        });
    }
}

/// Numbers that tell the rows of a table apart, and that are short forms where they stand alone: "IV".
const ROMAN: [&str; 12] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];

/// The column that tells something in a table whose first one holds "terms" or "concepts": the second, or a later one
/// where dates and examples stand between.
fn prose_column(head: &Row<'_>, body: &[Row<'_>]) -> Option<usize> {
    let first = head.cells.first()?.plain.to_lowercase();
    if !List::TermColumn.has(&first) {
        return None;
    }
    let tells = |row: &&Row<'_>, column: usize| {
        row.cells.get(column).is_some_and(|cell| {
            let text = shown::gist(cell.written);
            let told = matches!(
                shape(&Reading::new(&text)),
                Shape::Noun | Shape::Does | Shape::Gerund { .. } | Shape::Sentence { .. }
            );
            told && 3 <= gloss::length(&text)
        })
    };
    let most = |column: usize| body.len() <= 2 * body.iter().filter(|row| tells(row, column)).count();
    let example = |column: &usize| List::ExampleColumn.is_in(&head.cells[*column].plain.to_lowercase());
    let column = (1..head.cells.len()).find(|column| !example(column))?;
    most(column).then_some(column)
}

/// The second of two columns, if most rows of the first are names and most of the second tell what kind of thing that
/// is, whatever the heads say: "Rentenmark | new currency that ended hyperinflation".
fn glossed_column(head: &Row<'_>, body: &[Row<'_>]) -> Option<usize> {
    const FEWEST_ROWS: usize = 3;
    const LONGEST_NAME: usize = 4;
    let second = head.cells.get(1).filter(|_| head.cells.len() == 2)?.plain.to_lowercase();
    if body.len() < FEWEST_ROWS || List::ExampleColumn.is_in(&second) {
        return None;
    }
    let named = |row: &&Row<'_>| {
        row.cells.first().is_some_and(|cell| {
            let name = shown::name(&cell.plain);
            running::is_name(&name) && gloss::length(&name) <= LONGEST_NAME
        })
    };
    let tells = |row: &&Row<'_>| {
        row.cells.get(1).is_some_and(|cell| {
            let text = shown::gist(cell.written);
            let told = Reading::new(&text);
            shape(&told) == Shape::Noun && signs::is_noun_phrase(&told)
        })
    };
    let most = |count: usize| 2 * body.len() <= 3 * count;
    (most(body.iter().filter(named).count()) && most(body.iter().filter(tells).count())).then_some(1)
}

/// A row "Definition" in a table whose columns are the terms.
fn by_row(note: &Note<'_, '_>, rows: &[Row<'_>], topic: Option<usize>, found: &mut Vec<Found>) {
    let Some((head, body)) = rows.split_first() else { return };
    let Some(row) = body.iter().find(|row| row.cells.first().is_some_and(|cell| is_meaning(&cell.plain)))
    else {
        return;
    };
    for (term, meaning) in head.cells.iter().zip(&row.cells).skip(1) {
        let (name, _) = split_bracket(&term.plain);
        let gist = shown::gist(meaning.written);
        if !running::is_name(&name) || matches!(shape(&Reading::new(&gist)), Shape::Value | Shape::Nothing) {
            continue;
        }
        let mut named = Term::new(&name);
        note.pairs.complete(&mut named, topic);
        found.push(Found {
            term: named,
            kind: DefinitionKind::Table,
            gist,
            excerpt: false,
            span: row.span,
            name: term.span,
            topic,
        });
    }
}

fn is_meaning(head: &str) -> bool {
    let head = head.trim().trim_end_matches([':', '?', '：', '？']).to_lowercase();
    List::MeaningColumn.has(&head)
}

/// An operator or a command: "==", "ls".
fn is_sign(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 3 && !text.chars().all(|char| char.is_ascii_digit())
}

/// "Domain Name System (DNS)": the name and what stands in its last bracket.
fn split_bracket(text: &str) -> (String, Option<String>) {
    let text = text.trim();
    if let Some(open) = text.find(['(', '（'])
        && text.ends_with([')', '）'])
        && 0 < open
    {
        let inside = text[open..].trim_matches(['(', ')', '（', '）']).trim();
        return (shown::name(&text[..open]), Some(shown::name(inside)));
    }
    (shown::name(text), None)
}
