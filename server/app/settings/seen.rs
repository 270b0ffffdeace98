//! What a vault shows of the settings that fit it: `glossator init` writes them down.

use std::collections::BTreeMap;

use glossator_core::config::{Config, LinkExtension, LinkPaths, LinkStyle};
use glossator_core::facts::{LinkKind, Target};
use glossator_core::index::Index;
use glossator_core::path::{NotePath, is_note, without_note_extension};

/// Extensions by which other programs know Markdown notes.
const OTHER_EXTENSIONS: [&str; 9] = ["mdx", "mkd", "mkdn", "mdwn", "mdown", "mdtext", "qmd", "rmd", "markdn"];

/// What people call the note of their definitions, in small letters.
const GLOSSARIES: [&str; 16] = [
    "glossary",
    "glossar",
    "glossaire",
    "glosario",
    "glossario",
    "glossário",
    "woordenlijst",
    "глоссарий",
    "словарь",
    "術語表",
    "术语表",
    "用語集",
    "용어집",
    "terminology",
    "vocabulary",
    "terms",
];

/// Fewest notes of days that make a habit.
const FEWEST_DAYS: usize = 3;

/// Fewest links to notes that make a habit.
const FEWEST_LINKS: usize = 3;

/// The settings that fit a vault with these files; the defaults where it shows nothing.
pub(crate) fn seen(files: &[NotePath]) -> Config {
    let mut config = Config::default();
    config.notes.extensions = extensions(files);
    let is_seen = |path: &&NotePath| {
        is_note(path.as_str()) || path.extension().is_some_and(|end| config.notes.takes(end))
    };
    let notes: Vec<&NotePath> = files.iter().filter(is_seen).collect();
    if let Some(glossary) = glossary(&notes) {
        config.glossary.file = glossary;
    }
    if let Some(path) = days(&notes) {
        config.daily.path = path;
    }
    config
}

/// Adds how the vault writes its links, where there are enough of them to tell.
pub(crate) fn see_links(config: &mut Config, index: &Index) {
    let links = index.notes().flat_map(|(_, _, facts)| &*facts.links);
    let to_notes = links.filter(|link| match &link.target {
        Target::Path { path, .. } => !path.is_empty() && (is_note(path) || !path.contains('.')),
        Target::Name { path, .. } => !path.is_empty() && link.kind == LinkKind::Wiki,
        _ => false,
    });
    if to_notes.count() < FEWEST_LINKS {
        return;
    }
    let habit = index.link_habit(config.links, []);
    config.links.style = if habit.wiki { LinkStyle::Wiki } else { LinkStyle::Markdown };
    let has_extension = if habit.wiki { habit.wiki_extension } else { habit.extension };
    config.links.extension = if has_extension { LinkExtension::Always } else { LinkExtension::Never };
    if !habit.wiki {
        config.links.paths = if habit.from_root { LinkPaths::Root } else { LinkPaths::Relative };
    }
}

fn extensions(files: &[NotePath]) -> Vec<String> {
    let has = |wanted: &str| {
        let mut ends = files.iter().filter_map(|path| path.extension());
        ends.any(|end| end.eq_ignore_ascii_case(wanted))
    };
    let mut found: Vec<String> =
        OTHER_EXTENSIONS.into_iter().filter(|end| has(end)).map(str::to_owned).collect();
    // Texts are notes where there are no others.
    if found.is_empty() && !files.iter().any(|path| is_note(path.as_str())) && has("txt") {
        found.push("txt".to_owned());
    }
    found
}

/// The note that is called a glossary, the one nearest to the root.
fn glossary(notes: &[&NotePath]) -> Option<String> {
    let is_glossary = |path: &&&NotePath| {
        let stem = without_note_extension(path.file_name()).to_lowercase();
        GLOSSARIES.contains(&stem.as_str())
    };
    let place = |path: &&&NotePath| {
        let stem = without_note_extension(path.file_name()).to_lowercase();
        (path.as_str().matches('/').count(), GLOSSARIES.iter().position(|known| *known == stem))
    };
    notes.iter().filter(is_glossary).min_by_key(place).map(|path| path.to_string())
}

/// The path of the notes of days, where there are some of one form.
fn days(notes: &[&NotePath]) -> Option<String> {
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    for form in notes.iter().filter_map(|path| form(path)) {
        *forms.entry(form).or_default() += 1;
    }
    let (form, count) = forms.into_iter().max_by_key(|(_, count)| *count)?;
    (FEWEST_DAYS <= count).then_some(form)
}

/// A path with `{year}`, `{month}` and `{day}` in the place of the date that its file is named by.
fn form(path: &NotePath) -> Option<String> {
    let stem = without_note_extension(path.file_name());
    let digits: String = stem.chars().filter(char::is_ascii_digit).collect();
    let signs = stem.chars().filter(|c| !c.is_ascii_digit());
    if digits.len() != 8 || signs.clone().count() > 2 || signs.clone().any(|sign| !"-_.".contains(sign)) {
        return None;
    }
    let (year, month, day) = (digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?);
    let in_range =
        |number: &str, most: u32| number.parse().is_ok_and(|number: u32| (1..=most).contains(&number));
    if !in_range(month, 12) || !in_range(day, 31) || !(1900..2200).contains(&year.parse::<u32>().ok()?) {
        return None;
    }
    // The date itself says where its parts are: they stand in one order in the name.
    let mut named = String::new();
    let mut digits_seen = 0;
    for c in path.file_name().chars() {
        if !c.is_ascii_digit() || digits_seen == digits.len() {
            named.push(c);
            continue;
        }
        match digits_seen {
            0 => named.push_str("{year}"),
            4 => named.push_str("{month}"),
            6 => named.push_str("{day}"),
            _ => {}
        }
        digits_seen += 1;
    }
    let folders = path.parent().split('/').filter(|part| !part.is_empty()).map(|part| {
        if part == year {
            "{year}".to_owned()
        } else if part == month {
            "{month}".to_owned()
        } else if part == format!("{year}-{month}") {
            "{year}-{month}".to_owned()
        } else {
            part.to_owned()
        }
    });
    Some(folders.chain([named]).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(files: &[&str]) -> Config {
        seen(&files.iter().map(|path| NotePath::new(path).unwrap()).collect::<Vec<_>>())
    }

    #[test]
    fn a_vault_that_shows_nothing_has_the_defaults() {
        assert_eq!(of(&[]), Config::default());
        assert_eq!(of(&["a.md", "readme.txt", "2024-01-02.md", "terms/x.md"]), Config::default());
    }

    #[test]
    fn extensions_of_notes_are_seen() {
        assert_eq!(of(&["a.md", "b.QMD", "c.txt", "d.mdx"]).notes.extensions, ["mdx", "qmd"]);
        assert_eq!(of(&["a.txt", "b.png"]).notes.extensions, ["txt"]);
    }

    #[test]
    fn the_nearest_note_that_is_called_a_glossary_is_it() {
        assert_eq!(of(&["web/glossary.md", "Terms.md"]).glossary.file, "Terms.md");
        assert_eq!(of(&["terms.md", "Glossary.md"]).glossary.file, "Glossary.md");
        assert_eq!(of(&["a/術語表.md", "a/b/glossary.md"]).glossary.file, "a/術語表.md");
        assert_eq!(of(&["glossary.txt", "glossary/x.md", "a.md"]).glossary.file, "glossary.md");
    }

    #[test]
    fn links_are_written_as_most_of_them_are() {
        let links = |text: &str| {
            let facts = std::sync::Arc::new(glossator_core::facts::Facts::read(text));
            let mut config = Config::default();
            see_links(&mut config, &Index::of(vec![(NotePath::new("a.md").unwrap(), Some(facts))]));
            config.links
        };
        assert_eq!(links("[[a]] and [[b]]"), Config::default().links, "too few");
        let wiki = links("[[a]], [[b]] and [[c]]; [d](d.md)");
        assert_eq!((wiki.style, wiki.extension), (LinkStyle::Wiki, LinkExtension::Never));
        let markdown = links("[a](/a.md), [b](/b.md) and [c](c.md)");
        assert_eq!((markdown.style, markdown.extension), (LinkStyle::Markdown, LinkExtension::Always));
        assert_eq!(markdown.paths, LinkPaths::Root);
    }

    #[test]
    fn notes_of_days_have_one_form() {
        let days = |paths: &[&str]| of(paths).daily.path;
        assert_eq!(
            days(&["j/2024-01-02.md", "j/2024-01-03.md", "j/2023-12-31.md"]),
            "j/{year}-{month}-{day}.md"
        );
        assert_eq!(
            days(&["log/2024/01/20240102.md", "log/2023/12/20231231.md", "log/2024/02/20240203.md"]),
            "log/{year}/{month}/{year}{month}{day}.md"
        );
        assert_eq!(
            days(&[
                "2024-01/2024_01_02.markdown",
                "2024-02/2024_02_02.markdown",
                "2024-03/2024_03_03.markdown"
            ]),
            "{year}-{month}/{year}_{month}_{day}.markdown"
        );
        let default = Config::default().daily.path;
        assert_eq!(days(&["20240102.md", "2024-01-02.md", "2024.01.02.md"]), default, "each of another form");
        assert_eq!(days(&["a/20241301.md", "a/00000101.md", "a/2024-1-2.md", "a/12345678.md"]), default);
    }
}
