//! Contents lists that do not match the headings.

use foldhash::{HashMap, HashSet};

use super::Rule;
use super::report::{Report, counted, quoted};
use crate::facts::{Contents, ContentsEntry, Fragment, Heading, Target, heading_key};
use crate::index::FileId;
use crate::resolve::{Place, Resolution, resolve_target};
use crate::snapshot::Snapshot;
use crate::text::Span;

pub(super) fn check(report: &mut Report<'_>) {
    if !report.is_on(Rule::StaleContents) {
        return;
    }
    let facts = report.facts;
    for contents in &facts.contents {
        if let Some(stale) = Stale::of(report, contents) {
            let fix = stale.fixed(report, contents);
            let found = report.add(Rule::StaleContents, stale.span, stale.message());
            if let (Some(found), Some(fix)) = (found, fix) {
                found.safe_fix("Write the contents list anew", vec![fix]);
            }
        }
    }
}

/// What makes the contents lists of a note match its headings, whether their rule is on or not.
pub(crate) fn contents_fixes(snapshot: &Snapshot, note: FileId) -> Vec<(Span, String)> {
    let Some(report) = Report::new(snapshot, note) else { return Vec::new() };
    let lists = report.facts.contents.iter();
    lists.filter_map(|contents| Stale::of(&report, contents)?.fixed(&report, contents)).collect()
}

/// The links of a note that are entries of a contents list which is told of as a whole.
pub(super) fn told_links(report: &Report<'_>) -> HashSet<Span> {
    let lists = report.facts.contents.iter().filter(|_| report.is_on(Rule::StaleContents));
    let stale = lists.filter(|contents| Stale::of(report, contents).is_some());
    stale.flat_map(|contents| contents.entries.iter().map(|entry| entry.link)).collect()
}

/// How a contents list differs from the headings.
struct Stale {
    /// The first entry that is wrong, or the last before a heading that is missing.
    span: Span,
    /// Headings that are not listed.
    missing: Vec<usize>,
    /// Entries that lead to no heading.
    gone: Vec<usize>,
    /// Whether entries stand in another order than the headings.
    reordered: bool,
    /// The first heading or entry in question.
    example: String,
    /// The headings that the list is to have.
    wanted: Vec<usize>,
    /// What each entry means.
    meant: Vec<Option<usize>>,
    /// Whether an entry leads to a place of the note that is no heading, which a new list would not have.
    leads_elsewhere: bool,
}

impl Stale {
    /// How a contents list differs from the headings of its note; `None` where it does not.
    fn of(report: &Report<'_>, contents: &Contents) -> Option<Self> {
        let headings = &report.facts.headings;
        let entries = &contents.entries;
        let meant: Vec<Meant> = entries.iter().map(|entry| meant(report, entry)).collect();
        let is_gone = |at: &usize| matches!(meant[*at], Meant::Nothing);
        let gone: Vec<usize> = (0..entries.len()).filter(is_gone).collect();
        let leads_elsewhere = meant.iter().any(|meant| matches!(meant, Meant::Anchor));
        let meant: Vec<Option<usize>> = meant.into_iter().map(Meant::heading).collect();
        let known: Vec<usize> = meant.iter().flatten().copied().collect();
        // Where few entries lead anywhere, the list is about something else, or of another tool's anchors.
        if known.len() < 2 || known.len() * 3 < entries.len() * 2 {
            return None;
        }
        let reordered = !known.is_sorted();
        // Who words the entries anew has chosen what to list.
        let by_name = (0..entries.len()).filter(|at| {
            meant[*at].is_some_and(|heading| *headings[heading].key == *heading_key(&entries[*at].shown))
        });
        let wanted = if known.len() <= 2 * by_name.count() {
            wanted(headings, contents, &known)
        } else {
            known.clone()
        };
        let listed: HashSet<usize> = known.iter().copied().collect();
        let missing: Vec<usize> = wanted.iter().copied().filter(|at| !listed.contains(at)).collect();
        if missing.is_empty() && gone.is_empty() && !reordered {
            return None;
        }
        let out_of_order = || known.windows(2).position(|pair| pair[1] < pair[0]).map(|at| known[at + 1]);
        let at = if let Some(&gone) = gone.first() {
            gone
        } else if let Some(&missing) = missing.first() {
            meant.iter().rposition(|found| found.is_some_and(|found| found < missing)).unwrap_or_default()
        } else {
            meant.iter().position(|found| *found == out_of_order()).unwrap_or_default()
        };
        let example = match (gone.first(), missing.first()) {
            (Some(&gone), _) => entries[gone].shown.to_string(),
            (None, Some(&missing)) => headings[missing].title.to_string(),
            (None, None) => entries[at].shown.to_string(),
        };
        Some(Self {
            span: entries[at].span,
            missing,
            gone,
            reordered,
            example,
            wanted,
            meant,
            leads_elsewhere,
        })
    }

    fn message(&self) -> String {
        let example = quoted(&self.example);
        let told = match (self.gone.len(), self.missing.len()) {
            (0, 0) => format!("{example} stands in another order than its heading"),
            (0, missing) => format!("{} not listed, such as {example}", counted(missing, "heading")),
            (gone, 0) => format!(
                "{} without a heading, such as {example}",
                counted(gone, "entry").replace("entrys", "entries")
            ),
            (gone, missing) => format!(
                "{} without a heading, such as {example}, and {} not listed",
                counted(gone, "entry").replace("entrys", "entries"),
                counted(missing, "heading")
            ),
        };
        let order = if self.reordered && 0 < self.gone.len() + self.missing.len() {
            ", and the order differs"
        } else {
            ""
        };
        format!("the contents list does not match the headings: {told}{order}")
    }

    /// The list as it should be, in place of its lines.
    fn fixed(&self, report: &Report<'_>, contents: &Contents) -> Option<(Span, String)> {
        if self.leads_elsewhere {
            return None;
        }
        let text = report.text();
        let headings = &report.facts.headings;
        let lines: Vec<Line<'_>> = contents
            .entries
            .iter()
            .zip(&self.meant)
            .map(|(entry, meant)| Line::of(text, entry, *meant))
            .collect::<Option<_>>()?;
        // Items that are no entries would be lost, and so would text below an entry.
        let start = lines.first()?.span.start;
        let end = lines.last()?.span.end;
        let replaced = Span { start, end }.of(text);
        let covered = replaced.lines().filter(|line| !line.trim().is_empty()).count();
        if covered != lines.len() {
            return None;
        }
        let line_end = if replaced.contains("\r\n") { "\r\n" } else { "\n" };
        let own: HashMap<usize, &Line<'_>> =
            lines.iter().rev().filter_map(|line| Some((line.meant?, line))).collect();
        let mut count = [0_u32; 8];
        let mut written: Vec<String> = Vec::new();
        for &at in &self.wanted {
            let heading = &headings[at];
            let level = usize::from(heading.level.min(7));
            count[level] += 1;
            count[level + 1..].fill(0);
            let own = own.get(&at).copied();
            let like = own.or_else(|| {
                let known = lines.iter().filter(|line| line.meant.is_some());
                known.min_by_key(|line| {
                    line.meant.map_or(u8::MAX, |meant| headings[meant].level.abs_diff(heading.level))
                })
            })?;
            let like_level = like.meant.map_or(heading.level, |meant| headings[meant].level);
            let body = match own {
                Some(line) => line.body.to_owned(),
                None => link_to(heading, contents.entries.iter().any(|entry| entry.is_wiki)),
            };
            let indent = like.indent_for(&lines, headings, heading.level, like_level);
            written.push(format!("{indent}{}{body}", like.marker(count[level])));
        }
        Some((Span { start, end }, written.join(line_end)))
    }
}

/// What an entry of a contents list leads to.
enum Meant {
    /// A heading of the note, by its place.
    Heading(usize),
    /// A place of the note that has an id and is no heading.
    Anchor,
    /// No place of the note.
    Nothing,
}

impl Meant {
    fn heading(self) -> Option<usize> {
        match self {
            Self::Heading(at) => Some(at),
            Self::Anchor | Self::Nothing => None,
        }
    }
}

fn meant(report: &Report<'_>, entry: &ContentsEntry) -> Meant {
    let target = if entry.is_wiki {
        let parts = entry.fragment.split('#').map(|part| part.trim().into()).collect();
        Target::Name { path: "".into(), fragment: Some(Fragment::Headings(parts)), shown: None }
    } else {
        Target::Path { path: "".into(), fragment: Some(entry.fragment.clone()) }
    };
    match resolve_target(&report.snapshot.index, report.note, &target, false) {
        Resolution::Found(found) => match found.place {
            Place::Heading(note, at) if note == report.note => Meant::Heading(at),
            Place::Anchor(note, at) if note == report.note => {
                // `## <a id="x"></a> Title` is the heading by another name.
                let block = report.facts.anchors[at].block;
                let own = |heading: &Heading| heading.span.covers(block) || block.covers(heading.span);
                report.facts.headings.iter().position(own).map_or(Meant::Anchor, Meant::Heading)
            }
            Place::File(_)
            | Place::Folder(_)
            | Place::Heading(..)
            | Place::Anchor(..)
            | Place::Footnote(..) => Meant::Nothing,
        },
        Resolution::Unjudged | Resolution::Broken(_) => Meant::Nothing,
    }
}

/// The headings that a contents list is to have: those it has, and those of levels it lists nearly all of.
///
/// A list of the chapters leaves the sections out, and one inside a chapter knows only the chapter's own.
fn wanted(headings: &[Heading], contents: &Contents, known: &[usize]) -> Vec<usize> {
    let around = headings
        .iter()
        .rposition(|heading| heading.span.start < contents.span.start)
        .map(|at| (headings[at].section, at));
    let listed: HashSet<usize> = known.iter().copied().collect();
    let all_inside = around
        .is_some_and(|(section, _)| known.iter().all(|known| section.contains(headings[*known].span.start)));
    let inside = |at: usize| match around {
        // The heading above the list is its own title, unless what it lists stands below that.
        Some((section, own)) => !all_inside || (at != own && section.contains(headings[at].span.start)),
        None => true,
    };
    let behind = |at: usize| contents.span.end <= headings[at].span.start && inside(at);
    let mut wanted: Vec<usize> = known.to_vec();
    for level in 1..=6 {
        let all: Vec<usize> = (0..headings.len())
            .filter(|&at| headings[at].level == level && behind(at) && !headings[at].slug.is_empty())
            .collect();
        let unlisted: Vec<usize> = all.iter().copied().filter(|at| !listed.contains(at)).collect();
        let count = all.len() - unlisted.len();
        if 0 < count && all.len() * 3 <= count * 4 {
            wanted.extend(unlisted);
        }
    }
    wanted.sort_unstable();
    wanted.dedup();
    wanted
}

fn link_to(heading: &Heading, is_wiki: bool) -> String {
    let title = heading.title.replace(['[', ']'], "");
    if is_wiki { format!("[[#{title}]]") } else { format!("[{title}](#{})", heading.slug) }
}

/// The line of an entry.
struct Line<'t> {
    /// From the start of the line to the end of the entry.
    span: Span,
    indent: &'t str,
    /// The marker with the space behind it.
    mark: &'t str,
    body: &'t str,
    meant: Option<usize>,
}

impl<'t> Line<'t> {
    /// Reads the line of an entry; `None` where the entry has several.
    fn of(text: &'t str, entry: &ContentsEntry, meant: Option<usize>) -> Option<Self> {
        let body = text.get(entry.span.range())?.trim_end();
        let start = text[..entry.span.start as usize].rfind('\n').map_or(0, |at| at + 1);
        let lead = &text[start..entry.span.start as usize];
        let indent = &lead[..lead.len() - lead.trim_start().len()];
        let mark = &lead[indent.len()..];
        let is_marked = mark.ends_with([' ', '\t']) && !mark.contains('>');
        let end = entry.span.start as usize + body.len();
        (is_marked && !body.contains('\n')).then(|| Self {
            span: Span::new(start..end),
            indent,
            mark,
            body,
            meant,
        })
    }

    /// The marker of a line written like this one; numbers count on.
    fn marker(&self, number: u32) -> String {
        let rest = self.mark.trim_start_matches(|c: char| c.is_ascii_digit());
        if rest.len() == self.mark.len() { self.mark.to_owned() } else { format!("{number}{rest}") }
    }

    /// The indentation of a heading's line: that of other lines of its level, else one step from this one.
    fn indent_for(&self, lines: &[Line<'_>], headings: &[Heading], level: u8, own: u8) -> String {
        if level == own {
            return self.indent.to_owned();
        }
        let steps =
            lines.iter().map(|line| line.indent.len()).filter(|indent| 0 < *indent).min().unwrap_or(2);
        let above =
            lines.iter().filter(|line| line.meant.is_some_and(|meant| headings[meant].level < level)).count();
        let depth = usize::from(level.saturating_sub(own)) * steps;
        if 0 < above { format!("{}{}", self.indent, " ".repeat(depth)) } else { String::new() }
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::{check_codes, check_fixed};

    const NOTE: &str = "
-- a.md
# Cells

- [Walls](#walls)
  - [Wood](#wood)
- [Cores](#cores)

## Walls
x
### Wood
y
## Cores
z
";

    #[test]
    fn entries_may_lead_to_ids() {
        let note = "\n-- a.md\n# A\n\n- [Cells](#cells)\n- [Walls](#w)\n- [Cores](#core)\n\n## Cells\nx\n## <a id=\"w\"></a> All walls\nx\n## Cores\n<a id=\"core\"></a>\nx\n";
        check_codes(note, &[]);
    }

    #[test]
    fn entries_in_other_words_are_a_choice() {
        let note = "\n-- a.md\n# A\n\n- [How cells live](#cells)\n- [What walls do](#walls)\n- [What a core is](#cores)\n\n## Cells\nx\n## Walls\nx\n## Cores\nx\n## More\nx\n";
        check_codes(note, &[]);
        check_codes(&note.replace("(#walls)", "(#wall)"), &["4 toc/stale"]);
    }

    #[test]
    fn a_list_in_step_is_no_problem() {
        check_codes(NOTE, &[]);
        check_codes(&NOTE.replace("### Wood\n", "### Wood\n#### Oak\n"), &[]);
        check_codes(&NOTE.replace("  - [Wood](#wood)\n", "- [Web](https://a.example)\n"), &[]);
    }

    #[test]
    fn headings_that_are_not_listed_are_told_and_added() {
        let note = NOTE
            .replace("## Cores\nz\n", "## Cores\nz\n## Skins\ns\n")
            .replace("- [Cores](#cores)\n", "- [Cores](#cores)\n- [More](#more)\n")
            + "## More\nm\n";
        check_codes(&note, &["5 toc/stale"]);
        check_fixed(
            &note,
            "toc/stale",
            "# Cells\n\n- [Walls](#walls)\n  - [Wood](#wood)\n- [Cores](#cores)\n- [Skins](#skins)\n- [More](#more)\n\n## Walls\nx\n### Wood\ny\n## Cores\nz\n## Skins\ns\n## More\nm\n",
        );
    }

    #[test]
    fn a_renamed_heading_is_told_once() {
        let note = NOTE.replace("### Wood", "### Timber");
        check_codes(&note, &["4 toc/stale"]);
        check_fixed(
            &note,
            "toc/stale",
            "# Cells\n\n- [Walls](#walls)\n- [Cores](#cores)\n\n## Walls\nx\n### Timber\ny\n## Cores\nz\n",
        );
        check_codes(&NOTE.replace("## Cores", "## Kernels"), &["5 toc/stale"]);
    }

    #[test]
    fn another_order_is_told() {
        let note = "\n-- a.md\n1. [B](#b)\n2. [A](#a)\n3. [C](#c)\n\n## A\nx\n## B\ny\n## C\nz\n";
        check_codes(note, &["2 toc/stale"]);
        check_fixed(note, "toc/stale", "1. [A](#a)\n2. [B](#b)\n3. [C](#c)\n\n## A\nx\n## B\ny\n## C\nz\n");
    }

    #[test]
    fn a_list_of_the_chapter_knows_its_chapter_only() {
        check_codes(
            "\n-- a.md\n# Book\n## One\n- [A](#a)\n- [B](#b)\n- [C](#c)\n\n### A\nx\n### B\ny\n### C\nz\n## Two\n### D\nw\n",
            &[],
        );
    }
}
