/** The side bar: the glossary with its mentions, and what still waits for an answer. */

import * as vscode from "vscode";
import type { Location } from "vscode-languageclient/node";

import type { Server } from "./client";
import { execute } from "./commands";
import type { Definition, Entry, Gap } from "./protocol";
import { Status } from "./status";

/** How long the views wait after a change before they ask again, in milliseconds. */
const QUIET = 400;

/** Registers the views and the item in the status bar, and keeps them up with the notes. */
export function register(server: Server): vscode.Disposable[] {
  const glossary = new Glossary(server);
  const gaps = new Gaps(server);
  const status = new Status(server);
  const glossaryView = vscode.window.createTreeView("glossator.glossary", { treeDataProvider: glossary });
  const gapsView = vscode.window.createTreeView("glossator.unanswered", { treeDataProvider: gaps });

  let timer: NodeJS.Timeout | undefined;
  const refresh = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      glossary.refresh();
      gaps.refresh();
      void status.refresh();
    }, QUIET);
  };
  const filter = async (): Promise<void> => {
    const box = vscode.window.createInputBox();
    box.placeholder = "Part of a term or of what it means";
    box.value = glossary.filter;
    box.onDidChangeValue((value) => {
      glossary.filter = value;
      glossaryView.description = value;
    });
    box.onDidAccept(() => box.hide());
    box.onDidHide(() => box.dispose());
    box.show();
  };
  const clear = (): void => {
    glossary.filter = "";
    glossaryView.description = "";
  };

  return [
    glossaryView,
    gapsView,
    status,
    server.onDidChange(refresh),
    vscode.workspace.onDidSaveTextDocument(refresh),
    vscode.workspace.onDidCreateFiles(refresh),
    vscode.workspace.onDidDeleteFiles(refresh),
    vscode.workspace.onDidRenameFiles(refresh),
    vscode.workspace.onDidChangeWorkspaceFolders(refresh),
    vscode.commands.registerCommand("glossator.filterGlossary", filter),
    vscode.commands.registerCommand("glossator.clearGlossaryFilter", clear),
    vscode.commands.registerCommand("glossator.refreshViews", refresh),
    new vscode.Disposable(() => clearTimeout(timer)),
  ];
}

/** A line of the glossary: a term, one of its definitions, all its mentions, or one mention. */
type Line =
  | { readonly kind: "term"; readonly entry: Entry }
  | { readonly kind: "definition"; readonly definition: Definition }
  | { readonly kind: "mentions"; readonly term: string }
  | { readonly kind: "mention"; readonly location: Location };

class Glossary implements vscode.TreeDataProvider<Line> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private entries: Promise<readonly Entry[]> | undefined;
  private wanted = "";

  constructor(private readonly server: Server) {}

  /** What a term or its meaning has to contain to be shown. */
  get filter(): string {
    return this.wanted;
  }

  set filter(filter: string) {
    this.wanted = filter;
    this.changed.fire();
  }

  refresh(): void {
    this.entries = undefined;
    this.changed.fire();
  }

  async getChildren(line?: Line): Promise<Line[]> {
    if (line === undefined) {
      const entries = await this.all();
      return entries.filter((entry) => contains(entry, this.wanted)).map((entry) => ({ kind: "term", entry }));
    }
    switch (line.kind) {
      case "term":
        return [
          ...line.entry.definitions.map((definition): Line => ({ kind: "definition", definition })),
          { kind: "mentions", term: line.entry.term },
        ];
      case "mentions":
        return (await this.mentions(line.term)).map((location) => ({ kind: "mention", location }));
      case "definition":
      case "mention":
        return [];
    }
  }

  getTreeItem(line: Line): vscode.TreeItem {
    switch (line.kind) {
      case "term": {
        const item = new vscode.TreeItem(line.entry.term, vscode.TreeItemCollapsibleState.Collapsed);
        const first = line.entry.definitions[0];
        item.description = line.entry.aliases.join(", ");
        item.tooltip = first?.gist ?? line.entry.term;
        item.iconPath = new vscode.ThemeIcon("symbol-keyword");
        item.contextValue = "term";
        return item;
      }
      case "definition": {
        const item = placed(line.definition.gist, line.definition.location);
        item.tooltip = line.definition.gist;
        item.iconPath = new vscode.ThemeIcon("book");
        return item;
      }
      case "mentions": {
        const item = new vscode.TreeItem("Mentions", vscode.TreeItemCollapsibleState.Collapsed);
        item.iconPath = new vscode.ThemeIcon("references");
        return item;
      }
      case "mention":
        return placed(`line ${line.location.range.start.line + 1}`, line.location);
    }
  }

  private async all(): Promise<readonly Entry[]> {
    this.entries ??= this.server.running === undefined ? Promise.resolve([]) : this.ask();
    return this.entries;
  }

  private async ask(): Promise<readonly Entry[]> {
    return (await execute<Entry[]>(this.server, "glossator.glossary")) ?? [];
  }

  private async mentions(term: string): Promise<readonly Location[]> {
    return (await execute<Location[]>(this.server, "glossator.mentions", term)) ?? [];
  }
}

function contains(entry: Entry, wanted: string): boolean {
  const part = wanted.trim().toLocaleLowerCase();
  const texts = [entry.term, ...entry.aliases, ...entry.definitions.map((definition) => definition.gist)];
  return part === "" || texts.some((text) => text.toLocaleLowerCase().includes(part));
}

/** A line that opens a place when it is clicked. */
function placed(label: string, location: Location): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  item.description = vscode.workspace.asRelativePath(vscode.Uri.parse(location.uri));
  item.command = { command: "glossator.openPlace", title: "Open", arguments: [location] };
  return item;
}

class Gaps implements vscode.TreeDataProvider<Gap> {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly server: Server) {}

  refresh(): void {
    this.changed.fire();
  }

  async getChildren(gap?: Gap): Promise<Gap[]> {
    if (gap !== undefined || this.server.running === undefined) {
      return [];
    }
    return (await execute<Gap[]>(this.server, "glossator.unanswered")) ?? [];
  }

  getTreeItem(gap: Gap): vscode.TreeItem {
    const item = placed(gap.name, gap.location);
    const icons = { question: "question", topic: "circle-outline", term: "symbol-keyword" } as const;
    item.iconPath = new vscode.ThemeIcon(icons[gap.kind]);
    return item;
  }
}
