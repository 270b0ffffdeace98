//! Which spellings meet, and which stay apart.

use proptest::prelude::*;

use super::{CaseRule, Key, Token, case_rule, fold_token, fold_token_into};
use crate::terms::tokens::words;

#[track_caller]
fn together(names: &[&str]) {
    for name in names {
        assert_eq!(Key::new(names[0]), Key::new(name), "{:?} and {name:?} are one name", names[0]);
    }
}

#[track_caller]
fn apart(names: &[&str]) {
    for (at, name) in names.iter().enumerate() {
        for other in &names[at + 1..] {
            assert_ne!(Key::new(name), Key::new(other), "{name:?} and {other:?} are two names");
        }
    }
}

fn fold(token: &str) -> String {
    let mut folded = String::new();
    fold_token_into(token, &mut folded);
    folded
}

#[test]
fn plurals_meet_their_singulars() {
    for pair in [
        "axis axes",
        "alias aliases",
        "bus buses",
        "status statuses",
        "class classes",
        "cache caches",
        "box boxes",
        "query queries",
        "cookie cookies",
        "database databases",
        "process processes",
        "index indices",
        "index indexes",
        "matrix matrices",
        "analysis analyses",
        "hypothesis hypotheses",
        "crisis crises",
        "leaf leaves",
        "wave waves",
        "mitochondrion mitochondria",
        "nucleus nuclei",
        "formula formulae",
        "formula formulas",
        "criterion criteria",
        "child children",
        "lens lenses",
        "virus viruses",
        "gas gases",
        "house houses",
        "cause causes",
        "clause clauses",
        "batch batches",
        "branch branches",
        "photo photos",
        "hero heroes",
        "tomato tomatoes",
        "size sizes",
        "phase phases",
        "response responses",
        "menu menus",
        "CPU CPUs",
        "cpu cpus",
        "topic topics",
        "quiz quizzes",
        "réseau réseaux",
        "función funciones",
        "ley leys",
        "archive archives",
        "synthesis syntheses",
        "acid acids",
        "movie movies",
        "tie ties",
        "bias biases",
        "canvas canvases",
        "bacterium bacteria",
        "Schnittstelle Schnittstellen",
        "Datenbank Datenbanken",
        "Normalisierung Normalisierungen",
        "Universität Universitäten",
        "signal signaux",
        "propiedad propiedades",
        "controlador controladores",
        "vector vectores",
    ] {
        together(&pair.split(' ').collect::<Vec<_>>());
    }
}

#[test]
fn words_that_end_like_plurals_stay_apart_from_shorter_words() {
    for pair in [
        "http https",
        "window windows",
        "mean means",
        "base basis",
        "dynamic dynamics",
        "lens len",
        "new news",
        "ethic ethics",
        "specie species",
        "generic generics",
        "bu bus",
        "FTP FTPS",
        "cure curse",
        "core cors",
        "note not",
        "state stat",
        "plan plane",
        "bit bite",
        "rat rate",
        "cos cosmos",
        "GP GPS",
        "ID IDS",
        "physic physics",
        "use us",
        "garden gard",
        "tax tal",
        "store stor",
    ] {
        apart(&pair.split(' ').collect::<Vec<_>>());
    }
}

#[test]
fn plurals_of_acronyms_meet_them() {
    together(&["VM's", "VM", "VMs", "VM’s"]);
    together(&["CDN", "CDNs", "cdn", "cdns"]);
    together(&["API", "APIs", "apis"]);
    together(&["OS", "OSes", "OSs"]);
    together(&["EC2", "EC2s"]);
    together(&["HTTPS", "HTTPs", "https"]);
    together(&["CORS", "cors"]);
}

#[test]
fn hyphens_underscores_and_spaces_are_equal() {
    together(&["rate limiting", "rate-limiting", "Rate_Limiting", "rate–limiting", " RATE \u{a0} limiting "]);
    together(&["N + 1", "N+1", "n +1"]);
    together(&["pub/sub", "Pub / Sub"]);
    together(&["R&D", "R & D", "R and D"]);
    apart(&["pub/sub", "pub sub"]);
    apart(&["N+1", "N 1"]);
    apart(&["C", "C++", "C#"]);
}

#[test]
fn number_words_are_digits() {
    together(&["three-way handshake", "3-Way Handshake"]);
    together(&["first-class function", "1st class functions"]);
    apart(&["2-phase commit", "3-phase commit"]);
}

#[test]
fn accents_are_no_difference_in_latin_and_greek() {
    together(&["résumé", "resume", "RÉSUMÉ", "re\u{301}sume\u{301}"]);
    together(&["Straße", "STRASSE", "strasse"]);
    together(&["İstanbul", "istanbul", "ISTANBUL", "Istanbul"]);
    together(&["λόγος", "ΛΟΓΟΣ", "λογος"]);
    together(&["Łódź", "lodz"]);
    together(&["fotosíntesis", "Fotosintesis"]);
}

#[test]
fn russian_words_lose_the_endings_of_their_cases() {
    together(&["алгоритм", "алгоритма", "алгоритмом", "алгоритмы", "алгоритмов", "Алгоритмах"]);
    together(&["функция", "функции", "функцией", "функций", "функциям", "функциями"]);
    together(&["база данных", "базы данных", "базе данных", "базу данных"]);
    together(&["модель", "модели", "моделью", "моделей"]);
    apart(&["ген", "геном"]);
    apart(&["процесс", "процессор"]);
    apart(&["код", "кот", "кодек"]);
}

#[test]
fn marks_that_make_another_letter_are_kept() {
    apart(&["и", "й"]);
    apart(&["мой", "мои"]);
    apart(&["か", "が"]);
    apart(&["ハ", "バ", "パ"]);
    apart(&["की", "का", "क"]);
    apart(&["ข้าว", "ข่าว", "ขาว"]);
    apart(&["ї", "і"]);
    together(&["ёлка", "елка", "е\u{308}лка"]);
    together(&["за\u{301}мок", "замок"]);
    together(&["が", "か\u{3099}", "ｶﾞ".replace('ｶ', "が").replace('ﾞ', "").as_str()]);
}

#[test]
fn width_and_invisible_characters_are_no_difference() {
    together(&["ＡＰＩ", "API"]);
    together(&["バグ", "ﾊﾞｸﾞ"]);
    together(&["micro\u{ad}service", "micro\u{200b}service", "microservice"]);
    together(&["H₂O", "H2O"]);
    together(&["ﬁlter", "filter"]);
}

#[test]
fn possessives_and_apostrophes_go() {
    together(&["Brewer's theorem", "Brewer’s theorem", "Brewers theorem"]);
    together(&["Bayes' rule", "Bayes rule", "Bayes's rule"]);
    together(&["O'Reilly", "O’Reilly"]);
}

#[test]
fn a_name_of_signs_is_its_own_key() {
    apart(&["==", "===", "=>", "...", "->"]);
    apart(&["== operator", "=== operator", "operator"]);
    assert!(!Key::new("...").is_empty());
    assert!(Key::new(" ").is_empty());
    assert_eq!(Key::new(" ").tokens().count(), 0);
}

#[test]
fn a_name_meets_its_mention_word_by_word() {
    let prose = "Many rate-limited APIs (REST) use B+ trees";
    let mention: Vec<Token> = words(prose).map(|word| fold_token(word.span.of(prose))).collect();
    assert_eq!(Key::new("B+ tree").tokens().collect::<Vec<_>>(), mention[6..]);
    assert_eq!(Key::new("Rate Limited API").tokens().collect::<Vec<_>>(), mention[1..4]);
}

#[test]
fn tokens_are_the_same_in_every_process() {
    assert_eq!(Token::of_folded("").get(), 0x9e37_79b9_7f4a_7c15);
    assert_eq!(fold_token("Osmosis").get(), 14_509_151_632_927_086_867);
    assert_eq!(fold_token("Cells"), Token::of_folded("cell"));
}

#[test]
fn every_character_folds_to_a_fixed_point() {
    for wide in ('\0'..=char::MAX).filter(|wide| wide.is_alphanumeric()) {
        let once = fold(&wide.to_string());
        assert_eq!(fold(&once), once, "fold of {wide:?} ({:x})", u32::from(wide));
    }
}

#[test]
fn capitals_of_everyday_words_are_exact() {
    for name in ["WHO", "IT", "ME", "AND", "SET", "CALL", "BASE", "ACID", "REST", "Go", "C", "R", "DELETE"] {
        assert_eq!(case_rule(name), CaseRule::Exact, "{name}");
    }
    for name in [
        "CORS", "CDN", "mRNA", "IaaS", "Rest", "Docker", "GitHub", "iPhone", "jQuery", "DNA", "rest",
        "Node.js", "",
    ] {
        assert_eq!(case_rule(name), CaseRule::Any, "{name}");
    }
}

#[test]
fn code_is_exact() {
    for name in ["select_related", "==", "queueMicrotask", "useState()", "std::vec", "--force", "$ref"] {
        assert_eq!(case_rule(name), CaseRule::Exact, "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn folding_a_word_twice_changes_nothing(token in "\\PC{0,12}|[a-zA-Z0-9'’]{0,10}|[seixuzhcaovyr]{1,9}s?") {
        let once = fold(&token);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn the_key_of_a_key_is_the_key(name in "[a-zA-Z0-9 '’.+#*/&_ßéöйё界が-]{0,24}|\\PC{0,16}") {
        let key = Key::new(&name);
        prop_assert_eq!(Key::new(key.as_str()), key);
    }

    #[test]
    fn case_rules_never_panic(name in "\\PC{0,12}") {
        let _ = case_rule(&name);
    }
}
