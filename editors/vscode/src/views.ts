/** Keeps the side bar and the status bar up with the server and the notes. */

import * as vscode from "vscode";

import type { Server } from "./client";
import { Gaps } from "./gaps";
import { Glossary } from "./glossary";
import { Status } from "./status";

/** How long the views wait after a change before they ask again, in milliseconds. */
const QUIET = 400;

/** Registers the views and the item in the status bar. */
export function register(server: Server): vscode.Disposable[] {
  const glossary = new Glossary(server);
  const gaps = new Gaps(server);
  const status = new Status(server);

  const tell = (): void => {
    void vscode.commands.executeCommand("setContext", "glossator.health", server.health);
    void vscode.commands.executeCommand("setContext", "glossator.isRead", status.isRead);
  };
  const show = (): void => {
    tell();
    glossary.refresh();
    gaps.refresh();
  };
  // The numbers first: they tell whether what the views are told later is all.
  const refresh = later(() => void status.refresh().then(show));
  const recount = later(() => status.showNumbers());
  tell();

  return [
    glossary,
    gaps,
    status,
    refresh,
    recount,
    server.onDidChange(() => {
      tell();
      refresh.soon();
    }),
    status.onDidRead(show),
    server.reading.onDidChange(() => status.showNumbers()),
    vscode.languages.onDidChangeDiagnostics(recount.soon),
    vscode.workspace.onDidSaveTextDocument(({ languageId }) => {
      if (languageId === "markdown") {
        refresh.soon();
      }
    }),
    vscode.workspace.onDidCreateFiles(refresh.soon),
    vscode.workspace.onDidDeleteFiles(refresh.soon),
    vscode.workspace.onDidRenameFiles(refresh.soon),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh.soon),
    vscode.commands.registerCommand("glossator.filterGlossary", () => glossary.askForFilter()),
    vscode.commands.registerCommand("glossator.clearGlossaryFilter", () => glossary.setFilter("")),
    vscode.commands.registerCommand("glossator.showMoreTerms", () => glossary.showMore()),
    vscode.commands.registerCommand("glossator.refreshViews", refresh.soon),
  ];
}

/** Runs something once after the last of many calls. */
function later(run: () => void): vscode.Disposable & { soon: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(run, QUIET);
    },
    dispose: () => clearTimeout(timer),
  };
}
