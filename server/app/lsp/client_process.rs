//! Watches the process of the client, whose end the server must not outlive.
//!
//! A client that is killed usually takes its pipes along, and the end of stdin ends the server. Where
//! another process still holds the pipe, only the `processId` of `initialize` tells. On Linux a handle
//! for the process becomes readable when it ends, which costs nothing until then and cannot be fooled
//! by a process that has ended but was not collected, or by a number that was given out again. Other
//! Unix systems are asked every few seconds. Windows offers nothing without unsafe code; there the
//! system closes the pipes of a killed client.
//!
//! A process that does not exist at the start is not watched: its number comes from another
//! namespace, as when the server runs in a container, and its messages prove that the client lives.

use std::convert::Infallible;
use std::thread;

use tokio::sync::oneshot;

use handle::Handle;

/// A process that was alive when the watch began.
pub(crate) struct ClientProcess {
    ended: oneshot::Receiver<Infallible>,
}

impl ClientProcess {
    /// Begins to watch the process with this number; `None` where that is not possible.
    pub(crate) fn watch(process: u32) -> Option<Self> {
        let handle = Handle::open(process)?;
        let (alive, ended) = oneshot::channel();
        let wait = move || {
            handle.wait();
            drop(alive);
        };
        thread::Builder::new().name("client-process".to_owned()).spawn(wait).ok()?;
        Some(Self { ended })
    }

    /// Waits until the process has ended.
    pub(crate) async fn ended(self) {
        let Err(_) = self.ended.await;
    }
}

#[cfg(unix)]
mod handle {
    use std::thread;
    use std::time::Duration;

    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};
    #[cfg(target_os = "linux")]
    use rustix::{
        event::{PollFd, PollFlags, poll},
        fd::OwnedFd,
        process::{PidfdFlags, pidfd_open},
    };

    /// How often a process is looked at where the system cannot tell by itself.
    const INTERVAL: Duration = Duration::from_secs(3);

    pub(super) struct Handle {
        process: Pid,
        #[cfg(target_os = "linux")]
        descriptor: Option<OwnedFd>,
    }

    impl Handle {
        pub(super) fn open(process: u32) -> Option<Self> {
            let process = Pid::from_raw(i32::try_from(process).ok()?)?;
            is_alive(process).then(|| Self {
                process,
                // Kernels before 5.3 and some sandboxes have no such handle.
                #[cfg(target_os = "linux")]
                descriptor: pidfd_open(process, PidfdFlags::empty()).ok(),
            })
        }

        pub(super) fn wait(&self) {
            #[cfg(target_os = "linux")]
            if let Some(descriptor) = &self.descriptor {
                loop {
                    match poll(&mut [PollFd::new(descriptor, PollFlags::IN)], None) {
                        Ok(_) => return,
                        Err(Errno::INTR) => {}
                        Err(_) => break,
                    }
                }
            }
            while is_alive(self.process) {
                thread::sleep(INTERVAL);
            }
        }
    }

    /// Whether there is such a process, perhaps one that is not ours to signal.
    fn is_alive(process: Pid) -> bool {
        test_kill_process(process) != Err(Errno::SRCH)
    }
}

#[cfg(not(unix))]
mod handle {
    pub(super) enum Handle {}

    impl Handle {
        pub(super) fn open(_: u32) -> Option<Self> {
            None
        }

        pub(super) fn wait(&self) {
            match *self {}
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::process::{Command, Stdio};

    use super::*;

    #[tokio::test]
    async fn the_end_of_a_process_is_noticed() {
        // `cat` lives until its stdin is closed.
        let mut child = Command::new("cat").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
        let watched = ClientProcess::watch(child.id()).expect("it is alive");
        drop(child.stdin.take());
        child.wait().unwrap();
        watched.ended().await;
        assert!(ClientProcess::watch(child.id()).is_none(), "a process that has ended is not watched");
    }

    #[test]
    fn numbers_that_name_no_process_are_not_watched() {
        for number in [0, u32::MAX, i32::MAX as u32] {
            assert!(ClientProcess::watch(number).is_none(), "{number}");
        }
    }
}
