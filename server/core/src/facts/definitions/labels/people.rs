//! Lists of who does what: "Ana – slides", "Ben: review". First names are labels there, and no terms.

use foldhash::{HashMap, HashMapExt, HashSet};

use crate::terms::bytes::holds_any;
use crate::terms::gloss;

use super::super::words::List;
use super::Piece;

/// A topic and a list in it.
type Place = (Option<usize>, Option<usize>);

/// What the labels of one place are, taken together.
#[derive(Default)]
struct Labels {
    all: usize,
    first_names: usize,
    /// Glosses that tell who somebody is.
    persons: usize,
    bold: usize,
}

/// The places whose labels are people: at least half are first names, and hardly any gloss tells who somebody is, as
/// the list of the characters of a novel does.
pub(super) fn places(pieces: &[Piece<'_, '_>]) -> HashSet<Place> {
    if !pieces.iter().any(is_first_name) {
        return HashSet::default();
    }
    let mut places: HashMap<Place, Labels> = HashMap::new();
    for piece in pieces {
        let labels = places.entry(piece.place()).or_default();
        labels.all += 1;
        labels.first_names += usize::from(is_first_name(piece));
        labels.persons += usize::from(tells_person(&piece.of.text[piece.body.clone()]));
        labels.bold += usize::from(piece.bold);
    }
    let are_people = |labels: &Labels| {
        let lone = labels.all == 1 && labels.bold == 0;
        0 < labels.first_names
            && labels.all <= 2 * labels.first_names
            && (lone || 2 * labels.persons < labels.all)
    };
    places.into_iter().filter(|(_, labels)| are_people(labels)).map(|(place, _)| place).collect()
}

/// "Ana", "Ana L.", not "Ana's theorem".
fn is_first_name(piece: &Piece<'_, '_>) -> bool {
    let mut words = piece.shown.split(' ');
    let first = words.next().unwrap_or_default();
    let initial = words.next().is_none_or(|second| second.trim_end_matches('.').chars().count() == 1);
    first.starts_with(char::is_uppercase)
        && initial
        && words.next().is_none()
        && List::FirstName.has(&first.to_lowercase())
}

/// "a boy who …", "wife of the king", "Lear's youngest daughter": who somebody is.
fn tells_person(body: &str) -> bool {
    let who = holds_any(body, &[" who ", " whose ", " whom "]);
    who || gloss::words(body).take(6).any(|word| List::Person.has(&word.to_lowercase()))
}
