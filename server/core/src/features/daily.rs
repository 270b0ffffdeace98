//! The notes of days: where the note of a day belongs, and which of them come before and after another.

use crate::index::FileId;
use crate::path::NotePath;
use crate::snapshot::Snapshot;

/// A day of the calendar; days compare as they follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// From 0 to 9999.
    pub year: u16,
    /// From 1 to 12.
    pub month: u8,
    /// From 1 to 31.
    pub day: u8,
}

/// Where the note of a day belongs by the setting `daily.path`; `None` where that is no path of a note.
#[must_use]
pub fn daily_path(snapshot: &Snapshot, day: Day) -> Option<NotePath> {
    let path = snapshot.config.daily.path.replace("{year}", &format!("{:04}", day.year));
    let path = path.replace("{month}", &format!("{:02}", day.month));
    NotePath::new(&path.replace("{day}", &format!("{:02}", day.day)))
}

/// The days that have a note, in their order.
#[must_use]
pub fn daily_notes(snapshot: &Snapshot) -> Vec<(Day, FileId)> {
    let template = &snapshot.config.daily.path;
    let dated = |(file, path, _): (FileId, &NotePath, _)| Some((day_of(template, path.as_str())?, file));
    let mut notes: Vec<(Day, FileId)> = snapshot.index.notes().filter_map(dated).collect();
    notes.sort_unstable();
    notes
}

/// The day whose note a path is by a template; `None` where it is none.
#[must_use]
pub fn day_of(template: &str, path: &str) -> Option<Day> {
    let (mut year, mut month, mut day) = (None, None, None);
    let (mut template, mut path) = (template, path);
    while let Some((literal, rest)) = template.split_once('{') {
        path = path.strip_prefix(literal)?;
        let (name, rest) = rest.split_once('}')?;
        let (digits, field) = match name {
            "year" => (4, &mut year),
            "month" => (2, &mut month),
            "day" => (2, &mut day),
            _ => return None,
        };
        let number = path.get(..digits).filter(|number| number.bytes().all(|byte| byte.is_ascii_digit()))?;
        let number = number.parse::<u16>().ok()?;
        // A field that stands twice says the same both times.
        if field.replace(number).is_some_and(|before| before != number) {
            return None;
        }
        (template, path) = (rest, &path[digits..]);
    }
    let fits = |number: u16, most: u8| u8::try_from(number).ok().filter(|number| (1..=most).contains(number));
    (template == path).then_some(())?;
    Some(Day { year: year?, month: fits(month?, 12)?, day: fits(day?, 31)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const DAY: Day = Day { year: 2026, month: 3, day: 9 };

    #[test]
    fn a_path_gives_its_day_back() {
        let mut case = testing::case("-- a.md\n$0\n");
        for template in
            ["daily/{year}-{month}-{day}.md", "{year}/{month}/{day}.md", "{year}/{year}{month}{day} log.md"]
        {
            let mut config = (*case.snapshot.config).clone();
            config.daily.path = template.to_owned();
            case.snapshot.config = config.into();
            let path = daily_path(&case.snapshot, DAY).expect("a path");
            assert_eq!(day_of(template, path.as_str()), Some(DAY), "{path:?}");
        }
    }

    #[test]
    fn other_paths_have_no_day() {
        let template = "daily/{year}-{month}-{day}.md";
        for path in [
            "daily/2026-03.md",
            "daily/2026-13-09.md",
            "daily/2026-00-09.md",
            "daily/2026-3-9.md",
            "daily/2026-03-09.markdown",
            "2026-03-09.md",
            "daily/2026-03-0é.md",
        ] {
            assert_eq!(day_of(template, path), None, "{path}");
        }
        assert_eq!(day_of("{year}/{year}-{month}-{day}.md", "2025/2026-03-09.md"), None);
        assert_eq!(day_of("{week}.md", "12.md"), None);
    }

    #[test]
    fn days_come_in_their_order() {
        let case = testing::case(
            "
-- daily/2026-03-10.md
$0
-- daily/2025-12-31.md
x
-- daily/plan.md
x
-- daily/2026-03-09.md
x
",
        );
        let days: Vec<_> =
            daily_notes(&case.snapshot).into_iter().map(|(day, _)| (day.month, day.day)).collect();
        assert_eq!(days, [(12, 31), (3, 9), (3, 10)]);
    }
}
