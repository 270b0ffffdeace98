//! The size of a picture in pixels, from the first bytes of its file.

use crate::syntax::html;

/// How much of a file is read to find it, in bytes. Photographs may have a preview of themselves in front.
pub(super) const MOST_BYTES: usize = 256 * 1024;

/// Width and height in pixels of a PNG, JPEG, GIF, WebP or SVG; `None` for anything else and where the bytes end first.
pub(super) fn pixels(bytes: &[u8]) -> Option<(u32, u32)> {
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Some((big(bytes, 16, 4)?, big(bytes, 20, 4)?));
    }
    if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
        return Some((little(bytes, 6, 2)?, little(bytes, 8, 2)?));
    }
    if bytes.starts_with(b"\xff\xd8") {
        return jpeg(bytes);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return webp(bytes);
    }
    svg(bytes)
}

fn big(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let found = bytes.get(at..at + length)?;
    Some(found.iter().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

fn little(bytes: &[u8], at: usize, length: usize) -> Option<u32> {
    let found = bytes.get(at..at + length)?;
    Some(found.iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte)))
}

/// ITU T.81, annex B: the size stands in the first frame header, behind any number of other segments.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        let marker = *bytes.get(at + 1)?;
        match marker {
            // Any number of these may fill the space in front of a marker.
            0xff => at += 1,
            0x01 | 0xd0..=0xd8 => at += 2,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                return Some((big(bytes, at + 7, 2)?, big(bytes, at + 5, 2)?));
            }
            _ => at += 2 + big(bytes, at + 2, 2)?.max(2) as usize,
        }
    }
}

/// RFC 9649, section 2: lossy, lossless or extended.
fn webp(bytes: &[u8]) -> Option<(u32, u32)> {
    match bytes.get(12..16)? {
        b"VP8 " => Some((little(bytes, 26, 2)? & 0x3fff, little(bytes, 28, 2)? & 0x3fff)),
        b"VP8L" => {
            let bits = little(bytes, 21, 4)?;
            Some(((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1))
        }
        b"VP8X" => Some((little(bytes, 24, 3)? + 1, little(bytes, 27, 3)? + 1)),
        _ => None,
    }
}

/// The width and height of the outermost element, else its view box.
fn svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let start = bytes.windows(4).position(|tag| tag.eq_ignore_ascii_case(b"<svg"))?;
    let text = String::from_utf8_lossy(bytes.get(start..bytes.len().min(start + 4096))?);
    let attributes = html::attributes(&text);
    let own = |name: &str| attributes.iter().find(|found| found.tag == "svg" && found.name == name);
    let whole = |text: &str| {
        let number: f64 = text.trim().trim_end_matches("px").trim_end().parse().ok()?;
        (0.5..1e9).contains(&number).then(|| number.round() as u32)
    };
    let length = |name: &str| own(name).and_then(|found| whole(found.value));
    if let Some(size) = length("width").zip(length("height")) {
        return Some(size);
    }
    let mut view = own("viewbox")?.value.split([' ', ',']).filter(|part| !part.is_empty()).skip(2);
    whole(view.next()?).zip(whole(view.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_says_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x80\0\0\x01\xe0\x08\x06";
        assert_eq!(pixels(png), Some((640, 480)));
        assert_eq!(pixels(b"GIF89a\x80\x02\xe0\x01\xf7"), Some((640, 480)));
        let jpeg = b"\xff\xd8\xff\xe0\0\x04xx\xff\xff\xdb\0\x02\xff\xc2\0\x11\x08\x01\xe0\x02\x80\x03";
        assert_eq!(pixels(jpeg), Some((640, 480)));
        let lossy = b"RIFF\0\0\0\0WEBPVP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01";
        assert_eq!(pixels(lossy), Some((640, 480)));
        let lossless = b"RIFF\0\0\0\0WEBPVP8L\0\0\0\0\x2f\x7f\xc2\x77\x00";
        assert_eq!(pixels(lossless), Some((640, 480)));
        let extended = b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\xdf\x01\0";
        assert_eq!(pixels(extended), Some((640, 480)));
    }

    #[test]
    fn a_drawing_says_it_in_words() {
        assert_eq!(pixels(b"<?xml version='1.0'?><svg width=\"640px\" height='480'>"), Some((640, 480)));
        assert_eq!(pixels(b"<svg viewBox=\"0 0 640,480.4\" width=\"100%\">"), Some((640, 480)));
        assert_eq!(pixels(b"<svg>"), None);
    }

    #[test]
    fn what_is_no_picture_or_torn_has_no_size() {
        let whole: &[u8] = b"\xff\xd8\xff\xe0\0\x04xx\xff\xc0\0\x11\x08\x01\xe0\x02\x80\x03";
        for length in 0..whole.len() - 1 {
            assert_eq!(pixels(&whole[..length]), None, "{length}");
        }
        for other in [
            &b"%PDF-1.7"[..],
            b"\x89PNG\r\n\x1a\n",
            b"GIF89a",
            b"RIFF\0\0\0\0WEBP",
            b"RIFF\0\0\0\0WEBPVP8X",
            b"",
        ] {
            assert_eq!(pixels(other), None);
        }
    }
}
