//! Settings from both sources, right and wrong.

use glossator_core::config::{LinkExtension, LinkStyle, Scope};
use glossator_core::rules::{Rule, Severity};
use serde_json::{Value as Json, json};

use super::*;

/// The settings of a client and of a file together.
fn both(client: &Json, file: &str) -> Settings {
    let mut settings = Settings::default();
    settings.take(&Written::from_json(client), None);
    settings.take(&Written::from_toml(file).expect("it is TOML"), Some(Path::new(FILE_NAME)));
    settings
}

#[track_caller]
fn check_config(client: &Json, file: &str) -> Config {
    let settings = both(client, file);
    assert_eq!(settings.complaints, []);
    settings.config
}

#[track_caller]
fn check_complaints(client: &Json, file: &str, expected: &[&str]) -> Config {
    let settings = both(client, file);
    let told: Vec<String> = settings.complaints.iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
    settings.config
}

#[test]
fn both_sources_know_the_same_names_and_the_file_wins() {
    let file = "
        links.style = 'wiki'
        [notes]
        extensions = ['.txt', 'mdx']
        [rules]
        link = 'off'
        'link/ambiguous' = 'error'
        [[folders]]
        path = 'drafts/'
        rules = { link = 'hint' }
    ";
    let client = json!({
        "notes": {"extensions": ["rmd"], "ignore": ["/old"]},
        "links": {"style": "markdown", "extension": true},
        "rules": {"link/missing-note": "hint", "link": "error"},
        "features": {"hover": false},
        "diagnostics": {"scope": "open"},
    });
    let config = check_config(&client, file);
    assert_eq!(
        (config.notes.extensions, config.notes.ignore),
        (vec![".txt".into(), "mdx".into()], vec!["/old".into()])
    );
    assert_eq!((config.links.style, config.links.extension), (LinkStyle::Wiki, LinkExtension::Always));
    assert_eq!((config.diagnostics.scope, config.features.hover), (Scope::Open, false));
    let config = check_config(&client, file);
    let severity = |rule, path| config.severity(rule, path);
    assert_eq!(severity(Rule::Ambiguous, "a.md"), Some(Severity::Error));
    assert_eq!(severity(Rule::MissingFile, "a.md"), None);
    assert_eq!(severity(Rule::MissingNote, "a.md"), Some(Severity::Hint));
    assert_eq!(severity(Rule::MissingFile, "drafts/a.md"), Some(Severity::Hint));
}

#[test]
fn clients_wrap_and_flatten_their_settings_as_they_like() {
    for client in [
        json!({"links": {"style": "wiki"}}),
        json!({"glossator": {"links": {"style": "wiki"}}}),
        json!({"links.style": "wiki"}),
        json!({"glossator.links.style": "wiki", "glossator.trace.server": "off"}),
        json!({"links": {"style": "wiki", "paths": null}, "notes": null, "server": {"path": "x"}, "trace": {}}),
    ] {
        assert_eq!(check_config(&client, "").links.style, LinkStyle::Wiki, "{client}");
    }
    for client in [json!(null), json!({}), json!({"glossator": {}})] {
        assert_eq!(check_config(&client, ""), Config::default(), "{client}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_rest_is_taken() {
    let config = check_complaints(
        &json!({"links": {"style": "wikis", "extension": "true"}, "note": 5, "features": []}),
        "",
        &[
            "settings of the client: `features` wants a table, not a list",
            "settings of the client: `links.style` wants \"auto\", \"wiki\" or \"markdown\", not \"wikis\"",
            "settings of the client: there is no setting `note`; did you mean `notes`?",
        ],
    );
    assert_eq!(config.links.extension, LinkExtension::Always);
    let file = "[notes]
extension = []
ignore = ['a', 7]
[rules]
'link/gone' = 'off'
'link/ambiguous' = 'loud'
'link/missing-note' = 3
lnik = 'off'
link = 'error'
[features]
hover = 'no'
completion = false
[links]
extension = 1979-05-27
[[folders]]
rules = {}
[[folders]]
path = 'x'
rule = {}
[files]
extensions = ['txt']
[lint]
'link/self' = 'off'
[rules.toc]
stale = 'off'
";
    let config = check_complaints(
        &json!({}),
        file,
        &[
            "glossator.toml: line 2: there is no setting `notes.extension`; did you mean `notes.extensions`?",
            "glossator.toml: line 3: `notes.ignore` wants texts in its list, not a number",
            "glossator.toml: line 5: there is no rule `link/gone`",
            "glossator.toml: line 6: `link/ambiguous` wants \"off\", \"hint\", \"information\", \"warning\" or \"error\", not \"loud\"",
            "glossator.toml: line 7: `link/missing-note` wants \"off\", \"hint\", \"information\", \"warning\" or \"error\", not a number",
            "glossator.toml: line 8: there is no rule `lnik`; did you mean `link`?",
            "glossator.toml: line 24: `toc` wants \"off\", \"hint\", \"information\", \"warning\" or \"error\", not a table; a rule is written `\"toc/stale\"`",
            "glossator.toml: line 11: `features.hover` wants true or false, not \"no\"",
            "glossator.toml: line 14: `links.extension` wants \"auto\", true or false, not a date",
            "glossator.toml: line 15: `folders` wants a `path` in each of its tables",
            "glossator.toml: line 19: there is no setting `folders.rule`; did you mean `rules`?",
            "glossator.toml: line 21: there is no setting `files.extensions`; did you mean `notes.extensions`?",
            "glossator.toml: line 23: there is no setting `lint.link/self`; did you mean `rules`?",
        ],
    );
    assert_eq!(config.notes.ignore, ["a"]);
    assert_eq!((config.features.hover, config.features.completion), (true, false));
    assert_eq!(config.severity(Rule::MissingNote, ""), Some(Severity::Error));
    assert_eq!(config.folders.len(), 1);
}

#[test]
fn a_file_that_is_no_toml_is_refused_with_its_line() {
    let wrong = Written::from_toml("[notes]\n\nextensions = [\n").expect_err("the list has no end");
    assert!(wrong.line.is_some(), "{wrong:?}");
}

#[test]
fn the_file_of_init_sets_what_was_seen() {
    let mut seen = Config::default();
    seen.notes.extensions = vec!["qmd".to_owned()];
    seen.daily.path = "j/{year}.md".to_owned();
    assert_eq!(check_config(&json!({}), &template(&seen, false)), seen);
}

#[test]
fn the_file_of_init_holds_every_setting_and_each_line_can_be_turned_on() {
    let template = template(&Config::default(), true);
    let turned_on: Vec<&str> = template
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if rest.contains(" = ") || rest.starts_with("[[") => rest,
            _ => line,
        })
        .filter(|line| !line.contains("such as"))
        .collect();
    let config = check_config(&json!({}), &turned_on.join("\n"));
    // The family and the folder show what can be said and no default.
    let shown = Config { rules: config.rules.clone(), folders: config.folders.clone(), ..Config::default() };
    assert_eq!(config, shown);
    assert_eq!(config.rules.rules.len(), Rule::ALL.len());
    for setting in SETTINGS {
        assert!(
            template.contains(setting.key) || template.contains(&format!("\n# {} = ", setting.name())),
            "{}",
            setting.key
        );
    }
}
