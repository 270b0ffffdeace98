//! `glossator.dailyNote`: the note of today, and the ones before and after another.

use glossator_core::features::{self, Day, Location};
use glossator_core::index::FileId;

use super::Found;
use crate::lsp::convert::{self, Converter};

/// Which note is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Which {
    /// That of today, which is created where there is none.
    Today,
    /// The last one before that of the note asked from, or before today.
    Previous,
    /// The first one after it.
    Next,
}

impl Which {
    /// Reads the argument of the command; nothing means today.
    pub(super) fn read(written: Option<&str>) -> Option<Self> {
        match written {
            None | Some("today") => Some(Self::Today),
            Some("previous") => Some(Self::Previous),
            Some("next") => Some(Self::Next),
            Some(_) => None,
        }
    }
}

/// The day by the clock and time zone of the system.
pub(super) fn today() -> Day {
    let date = jiff::Zoned::now().date();
    let part = |number: i8| u8::try_from(number).unwrap_or(1);
    Day { year: u16::try_from(date.year()).unwrap_or(0), month: part(date.month()), day: part(date.day()) }
}

/// The note that is meant, in the vault of the note asked from or else in the first one.
pub(super) fn find(
    folders: &[Converter],
    which: Which,
    from: Option<(&Converter, FileId)>,
    today: Day,
) -> Found {
    let Some(converter) = from.map(|(converter, _)| converter).or_else(|| folders.first()) else {
        return Found::Place(None);
    };
    let snapshot = &converter.snapshot;
    let notes = features::daily_notes(snapshot);
    let base = from.and_then(|(_, note)| notes.iter().find(|(_, file)| *file == note));
    let base = base.map_or(today, |&(day, _)| day);
    let found = match which {
        Which::Today => notes.iter().find(|(day, _)| *day == today),
        Which::Previous => notes.iter().rfind(|(day, _)| *day < base),
        Which::Next => notes.iter().find(|(day, _)| base < *day),
    };
    if let Some(&(_, file)) = found {
        return Found::Place(converter.location(Location::start_of(file)));
    }
    let path = (which == Which::Today).then(|| features::daily_path(snapshot, today)).flatten();
    match path.and_then(|path| convert::uri_of(&converter.root.join(path.as_str()))) {
        Some(uri) => {
            let Day { year, month, day } = today;
            Found::Note(uri, format!("# {year:04}-{month:02}-{day:02}\n\n"))
        }
        None => Found::Place(None),
    }
}
