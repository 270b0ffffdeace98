//! Reads and writes the frames of the protocol: `Content-Length: N`, an empty line, N bytes of JSON.
//!
//! Reading is forgiving, since one bad byte must not end the session. Header names are matched in any
//! case, other headers are ignored, lines may end in `\n` alone, empty lines between frames are skipped.
//! Whatever is no header, a length that is absent, no number or above [`MAX_BODY`], and a line without
//! an end are each reported once, and everything is then skipped up to the next `Content-Length: N`
//! that ends a line. It need not begin that line: after a length that was too short, it stands right
//! behind the rest of the body. A length that is too long swallows the head of the next frame, so that
//! frame is lost as well, the one behind it is not.
//!
//! Memory grows with the bytes that have arrived, never with what a header promises.

use std::fmt;
use std::io::{self, Write};

use tokio::io::{AsyncBufReadExt, AsyncRead, AsyncReadExt, BufReader};
use tokio::sync::mpsc::UnboundedReceiver;

/// The largest body that is read, in bytes: several times any message an editor sends.
pub(crate) const MAX_BODY: u64 = 256 * 1024 * 1024;

/// The longest header line, in bytes. Real ones stay below 100.
const MAX_LINE: usize = 8 * 1024;

/// What is kept of a line that is too long: enough to hold a header that its end may begin.
const OVERLAP: usize = 128;

/// How much is read from the input at once, in bytes.
const READ_AHEAD: usize = 64 * 1024;

/// How many bytes of waiting frames are written in one go.
const WRITE_AT_ONCE: usize = 256 * 1024;

/// Why some bytes were not read as a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Malformed {
    /// Bytes that are no header line.
    NotAHeader,
    /// A `Content-Length` that is no number.
    BadLength,
    /// A `Content-Length` above [`MAX_BODY`].
    TooLong(u64),
    /// Headers without a `Content-Length`.
    NoLength,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Malformed::NotAHeader => f.write_str("expected a header such as Content-Length: 42"),
            Malformed::BadLength => f.write_str("the Content-Length is not a number"),
            Malformed::TooLong(length) => {
                write!(f, "a Content-Length of {length} is above the limit of {MAX_BODY}")
            }
            Malformed::NoLength => f.write_str("the headers have no Content-Length"),
        }
    }
}

/// Takes the bodies of frames from a stream of bytes.
pub(crate) struct FrameReader<R> {
    input: BufReader<R>,
    line: Vec<u8>,
    headers: Headers,
}

impl<R: AsyncRead + Unpin> FrameReader<R> {
    pub(crate) fn new(input: R) -> Self {
        Self {
            input: BufReader::with_capacity(READ_AHEAD, input),
            line: Vec::new(),
            headers: Headers::default(),
        }
    }

    /// The next body, or why there is none; `None` at the end of the input, even amid a frame.
    pub(crate) async fn next(&mut self) -> io::Result<Option<Result<Vec<u8>, Malformed>>> {
        loop {
            let step = match self.read_line().await? {
                Line::End => return Ok(None),
                Line::Whole => {
                    let step = self.headers.accept(&self.line);
                    self.line.clear();
                    step
                }
                Line::TooLong => {
                    self.line.drain(..MAX_LINE - OVERLAP);
                    self.headers.skip(Malformed::NotAHeader)
                }
            };
            match step {
                Step::More => {}
                Step::Malformed(reason) => return Ok(Some(Err(reason))),
                Step::Body(length) => return Ok(self.read_body(length).await?.map(Ok)),
            }
        }
    }

    /// Appends to `line` until it has an end or is full.
    async fn read_line(&mut self) -> io::Result<Line> {
        loop {
            let available = self.input.fill_buf().await?;
            if available.is_empty() {
                return Ok(Line::End);
            }
            let window = &available[..available.len().min(MAX_LINE - self.line.len())];
            let end = window.iter().position(|&byte| byte == b'\n');
            let taken = end.map_or(window.len(), |end| end + 1);
            self.line.extend_from_slice(&window[..taken]);
            self.input.consume(taken);
            if end.is_some() {
                return Ok(Line::Whole);
            }
            if self.line.len() == MAX_LINE {
                return Ok(Line::TooLong);
            }
        }
    }

    async fn read_body(&mut self, length: u64) -> io::Result<Option<Vec<u8>>> {
        let mut body = Vec::new();
        let read = (&mut self.input).take(length).read_to_end(&mut body).await?;
        Ok((read as u64 == length).then_some(body))
    }
}

/// How [`FrameReader::read_line`] ended.
enum Line {
    Whole,
    TooLong,
    End,
}

/// What has been read of the headers in front of one body.
#[derive(Default)]
struct Headers {
    length: Option<u64>,
    begun: bool,
    skipping: bool,
}

/// What a header line leads to.
#[derive(Debug, PartialEq)]
enum Step {
    More,
    Body(u64),
    Malformed(Malformed),
}

impl Headers {
    /// Takes one line, with its end.
    fn accept(&mut self, line: &[u8]) -> Step {
        let line = line.trim_ascii();
        if line.is_empty() {
            return self.accept_empty_line();
        }
        if let Some((before, length)) = content_length(line) {
            return self.accept_length(before, length);
        }
        match header_name(line) {
            Some(name) if name.eq_ignore_ascii_case(b"content-length") => self.skip(Malformed::BadLength),
            Some(_) => {
                self.begun = true;
                Step::More
            }
            None => self.skip(Malformed::NotAHeader),
        }
    }

    fn accept_empty_line(&mut self) -> Step {
        let begun = std::mem::take(&mut self.begun);
        match self.length.take() {
            Some(length) => Step::Body(length),
            None if begun => self.skip(Malformed::NoLength),
            None => Step::More,
        }
    }

    /// Begins with this length, whatever came before, and reports that if nobody has yet.
    fn accept_length(&mut self, before: &[u8], length: u64) -> Step {
        let was_skipping = std::mem::take(&mut self.skipping);
        if length > MAX_BODY {
            return self.skip(Malformed::TooLong(length));
        }
        self.begun = true;
        self.length = Some(length);
        if before.is_empty() || was_skipping { Step::More } else { Step::Malformed(Malformed::NotAHeader) }
    }

    /// Ignores everything up to the next length; only the first of several reasons is worth telling.
    fn skip(&mut self, reason: Malformed) -> Step {
        let was_skipping =
            std::mem::replace(self, Self { length: None, begun: false, skipping: true }).skipping;
        if was_skipping { Step::More } else { Step::Malformed(reason) }
    }
}

/// The number behind a `Content-Length:` that ends `line`, and what stands in front of it.
fn content_length(line: &[u8]) -> Option<(&[u8], u64)> {
    let colon = line.iter().rposition(|&byte| byte == b':')?;
    let digits = line[colon + 1..].trim_ascii_start();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let (before, name) = line[..colon].trim_ascii_end().split_last_chunk::<14>()?;
    if !name.eq_ignore_ascii_case(b"content-length") {
        return None;
    }
    // A number past 64 bits is above every limit all the same.
    let length = std::str::from_utf8(digits).ok()?.parse().unwrap_or(u64::MAX);
    Some((before, length))
}

/// The name in `name: value`, if `line` has that form.
fn header_name(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().position(|&byte| byte == b':')?;
    let name = line[..colon].trim_ascii_end();
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    (!name.is_empty() && name.iter().all(plain)).then_some(name)
}

/// Writes each body in the queue as one frame, until all senders are gone.
///
/// What has piled up is written and flushed together, so that a burst costs few system calls. Blocks, and
/// so belongs on a thread of its own: tokio's stdout would hand each write and each flush to another thread
/// and wait for it, which on a busy machine takes longer than most answers.
pub(crate) fn write_frames(mut bodies: UnboundedReceiver<Vec<u8>>, mut output: impl Write) -> io::Result<()> {
    let mut bytes = Vec::new();
    while let Some(body) = bodies.blocking_recv() {
        append_frame(&mut bytes, &body);
        while bytes.len() < WRITE_AT_ONCE
            && let Ok(body) = bodies.try_recv()
        {
            append_frame(&mut bytes, &body);
        }
        output.write_all(&bytes)?;
        output.flush()?;
        bytes.clear();
        bytes.shrink_to(WRITE_AT_ONCE);
    }
    Ok(())
}

fn append_frame(bytes: &mut Vec<u8>, body: &[u8]) {
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::task::{Context, Poll};

    use futures::FutureExt;
    use proptest::prelude::*;
    use tokio::io::ReadBuf;
    use tokio::sync::mpsc;

    use super::*;

    /// Everything read from an input that is always ready: bodies as `Ok`, reports as `Err`.
    fn read(input: impl AsyncRead + Unpin) -> Vec<Result<String, Malformed>> {
        let mut reader = FrameReader::new(input);
        let mut all = Vec::new();
        while let Some(next) = reader.next().now_or_never().unwrap().unwrap() {
            all.push(next.map(|body| String::from_utf8_lossy(&body).into_owned()));
        }
        all
    }

    /// An input that gives `size` bytes at a time, as a slow pipe may.
    struct Pieces<'a> {
        rest: &'a [u8],
        size: usize,
    }

    impl AsyncRead for Pieces<'_> {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            let (piece, rest) = self.rest.split_at(self.size.min(self.rest.len()).min(buffer.remaining()));
            buffer.put_slice(piece);
            self.rest = rest;
            Poll::Ready(Ok(()))
        }
    }

    #[track_caller]
    fn check(input: &str, expected: &[Result<&str, Malformed>]) {
        let expected: Vec<_> = expected.iter().map(|one| one.map(str::to_owned)).collect();
        assert_eq!(read(input.as_bytes()), expected, "{input:?}");
    }

    #[test]
    fn frames_follow_one_another() {
        check("Content-Length: 2\r\n\r\n{}Content-Length: 3\r\n\r\n[1]", &[Ok("{}"), Ok("[1]")]);
        check("", &[]);
        check("Content-Length: 0\r\n\r\n", &[Ok("")]);
    }

    #[test]
    fn a_length_counts_bytes() {
        check("Content-Length: 7\r\n\r\n\"é😀\"", &[Ok("\"é😀")]);
        check("Content-Length: 8\r\n\r\n\"é😀\"", &[Ok("\"é😀\"")]);
    }

    #[test]
    fn headers_are_read_in_any_case_order_and_line_end() {
        for headers in [
            "content-length: 2\r\n\r\n",
            "CONTENT-LENGTH:2\r\n\r\n",
            "Content-Length : 2 \r\n\r\n",
            "Content-Length: 2\n\n",
            "Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
            "Content-Type: application/vscode-jsonrpc; charset=utf8\r\nContent-Length: 2\r\n\r\n",
            "X-Trace: a:b:c\r\nContent-Length: 0002\r\n\r\n",
            "\r\n\n\r\nContent-Length: 2\r\n\r\n",
            "Content-Length: 9\r\nContent-Length: 2\r\n\r\n",
        ] {
            check(&format!("{headers}{{}}Content-Length: 1\r\n\r\n1"), &[Ok("{}"), Ok("1")]);
        }
    }

    #[test]
    fn a_malformed_head_is_reported_once_and_the_next_frame_is_read() {
        use Malformed::*;
        for (garbage, reason) in [
            ("hello\r\n", NotAHeader),
            ("hello\r\nworld\r\n\r\n\r\nagain\r\n", NotAHeader),
            ("{\"jsonrpc\":\"2.0\",\"method\":\"exit\"}\r\n", NotAHeader),
            (": 5\r\n\r\n", NotAHeader),
            ("Content-Type: text\r\n\r\n{\"a\":1}", NoLength),
            ("Content-Length: \r\n\r\n{}", BadLength),
            ("Content-Length: -2\r\n\r\n{}", BadLength),
            ("Content-Length: 2x\r\n\r\n{}", BadLength),
            ("Content-Length: 0x10\r\n\r\n{}", BadLength),
            ("Content-Length: 2.5\r\n\r\n{}", BadLength),
            ("Content-Length: 268435457\r\n\r\n{}", TooLong(MAX_BODY + 1)),
            ("Content-Length: 1000000000000\r\n\r\n{}", TooLong(1_000_000_000_000)),
            ("Content-Length: 99999999999999999999999\r\n\r\n{}", TooLong(u64::MAX)),
        ] {
            check(&format!("{garbage}Content-Length: 1\r\n\r\n1"), &[Err(reason), Ok("1")]);
        }
    }

    #[test]
    fn a_length_that_is_too_short_costs_one_frame() {
        check(
            "Content-Length: 3\r\n\r\n{\"a\":1}Content-Length: 1\r\n\r\n1Content-Length: 1\r\n\r\n2",
            &[Ok("{\"a"), Err(Malformed::NotAHeader), Ok("1"), Ok("2")],
        );
    }

    #[test]
    fn a_length_that_is_too_long_costs_the_next_frame_as_well() {
        check(
            "Content-Length: 9\r\n\r\n{\"a\":1}Content-Length: 1\r\n\r\n1Content-Length: 1\r\n\r\n2",
            &[Ok("{\"a\":1}Co"), Err(Malformed::NoLength), Ok("2")],
        );
    }

    #[test]
    fn a_body_that_ends_early_is_the_end() {
        check("Content-Length: 200000000\r\n\r\n{}", &[]);
        check("Content-Length: 2\r\n", &[]);
        check("Content-Le", &[]);
    }

    #[test]
    fn a_line_without_an_end_is_reported_and_skipped_whatever_its_length() {
        for length in (MAX_LINE - 40..MAX_LINE + 40).chain([3 * MAX_LINE, 100_000]) {
            let line = "x".repeat(length);
            check(&format!("{line}Content-Length: 1\r\n\r\n1"), &[Err(Malformed::NotAHeader), Ok("1")]);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let (sender, queue) = mpsc::unbounded_channel();
        for body in ["{}", "", "\"é😀\"", "Content-Length: 3\r\n\r\n"] {
            sender.send(body.as_bytes().to_vec()).unwrap();
        }
        drop(sender);
        let mut output = Vec::new();
        write_frames(queue, &mut output).unwrap();
        assert_eq!(
            read(&output[..]),
            ["{}", "", "\"é😀\"", "Content-Length: 3\r\n\r\n"].map(|body| Ok(body.to_owned()))
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn any_bytes_are_read_to_their_end(input in prop::collection::vec(any::<u8>(), 0..400)) {
            prop_assert!(read(&input[..]).len() <= input.len());
        }

        #[test]
        fn a_frame_behind_garbage_is_read(garbage in "[-a-zA-Z{}\":,; \r\n]{0,300}") {
            let input = format!("{garbage}Content-Length: 4\r\n\r\ntrue");
            prop_assert_eq!(read(input.as_bytes()).pop(), Some(Ok("true".to_owned())));
        }

        #[test]
        fn the_size_of_the_pieces_that_arrive_does_not_matter(size in 1usize..40) {
            let input = "junk\nContent-Length: 4\r\n\r\ntrueContent-Type: x\r\ncontent-length: 2\n\n{}".as_bytes();
            prop_assert_eq!(read(Pieces { rest: input, size }), read(input));
        }
    }
}
