/**
 * One running server: starts it, tells what it is called and how it fares, and says so when it cannot go on.
 */

import { constants, accessSync, statSync } from "node:fs";
import { homedir } from "node:os";
import * as vscode from "vscode";
import {
  type CloseHandlerResult,
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type Middleware,
  State,
  type StaticFeature,
  WorkDoneProgressCancelNotification,
} from "vscode-languageclient/node";

import { beside } from "./beside";
import * as binary from "./binary";
import { Problems } from "./gone";
import { Reading } from "./reading";

/** How often the server is started again within {@link RESTART_WINDOW} milliseconds. */
const RESTARTS = 5;
const RESTART_WINDOW = 3 * 60 * 1000;

/** What a message about the server offers to do. */
const REMEDIES = {
  "How to Install": () => vscode.commands.executeCommand("glossator.openInstructions"),
  "Open Settings": () => vscode.commands.executeCommand("glossator.openServerSetting"),
  "Restart Server": () => vscode.commands.executeCommand("glossator.restartServer"),
  "Show Log": () => vscode.commands.executeCommand("glossator.showLog"),
};
type Remedy = keyof typeof REMEDIES;

/** How the server fares, for the views and the status bar. */
export type Health = "starting" | "running" | "missing" | "stopped";

async function complain(message: string, ...remedies: Remedy[]): Promise<void> {
  const chosen = await vscode.window.showErrorMessage(message, ...remedies);
  if (chosen !== undefined) {
    await REMEDIES[chosen]();
  }
}

/**
 * Tells the server that the places which a code lens counts can come with its command, and that a link can be
 * copied and the page of a rule opened.
 */
const ownCommands: StaticFeature = {
  fillClientCapabilities: (capabilities) => {
    capabilities.experimental = { commands: { commands: ["glossator.showReferences", "glossator.copy", "glossator.openRule"] } };
  },
  initialize: () => undefined,
  getState: () => ({ kind: "static" }),
  clear: () => undefined,
};

/** The server of this window, whether it runs or not. */
export class Server implements vscode.Disposable {
  private client: LanguageClient | undefined;
  private isMissing = false;
  /** The last restart, and the one that waits for its end. */
  private restarting: Promise<void> = Promise.resolve();
  private next: Promise<void> | undefined;
  private readonly output: vscode.LogOutputChannel;
  private readonly trace: vscode.LogOutputChannel;
  private readonly problems = new Problems();
  /** The first reading of the notes, while it goes on. */
  readonly reading = new Reading();
  private readonly changed = new vscode.EventEmitter<void>();
  /** Fires when the server starts, stops or is found missing. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly context: vscode.ExtensionContext) {
    this.output = vscode.window.createOutputChannel("Glossator", { log: true });
    this.trace = vscode.window.createOutputChannel("Glossator Trace", { log: true });
  }

  /** The client while the server answers. */
  get running(): LanguageClient | undefined {
    return this.client?.state === State.Running ? this.client : undefined;
  }

  get health(): Health {
    if (this.client === undefined) {
      return this.isMissing ? "missing" : "stopped";
    }
    switch (this.client.state) {
      case State.Running:
        return "running";
      case State.Starting:
        return "starting";
      case State.Stopped:
      case State.StartFailed:
        return "stopped";
    }
  }

  /** Starts the server; a message tells the user where that fails. */
  async start(): Promise<void> {
    const found = this.find();
    this.isMissing = "reason" in found;
    if ("reason" in found) {
      this.output.error(found.reason);
      this.changed.fire();
      void complain(`Glossator has no server. ${found.reason}`, "How to Install", "Open Settings");
      return;
    }
    this.output.info(`starting ${found.file} (${found.origin})`);
    const restarts = new Restarts();
    const client = new QuietClient(
      "glossator",
      "Glossator",
      { command: found.file, args: ["serve"], options: { env: process.env } },
      this.options(restarts),
    );
    this.client = client;
    client.registerFeature(ownCommands);
    client.onDidChangeState(({ newState }) => {
      restarts.hasRun ||= newState === State.Running;
      if (newState !== State.Running) {
        this.reading.clear();
      }
      this.changed.fire();
    });
    try {
      await client.start();
    } catch (error) {
      // A server that ran and ended is told of by `Restarts`.
      if (this.client === client && !restarts.hasRun) {
        const reason = error instanceof Error ? error.message : String(error);
        this.output.error(`the server did not start: ${reason}`);
        this.changed.fire();
        void complain(`Glossator’s server ${found.file} did not start: ${reason}`, "How to Install", "Open Settings", "Show Log");
      }
      return;
    }
    this.compareVersions(client, found);
  }

  /**
   * Stops the server and starts it again, wherever it is found now. One after the other, for a path that is typed into
   * the settings asks for one with each letter; those that wait are one.
   */
  restart(): Promise<void> {
    const run = async (): Promise<void> => {
      this.next = undefined;
      await this.stop();
      await this.start();
    };
    this.next ??= this.restarting.then(run, run);
    this.restarting = this.next;
    return this.next;
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined && client.state !== State.Stopped) {
      // A server that crashed or hangs must not keep the window from closing.
      await client.dispose(2000).catch((error: unknown) => this.output.warn(`stopping: ${String(error)}`));
    }
  }

  /** Has the server be content with the notes that it has read. */
  async stopReading(): Promise<void> {
    const ends = this.reading.tokens.map((token) => this.running?.sendNotification(WorkDoneProgressCancelNotification.type, { token }));
    await Promise.all(ends);
  }

  async showInstructions(): Promise<void> {
    const page = vscode.Uri.joinPath(this.context.extensionUri, "walkthrough", "install.md");
    await vscode.commands.executeCommand("markdown.showPreview", page);
  }

  showLog(): void {
    this.output.show();
  }

  dispose(): void {
    this.problems.dispose();
    this.reading.dispose();
    this.changed.dispose();
    this.output.dispose();
    this.trace.dispose();
  }

  private find(): binary.Binary | binary.Absent {
    return binary.find({
      setting: vscode.workspace.getConfiguration("glossator").get<unknown>("server.path", ""),
      extension: this.context.extensionPath,
      path: process.env["PATH"] ?? process.env["Path"] ?? "",
      home: homedir(),
      platform: process.platform,
      canRun,
    });
  }

  private options(errorHandler: ErrorHandler): LanguageClientOptions {
    const settings = vscode.workspace.getConfiguration().get<Record<string, unknown>>("glossator", {});
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "untitled", language: "markdown" },
      ],
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      diagnosticCollectionProvider: this.problems.provider,
      initializationOptions: settings,
      // Pictures, raw HTML and command links in a note never reach the hover.
      markdown: { isTrusted: false, supportHtml: false },
      middleware: { ...withSteps(beside()), handleWorkDoneProgress: this.reading.handle },
      errorHandler,
      initializationFailedHandler: () => false,
    };
  }

  private compareVersions(client: LanguageClient, found: binary.Binary): void {
    const server = client.initializeResult?.serverInfo?.version ?? "unknown";
    const extension = String(this.context.extension.packageJSON.version);
    this.output.info(`the server is version ${server}, the extension version ${extension}`);
    if (!binary.isCompatible(server, extension)) {
      const message = `Glossator ${extension} for VS Code found a server of version ${server} at ${found.file}. Some features may be missing or fail.`;
      void complain(message, "How to Install", "Open Settings");
    }
  }
}

/** A client whose troubles are written to the log: what a user has to know is said by {@link complain}, once. */
class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}

/** Marks the steps of the walkthrough that no command ends: the first card shown, the first list of suggestions. */
function withSteps(middleware: Middleware): Middleware {
  const done = new Set<string>();
  const mark = (step: string): void => {
    if (!done.has(step)) {
      done.add(step);
      void vscode.commands.executeCommand("setContext", `glossator.${step}`, true);
    }
  };
  return {
    ...middleware,
    provideHover: async (document, position, token, next) => {
      const hover = await (middleware.provideHover?.(document, position, token, next) ?? next(document, position, token));
      if (hover) {
        mark("hovered");
      }
      return hover;
    },
    provideCompletionItem: async (document, position, context, token, next) => {
      const found = await next(document, position, context, token);
      const items = Array.isArray(found) ? found : found?.items;
      if (items !== undefined && 0 < items.length) {
        mark("completed");
      }
      return found;
    },
  };
}

/** Starts a server that ended again, until it ends too often. One that never ran is not started again. */
class Restarts implements ErrorHandler {
  /** Whether the server has answered once. */
  hasRun = false;
  private readonly ends: number[] = [];

  error(): ReturnType<ErrorHandler["error"]> {
    return { action: ErrorAction.Continue };
  }

  closed(): CloseHandlerResult {
    if (!this.hasRun) {
      return { action: CloseAction.DoNotRestart, message: "the server ended before it answered", handled: true };
    }
    const now = Date.now();
    this.ends.push(now);
    const recent = this.ends.filter((end) => now - end < RESTART_WINDOW);
    if (recent.length <= RESTARTS) {
      return { action: CloseAction.Restart, message: "the server ended and is started again", handled: true };
    }
    const message = `Glossator’s server ended ${recent.length} times within three minutes and is not started again.`;
    void complain(message, "Restart Server", "Show Log");
    return { action: CloseAction.DoNotRestart, message, handled: true };
  }
}

function canRun(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
