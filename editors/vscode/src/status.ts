/** The item in the status bar: how many notes and terms the server knows, and that it reads them or does not run. */

import * as vscode from "vscode";

import type { Server } from "./client";
import { execute } from "./commands";
import type { Statistics } from "./protocol";

/** How soon the server is asked again while it reads the notes, in milliseconds. */
const AGAIN = 800;

/** Notes and terms in the status bar; the menu behind it restarts the server and shows the log. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("glossator.status", vscode.StatusBarAlignment.Right, 10);

  constructor(private readonly server: Server) {
    this.item.name = "Glossator";
    this.item.command = "glossator.showMenu";
    this.item.show();
  }

  async refresh(): Promise<void> {
    if (this.server.running === undefined) {
      this.item.text = "$(circle-slash) Glossator";
      this.item.tooltip = "Glossator's server does not run.";
      return;
    }
    const statistics = await execute<Statistics>(this.server, "glossator.statistics");
    if (statistics === undefined) {
      return;
    }
    const { notes, terms, topics, unanswered, indexing } = statistics;
    this.item.text = indexing ? `$(sync~spin) ${notes} notes` : `$(book) ${notes} notes, ${terms} terms`;
    const problems = vscode.languages
      .getDiagnostics()
      .flatMap(([, found]) => found)
      .filter((problem) => problem.source === "glossator").length;
    this.item.tooltip = `Glossator: ${notes} notes, ${topics} topics, ${terms} terms, ${unanswered} without an answer, ${problems} problems`;
    if (indexing) {
      setTimeout(() => void this.refresh(), AGAIN);
    }
  }

  dispose(): void {
    this.item.dispose();
  }
}
