/** The commands of the palette. Each asks the server and shows what it answered. */

import * as vscode from "vscode";
import {
  type Location,
  type Position,
  type SymbolInformation,
  WorkspaceSymbolRequest,
} from "vscode-languageclient/node";

import type { Server } from "./client";
import { locationOf, positionOf } from "./protocol";

/** Registers every command; the views bring their own. */
export function register(server: Server): vscode.Disposable[] {
  const commands: Record<string, (...args: never[]) => unknown> = {
    goToTopic: () => goToTopic(server),
    showMentions: () => vscode.commands.executeCommand("editor.action.goToReferences"),
    defineTerm: () => codeAction("refactor.define"),
    linkAllMentions: () => codeAction("refactor.link.all"),
    insertContents: () => codeAction("source.contents"),
    extractTopic: () => codeAction("refactor.extract.topic"),
    // Commands of the server are registered by the language client, under their own names.
    openGlossary: () => openGlossary(server),
    openRandomTopic: () => execute(server, "glossator.randomTopic"),
    openDailyNote: () => execute(server, "glossator.dailyNote", "today"),
    openPreviousDailyNote: () => daily(server, "previous"),
    openNextDailyNote: () => daily(server, "next"),
    checkVault: () => checkVault(),
    reindexVault: () => execute(server, "glossator.reindex"),
    restartServer: () => server.restart(),
    showLog: () => server.showLog(),
    showMenu: () => showMenu(),
    openPlace,
    // The link to a block or heading that a code action has named.
    copy: (text: string) => copy(text),
    // The lens above a topic carries the places, as the protocol writes them.
    showReferences: (uri: string, position: Position, locations: Location[]) => showReferences(uri, position, locations),
  };
  return Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`glossator.${name}`, run));
}

/** Sends a command to the server; a sentence tells the user where there is none, or what it said. */
export async function execute<Answer>(server: Server, command: string, ...args: unknown[]): Promise<Answer | undefined> {
  const client = server.running;
  if (client === undefined) {
    tellThatNoServerRuns();
    return undefined;
  }
  try {
    return await client.sendRequest<Answer>("workspace/executeCommand", { command, arguments: args });
  } catch (error) {
    void vscode.window.showWarningMessage(`Glossator: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function tellThatNoServerRuns(): void {
  void vscode.window.showWarningMessage("Glossator's server does not run. “Glossator: Restart Server” starts it.");
}

/** Opens a place that the server named. */
async function openPlace(place: Location): Promise<void> {
  const { uri, range } = locationOf(place);
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(range.start, range.start) });
}

interface TopicItem extends vscode.QuickPickItem {
  readonly place: Location;
}

/** A list of topics that follows what is typed; the server ranks it. */
async function goToTopic(server: Server): Promise<void> {
  const client = server.running;
  if (client === undefined) {
    tellThatNoServerRuns();
    return;
  }
  const picker = vscode.window.createQuickPick<TopicItem>();
  picker.placeholder = "Name of a topic or term";
  // The server's order is the order of the list: what it found is not filtered again.
  picker.matchOnDescription = true;
  picker.matchOnDetail = true;

  let asked = 0;
  const ask = async (query: string): Promise<void> => {
    const own = ++asked;
    picker.busy = true;
    const found = await client.sendRequest(WorkspaceSymbolRequest.type, { query }).catch(() => []);
    if (own !== asked) {
      return;
    }
    picker.busy = false;
    picker.items = (found ?? []).filter(isPlaced).map((symbol) => ({
      label: symbol.name,
      description: symbol.containerName ?? "",
      detail: vscode.workspace.asRelativePath(vscode.Uri.parse(symbol.location.uri)),
      alwaysShow: true,
      place: symbol.location,
    }));
  };
  picker.onDidChangeValue(ask);
  picker.onDidAccept(async () => {
    const chosen = picker.activeItems[0];
    picker.hide();
    if (chosen !== undefined) {
      await openPlace(chosen.place);
    }
  });
  picker.onDidHide(() => picker.dispose());
  picker.show();
  await ask("");
}

function isPlaced(symbol: { readonly location: object }): symbol is SymbolInformation {
  return "range" in symbol.location;
}

/** Applies the code action of a kind at the cursor; the editor says so where there is none. */
async function codeAction(kind: string): Promise<void> {
  await vscode.commands.executeCommand("editor.action.codeAction", { kind, apply: "ifSingle" });
}

/** Opens the glossary as a new, unsaved note. */
async function openGlossary(server: Server): Promise<void> {
  const content = await execute<string>(server, "glossator.exportGlossary");
  if (content !== undefined) {
    const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
    await vscode.window.showTextDocument(document);
  }
}

async function daily(server: Server, which: "previous" | "next"): Promise<void> {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  await execute(server, "glossator.dailyNote", which, ...(uri === undefined ? [] : [uri]));
}

/** Shows the problems of all notes, not only of the open ones. */
async function checkVault(): Promise<void> {
  const settings = vscode.workspace.getConfiguration("glossator");
  if (settings.get("diagnostics.scope") !== "vault") {
    await settings.update("diagnostics.scope", "vault", vscode.ConfigurationTarget.Workspace);
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
}

async function showReferences(uri: string, position: Position, locations: readonly Location[]): Promise<void> {
  const at = positionOf(position);
  await vscode.commands.executeCommand(
    "editor.action.showReferences",
    vscode.Uri.parse(uri),
    at,
    locations.map(locationOf),
  );
}

/** The pages of rules, which the server tells: what the code of a problem leads to. */
export const rulePages = (server: Server): vscode.TextDocumentContentProvider => ({
  provideTextDocumentContent: async (uri) => {
    const rule = uri.path.replace(/^\//, "").replace(/\.md$/, "");
    return (await execute<string | null>(server, "glossator.explain", rule)) ?? "";
  },
});

async function copy(text: string): Promise<void> {
  await vscode.env.clipboard.writeText(text);
  vscode.window.setStatusBarMessage(`Copied ${text}`, 5000);
}

/** What can be done with the server: the menu of the status bar. */
async function showMenu(): Promise<void> {
  const entries = [
    { label: "$(search) Go to Topic", command: "glossator.goToTopic" },
    { label: "$(book) Show Glossary", command: "glossator.glossary.focus" },
    { label: "$(checklist) Check Vault", command: "glossator.checkVault" },
    { label: "$(refresh) Restart Server", command: "glossator.restartServer" },
    { label: "$(output) Show Log", command: "glossator.showLog" },
  ];
  const chosen = await vscode.window.showQuickPick(entries, { placeHolder: "Glossator" });
  if (chosen !== undefined) {
    await vscode.commands.executeCommand(chosen.command);
  }
}
