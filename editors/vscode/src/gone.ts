/**
 * Takes the problems of notes away that are no longer there.
 *
 * The client library leaves problems of a note that is closed to the next report about all notes, and forgets at the
 * same time that there were some. So the server is never asked to take them back where the note was deleted or renamed.
 */

import * as vscode from "vscode";
import type { DiagnosticCollectionProvider } from "vscode-languageclient/node";

/** The problems that the client shows, with what watches for notes that go. */
export class Problems implements vscode.Disposable {
  private readonly collections = new Set<vscode.DiagnosticCollection>();
  private readonly watcher = vscode.workspace.createFileSystemWatcher("**/*.{md,markdown}", true, true, false);
  private readonly listeners = [
    this.watcher,
    this.watcher.onDidDelete((uri) => this.forget(uri)),
    vscode.workspace.onDidDeleteFiles(({ files }) => files.forEach((uri) => this.forget(uri))),
    vscode.workspace.onDidRenameFiles(({ files }) => files.forEach(({ oldUri }) => this.forget(oldUri))),
  ];

  /** Makes the collections that the client library fills. */
  readonly provider: DiagnosticCollectionProvider = {
    create: (name) => {
      const collection = vscode.languages.createDiagnosticCollection(name);
      this.collections.add(collection);
      return collection;
    },
    dispose: (collection) => {
      this.collections.delete(collection);
      collection.dispose();
    },
  };

  dispose(): void {
    for (const listener of this.listeners) {
      listener.dispose();
    }
  }

  /** Forgets a note, or all notes below a folder. */
  private forget(gone: vscode.Uri): void {
    for (const collection of this.collections) {
      const all = [...collection].map(([uri]) => uri);
      const below = all.filter((uri) => uri.path === gone.path || uri.path.startsWith(`${gone.path}/`));
      below.forEach((uri) => collection.delete(uri));
    }
  }
}
