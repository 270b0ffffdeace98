//! Terms and what they mean in columns that no table holds: `fief | land that …`, `tariff; a tax on …`, and the lines
//! that a deck of cards exports with a tab between its sides.
//!
//! One such line proves nothing; a run of them does, if each has the mark once and most tell a kind of thing.

use std::ops::Range;

use foldhash::{HashSet, HashSetExt};

use crate::terms::bytes::parted;
use crate::terms::gloss::{self, Shape, shape};
use crate::terms::reading::Reading;
use crate::terms::signs;
use crate::text::Span;

use super::prose::Passage;
use super::subject::Term;
use super::words::List;
use super::{DefinitionKind, Found, Note, affairs, running, setting, shown};

/// Fewest lines of a run.
const FEWEST: usize = 3;

/// Most words of a name.
const LONGEST_NAME: usize = 5;

/// What stands between the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gap {
    Tab,
    Bar,
    Semicolon,
}

impl Gap {
    const ALL: [Self; 3] = [Self::Tab, Self::Bar, Self::Semicolon];

    fn text(self) -> &'static str {
        match self {
            Self::Tab => "\t",
            Self::Bar => " | ",
            Self::Semicolon => "; ",
        }
    }

    /// The two columns of a line: a tab may be followed by others, which lead to more columns.
    fn split(self, line: &str) -> Option<(&str, &str)> {
        let (name, rest) = parted(line, self.text())?;
        let (told, more) = parted(rest, self.text()).unwrap_or((rest, ""));
        let fits = self == Self::Tab || more.is_empty();
        // A bar in code belongs to it: "`number | null`".
        let fits = fits && name.matches('`').count().is_multiple_of(2);
        (fits && !name.trim().is_empty() && !told.trim().is_empty()).then_some((name, told))
    }
}

/// Whether a passage looks like columns, so that it is no text.
pub(super) fn is_run(passage: &Passage<'_>) -> bool {
    const OPENING: usize = 2;
    if passage.lines().len() < FEWEST {
        return false;
    }
    let short = |line: Range<usize>, gap: Gap| {
        gap.split(&passage.text[line]).is_some_and(|(name, _)| !gloss::has_length(name, LONGEST_NAME + 1))
    };
    Gap::ALL.into_iter().any(|gap| passage.lines().take(OPENING).all(|line| short(line, gap)))
}

/// A line of a run: where it stands.
type Line = (usize, Range<usize>);

pub(super) fn read(note: &Note<'_, '_>, found: &mut Vec<Found>) {
    let mut run: Vec<Line> = Vec::new();
    let mut list = None;
    for (at, passage) in note.passages.iter().enumerate().filter(|(_, passage)| !passage.is_link) {
        let item = passage.item.filter(|_| passage.leads && passage.lines().len() == 1);
        let own = item.and_then(|item| note.syntax.blocks[item].parent);
        if own.is_none() || own != list {
            columns(note, &run, found);
            run.clear();
        }
        list = own;
        if own.is_some() {
            run.push((at, 0..passage.text.len()));
        } else if FEWEST <= passage.lines().len() {
            // What a program says of its own export is no card: "#separator:tab".
            let told = |line: &Range<usize>| !passage.text[line.clone()].starts_with('#');
            let lines: Vec<Line> = passage.lines().filter(told).map(|line| (at, line)).collect();
            columns(note, &lines, found);
        }
    }
    columns(note, &run, found);
}

/// One line, read.
struct Row<'n> {
    term: Term,
    said: Reading<'n>,
    words: usize,
    fits: bool,
    span: Span,
    name: Span,
    topic: Option<usize>,
}

/// The definitions of a run, if it is one of columns.
fn columns(note: &Note<'_, '_>, run: &[Line], found: &mut Vec<Found>) {
    let Some((first, _)) = run.first().filter(|_| FEWEST <= run.len()) else { return };
    let text = |(at, range): &Line| &note.passages[*at].text[range.clone()];
    // The first lines tell whether there is anything to read.
    let holds = |gap: &Gap| run.iter().take(2).any(|line| gap.split(text(line)).is_some());
    let Some(gap) = Gap::ALL.into_iter().find(holds) else { return };
    let topic = note.passages[*first].topic;
    let affairs = note.affairs && !affairs::names_terms(note.topics, topic);
    if affairs || topic.is_some_and(|topic| setting::is_advice(note, topic)) {
        return;
    }
    let split: Vec<(&Line, (&str, &str))> =
        run.iter().filter_map(|line| Some((line, gap.split(text(line))?))).collect();
    let Some((_, head)) = split.first().filter(|_| FEWEST <= split.len() && 3 * run.len() <= 4 * split.len())
    else {
        return;
    };
    let lowered = |text: &str| text.trim().trim_matches('*').to_lowercase();
    let (left, right) = (lowered(head.0), lowered(head.1));
    if List::AttributeColumn.has(&left) {
        return;
    }
    let headed = List::TermColumn.has(&left) || List::MeaningColumn.has(&right);
    let rows: Vec<Row<'_>> =
        split[usize::from(headed)..].iter().filter_map(|(line, sides)| row(note, line, *sides)).collect();
    let people = rows.iter().filter(|row| List::FirstName.has(&row.term.names[0].to_lowercase())).count();
    let mut names = HashSet::new();
    let again = rows.iter().filter(|row| !names.insert(&row.term.names[0])).count();
    let fit = rows.iter().filter(|row| row.fits).count();
    let long = rows.iter().filter(|row| FEWEST <= row.words).count();
    let kinds = rows.iter().filter(|row| row.fits && tells_kind(&row.said)).count();
    // A semicolon stands in verse and in lists as well.
    let sure = gap != Gap::Semicolon || rows.len() <= 2 * kinds;
    let enough = FEWEST <= fit && 3 * split.len() <= 4 * fit && split.len() <= 2 * long;
    if !enough || !sure || 0 < people || 0 < again || rows.len() > 3 * kinds && gap != Gap::Tab {
        return;
    }
    found.extend(rows.into_iter().filter(|row| row.fits).map(|row| Found {
        term: row.term,
        kind: DefinitionKind::Table,
        gist: shown::gist(row.said.text()),
        excerpt: false,
        span: row.span,
        name: row.name,
        topic: row.topic,
    }));
}

fn row<'n>(note: &'n Note<'n, '_>, (at, range): &Line, (left, right): (&'n str, &'n str)) -> Option<Row<'n>> {
    let passage: &Passage<'_> = &note.passages[*at];
    let name = shown::name(left.trim());
    let named = running::is_name(&name)
        && gloss::length(&name) <= LONGEST_NAME
        && !name.contains([':', ';', ',', '='])
        && !name.ends_with(['.', '!']);
    let said = Reading::new(right.trim());
    let words = gloss::length(said.text());
    let told = matches!(
        shape(&said),
        Shape::Noun | Shape::Does | Shape::StandIn | Shape::Gerund { .. } | Shape::Sentence { .. }
    );
    let fits = named && told && 2 <= words && !said.text().contains("://");
    let start = range.start + left.len() - left.trim_start().len();
    let mut term = Term::new(&name);
    note.pairs.complete(&mut term, passage.topic);
    (!name.is_empty()).then(|| Row {
        term,
        said,
        words,
        fits,
        span: passage.source(range.clone()),
        name: passage.source(start..range.start + left.trim_end().len()),
        topic: passage.topic,
    })
}

/// "a tax on goods", "land that a lord gives": what sets a kind of thing apart.
fn tells_kind(said: &Reading<'_>) -> bool {
    matches!(shape(said), Shape::Noun)
        && (signs::opens_with_article(said) || signs::has_relative(said) || signs::is_noun_phrase(said))
}
