//! [`HeadingTitles`]: what the headings of a note say, ready to be searched.

use super::Heading;
use crate::letters::pairs;

/// The titles of the headings of a note in one piece of memory, so that who goes through those of all notes does not jump
/// from one to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct HeadingTitles {
    /// One behind the other.
    text: Box<str>,
    /// The pairs of letters of each title, see [`pairs`], and where it ends in `text`.
    each: Box<[(u64, u32)]>,
}

impl HeadingTitles {
    /// The titles of some headings, in their order.
    pub(super) fn of(headings: &[Heading]) -> Self {
        let mut text = String::new();
        let each = headings.iter().map(|heading| {
            text.push_str(&heading.title);
            (pairs(&heading.title), u32::try_from(text.len()).unwrap_or(u32::MAX))
        });
        let each = each.collect();
        Self { text: text.into(), each }
    }

    /// The titles with all these pairs of letters, each with the number of its heading.
    pub(crate) fn with_pairs(&self, wanted: u64) -> impl Iterator<Item = (usize, &str)> {
        let fits = self.each.iter().enumerate().filter(move |(_, (pairs, _))| pairs & wanted == wanted);
        fits.filter_map(|(at, (_, end))| {
            let start = at.checked_sub(1).map_or(0, |before| self.each[before].1);
            Some((at, self.text.get(start as usize..*end as usize)?))
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::Facts;
    use crate::letters::wanted_pairs;

    #[test]
    fn titles_are_found_by_their_letters() {
        let facts = Facts::read("# Größe\n\n## Two *words*\n\n##\n\nOne\nmore\n====\n");
        let found = |typed: &str| -> Vec<(usize, &str)> {
            facts.heading_titles.with_pairs(wanted_pairs(typed)).collect()
        };
        assert_eq!(found(""), [(0, "Größe"), (1, "Two words"), (2, ""), (3, &facts.headings[3].title)]);
        assert_eq!(found("words"), [(1, "Two words")]);
        assert_eq!(found("grosse"), []);
    }
}
