//! Who speaks in a pasted conversation: `**You:** What is …?`, `ChatGPT said:`.

use super::words;

/// Names of speakers that are names of settings as often.
const SETTINGS: [&str; 5] = ["model", "response", "prompt", "human", "bot"];

/// The name of a speaker at the beginning of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Speaker {
    /// Whether it is the one who asks.
    pub(crate) asks: bool,
    /// The bytes of the line up to what is said.
    pub(crate) length: usize,
}

/// The speaker that a line, or a line of its own above what is said, begins with.
pub(crate) fn speaker(line: &str) -> Option<Speaker> {
    const LONGEST: usize = 24;
    let colon = line.bytes().take(LONGEST).position(|byte| byte == b':')?;
    let marks = ['*', '#', ' ', '_', '>'];
    let name = line[..colon].trim_matches(marks).to_lowercase();
    let asks = words::USERS.has(&name);
    let rest = line[colon + 1..].trim_start_matches(['*', '_']);
    let said = rest.trim_start();
    // Other lists have such names, too: "user: bob", "model: X-100".
    let told =
        || line.starts_with(['*', '_', '#']) || 3 <= said.split(' ').count() && !SETTINGS.contains(&&*name);
    let apart = said.is_empty() || said.len() < rest.len() && told();
    (apart && (asks || words::MACHINES.has(&name)))
        .then_some(Speaker { asks, length: line.len() - said.len() })
}

/// Whether some speakers talk with each other: one asks, and another one answers.
pub(crate) fn is_conversation<'s>(speakers: impl Iterator<Item = &'s Speaker>) -> bool {
    let (mut asks, mut answers) = (false, false);
    for speaker in speakers {
        asks |= speaker.asks;
        answers |= !speaker.asks;
    }
    asks && answers
}
