/** The item in the status bar: how many notes and terms the server knows, how far it has read them, that it does not run. */

import * as vscode from "vscode";

import type { Health, Server } from "./client";
import { execute } from "./commands";
import { count, problems, type Statistics } from "./protocol";

/** How soon the server is asked again while it reads the notes, in milliseconds. */
const AGAIN = 800;

/** What is shown while there is nothing to count. */
const WAITING: Record<Exclude<Health, "running">, { text: string; tooltip: string; isWarning: boolean }> = {
  starting: { text: "$(sync~spin) Glossator", tooltip: "Glossator: the server starts", isWarning: false },
  missing: { text: "$(warning) Glossator", tooltip: "Glossator: no server was found", isWarning: true },
  stopped: { text: "$(warning) Glossator", tooltip: "Glossator: the server does not run", isWarning: true },
};

/** Notes and terms in the status bar; the menu behind it restarts the server and shows the log. */
export class Status implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem("glossator.status", vscode.StatusBarAlignment.Right, 10);
  private readonly read = new vscode.EventEmitter<void>();
  /** Fires when all notes have been read: what was told before was not all. */
  readonly onDidRead = this.read.event;
  private timer: NodeJS.Timeout | undefined;
  private counted: Statistics | undefined;

  constructor(private readonly server: Server) {
    this.item.name = "Glossator";
    this.item.command = "glossator.showMenu";
    void this.refresh();
    this.item.show();
  }

  /** Whether the server runs and knows all notes. */
  get isRead(): boolean {
    return this.counted?.indexing === false;
  }

  /** Asks the server for the numbers and shows them. */
  async refresh(): Promise<void> {
    clearTimeout(this.timer);
    const { health } = this.server;
    const wasReading = this.counted?.indexing === true;
    this.counted = health === "running" ? await execute<Statistics>(this.server, "glossator.statistics") : undefined;
    if (health !== "running") {
      const { text, tooltip, isWarning } = WAITING[health];
      this.show(text, tooltip, isWarning);
      return;
    }
    this.showNumbers();
    if (this.counted?.indexing) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.refresh(), AGAIN);
    } else if (wasReading) {
      this.read.fire();
    }
  }

  /** Shows what was counted last, with the problems that the editor knows of now. */
  showNumbers(): void {
    if (this.counted === undefined) {
      return;
    }
    const { topics, unanswered, indexing } = this.counted;
    const notes = count(this.counted.notes, "note");
    const terms = count(this.counted.terms, "term");
    if (indexing) {
      const { percentage, message } = this.server.reading.progress ?? { percentage: 0, message: "" };
      this.show(`$(sync~spin) Reading notes: ${percentage} %`, `Glossator reads the notes ${message}`.trimEnd(), false);
      return;
    }
    const tooltip = [
      `Glossator knows ${notes}, ${count(topics, "topic")} and ${terms}.`,
      `${unanswered === 0 ? "Nothing waits" : `${count(unanswered, "place")} ${unanswered === 1 ? "waits" : "wait"}`} for an answer; ${count(problems().length, "problem")}.`,
    ].join("\n");
    this.show(`$(book) ${notes}, ${terms}`, tooltip, false);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.read.dispose();
    this.item.dispose();
  }

  private show(text: string, tooltip: string, isWarning: boolean): void {
    this.item.text = text;
    this.item.tooltip = tooltip;
    this.item.backgroundColor = isWarning ? new vscode.ThemeColor("statusBarItem.warningBackground") : undefined;
  }
}
