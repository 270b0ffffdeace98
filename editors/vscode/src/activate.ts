/** Starts the server when the first note opens, and stops it with the window. */

import * as vscode from "vscode";

import { Server } from "./client";
import * as commands from "./commands";
import * as views from "./views";

let server: Server | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  server = new Server(context);
  context.subscriptions.push(server, ...commands.register(server), ...views.register(server));
  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider("glossator-rule", commands.rulePages(server)),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("glossator.server.path")) {
        void server?.restart();
      }
    }),
  );
  await server.start();
}

export async function deactivate(): Promise<void> {
  await server?.stop();
}
