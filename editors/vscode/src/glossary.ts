/** The view Glossary: every term with what it means, and below it its definitions and mentions. */

import * as vscode from "vscode";
import type { Location } from "vscode-languageclient/node";

import type { Server } from "./client";
import { execute } from "./commands";
import type { Definition, Entry } from "./protocol";
import { linesAround, opens, placed, tellCount } from "./row";

/** How many terms are asked for at a time: a big vault has more than anybody scrolls through. */
const PAGE = 500;

/** How long the filter waits for the next letter, in milliseconds. */
const TYPING = 150;

/** A line of the view: a term, one of its definitions, all its mentions, one mention, or the way to more terms. */
type Line =
  | { readonly kind: "more" }
  | { readonly kind: "term"; readonly entry: Entry }
  | { readonly kind: "definition"; readonly definition: Definition }
  | { readonly kind: "mentions"; readonly entry: Entry }
  | { readonly kind: "mention"; readonly location: Location; readonly label: vscode.TreeItemLabel };

export class Glossary implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = vscode.window.createTreeView("glossator.glossary", {
    treeDataProvider: this,
    showCollapseAll: true,
  });
  private entries: Promise<readonly Entry[]> | undefined;
  private filter = "";
  private wanted = PAGE;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly server: Server) {}

  refresh(): void {
    this.entries = undefined;
    tellCount("terms", undefined);
    this.changed.fire();
  }

  /** Shows a box to type in; the view follows it. */
  askForFilter(): void {
    const box = vscode.window.createInputBox();
    box.title = "Filter Glossary";
    box.placeholder = "Part of a term or of what it means";
    box.value = this.filter;
    box.onDidChangeValue((value) => this.setFilter(value));
    box.onDidAccept(() => box.hide());
    box.onDidHide(() => box.dispose());
    box.show();
  }

  /** Shows only terms that contain this, in a name or in what they mean. */
  setFilter(filter: string): void {
    this.filter = filter;
    this.wanted = PAGE;
    this.view.description = filter;
    void vscode.commands.executeCommand("setContext", "glossator.isFiltered", filter.trim() !== "");
    // The server is asked once a word is typed, not for each letter.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), TYPING);
  }

  /** Shows the next terms behind those that are there. */
  showMore(): void {
    this.wanted += PAGE;
    this.refresh();
  }

  async getChildren(line?: Line): Promise<Line[]> {
    switch (line?.kind) {
      case undefined:
        return this.terms();
      case "term":
        return [
          ...line.entry.definitions.map((definition): Line => ({ kind: "definition", definition })),
          { kind: "mentions", entry: line.entry },
        ];
      case "mentions":
        return this.mentions(line.entry);
      case "definition":
      case "mention":
      case "more":
        return [];
    }
  }

  getTreeItem(line: Line): vscode.TreeItem {
    switch (line.kind) {
      case "term":
        return termRow(line.entry);
      case "definition": {
        const { gist, location } = line.definition;
        const item = placed("", location);
        item.label = String(item.description);
        item.description = gist;
        item.tooltip = gist;
        item.iconPath = new vscode.ThemeIcon("book");
        return item;
      }
      case "mentions": {
        const item = new vscode.TreeItem("Mentions", vscode.TreeItemCollapsibleState.Collapsed);
        item.iconPath = new vscode.ThemeIcon("references");
        return item;
      }
      case "mention":
        return placed(line.label, line.location);
      case "more": {
        const item = new vscode.TreeItem("More Terms…");
        item.command = { command: "glossator.showMoreTerms", title: "More Terms" };
        item.iconPath = new vscode.ThemeIcon("ellipsis");
        return item;
      }
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.view.dispose();
    this.changed.dispose();
  }

  private async terms(): Promise<Line[]> {
    this.entries ??= this.server.running === undefined ? Promise.resolve([]) : this.ask();
    const entries = await this.entries;
    const filter = this.filter.trim();
    if (filter === "") {
      tellCount("terms", entries.length);
    }
    this.view.message = entries.length === 0 && filter !== "" ? `No term contains “${filter}”.` : "";
    const lines = entries.slice(0, this.wanted).map((entry): Line => ({ kind: "term", entry }));
    return this.wanted < entries.length ? [...lines, { kind: "more" }] : lines;
  }

  /** The terms that the filter leaves, and one more than are shown, if there are more. */
  private async ask(): Promise<readonly Entry[]> {
    const part = [this.filter.trim(), this.wanted + 1] as const;
    return (await execute<Entry[]>(this.server, "glossator.glossary", ...part)) ?? [];
  }

  /** The mentions of a term in the sense of its first definition: a name may have several. */
  private async mentions(entry: Entry): Promise<Line[]> {
    const first = entry.definitions[0]?.location;
    const sense = first === undefined ? [] : [first.uri, first.range.start];
    const found = (await execute<Location[]>(this.server, "glossator.mentions", entry.term, ...sense)) ?? [];
    const labels = await linesAround(found);
    return found.map((location, at) => ({ kind: "mention", location, label: labels[at] ?? { label: location.uri } }));
  }
}

function termRow(entry: Entry): vscode.TreeItem {
  const item = new vscode.TreeItem(entry.term, vscode.TreeItemCollapsibleState.Collapsed);
  const first = entry.definitions[0];
  const others = entry.aliases.join(", ");
  const gist = first?.gist ?? "";
  item.description = others === "" ? gist : `${others} · ${gist}`;
  item.tooltip = [others === "" ? entry.term : `${entry.term} (${others})`, gist].join("\n\n");
  if (first !== undefined) {
    item.command = opens(first.location);
  }
  return item;
}
