//! Which short forms are told, and for what.

use proptest::prelude::*;

use super::*;

/// Each expected pair is "SHORT = long"; a "?" behind it marks a weak one.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<_> = abbreviations(text)
        .into_iter()
        .map(|pair| {
            format!("{} = {}{}", &text[pair.short], &text[pair.long], if pair.weak { "?" } else { "" })
        })
        .collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn the_short_form_stands_in_brackets() {
    check("The central nervous system (CNS) is the brain and the cord.", &["CNS = central nervous system"]);
    check("a **habeas corpus writ (HCW)** is", &["HCW = habeas corpus writ"]);
    check(
        "We met JSON Web Tokens (JWTs) and content delivery networks (CDNs).",
        &["JWTs = JSON Web Tokens", "CDNs = content delivery networks"],
    );
    check(
        "Speed is given in bits per second (bps) or bytes per second (Bps).",
        &["bps = bits per second", "Bps = bytes per second"],
    );
    check(
        "they limit _control groups (cgroups)_ and internationalization (i18n)",
        &["cgroups = control groups", "i18n = internationalization"],
    );
    check("create, read, update and delete (CRUD)", &["CRUD = create, read, update and delete"]);
    check("GROSS DOMESTIC PRODUCT (GDP):", &["GDP = GROSS DOMESTIC PRODUCT"]);
    check(
        "an Entity Relationship Model ( ER Model ) and the Entity-Relationship (ER) model",
        &["ER Model = Entity Relationship Model", "ER = Entity-Relationship"],
    );
    check(
        "the gross domestic product (abbreviated GDP) and net income ([NI](ni.md))",
        &["GDP = gross domestic product", "NI = net income"],
    );
}

#[test]
fn the_long_form_stands_in_brackets() {
    check("CNS (central nervous system)", &["CNS = central nervous system"]);
    check("`CLI` (the Command-Line Interface, as opposed to a GUI)", &["CLI = Command-Line Interface"]);
    check("SV (Stress + Vowel length)", &["SV = Stress + Vowel length?"]);
    check("**VIB** (vibrato) and TV (television)", &["VIB = vibrato", "TV = television?"]);
    check(
        "MPs (Members of Parliament) and AC/DC (Alternating Current/Direct Current)",
        &["MPs = Members of Parliament", "AC/DC = Alternating Current/Direct Current"],
    );
}

#[test]
fn words_tie_both_forms() {
    check("GDP stands for gross domestic product, a measure.", &["GDP = gross domestic product"]);
    check("A CPU, or central processing unit, runs programs.", &["CPU = central processing unit"]);
    check("A central processing unit, or CPU, runs programs.", &["CPU = central processing unit"]);
    check("The World Health Organization, abbreviated WHO, met.", &["WHO = World Health Organization"]);
    check("- NPV - Net Present Value", &["NPV = Net Present Value"]);
    check("SGD — stochastic gradient descent", &["SGD = stochastic gradient descent"]);
    check("**ETA** = estimated time of arrival", &["ETA = estimated time of arrival"]);
    check("DNS: Domain Name System", &["DNS = Domain Name System"]);
}

#[test]
fn known_failures_of_the_classic_algorithm() {
    check("We use Mindful memoization (MM) here.", &["MM = Mindful memoization"]);
    check("the Air and Space Operations Center (ASOC)", &["ASOC = Air and Space Operations Center"]);
    check(
        "Secure Sockets Layer/Transport Layer Security (SSL/TLS)",
        &["SSL/TLS = Secure Sockets Layer/Transport Layer Security"],
    );
    check("Nodes accept HTTP traffic (TCP) there.", &[]);
    check("It starts EC2 instances (ECS) there.", &[]);
}

#[test]
fn ordinary_brackets_are_no_abbreviations() {
    for text in [
        "It takes beauty (and brains).",
        "an explorer of space (astronaut)",
        "a list of values (see below)",
        "Use the shape (NOT the color).",
        "a file (PDF)",
        "in 1914 (WWI began)",
        "call f(AB) and `g (XY)`",
        "[Central nervous system](CNS)",
        "OR - or nothing at all",
        "The UN met. It was NATO: nobody else came.",
        "(((((",
    ] {
        check(text, &[]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_range_slices_its_text(text in "([A-D]{2,3}|[a-d ]|alpha|Beta|[(),:`*=-]|, or |（|）|é|É| stands for |— ){0,24}") {
        for pair in abbreviations(&text) {
            prop_assert!(!text[pair.short].is_empty() && !text[pair.long].is_empty());
        }
        prop_assert!(!is_abbreviation_of(&text, ""));
        prop_assert!(!is_abbreviation_of("ABC", &text) || text.len() > 3);
    }
}

#[test]
fn titles_are_compared_as_wholes() {
    for (short, long) in [
        ("CDN", "Content Delivery Network"),
        ("cors", "Cross-Origin Resource Sharing"),
        ("ER Model", "Entity Relationship Model"),
        ("HTTP", "Hypertext Transfer Protocol"),
        ("VMs", "Virtual Machines"),
        ("K8s", "Kubernetes"),
        ("SRP", "Single Responsibility Principle"),
        ("cgroups", "Control Groups"),
    ] {
        assert!(is_abbreviation_of(short, long), "{short} for {long}");
    }
    for (short, long) in [
        ("Content Delivery Network", "CDN"),
        ("dockerd", "Docker Daemon"),
        ("CA, CP, AP", "Trade-offs"),
        ("", ""),
        ("to", "the old"),
    ] {
        assert!(!is_abbreviation_of(short, long), "{short} for {long}");
    }
}
