//! One topic in several places: a hint that leads from one to the other, for often it is meant.

use super::super::report::{Report, quoted};
use super::super::{Related, Rule};
use crate::cancel::{Cancel, Cancellable};
use crate::facts::{Facts, Topic};
use crate::index::{NameKey, Named, TopicId};
use crate::outline::TopicKind;
use crate::terms::dates::{is_month, is_short_weekday, is_weekday};
use crate::terms::spelling::is_among;
use crate::terms::title::TitleKind;

/// Most topics of one name that are compared: a name that more have is a part of many subjects, and none by itself.
const MOST_ALIKE: usize = 50;

/// Most other places that are told of.
const MOST_RELATED: usize = 5;

pub(super) fn check(report: &mut Report<'_>, cancel: &Cancel) -> Cancellable<()> {
    let facts = report.facts;
    for (at, topic) in (0..).zip(&*facts.topics) {
        cancel.check()?;
        // Versions and dates open parts of every log.
        let is_word = |word: &str| 2 < word.chars().filter(|c| c.is_alphabetic()).count();
        if topic.title.bytes().any(|byte| byte.is_ascii_digit())
            && !topic.title.split_whitespace().any(|word| is_word(word) && !is_version_word(word))
        {
            continue;
        }
        let id = TopicId { note: report.note, at };
        let mut others = match topic.asks {
            TitleKind::Define | TitleKind::Phrase => same_subject(report, id, topic),
            TitleKind::Compare => same_comparison(report, id, topic),
            TitleKind::About | TitleKind::Question => Vec::new(),
            TitleKind::Task | TitleKind::Generic | TitleKind::None => continue,
        };
        if topic.asked != 0 {
            others.extend(report.tables().asking(topic.asked).into_iter().take(MOST_ALIKE));
        }
        // The first place is where the topic is at home; the others are told of it.
        others.retain(|other| {
            place(report, *other) < place(report, id)
                && report.snapshot.index.hold_alike(other.note, id.note)
                && !is_above(report, id, *other)
                && !is_told_elsewhere(report, id, *other)
        });
        others.sort_by_key(|other| place(report, *other));
        others.dedup();
        let Some(&first) = others.first() else { continue };
        let first_title = topic_of(report, first).map(|topic| quoted(&topic.title)).unwrap_or_default();
        let where_to = if first.note == report.note {
            format!("{first_title} above is about this as well")
        } else {
            format!("{first_title} in `{}` is about this as well", report.path(first.note))
        };
        let related: Vec<Related> = others
            .iter()
            .take(MOST_RELATED)
            .filter_map(|other| {
                let found = topic_of(report, *other)?;
                let message = format!("{} is about the same", quoted(&found.title));
                Some(Related { file: other.note, span: found.name, message })
            })
            .collect();
        report.add(Rule::DuplicateTopic, topic.name, where_to).map(|found| found.related(related));
    }
    Ok(())
}

/// Whether a word belongs to a version or a date: `Version 0.8.6`, `v1.4.0 - May 6th, 2015`.
fn is_version_word(word: &str) -> bool {
    const WORDS: [&str; 4] = ["version", "ver", "release", "rel"];
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    is_among(word, &WORDS) || is_month(word) || is_weekday(word) || is_short_weekday(word)
}

/// Where a topic stands among all: by the path of its note, then in it.
fn place<'r>(report: &Report<'r>, id: TopicId) -> (&'r str, u32) {
    (report.path(id.note), id.at)
}

fn topic_of<'r>(report: &Report<'r>, id: TopicId) -> Option<&'r Topic> {
    report.snapshot.facts(id.note)?.topics.get(id.at as usize)
}

/// Whether one topic stands below another, or below one that does: `What is a cell?` in the note `Cells` is its part.
fn is_above(report: &Report<'_>, id: TopicId, other: TopicId) -> bool {
    let parent = |at: usize| report.facts.topics.get(at).and_then(|topic| topic.parent);
    let own = id.note == other.note;
    own && std::iter::successors(parent(id.at as usize), |&at| parent(at)).any(|at| at == other.at as usize)
}

/// Whether two topics are headings of one name in one note, which another rule tells of.
fn is_told_elsewhere(report: &Report<'_>, one: TopicId, other: TopicId) -> bool {
    let (Some(one_topic), Some(other_topic)) = (topic_of(report, one), topic_of(report, other)) else {
        return true;
    };
    let both_headings =
        [one_topic, other_topic].iter().all(|topic| matches!(topic.kind, TopicKind::Atx | TopicKind::Setext));
    one.note == other.note
        && both_headings
        && one_topic.title.to_lowercase() == other_topic.title.to_lowercase()
}

/// Topics that are about the one subject of a title.
fn same_subject(report: &Report<'_>, id: TopicId, topic: &Topic) -> Vec<TopicId> {
    if topic.names.iter().filter(|name| !name.alias).count() != 1 {
        return Vec::new();
    }
    let names = &report.snapshot.index;
    let facts = report.facts;
    let mut found = Vec::new();
    for key in topic.names.iter().filter_map(|name| NameKey::of(&name.text)) {
        if MOST_ALIKE < names.names().count(key) {
            continue;
        }
        for named in names.names().named(key) {
            let Named::Topic(other) = named else { continue };
            let Some(other_facts) = report.snapshot.facts(other.note).filter(|_| other != id) else {
                continue;
            };
            let Some(other_topic) = other_facts.topics.get(other.at as usize) else { continue };
            let alone = other_topic.names.iter().filter(|name| !name.alias).count() == 1;
            if alone && are_main(facts, topic, other_facts, other_topic, id.note == other.note) {
                found.push(other);
            }
        }
    }
    found
}

/// Whether two topics of one subject are both its main place: one asks what it is, or both open their notes' parts.
/// Below different topics the same name stands for a side of each, such as `Security`.
fn are_main(one_facts: &Facts, one: &Topic, other_facts: &Facts, other: &Topic, same_note: bool) -> bool {
    let asks = |topic: &Topic| topic.asks == TitleKind::Define;
    // How something works is another question than what it is.
    let asks_how =
        |topic: &Topic| topic.title.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("how "));
    if asks_how(one) != asks_how(other) {
        return false;
    }
    match (asks(one), asks(other)) {
        (true, true) => true,
        (true, false) => is_own(other_facts, other),
        (false, true) => is_own(one_facts, one),
        (false, false) => !same_note && opens_part(one_facts, one) && opens_part(other_facts, other),
    }
}

/// Whether a topic stands below no other, or below a title of its note that names no subject itself.
fn opens_part(facts: &Facts, topic: &Topic) -> bool {
    let Some(parent) = topic.parent.and_then(|parent| facts.topics.get(parent)) else { return true };
    let alone = facts.topics.iter().filter(|other| other.level == parent.level).count() == 1;
    parent.parent.is_none() && parent.level == 1 && alone && parent.names.is_empty()
}

/// Whether a bare title is a subject of its own and not a side of the topic above it: it opens a part, is a heading
/// that stands there with others of a chapter, or is an acronym.
fn is_own(facts: &Facts, topic: &Topic) -> bool {
    let is_heading = matches!(topic.kind, TopicKind::Atx | TopicKind::Setext);
    let parent = topic.parent.and_then(|parent| facts.topics.get(parent));
    let below_chapter =
        parent.is_none_or(|parent| parent.asks != TitleKind::Define && parent.asks != TitleKind::Compare);
    opens_part(facts, topic)
        || (is_heading
            && topic.level <= 3
            && below_chapter
            && 1 < topic.names.len() + topic.title.matches(' ').count())
}

/// Comparisons of the same things under other names: `Docker vs. VM` and `Docker vs. virtual machines`.
fn same_comparison(report: &Report<'_>, own_id: TopicId, topic: &Topic) -> Vec<TopicId> {
    let own: Vec<Vec<NameKey>> = sides(report, topic);
    if own.len() != 2 {
        return Vec::new();
    }
    let index = &report.snapshot.index;
    let mut candidates: Vec<TopicId> = Vec::new();
    for key in own.iter().flatten().filter(|key| index.names().count(**key) <= MOST_ALIKE) {
        let topics = index.names().named(*key).into_iter().filter_map(|named| match named {
            Named::Topic(id) => Some(id),
            Named::Definition(_) => None,
        });
        candidates.extend(topics);
    }
    candidates.sort_unstable();
    candidates.dedup();
    // Only the places before this one are told of.
    candidates.retain(|id| place(report, *id) < place(report, own_id));
    candidates.retain(|id| {
        let Some(other) = topic_of(report, *id).filter(|other| other.asks == TitleKind::Compare) else {
            return false;
        };
        let compared = other.names.iter().filter(|name| !name.alias).count();
        if compared < 2 || !is_same_setting(topic, other) {
            return false;
        }
        let others = sides(report, other);
        let same = |a: usize, b: usize| own[a].iter().any(|key| others[b].contains(key));
        let kin = |a: usize, b: usize| are_kin(report, &topic.names, a, &other.names, b);
        others.len() == 2
            && ((same(0, 0) && (same(1, 1) || kin(1, 1)))
                || (same(0, 1) && (same(1, 0) || kin(1, 0)))
                || (same(1, 0) && kin(0, 1))
                || (same(1, 1) && kin(0, 0)))
    });
    candidates
}

/// Whether two comparisons may be of the same things by what stands before them: `Loops: while vs. for` and
/// `Statements: while vs. for` are about two subjects.
fn is_same_setting(one: &Topic, other: &Topic) -> bool {
    let setting = |topic: &Topic| {
        let (setting, _) = topic.title.split_once(": ")?;
        let is_number = setting.bytes().any(|byte| byte.is_ascii_digit());
        NameKey::of(setting).filter(|_| !is_number)
    };
    match (setting(one), setting(other)) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    }
}

/// The keys of all names of each thing that a title compares.
fn sides(report: &Report<'_>, topic: &Topic) -> Vec<Vec<NameKey>> {
    let index = &report.snapshot.index;
    let mains = topic.names.iter().filter(|name| !name.alias);
    let keys = mains.filter_map(|name| NameKey::of(&name.text)).map(|key| {
        let mut keys = vec![key];
        if MOST_ALIKE < index.names().count(key) {
            return keys;
        }
        for named in index.names().named(key) {
            let Named::Definition(id) = named else { continue };
            let names = index.definition(id).map(|definition| &definition.names);
            keys.extend(names.into_iter().flatten().filter_map(|name| NameKey::of(name)));
        }
        keys
    });
    keys.collect()
}

/// Whether two compared things are a whole and its unit, as the vault names the two together: it knows a
/// `Docker container`, so `Docker vs. VM` and `Container vs. VM` set the same things against each other.
fn are_kin(
    report: &Report<'_>,
    one: &[crate::facts::TopicName],
    a: usize,
    other: &[crate::facts::TopicName],
    b: usize,
) -> bool {
    let main = |names: &[crate::facts::TopicName], at: usize| {
        names.iter().filter(|name| !name.alias).nth(at).map(|name| name.text.to_string())
    };
    let (Some(one), Some(other)) = (main(one, a), main(other, b)) else { return false };
    let is_known = |name: String| {
        NameKey::of(&name).is_some_and(|key| !report.snapshot.index.names().named(key).is_empty())
    };
    is_known(format!("{one} {other}")) || is_known(format!("{other} {one}"))
}

#[cfg(test)]
mod tests {
    use crate::rules::testing::check_codes;

    #[track_caller]
    fn check(own: &str, others: &str, expected: &[&str]) {
        check_codes(&format!("\n-- z.md\n{own}-- a.md\n{others}"), expected);
    }

    #[test]
    fn the_same_subject_in_another_note() {
        check("## What is a webhook?\n\nSmall.\n", "# Webhooks\n\nMany.\n", &["1 topic/duplicate"]);
        check("# Webhooks\n\nSmall.\n", "# Webhooks\n\nMany.\n", &["1 topic/duplicate"]);
        check(
            "## What is a cell wall (CW)?\n\nThin.\n",
            "## What is a CW?\n\nThin.\n",
            &["1 topic/duplicate"],
        );
    }

    #[test]
    fn what_it_is_and_how_it_works_are_two_questions() {
        check("## How do webhooks work?\n\nSo.\n", "## What is a webhook?\n\nSmall.\n", &[]);
    }

    #[test]
    fn sides_of_different_subjects_are_no_duplicates() {
        check("# Cells\n\nx\n\n## Security\n\nSmall.\n", "# Walls\n\ny\n\n## Security\n\nThin.\n", &[]);
    }

    #[test]
    fn the_same_question_in_other_words() {
        check(
            "## What challenges come with cell division?\n\nMany.\n",
            "## What challenges are associated with cell division?\n\nFew.\n",
            &["1 topic/duplicate"],
        );
        check(
            "## Cells vs. walls\n\nx\n",
            "## How do walls differ from cells?\n\ny\n",
            &["1 topic/duplicate"],
        );
        check("## Why do cells divide?\n\nx\n", "## How do cells divide?\n\ny\n", &[]);
    }

    #[test]
    fn a_question_below_its_own_subject_is_no_duplicate() {
        check("# Webhooks\n\nMany.\n\n## What is a webhook?\n\nSmall.\n", "# Cells\n\nx\n", &[]);
    }

    #[test]
    fn versions_are_no_subjects() {
        check("# Version 0.8.6\n\nx\n", "# Version 0.8.6\n\ny\n", &[]);
        check("# v1.4.0 - May 6th, 2015\n\nx\n", "# v1.4.0\n\ny\n", &[]);
        check("## 3 Sept. 2026\n\nx\n", "## 3 Sept. 2026\n\ny\n", &[]);
        check("# [v0.1.0] - 2026-01-02\n\nx\n", "# [v0.1.0] - 2026-01-02\n\ny\n", &[]);
    }

    #[test]
    fn comparisons_of_parts_of_two_subjects_are_two() {
        let others = "## Statements: a `wall` vs. bone\n\nx\n";
        check("## Loops: a `wall` vs. bone\n\nx\n", others, &[]);
        check("## Chapter 4: a `wall` vs. bone\n\nx\n", others, &["1 topic/duplicate"]);
    }

    #[test]
    fn comparisons_under_other_names() {
        let others = "## Plants vs. bacteria\n\nx\n\n## Plant cell\n\nA plant cell is a cell.\n";
        check("## Cells vs. bacteria\n\nx\n", others, &["1 topic/duplicate"]);
        check("## Rocks vs. bacteria\n\nx\n", others, &[]);
    }

    #[test]
    fn what_holds_in_other_places_is_another_subject() {
        let limited = "---\nglossator: {scope: SCOPE}\n---\n# Webhooks\n\nMany.\n";
        check("# Webhooks\n\nSmall.\n", &limited.replace("SCOPE", "web"), &[]);
        check(&limited.replace("SCOPE", "net"), &limited.replace("SCOPE", "web"), &[]);
        check(&limited.replace("SCOPE", "web"), &limited.replace("SCOPE", "web"), &["4 topic/duplicate"]);
        check(&limited.replace("SCOPE", "listed"), &limited.replace("SCOPE", "listed"), &[]);
    }

    #[test]
    fn the_first_place_is_not_told() {
        check_codes("\n-- a.md\n# Webhooks\n\nMany.\n-- z.md\n# Webhooks\n\nSmall.\n", &[]);
    }
}
