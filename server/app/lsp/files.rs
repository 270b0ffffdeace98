//! Files that the client moves or deletes: the changes of links that go with it.

use std::path::PathBuf;

use glossator_core::cancel::{Cancel, Cancellable};
use glossator_core::features;
use tower_lsp::lsp_types::{
    DeleteFilesParams, FileOperationFilter, FileOperationPattern, FileOperationPatternKind,
    FileOperationRegistrationOptions, RenameFilesParams, Url, WorkspaceEdit,
    WorkspaceFileOperationsServerCapabilities,
};

use super::client::EditShape;
use super::convert::{self, Question, workspace_edit};
use super::session::Touched;
use crate::disk;

/// What the server wants to know of files: of all of them, since a note may link to any, and of folders.
pub(crate) fn operations() -> WorkspaceFileOperationsServerCapabilities {
    let filter = |glob: &str, kind| FileOperationFilter {
        scheme: Some("file".to_owned()),
        pattern: FileOperationPattern { glob: glob.to_owned(), matches: Some(kind), options: None },
    };
    let all = FileOperationRegistrationOptions {
        filters: vec![
            filter("**/*", FileOperationPatternKind::File),
            filter("**", FileOperationPatternKind::Folder),
        ],
    };
    WorkspaceFileOperationsServerCapabilities {
        did_create: Some(all.clone()),
        will_create: None,
        did_rename: Some(all.clone()),
        will_rename: Some(all.clone()),
        did_delete: Some(all.clone()),
        will_delete: Some(all),
    }
}

/// The files that are to be moved, with where they go.
pub(crate) fn moved(params: &RenameFilesParams) -> Vec<(PathBuf, PathBuf)> {
    let file = |uri: &str| convert::file_of(&Url::parse(uri).ok()?);
    params.files.iter().filter_map(|moved| file(&moved.old_uri).zip(file(&moved.new_uri))).collect()
}

/// The files that are to be deleted.
pub(crate) fn deleted(params: &DeleteFilesParams) -> Vec<(PathBuf, ())> {
    let file = |uri: &str| convert::file_of(&Url::parse(uri).ok()?);
    params.files.iter().filter_map(|deleted| file(&deleted.uri)).map(|file| (file, ())).collect()
}

/// The changes of links when files move inside their vaults; what leaves a vault takes its links along as they are.
pub(crate) fn move_files(
    vaults: &[Touched<PathBuf>],
    shape: EditShape,
    cancel: &Cancel,
) -> Cancellable<Option<WorkspaceEdit>> {
    let mut changes = Vec::new();
    for Touched { converter, files } in vaults {
        let paths = files.iter().filter_map(|(from, to)| {
            Some((from.to_string(), disk::note_path(&converter.root, to)?.to_string()))
        });
        let paths: Vec<(String, String)> = paths.collect();
        let edits = features::move_files(&converter.snapshot, &paths, cancel)?;
        changes.extend(converter.own_note_changes(&edits));
    }
    Ok((!changes.is_empty()).then(|| workspace_edit(changes, Vec::new(), shape, Question::Mentions)))
}

/// The changes that unlink what is to be deleted, for the user to agree to; none where the client cannot ask.
pub(crate) fn unlink_files(
    vaults: &[Touched<()>],
    shape: EditShape,
    cancel: &Cancel,
) -> Cancellable<Option<WorkspaceEdit>> {
    if shape != EditShape::Annotated {
        return Ok(None);
    }
    let mut changes = Vec::new();
    for Touched { converter, files } in vaults {
        let paths: Vec<String> = files.iter().map(|(path, ())| path.to_string()).collect();
        let edits = features::unlink_files(&converter.snapshot, &paths, cancel)?;
        changes.extend(converter.own_note_changes(&edits));
    }
    Ok((!changes.is_empty()).then(|| workspace_edit(changes, Vec::new(), shape, Question::Unlink)))
}
