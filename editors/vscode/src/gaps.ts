/** The view Unanswered: what still waits for words, by kind. */

import * as vscode from "vscode";

import type { Server } from "./client";
import { execute } from "./commands";
import type { Gap } from "./protocol";
import { placed, tellCount } from "./row";

/** A line of the view: all gaps of a kind, or one of them. */
type Line = { readonly kind: Gap["kind"]; readonly gaps: readonly Gap[] } | Gap;

/** The kinds in the order in which they are shown. */
const KINDS: readonly { kind: Gap["kind"]; title: string; icon: string }[] = [
  { kind: "question", title: "Questions without an answer", icon: "question" },
  { kind: "topic", title: "Topics without text", icon: "circle-outline" },
  { kind: "term", title: "Terms without a definition", icon: "bookmark" },
];

export class Gaps implements vscode.TreeDataProvider<Line>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.changed.event;
  private readonly view = vscode.window.createTreeView("glossator.unanswered", { treeDataProvider: this });

  constructor(private readonly server: Server) {}

  refresh(): void {
    tellCount("gaps", undefined);
    this.changed.fire();
  }

  async getChildren(line?: Line): Promise<Line[]> {
    if (line !== undefined) {
      return "gaps" in line ? [...line.gaps] : [];
    }
    if (this.server.running === undefined) {
      return [];
    }
    const all = (await execute<Gap[]>(this.server, "glossator.unanswered")) ?? [];
    tellCount("gaps", all.length);
    const byKind = KINDS.map(({ kind }) => ({ kind, gaps: all.filter((gap) => gap.kind === kind) }));
    return byKind.filter(({ gaps }) => 0 < gaps.length);
  }

  getTreeItem(line: Line): vscode.TreeItem {
    if (!("gaps" in line)) {
      return placed(line.name, line.location);
    }
    const shown = KINDS.find(({ kind }) => kind === line.kind);
    const item = new vscode.TreeItem(shown?.title ?? line.kind, vscode.TreeItemCollapsibleState.Expanded);
    item.id = line.kind;
    item.description = String(line.gaps.length);
    item.iconPath = new vscode.ThemeIcon(shown?.icon ?? "question");
    return item;
  }

  dispose(): void {
    this.view.dispose();
    this.changed.dispose();
  }
}
