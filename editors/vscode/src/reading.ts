/** How far the server has come with the first reading of the notes. */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

type Handler = NonNullable<Middleware["handleWorkDoneProgress"]>;
type Token = Parameters<Handler>[0];

/** What a reading that goes on tells of itself. */
export interface Progress {
  readonly percentage: number;
  /** How many files of how many. */
  readonly message: string;
}

/** Takes the progress of readings for the item in the status bar; VS Code would show it a second time beside it. */
export class Reading implements vscode.Disposable {
  private readonly running = new Map<Token, Progress>();
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.changed.event;

  /** The part of the client's middleware that listens. */
  readonly handle: Handler = (token, params, next) => {
    if (!String(token).startsWith("glossator/read/")) {
      next(token, params);
    } else if (params.kind === "end") {
      this.running.delete(token);
    } else {
      this.running.set(token, { percentage: params.percentage ?? 0, message: params.message ?? "" });
    }
    this.changed.fire();
  };

  /** The reading that began last, if one goes on. */
  get progress(): Progress | undefined {
    return [...this.running.values()].at(-1);
  }

  /** What can be told to stop. */
  get tokens(): Token[] {
    return [...this.running.keys()];
  }

  /** Forgets what goes on: the server has ended. */
  clear(): void {
    this.running.clear();
    this.changed.fire();
  }

  dispose(): void {
    this.changed.dispose();
  }
}
