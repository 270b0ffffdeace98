//! The anchors that GitHub gives to headings: lower case, without punctuation, spaces as hyphens.
//!
//! They equal those of the npm package `github-slugger`, which most tools that check or preview
//! notes use; its characters are those of a fixed version of Unicode.

mod kept;

use foldhash::{HashMap, HashMapExt};

use kept::KEPT;

/// The anchor of a heading that nothing comes before, from its plain text.
///
/// Empty where no character can be in an anchor: nothing links to such a heading.
#[must_use]
pub fn slug(heading: &str) -> String {
    // The whole text is lowered at once, since a sigma at the end of a word has its own lower case.
    let mut slug = heading.to_lowercase();
    slug.retain(is_kept);
    slug.replace(' ', "-")
}

/// The anchors of the headings of one note, told apart by numbers where they would be equal.
#[derive(Clone, Debug, Default)]
pub struct Slugger {
    /// Every anchor given, and the last number put behind it.
    given: HashMap<String, u32>,
}

impl Slugger {
    /// A slugger at the start of a note.
    #[must_use]
    pub fn new() -> Self {
        Self { given: HashMap::new() }
    }

    /// The anchor of the next heading of the note, from its plain text.
    ///
    /// The first keeps its slug, repeats get `-1`, `-2` and so on; a number that makes an anchor
    /// some other heading has already is passed over.
    pub fn anchor(&mut self, heading: &str) -> String {
        let slug = slug(heading);
        let Some(mut number) = self.given.get(&slug).copied() else {
            self.given.insert(slug.clone(), 0);
            return slug;
        };
        let anchor = loop {
            // Each number was given to a heading, and a note has fewer headings than bytes.
            number += 1;
            let anchor = format!("{slug}-{number}");
            if !self.given.contains_key(&anchor) {
                break anchor;
            }
        };
        self.given.insert(slug, number);
        self.given.insert(anchor.clone(), 0);
        anchor
    }
}

/// Whether a character, lowered already, stays in an anchor.
fn is_kept(char: char) -> bool {
    if char.is_ascii() {
        return char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | ' ');
    }
    // Inside a stretch of kept characters there are an odd number of bounds before.
    KEPT.partition_point(|&bound| bound <= u32::from(char)) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(heading: &str, expected: &str) {
        assert_eq!(slug(heading), expected);
    }

    #[test]
    fn a_slug_is_lower_case_with_hyphens_for_spaces() {
        check("What is a Cache?", "what-is-a-cache");
        check("two  spaces – dash", "two--spaces--dash");
        check("snake_case-name", "snake_case-name");
        check("", "");
        check("$?", "");
    }

    #[test]
    fn letters_and_marks_of_all_scripts_stay() {
        check("Ünïcödé 標題 ١٢", "ünïcödé-標題-١٢");
        check("e\u{301} हिन्दी", "e\u{301}-हिन्दी");
        check("Ⓐ Ⅻ x² ½", "ⓐ-ⅻ-x-");
    }

    #[test]
    fn a_final_sigma_keeps_its_form() {
        check("ΟΔΥΣΣΕΥΣ", "οδυσσευς");
    }

    #[test]
    fn emoji_and_their_joiners_go() {
        check("👩\u{200d}👧 1\u{fe0f}\u{20e3}", "-1\u{fe0f}\u{20e3}");
    }

    #[track_caller]
    fn check_anchors(headings: &[&str], expected: &[&str]) {
        let mut slugger = Slugger::new();
        let anchors: Vec<String> = headings.iter().map(|heading| slugger.anchor(heading)).collect();
        assert_eq!(anchors, expected);
    }

    #[test]
    fn repeats_are_numbered() {
        check_anchors(&["X", "x", "x!", "y"], &["x", "x-1", "x-2", "y"]);
        check_anchors(&["?", "!"], &["", "-1"]);
    }

    #[test]
    fn a_number_that_a_heading_has_already_is_passed_over() {
        check_anchors(&["x", "x-1", "x", "x-1"], &["x", "x-1", "x-2", "x-1-1"]);
        check_anchors(&["x", "x", "x-1", "x"], &["x", "x-1", "x-1-1", "x-2"]);
    }

    #[test]
    fn ten_thousand_headings_equal_those_of_github_slugger() {
        let fixture = include_str!("../../../../tests/fixtures/slugs.tsv");
        let mut slugger = Slugger::new();
        let mut current = "";
        let mut count = 0;
        for line in fixture.lines() {
            let [group, heading, expected] = *line.split('\t').collect::<Vec<_>>() else {
                panic!("three columns: {line:?}");
            };
            if group != current {
                slugger = Slugger::new();
                current = group;
            }
            assert_eq!(slugger.anchor(heading), expected, "{heading:?} in group {group}");
            count += 1;
        }
        assert_eq!(count, 10_000);
    }

    #[test]
    fn every_character_equals_that_of_github_slugger() {
        let fixture = include_str!("../../../../tests/fixtures/slug_characters.tsv");
        let number = |text: &str| u32::from_str_radix(text, 16).unwrap();
        let mut expected: HashMap<char, String> = HashMap::new();
        for line in fixture.lines() {
            let [first, last, slug] = *line.split('\t').collect::<Vec<_>>() else {
                panic!("three columns: {line:?}");
            };
            let (first, last) = (number(first), number(last));
            let slug: Vec<u32> = slug.split(' ').map(number).collect();
            for code_point in first..=last {
                let step = code_point - first;
                let slug = slug.iter().map(|unit| char::from_u32(unit + step).unwrap()).collect();
                expected.insert(char::from_u32(code_point).unwrap(), slug);
            }
        }
        for char in '\0'..=char::MAX {
            let expected = expected.get(&char).map_or("", String::as_str);
            assert_eq!(slug(char.encode_utf8(&mut [0; 4])), expected, "{char:?}");
        }
    }
}
