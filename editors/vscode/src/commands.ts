/** The commands of the palette. Each asks the server and shows what it answered. */

import * as vscode from "vscode";
import {
  type Location,
  type Position,
  type SymbolInformation,
  SymbolKind,
  WorkspaceSymbolRequest,
} from "vscode-languageclient/node";

import type { Server } from "./client";
import { count, locationOf, positionOf, problems, type Statistics } from "./protocol";

/** Registers every command; the views bring their own. */
export function register(server: Server): vscode.Disposable[] {
  const commands: Record<string, (...args: never[]) => unknown> = {
    goToTopic: () => goToTopic(server),
    showMentions: () => vscode.commands.executeCommand("editor.action.goToReferences"),
    defineTerm: () => codeAction("refactor.define", "Put the cursor on a word or select some, to define them."),
    linkAllMentions: () => codeAction("refactor.link.all", "No mention in this note waits for a link."),
    insertContents: () =>
      codeAction("source.contents", "The contents are up to date, or this note has too few headings to list."),
    extractTopic: () => codeAction("refactor.extract.topic", "Put the cursor on the title of a topic, to extract it."),
    // Commands of the server are registered by the language client, under their own names.
    openGlossary: () => openGlossary(server),
    openRandomTopic: () => execute(server, "glossator.randomTopic"),
    openDailyNote: () => execute(server, "glossator.dailyNote", "today"),
    openPreviousDailyNote: () => daily(server, "previous"),
    openNextDailyNote: () => daily(server, "next"),
    checkVault: () => checkVault(server),
    reindexVault: () => execute(server, "glossator.reindex"),
    restartServer: () => server.restart(),
    stopReading: () => server.stopReading(),
    showLog: () => server.showLog(),
    showMenu: () => showMenu(server),
    openPlace,
    // The link to a block or heading that a code action has named.
    copy: (text: string) => copy(text),
    openServerSetting,
    openInstructions: () => server.showInstructions(),
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

/** What stands before a term and a note in the list of topics. */
const ICONS: { readonly [kind: number]: string } = { [SymbolKind.Key]: "book", [SymbolKind.File]: "file" };

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
      // The note and the topics above.
      description: symbol.containerName ?? "",
      iconPath: new vscode.ThemeIcon(ICONS[symbol.kind] ?? "list-tree"),
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

/** Most actions of one kind at one place that are asked for their changes. */
const MOST_ACTIONS = 20;

/** Applies the code action of a kind at the cursor, and shows what it wrote into another note; or tells what it wants. */
async function codeAction(kind: string, wish: string): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) {
    return;
  }
  const { document, selection } = editor;
  const command = "vscode.executeCodeActionProvider";
  const asked = [document.uri, selection, kind, MOST_ACTIONS] as const;
  const found = (await vscode.commands.executeCommand<vscode.CodeAction[]>(command, ...asked)).filter(hasEdit);
  if (found.length === 0) {
    void vscode.window.showInformationMessage(wish);
    return;
  }
  const rows = found.map(({ title, edit }) => ({ label: title, edit }));
  const chosen = 1 < rows.length ? await vscode.window.showQuickPick(rows) : rows[0];
  if (chosen === undefined || !(await vscode.workspace.applyEdit(chosen.edit, { isRefactoring: true }))) {
    return;
  }
  const changed = chosen.edit.entries().map(([uri]) => uri);
  const elsewhere = changed.find((uri) => uri.toString() !== document.uri.toString());
  if (elsewhere !== undefined) {
    await writeOn(await vscode.window.showTextDocument(elsewhere));
  }
}

/** Puts the cursor where a note goes on: at its end, or below the title that it ends with. */
async function writeOn(editor: vscode.TextEditor): Promise<void> {
  const { document } = editor;
  const end = document.positionAt(document.getText().trimEnd().length);
  const rest = new vscode.Range(end, document.lineAt(document.lineCount - 1).range.end);
  editor.selection = new vscode.Selection(end, end);
  if (/^#{1,6}\s/.test(document.lineAt(end).text)) {
    const line = document.eol === vscode.EndOfLine.CRLF ? "\r\n" : "\n";
    await editor.edit((edit) => edit.replace(rest, line.repeat(2)));
    const below = end.translate(2, -end.character);
    editor.selection = new vscode.Selection(below, below);
  }
  editor.revealRange(editor.selection);
}

function hasEdit(action: vscode.CodeAction): action is vscode.CodeAction & { readonly edit: vscode.WorkspaceEdit } {
  return action.edit !== undefined;
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

/** Shows the problems of all notes; says so where there are none, or where a setting keeps them to the open notes. */
async function checkVault(server: Server): Promise<void> {
  const settings = vscode.workspace.getConfiguration("glossator");
  if (settings.get("diagnostics.scope") === "open") {
    const all = "Check All Notes";
    const only = "Only open notes are checked, as the setting glossator.diagnostics.scope says.";
    if ((await vscode.window.showInformationMessage(only, all)) === all) {
      const isOfWorkspace = settings.inspect("diagnostics.scope")?.workspaceValue !== undefined;
      await settings.update("diagnostics.scope", "vault", !isOfWorkspace);
    }
  }
  const statistics = await execute<Statistics>(server, "glossator.statistics");
  if (statistics === undefined) {
    return;
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  if (statistics.indexing) {
    void vscode.window.showInformationMessage("Glossator still reads the notes; problems appear as it finds them.");
  } else if (problems().length === 0) {
    void vscode.window.showInformationMessage(`Glossator found no problems in ${count(statistics.notes, "note")}.`);
  }
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

/** Shows where the server can be named: among the settings of the machine that the server runs on. */
async function openServerSetting(): Promise<void> {
  const kind = vscode.env.remoteName === undefined ? "openSettings" : "openRemoteSettings";
  await vscode.commands.executeCommand(`workbench.action.${kind}`, { query: "glossator.server.path" });
}

/** What can be done with the server: the menu of the status bar. */
async function showMenu(server: Server): Promise<void> {
  const stop = { label: "$(debug-stop) Stop Reading Notes", command: "glossator.stopReading" };
  const entries = [
    ...(server.reading.progress === undefined ? [] : [stop]),
    { label: "$(search) Go to Topic...", command: "glossator.goToTopic" },
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
