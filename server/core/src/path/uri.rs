//! `file:` URIs to absolute paths and back, for both families of systems on any of them.
//!
//! One file has one path text, however an editor spells its URI: that text is what open notes are
//! kept under. Other schemes name views of a file (`git:`, `vscode-notebook-cell:`) or no file at
//! all (`untitled:`), and must not be taken for it.

use std::borrow::Cow;

use super::percent::{decoded_bytes, is_well_escaped, push_escaped};

/// How a system writes absolute paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PathStyle {
    /// `/folder/note.md`
    Unix,
    /// `c:/folder/note.md` and `//server/share/note.md`
    Windows,
}

/// The absolute path that a `file:` URI names; none for other schemes, malformed URIs, paths
/// that are not UTF-8, and escapes that would smuggle in a separator or a NUL.
///
/// Separators are `/` in both styles, `.` and `..` are resolved, drive letters and names of
/// servers are lower case. A query or fragment is cut off.
#[must_use]
pub fn uri_to_path(uri: &str, style: PathStyle) -> Option<String> {
    let (scheme, rest) = uri.split_once(':')?;
    if !scheme.eq_ignore_ascii_case("file") {
        return None;
    }
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    match style {
        PathStyle::Unix => {
            let (host, path) = host_and_path(rest)?;
            let is_local = host.is_empty() || host.eq_ignore_ascii_case("localhost");
            is_local.then(|| format!("/{}", resolved_parts(&path, 0).join("/")))
        }
        PathStyle::Windows => {
            let (host, path) = host_and_path(&rest.replace('\\', "/"))?;
            windows_path(&host, &path)
        }
    }
}

/// The `file:` URI of an absolute path, in the spelling of [`PathStyle`] or with `\`.
///
/// All but letters, digits and `-._~/` is escaped, as the most used editor does it, so that a URI
/// made here equals the one that editor made for the same file. Verbatim prefixes (`\\?\`) go.
#[must_use]
pub fn path_to_uri(path: &str, style: PathStyle) -> String {
    match style {
        PathStyle::Unix => format!("file:///{}", escaped(path.trim_start_matches('/'))),
        PathStyle::Windows => {
            let path = path.replace('\\', "/");
            let path = without_verbatim_prefix(&path);
            match path.strip_prefix("//") {
                Some(share) => {
                    let (server, rest) = share.split_at(share.find('/').unwrap_or(share.len()));
                    format!("file://{}{}", escaped(&server.to_lowercase()), escaped(rest))
                }
                None => format!("file:///{}", escaped(&with_lower_case_drive(path.trim_start_matches('/')))),
            }
        }
    }
}

/// Splits what follows the scheme, decoded; the path has its leading slash.
fn host_and_path(rest: &str) -> Option<(String, String)> {
    let (host, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find('/').unwrap_or(rest.len())),
        None => ("", rest),
    };
    if !path.starts_with('/') {
        return None;
    }
    Some((decoded(host)?, decoded(path)?))
}

fn decoded(text: &str) -> Option<String> {
    if !is_well_escaped(text) {
        return None;
    }
    let decoded = String::from_utf8(decoded_bytes(text)).ok()?;
    let slashes = |text: &str| text.matches('/').count();
    let is_faithful = slashes(&decoded) == slashes(text) && !decoded.contains('\0');
    is_faithful.then_some(decoded)
}

fn windows_path(host: &str, path: &str) -> Option<String> {
    if path.contains('\\') || host.contains('\\') {
        return None;
    }
    // `file://c:/x` has lost a slash; the drive stands where a host should.
    let host_is_drive = is_drive(host);
    if host.is_empty() || host.eq_ignore_ascii_case("localhost") || host_is_drive {
        let path = if host_is_drive { format!("/{host}{path}") } else { path.to_owned() };
        // `file:////server/share` is an older way to write a host.
        if let Some(share) = path.strip_prefix("//") {
            return share_path(share);
        }
        let parts = resolved_parts(&path, 1);
        let (drive, rest) = parts.split_first()?;
        return is_drive(drive).then(|| format!("{}/{}", drive.to_ascii_lowercase(), rest.join("/")));
    }
    share_path(&format!("{host}{path}"))
}

/// The path of `server/share/…`, which `..` cannot leave.
fn share_path(share: &str) -> Option<String> {
    let parts = resolved_parts(share, 2);
    let [server, _, ..] = *parts.as_slice() else {
        return None;
    };
    // Names such as `?` and `.` would open the namespace of devices.
    let is_server_char = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.' | '$' | '@');
    let is_server = server.chars().all(is_server_char) && server.contains(char::is_alphanumeric);
    is_server.then(|| format!("//{}/{}", server.to_lowercase(), parts[1..].join("/")))
}

/// The parts of a path after `.` and `..` are resolved; the first `root` of them stay.
fn resolved_parts(path: &str, root: usize) -> Vec<&str> {
    let mut parts = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => parts.truncate(parts.len().saturating_sub(1).max(root.min(parts.len()))),
            part => parts.push(part),
        }
    }
    parts
}

/// Undoes what asking a Windows system for the canonical path puts in front.
fn without_verbatim_prefix(path: &str) -> Cow<'_, str> {
    let Some(rest) = path.strip_prefix("//?/") else {
        return path.into();
    };
    match rest.split_once('/') {
        Some((unc, share)) if unc.eq_ignore_ascii_case("UNC") => format!("//{share}").into(),
        _ => rest.into(),
    }
}

fn with_lower_case_drive(path: &str) -> String {
    match path.get(..2) {
        Some(drive) if is_drive(drive) => drive.to_ascii_lowercase() + &path[2..],
        _ => path.to_owned(),
    }
}

fn is_drive(part: &str) -> bool {
    matches!(part.as_bytes(), [letter, b':'] if letter.is_ascii_alphabetic())
}

fn escaped(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for char in path.chars() {
        if char.is_ascii_alphanumeric() || matches!(char, '-' | '.' | '_' | '~' | '/') {
            escaped.push(char);
        } else {
            push_escaped(&mut escaped, char);
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use PathStyle::{Unix, Windows};
    use proptest::prelude::*;

    #[track_caller]
    fn check(uri: &str, style: PathStyle, expected: Option<&str>) {
        assert_eq!(uri_to_path(uri, style).as_deref(), expected, "{uri:?} {style:?}");
    }

    #[test]
    fn a_file_uri_names_a_path() {
        check("file:///a/b.md", Unix, Some("/a/b.md"));
        check("FILE:///a/b.md", Unix, Some("/a/b.md"));
        check("file:/a/b.md", Unix, Some("/a/b.md"));
        check("file://localhost/a", Unix, Some("/a"));
        check("file:///", Unix, Some("/"));
        check("file:///C:/a", Unix, Some("/C:/a"));
    }

    #[test]
    fn escapes_are_decoded_as_utf8() {
        check(
            "file:///My%20Notes%20(2)/%C3%BC%20%231%20100%25/a.md",
            Unix,
            Some("/My Notes (2)/ü #1 100%/a.md"),
        );
        check("file:///%F0%9F%98%80", Unix, Some("/😀"));
        check("file:///a+b.md", Unix, Some("/a+b.md"));
        check("file:///raw space/é.md", Unix, Some("/raw space/é.md"));
        check("file:///a%5Cb", Unix, Some("/a\\b"));
    }

    #[test]
    fn a_query_and_a_fragment_are_cut_off() {
        check("file:///a.md?x=1#L3", Unix, Some("/a.md"));
        check("file:///a.md#?", Unix, Some("/a.md"));
        check("file:///a%23%3F.md", Unix, Some("/a#?.md"));
    }

    #[test]
    fn other_schemes_are_other_documents() {
        for uri in [
            "git:/v/a.md?%7B%7D",
            "git:///v/a.md",
            "untitled:Untitled-1",
            "untitled:/v/a.md",
            "vscode-notebook-cell:/v/a.ipynb#X",
            "https://example.org/a.md",
            "files:///a",
            "/v/a.md",
            "c:/v/a.md",
        ] {
            check(uri, Unix, None);
            check(uri, Windows, None);
        }
    }

    #[test]
    fn malformed_uris_name_nothing() {
        for uri in [
            "",
            ":",
            "file",
            "file:",
            "file:a",
            "file://",
            "file://host",
            "file:///%",
            "file:///%2",
            "file:///a%zz",
        ] {
            check(uri, Unix, None);
            check(uri, Windows, None);
        }
    }

    #[test]
    fn escapes_smuggle_nothing_in() {
        for uri in [
            "file:///c:/a%2Fb",
            "file:///c:/..%2f..%2fetc",
            "file:///c:/a%00",
            "file:///c:/\0",
            "file:///c:/%ff",
        ] {
            check(uri, Unix, None);
            check(uri, Windows, None);
        }
        check("file:///c:/a%5Cb", Windows, None);
        check("file://ser%2Fver/share/a", Windows, None);
        check("file://%3F/c:/a", Windows, None);
        check("file://./c:/a", Windows, None);
        check("file:////%3F/c:/a", Windows, None);
    }

    #[test]
    fn dot_segments_are_resolved_below_the_root() {
        check("file:///a/./b/../c.md", Unix, Some("/a/c.md"));
        check("file:///notes/%2e%2e/etc", Unix, Some("/etc"));
        check("file:///../../a//b/", Unix, Some("/a/b"));
        check("file:///c:/../../x", Windows, Some("c:/x"));
        check("file://server/share/../../x", Windows, Some("//server/share/x"));
    }

    #[test]
    fn a_drive_has_one_spelling() {
        for uri in [
            "file:///c%3A/x",
            "file:///C%3a/x",
            "file:///C:/x",
            "file:///c:/x",
            "file:///c:\\x",
            "file:/c:/x",
            "file://c:/x",
            "file://localhost/C:/x",
        ] {
            check(uri, Windows, Some("c:/x"));
        }
        check("file:///c:", Windows, Some("c:/"));
        check("file:///c:/", Windows, Some("c:/"));
    }

    #[test]
    fn a_windows_path_needs_a_drive_or_a_share() {
        check("file:///x/y.md", Windows, None);
        check("file:///c:x/y.md", Windows, None);
        check("file://server", Windows, None);
        check("file://server/", Windows, None);
    }

    #[test]
    fn a_host_is_a_share_on_windows_only() {
        check("file://server/share/n.md", Windows, Some("//server/share/n.md"));
        check("file://Server/Share/n.md", Windows, Some("//server/Share/n.md"));
        check("file:////server/share/n.md", Windows, Some("//server/share/n.md"));
        check("file://wsl%24/Debian/home", Windows, Some("//wsl$/Debian/home"));
        check("file://server/share/n.md", Unix, None);
        check("file://docs/a.md", Unix, None);
    }

    #[track_caller]
    fn check_uri(path: &str, style: PathStyle, expected: &str) {
        assert_eq!(path_to_uri(path, style), expected);
    }

    #[test]
    fn a_path_is_escaped_as_editors_do() {
        check_uri(
            "/My Notes (2)/ü #1 100%.md",
            Unix,
            "file:///My%20Notes%20%282%29/%C3%BC%20%231%20100%25.md",
        );
        check_uri("C:\\Users\\a b.md", Windows, "file:///c%3A/Users/a%20b.md");
        check_uri("c:/Users", Windows, "file:///c%3A/Users");
        check_uri("\\\\Server\\Share\\é.md", Windows, "file://server/Share/%C3%A9.md");
    }

    #[test]
    fn a_verbatim_prefix_is_left_out() {
        check_uri("\\\\?\\C:\\a.md", Windows, "file:///c%3A/a.md");
        check_uri("\\\\?\\UNC\\server\\share\\a.md", Windows, "file://server/share/a.md");
    }

    #[test]
    fn every_printable_ascii_character_survives_the_round_trip() {
        for char in (' '..='~').chain(['é', '😀', '\u{301}', '\u{a0}']) {
            for (style, root) in [(Unix, "/"), (Windows, "c:/"), (Windows, "//server/share/")] {
                let is_separator = char == '/' || char == '\\' && style == Windows;
                if is_separator {
                    continue;
                }
                let path = format!("{root}a{char}b/{char}{char}{char}.md");
                let uri = path_to_uri(&path, style);
                assert!(uri.is_ascii() && !uri.contains([' ', '#', '?']), "{uri}");
                assert_eq!(uri_to_path(&uri, style), Some(path));
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn any_text_gives_a_normal_path_or_none(
            uri in prop_oneof![
                any::<String>(),
                "(file|FILE|git)?:?[/\\\\]{0,4}([a-c:.?#é/\\\\]|%[0-9a-f]{0,2}){0,12}",
            ],
        ) {
            for style in [Unix, Windows] {
                let Some(path) = uri_to_path(&uri, style) else { continue };
                let is_normal = path.split('/').all(|part| part != "." && part != "..");
                prop_assert!(is_normal, "{}", path);
                prop_assert_eq!(uri_to_path(&path_to_uri(&path, style), style), Some(path));
            }
        }
    }
}
