//! [`Exit`]: how the program ends.

/// How the program ends. Scripts rely on the numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All is fine; of the server: `exit` came after `shutdown`.
    Fine,
    /// There are problems, or nothing was found; of the server: its client went without a `shutdown`.
    Negative,
    /// The arguments make no sense, or something could not be read.
    Unusable,
}

impl Exit {
    /// The number for the operating system.
    pub(crate) fn code(self) -> i32 {
        match self {
            Exit::Fine => 0,
            Exit::Negative => 1,
            Exit::Unusable => 2,
        }
    }
}
