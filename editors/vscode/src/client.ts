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
  State,
  type StaticFeature,
} from "vscode-languageclient/node";

import * as binary from "./binary";

/** How often the server is started again within {@link RESTART_WINDOW} milliseconds. */
const RESTARTS = 5;
const RESTART_WINDOW = 3 * 60 * 1000;

/** Asks the user whether to open a page with instructions, the settings, or the log. */
async function complain(message: string, output: vscode.OutputChannel): Promise<void> {
  const install = "How to Install";
  const settings = "Open Settings";
  const log = "Show Log";
  const chosen = await vscode.window.showErrorMessage(message, install, settings, log);
  if (chosen === install) {
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", "glossator.glossator#start", false);
  } else if (chosen === settings) {
    await vscode.commands.executeCommand("workbench.action.openSettings", "glossator.server.path");
  } else if (chosen === log) {
    output.show();
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
  private readonly output: vscode.LogOutputChannel;
  private readonly trace: vscode.LogOutputChannel;
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

  /** Starts the server; a message tells the user where that fails. */
  async start(): Promise<void> {
    const found = this.find();
    if ("reason" in found) {
      this.output.error(found.reason);
      this.changed.fire();
      void complain(`Glossator has no server. ${found.reason}`, this.output);
      return;
    }
    this.output.info(`starting ${found.file} (${found.origin})`);
    const client = new LanguageClient(
      "glossator",
      "Glossator",
      { command: found.file, args: ["serve"], options: { env: process.env } },
      this.options(found.file),
    );
    this.client = client;
    client.registerFeature(ownCommands);
    client.onDidChangeState(() => this.changed.fire());
    try {
      await client.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.output.error(`the server did not start: ${reason}`);
      this.changed.fire();
      void complain(`Glossator's server ${found.file} did not start: ${reason}`, this.output);
      return;
    }
    this.compareVersions(client, found);
  }

  /** Stops the server and starts it again, wherever it is found now. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  async stop(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client !== undefined && client.state !== State.Stopped) {
      // A server that crashed or hangs must not keep the window from closing.
      await client.dispose(2000).catch((error: unknown) => this.output.warn(`stopping: ${String(error)}`));
    }
  }

  showLog(): void {
    this.output.show();
  }

  dispose(): void {
    this.changed.dispose();
    this.output.dispose();
    this.trace.dispose();
  }

  private find(): binary.Binary | binary.Absent {
    return binary.find({
      setting: vscode.workspace.getConfiguration("glossator").get("server.path", ""),
      extension: this.context.extensionPath,
      path: process.env["PATH"] ?? process.env["Path"] ?? "",
      home: homedir(),
      platform: process.platform,
      canRun,
    });
  }

  private options(file: string): LanguageClientOptions {
    const settings = vscode.workspace.getConfiguration().get<Record<string, unknown>>("glossator", {});
    return {
      documentSelector: [
        { scheme: "file", language: "markdown" },
        { scheme: "untitled", language: "markdown" },
      ],
      outputChannel: this.output,
      traceOutputChannel: this.trace,
      initializationOptions: settings,
      // Pictures, raw HTML and command links in a note never reach the hover.
      markdown: { isTrusted: false, supportHtml: false },
      errorHandler: new Restarts(file, (message) => void complain(message, this.output)),
      initializationFailedHandler: () => false,
    };
  }

  private compareVersions(client: LanguageClient, found: binary.Binary): void {
    const server = client.initializeResult?.serverInfo?.version ?? "unknown";
    const extension = String(this.context.extension.packageJSON.version);
    this.output.info(`the server is version ${server}, the extension version ${extension}`);
    if (!binary.isCompatible(server, extension)) {
      const message = `Glossator ${extension} for VS Code found a server of version ${server} at ${found.file}. Some features may be missing or fail.`;
      void complain(message, this.output);
    }
  }
}

/** Starts a server that ended again, until it ends too often. */
class Restarts implements ErrorHandler {
  private readonly ends: number[] = [];

  constructor(
    private readonly file: string,
    private readonly giveUp: (message: string) => void,
  ) {}

  error(): ReturnType<ErrorHandler["error"]> {
    return { action: ErrorAction.Continue };
  }

  closed(): CloseHandlerResult {
    const now = Date.now();
    this.ends.push(now);
    const recent = this.ends.filter((end) => now - end < RESTART_WINDOW);
    if (recent.length <= RESTARTS) {
      return { action: CloseAction.Restart };
    }
    const message = `Glossator's server ${this.file} ended ${recent.length} times within three minutes and is not started again. “Glossator: Restart Server” starts it.`;
    this.giveUp(message);
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
