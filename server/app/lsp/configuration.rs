//! The settings of the client: given with `initialize`, sent later, or asked for.
//!
//! What comes later is laid over what came before, and the vault's own file over both. A client is asked for its
//! settings again whenever it says that they have changed; nothing waits for its answer.

use std::sync::Arc;
use std::time::Duration;

use glossator_core::config::Config;
use serde_json::{Value, json};
use tokio::time::timeout;
use tower_lsp::lsp_types::request::WorkspaceConfiguration;
use tower_lsp::lsp_types::{ConfigurationItem, ConfigurationParams, Registration, Url};

use super::session::VaultId;
use super::settings_file;
use super::shared::Shared;
use crate::settings::{self, Written};

/// The name under which clients keep the settings.
const SECTION: &str = "glossator";

/// How long a client may take to answer what its settings are.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a client has said about settings.
#[derive(Clone, Debug, Default)]
pub(crate) struct ClientSettings {
    /// With `initialize`.
    first: Arc<Written>,
    /// Later.
    latest: Arc<Written>,
    /// As they hold where no vault says anything.
    config: Arc<Config>,
}

impl ClientSettings {
    /// Takes the settings that came with `initialize`.
    pub(crate) fn begin(&mut self, first: &Value) {
        self.first = Arc::new(Written::from_json(first));
        self.config = Arc::new(settings::of_client(&self.layers(None)).config);
    }

    /// Takes later ones; null says nothing.
    pub(crate) fn set(&mut self, latest: &Value) {
        if !latest.is_null() {
            self.latest = Arc::new(Written::from_json(latest));
            self.overtake(&Arc::clone(&self.latest));
            self.config = Arc::new(settings::of_client(&self.layers(None)).config);
        }
    }

    /// What is said again later does not hold any more once it is no longer said.
    fn overtake(&mut self, latest: &Written) {
        self.first = Arc::new(self.first.without(latest));
    }

    /// Takes what is said about one folder.
    pub(crate) fn of_folder(&mut self, latest: &Value) -> Arc<Written> {
        let latest = Arc::new(Written::from_json(latest));
        self.overtake(&latest);
        latest
    }

    /// Everything that was said, the weakest first; with what was said about one folder.
    pub(crate) fn layers(&self, folder: Option<&Arc<Written>>) -> Vec<Arc<Written>> {
        let latest = folder.unwrap_or(&self.latest);
        vec![Arc::clone(&self.first), Arc::clone(latest)]
    }

    /// The settings of notes that are in no vault.
    pub(crate) fn config(&self) -> Arc<Config> {
        Arc::clone(&self.config)
    }
}

/// Asks for the settings, and to be told when they change, as far as the client can do either.
pub(crate) async fn start(shared: Arc<Shared>) {
    report(&shared).await;
    let client = shared.session().client.clone();
    if client.registers_settings {
        let registration = Registration {
            id: "glossator/settings".to_owned(),
            method: "workspace/didChangeConfiguration".to_owned(),
            register_options: Some(json!({ "section": SECTION })),
        };
        let own = shared.client.clone();
        tokio::spawn(async move {
            if let Err(error) = own.register_capability(vec![registration]).await {
                tracing::warn!("the client does not tell of changed settings: {error}");
            }
        });
    }
    if client.gives_settings {
        ask(&shared).await;
    }
}

/// The client has said that settings have changed, and which they are unless it wants to be asked.
pub(crate) async fn changed(shared: Arc<Shared>) {
    apply(&shared).await;
    folders_changed(shared).await;
}

/// The client may have settings of their own for the folders there are now.
pub(crate) async fn folders_changed(shared: Arc<Shared>) {
    settings_file::unmark_closed(&shared).await;
    let asks = shared.session().client.gives_settings;
    if asks {
        ask(&shared).await;
    }
}

/// Asks the client for its settings: those of each folder, and those of notes in none.
async fn ask(shared: &Arc<Shared>) {
    let folders: Vec<(VaultId, Option<Url>)> = {
        let session = shared.session();
        let folders = session.vaults.iter().filter(|(_, vault)| vault.is_opened);
        folders.map(|(&id, vault)| (id, Url::from_directory_path(&vault.root).ok())).collect()
    };
    let section = |scope_uri| ConfigurationItem { scope_uri, section: Some(SECTION.to_owned()) };
    let mut items: Vec<ConfigurationItem> = folders.iter().map(|(_, uri)| section(uri.clone())).collect();
    items.push(section(None));
    let client = shared.client.clone();
    let params = ConfigurationParams { items };
    // A task of its own waits on where this one gives up: tower-lsp fails on an answer that nobody waits for.
    let request = tokio::spawn(async move { client.send_request::<WorkspaceConfiguration>(params).await });
    let mut answers = match timeout(PATIENCE, request).await {
        Ok(Ok(Ok(answers))) => answers,
        Ok(Ok(Err(error))) => {
            tracing::warn!("the client does not give its settings: {error}");
            return;
        }
        Ok(Err(_)) | Err(_) => return,
    };
    {
        let mut session = shared.session();
        // Clients that know no folders answer less than they were asked.
        if folders.len() < answers.len()
            && let Some(own) = answers.pop()
        {
            session.client_settings.set(&own);
        }
        for ((id, _), answer) in folders.iter().zip(&answers) {
            if answer.is_null() || !session.vaults.contains_key(id) {
                continue;
            }
            let latest = session.client_settings.of_folder(answer);
            if let Some(vault) = session.vaults.get_mut(id) {
                vault.client_settings = Some(latest);
            }
        }
    }
    apply(shared).await;
}

/// Has every vault take the settings as they are now.
async fn apply(shared: &Arc<Shared>) {
    {
        let mut session = shared.session();
        for (&id, _) in session.vaults.iter().filter(|(_, vault)| vault.is_folder()) {
            shared.refresher.read_settings(id);
        }
        session.take_client_settings();
        session.read_news();
    }
    report(shared).await;
}

/// Tells what makes no sense in the client's settings.
async fn report(shared: &Shared) {
    let layers = shared.session().client_settings.layers(None);
    shared.report_settings(&settings::of_client(&layers)).await;
}
