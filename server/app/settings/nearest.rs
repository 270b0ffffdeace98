//! "Did you mean": the known name that somebody may have meant.

/// `; did you mean …?` with the nearest of these names, or nothing where none is near.
pub(super) fn nearest<'n>(written: &str, names: impl Iterator<Item = &'n str>) -> String {
    let near = names.filter_map(|name| Some((distance(written, name)?, name))).min();
    near.map_or_else(String::new, |(_, name)| format!("; did you mean `{name}`?"))
}

/// How far a name is from what was written; `None` where it is too far to be meant.
///
/// Who knows the last part of a name alone is nearly there.
fn distance(written: &str, name: &str) -> Option<usize> {
    let last = |path: &str| path.rsplit(['.', '/']).next().unwrap_or_default().to_lowercase();
    let whole = strsim::damerau_levenshtein(&written.to_lowercase(), name);
    let ends = strsim::damerau_levenshtein(&last(written), &last(name));
    let near = |distance: usize, of: &str| (distance * 3 <= of.chars().count()).then_some(distance);
    let whole = near(whole, name);
    let ends = near(ends, &last(name)).map(|distance| distance + 2);
    whole.into_iter().chain(ends).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        let names = ["notes.extensions", "notes.ignore", "links.style", "link/missing-note", "rules"];
        assert_eq!(nearest(written, names.into_iter()), expected, "{written}");
    }

    #[test]
    fn slips_and_forgotten_groups_are_understood() {
        check("notes.extension", "; did you mean `notes.extensions`?");
        check("note.ignore", "; did you mean `notes.ignore`?");
        check("Links.Style", "; did you mean `links.style`?");
        check("extensions", "; did you mean `notes.extensions`?");
        check("missing-note", "; did you mean `link/missing-note`?");
        check("link/mising-ntoe", "; did you mean `link/missing-note`?");
    }

    #[test]
    fn what_is_like_nothing_stays_alone() {
        check("colour", "");
        check("notes.x", "");
        check("", "");
    }
}
