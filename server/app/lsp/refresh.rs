//! Keeps the index true to the disk: the first reading of a vault, and what changes later.
//!
//! Events about files are hints, never orders: they may be late, doubled or missing. What they name is read again, and
//! where files come and go the folder is walked again. One task does it all, so a flood of events is one reading.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use glossator_core::config::Config;
use glossator_core::facts::Facts;
use glossator_core::index::Index;
use glossator_core::path::NotePath;
use tokio::sync::Notify;
use tokio::time::timeout;
use tower_lsp::lsp_types::notification::Progress as ProgressMethod;
use tower_lsp::lsp_types::request::WorkDoneProgressCreate;
use tower_lsp::lsp_types::{
    NumberOrString, ProgressParams, ProgressParamsValue, WorkDoneProgress, WorkDoneProgressBegin,
    WorkDoneProgressCreateParams, WorkDoneProgressEnd, WorkDoneProgressReport,
};

use super::session::{Home, Known, Session, VaultId};
use super::shared::Shared;
use super::{settings_file, watch};
use crate::reading::{Progress, Reading, read_files, read_vault};
use crate::settings::{Settings, Written};
use crate::visible::visible;
use crate::{disk, settings};

/// How long a client may take to agree to be shown progress.
const PROGRESS_PATIENCE: Duration = Duration::from_secs(5);

/// Ten reports a second at most.
const BETWEEN_REPORTS: Duration = Duration::from_millis(100);

/// What is to be read again.
#[derive(Default)]
pub(crate) struct Refresher {
    queue: Mutex<Queue>,
    wake: Notify,
    /// How many readings there were.
    readings: AtomicUsize,
}

#[derive(Default)]
struct Queue {
    vaults: BTreeMap<VaultId, Work>,
    /// The first reading under way, for its cancel button.
    running: BTreeMap<String, Arc<Progress>>,
}

/// What is to be done for one vault.
#[derive(Default)]
struct Work {
    /// Everything, settings included.
    all: bool,
    /// Settings, and everything where they say that other files are notes.
    settings: bool,
    /// Which files there are.
    walk: bool,
    /// These files in any case.
    files: BTreeSet<NotePath>,
}

impl Refresher {
    fn change(&self, vault: VaultId, change: impl FnOnce(&mut Work)) {
        let mut queue = self.queue();
        change(queue.vaults.entry(vault).or_default());
        self.wake.notify_one();
    }

    /// Reads a vault from scratch.
    pub(crate) fn read_all(&self, vault: VaultId) {
        self.change(vault, |work| work.all = true);
    }

    /// Reads one file again.
    pub(crate) fn read_file(&self, vault: VaultId, file: NotePath) {
        self.change(vault, |work| work.files.extend([file]));
    }

    /// Takes settings that have changed.
    pub(crate) fn read_settings(&self, vault: VaultId) {
        self.change(vault, |work| work.settings = true);
    }

    /// Looks again which files a vault has.
    pub(crate) fn walk(&self, vault: VaultId) {
        self.change(vault, |work| work.walk = true);
    }

    /// Something happened to a file or folder of a vault; `is_known` where the index has it and it has only changed.
    pub(crate) fn note_event(&self, home: Home, place: &Path, is_known: bool) {
        // Repositories and packages change by the thousand, and no note links into them.
        if home.path.as_str().split('/').any(|part| part == ".git" || part == "node_modules") {
            return;
        }
        let settings = home.path.as_str() == settings::FILE_NAME;
        self.change(home.vault, |work| {
            work.settings |= settings;
            // A file that is known and still there has only changed; all else may have moved other files too.
            work.walk |= !is_known || !place.is_file();
            work.files.insert(home.path);
        });
    }

    /// Ends the first reading with this progress token.
    pub(crate) fn cancel(&self, token: &str) {
        let queue = self.queue();
        if let Some(progress) = queue.running.get(token) {
            progress.stop.store(true, Ordering::Relaxed);
        }
    }

    fn start(&self, token: &str, progress: &Arc<Progress>) {
        self.queue().running.insert(token.to_owned(), Arc::clone(progress));
    }

    fn end(&self, token: &str) {
        self.queue().running.remove(token);
    }

    fn next(&self) -> Option<(VaultId, Work)> {
        self.queue().vaults.pop_first()
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does what the refresher is told, for as long as the process lives.
pub(crate) async fn run(shared: Arc<Shared>) {
    loop {
        while let Some((vault, work)) = shared.refresher.next() {
            let is_asked = work.settings && !work.all;
            let taken = if is_asked { take_settings(&shared, vault).await } else { Taken::Nothing };
            let is_news = if work.all || taken == Taken::Files {
                read_whole(&shared, vault).await;
                true
            } else {
                read_some(&shared, vault, work).await | (taken == Taken::Values)
            };
            let refreshes = shared.session().client.refreshes_diagnostics;
            if is_news && refreshes {
                let client = shared.client.clone();
                // A client may not answer before its own requests are answered; nobody waits for it.
                tokio::spawn(async move { client.workspace_diagnostic_refresh().await });
            }
        }
        shared.refresher.wake.notified().await;
    }
}

/// What new settings change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Taken {
    Nothing,
    /// Answers, by the notes that are known.
    Values,
    /// Which files are notes, or what their terms are; they are taken when the vault is read.
    Files,
}

/// Reads the settings of a vault and takes them where the notes that are known stay the same.
async fn take_settings(shared: &Arc<Shared>, vault: VaultId) -> Taken {
    let Some((root, client)) = root_and_settings(shared, vault) else { return Taken::Nothing };
    let folder = root.clone();
    let settings = tokio::task::spawn_blocking(move || settings::read(&folder, &client)).await;
    let mut settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            tracing::error!("reading settings failed: {error}");
            return Taken::Nothing;
        }
    };
    let config = std::mem::take(&mut settings.config);
    shared.report_settings(&settings).await;
    settings_file::mark(shared, &root, &settings).await;
    let mut session = shared.session();
    let Some(found) = session.vaults.get_mut(&vault) else { return Taken::Nothing };
    if *found.config == config {
        return Taken::Nothing;
    }
    if found.config.notes != config.notes || found.config.terms != config.terms {
        return Taken::Files;
    }
    found.config = Arc::new(config);
    session.read_news();
    Taken::Values
}

/// The folder of a vault, and what the client says about its settings.
fn root_and_settings(shared: &Shared, vault: VaultId) -> Option<(PathBuf, Vec<Arc<Written>>)> {
    let session = shared.session();
    let root = session.vaults.get(&vault)?.root.clone();
    Some((root, session.settings_below(vault)))
}

async fn read_whole(shared: &Arc<Shared>, vault: VaultId) {
    let Some((root, client)) = root_and_settings(shared, vault) else { return };
    if !root.is_dir() {
        // What is open is all there is.
        let config = shared.session().client_settings.config();
        shared.session().set_index(vault, Index::default(), config, Known::All);
        let reason = format!("Glossator cannot read {}: no such folder", root.display());
        tracing::warn!("{reason}");
        shared.warn(visible(&reason)).await;
        return;
    }
    let progress = Arc::new(Progress::default());
    let finished = Arc::new(Notify::new());
    if shared.session().client.shows_progress {
        tokio::spawn(show_progress(
            Arc::clone(shared),
            root.clone(),
            Arc::clone(&progress),
            Arc::clone(&finished),
        ));
    }
    let read = {
        let (root, progress) = (root.clone(), Arc::clone(&progress));
        tokio::task::spawn_blocking(move || {
            let mut settings = settings::read(&root, &client);
            let config = std::mem::take(&mut settings.config);
            let reading = read_vault(&root, &config, &progress);
            let failures = reading.failures.clone();
            let known = if progress.is_stopped() { Known::Part } else { Known::All };
            (settings, Arc::new(config), reading.into_index(), known, failures)
        })
    };
    let read = read.await;
    let (settings, failures) = match read {
        Ok((settings, config, index, known, failures)) => {
            let (notes, files) = (index.notes().count(), index.files().count());
            tracing::info!("{}: {notes} notes among {files} files", root.display());
            shared.session().set_index(vault, index, config, known);
            (settings, failures)
        }
        Err(error) => {
            tracing::error!("reading {} failed: {error}", root.display());
            // Nothing more will come, and whoever waits for it must not wait for ever.
            shared.session().set_index(vault, Index::default(), Arc::default(), Known::Part);
            (Settings::default(), Vec::new())
        }
    };
    // Whoever sees the end sees all that was read.
    finished.notify_one();
    tokio::spawn(watch::watch_extensions(Arc::clone(shared)));
    shared.report_settings(&settings).await;
    settings_file::mark(shared, &root, &settings).await;
    shared.report_failures(&root, &failures).await;
}

/// Reads what has changed, and tells whether that changed anything.
async fn read_some(shared: &Arc<Shared>, vault: VaultId, work: Work) -> bool {
    let found =
        shared.session().vaults.get(&vault).map(|v| (v.root.clone(), v.index.clone(), Arc::clone(&v.config)));
    let Some((root, index, config)) = found else { return false };
    let walked = work.walk;
    // Files that the index passes over have come or gone, and links may lead to them all the same.
    let others = walked && work.files.iter().any(|path| index.file(path.as_str()).is_none());
    let read = {
        let root = root.clone();
        tokio::task::spawn_blocking(move || changes(&root, &index, &config, work))
    };
    let (reading, gone) = match read.await {
        Ok(read) => read,
        Err(error) => {
            tracing::error!("reading changed files failed: {error}");
            return false;
        }
    };
    let is_news = others | put(&mut shared.session(), vault, reading.files, gone, walked);
    if is_news {
        shared.session().read_news();
    }
    shared.report_failures(&root, &reading.failures).await;
    is_news
}

/// Puts what was read into the index of a vault, open notes left out; whether anything in it is new.
fn put(
    session: &mut Session,
    vault: VaultId,
    files: Vec<(NotePath, Option<Arc<Facts>>)>,
    gone: Vec<NotePath>,
    walked: bool,
) -> bool {
    let is_closed = |path: &NotePath| !session.is_open(vault, path);
    let mut files: Vec<_> = files.into_iter().filter(|(path, _)| is_closed(path)).collect();
    let gone: Vec<_> = gone.into_iter().filter(is_closed).collect();
    let Some(found) = session.vaults.get_mut(&vault) else { return false };
    // Most files that are read again say what they said before: a note was closed without a change.
    files.retain(|(path, facts)| {
        let known = found.index.file(path.as_str());
        known.is_none_or(|known| found.index.facts(known) != facts.as_ref())
    });
    // A walk also finds what a reading that was ended has left out.
    let is_whole = walked && found.known == Known::Part;
    if is_whole {
        found.known = Known::All;
    }
    let is_news = is_whole || !files.is_empty() || !gone.is_empty();
    for (path, facts) in files {
        match facts {
            Some(facts) => found.index.put_note(path, facts),
            None => found.index.put_file(path),
        }
    }
    for path in gone {
        found.index.remove(path.as_str());
    }
    is_news
}

/// What is new on disk, read, and what is gone.
fn changes(root: &Path, index: &Index, config: &Config, work: Work) -> (Reading, Vec<NotePath>) {
    let mut wanted = work.files;
    let mut gone = Vec::new();
    if work.walk {
        let files: BTreeSet<NotePath> =
            disk::walk(root, &config.notes, &|| false).files.into_iter().collect();
        // A file that a walk passes over is ignored, whatever an event says.
        wanted.retain(|path| files.contains(path));
        gone.extend(index.files().filter(|(_, path)| !files.contains(path)).map(|(_, path)| path.clone()));
        wanted.extend(files.into_iter().filter(|path| index.file(path.as_str()).is_none()));
    } else {
        // A note that was open may be one that a walk passes over.
        let (there, lost): (BTreeSet<_>, BTreeSet<_>) =
            wanted.into_iter().partition(|path| disk::is_walked(root, &config.notes, path));
        wanted = there;
        gone.extend(lost);
    }
    (read_files(root, wanted.into_iter().collect(), config, &Progress::default()), gone)
}

/// Shows how far a reading has come, where the client agrees.
async fn show_progress(shared: Arc<Shared>, root: PathBuf, progress: Arc<Progress>, finished: Arc<Notify>) {
    // Each reading has a token of its own: one that a client agreed to late may still be shown when the next begins.
    let number = shared.refresher.readings.fetch_add(1, Ordering::Relaxed);
    let token = format!("glossator/read/{number}");
    let create = WorkDoneProgressCreateParams { token: NumberOrString::String(token.clone()) };
    let client = shared.client.clone();
    // A task of its own waits on where this one gives up: tower-lsp fails on an answer that nobody waits for.
    let request = tokio::spawn(async move { client.send_request::<WorkDoneProgressCreate>(create).await });
    if !matches!(timeout(PROGRESS_PATIENCE, request).await, Ok(Ok(Ok(())))) {
        return;
    }
    shared.refresher.start(&token, &progress);
    let send = |value: WorkDoneProgress| {
        let token = NumberOrString::String(token.clone());
        let params = ProgressParams { token, value: ProgressParamsValue::WorkDone(value) };
        let client = shared.client.clone();
        async move { client.send_notification::<ProgressMethod>(params).await }
    };
    let title = "Glossator: reading notes".to_owned();
    send(WorkDoneProgress::Begin(WorkDoneProgressBegin {
        title,
        cancellable: Some(true),
        message: root.file_name().map(|name| name.to_string_lossy().into_owned()),
        percentage: Some(0),
    }))
    .await;
    while timeout(BETWEEN_REPORTS, finished.notified()).await.is_err() {
        let (done, all) = (progress.done.load(Ordering::Relaxed), progress.all.load(Ordering::Relaxed));
        let percentage = u32::try_from(done * 100 / all.max(1)).unwrap_or(100).min(100);
        let message = Some(format!("{done} of {all} files"));
        let report =
            WorkDoneProgressReport { cancellable: Some(true), message, percentage: Some(percentage) };
        send(WorkDoneProgress::Report(report)).await;
    }
    shared.refresher.end(&token);
    send(WorkDoneProgress::End(WorkDoneProgressEnd { message: None })).await;
}
