/** What the server answers, as far as the client shows it. Lines and columns count from 0, in UTF-16 units. */

import * as vscode from "vscode";
import type { Location, Position, Range } from "vscode-languageclient/node";

/** The answer of `glossator.statistics`. */
export interface Statistics {
  readonly notes: number;
  readonly topics: number;
  readonly terms: number;
  readonly unanswered: number;
  /** Whether the first reading of the notes goes on. */
  readonly indexing: boolean;
}

/** An entry of `glossator.glossary`: one sense of a term. */
export interface Entry {
  readonly term: string;
  readonly aliases: readonly string[];
  readonly definitions: readonly Definition[];
}

/** A place that tells what a term means. */
export interface Definition {
  readonly location: Location;
  readonly gist: string;
}

/** An entry of `glossator.unanswered`: a place that waits for words. */
export interface Gap {
  readonly kind: "question" | "topic" | "term";
  readonly name: string;
  readonly location: Location;
}

/** A position as the editor writes it. */
export function positionOf(position: Position): vscode.Position {
  return new vscode.Position(position.line, position.character);
}

/** A place as the editor writes it. */
export function locationOf(location: Location): vscode.Location {
  const { start, end }: Range = location.range;
  return new vscode.Location(vscode.Uri.parse(location.uri), new vscode.Range(positionOf(start), positionOf(end)));
}

/** The problems of all notes that the editor knows of. */
export function problems(): vscode.Diagnostic[] {
  const all = vscode.languages.getDiagnostics().flatMap(([, found]) => found);
  return all.filter((problem) => problem.source === "glossator");
}

/** A number with its thing. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString("en")} ${thing}${number === 1 ? "" : "s"}`;
}
