/** Rows of the side bar that stand for a place in a note. */

import * as vscode from "vscode";
import type { Location } from "vscode-languageclient/node";

import { locationOf } from "./protocol";

/** Most characters of a line that stand before what is shown of it. */
const BEFORE = 12;

/** A row that opens a place when it is clicked, with the note and line behind it. */
export function placed(label: string | vscode.TreeItemLabel, location: Location): vscode.TreeItem {
  const item = new vscode.TreeItem(label);
  const { uri, range } = locationOf(location);
  item.description = `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`;
  item.command = opens(location);
  return item;
}

/** The command of a row that leads to a place. */
export function opens(location: Location): vscode.Command {
  return { command: "glossator.openPlace", title: "Open", arguments: [location] };
}

/** Tells what an empty view says: how many there are of what it lists, `undefined` until the server has answered. */
export function tellCount(thing: "terms" | "gaps", count: number | undefined): void {
  void vscode.commands.executeCommand("setContext", `glossator.${thing}`, count);
}

/** The lines that places stand on, each with the place itself set off. Every note is read once. */
export async function linesAround(locations: readonly Location[]): Promise<vscode.TreeItemLabel[]> {
  const notes = new Map<string, Promise<string[]>>();
  return Promise.all(
    locations.map(async (location) => {
      const read = notes.get(location.uri) ?? lines(vscode.Uri.parse(location.uri));
      notes.set(location.uri, read);
      const { range } = locationOf(location);
      return around(range, (await read)[range.start.line] ?? "");
    }),
  );
}

function around(range: vscode.Range, line: string): vscode.TreeItemLabel {
  const [start, end] = [range.start.character, range.isSingleLine ? range.end.character : line.length];
  const indent = line.length - line.trimStart().length;
  const from = start - BEFORE <= indent ? indent : line.indexOf(" ", start - BEFORE) + 1;
  const cut = Math.min(Math.max(from, indent), start);
  const mark = indent < cut ? "… " : "";
  const shift = mark.length - cut;
  return { label: mark + line.slice(cut).trimEnd(), highlights: [[start + shift, end + shift]] };
}

/** The lines of a note: as the editor has them, else as they are on disk. */
async function lines(uri: vscode.Uri): Promise<string[]> {
  const open = vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());
  if (open !== undefined) {
    return open.getText().split(/\r\n|\r|\n/);
  }
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)).split(/\r\n|\r|\n/);
  } catch {
    return [];
  }
}
