/**
 * Nothing twice: what VS Code's own Markdown support or another extension shows already is taken out of the server's answers.
 *
 * The server knows more than others and all that they know. So a link or a heading would be listed by both, and F12 on
 * a link would open a list of two instead of the note.
 */

import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";

/** The extension of VS Code that shows headings in the outline and in the search for symbols. */
const MARKDOWN = "vscode.markdown-language-features";

type Place = vscode.Location | vscode.LocationLink;

/** The part of the client's middleware that leaves out what others show. */
export function beside(): Middleware {
  return {
    provideDocumentSymbols: async (document, token, next) =>
      withoutHeadings((await next(document, token)) ?? []),
    provideWorkspaceSymbols: async (query, token, next) => {
      const symbols = (await next(query, token)) ?? [];
      return showsHeadings() ? symbols.filter((symbol) => symbol.kind !== vscode.SymbolKind.String) : symbols;
    },
    provideHover: async (document, position, token, next) => {
      // Others may be slow, and only a picture is shown by them too.
      if (!document.lineAt(position).text.includes("![")) {
        return next(document, position, token);
      }
      const asking = ask<vscode.Hover>("vscode.executeHoverProvider", document.uri, position);
      if (asking === undefined) {
        return undefined;
      }
      const [others, own] = await Promise.all([asking, next(document, position, token)]);
      // Whoever sees the picture need not be told that it is one.
      return others.some(showsPicture) ? undefined : own;
    },
    provideDefinition: async (document, position, token, next) => {
      const asking = ask<Place>("vscode.executeDefinitionProvider", document.uri, position);
      if (asking === undefined) {
        return undefined;
      }
      const [others, own] = await Promise.all([asking, next(document, position, token)]);
      const places: Place[] = own ? [own].flat() : [];
      // A link leads others to the line of a heading or the top of a note, and the server to the words of the title.
      const isSame = (one: vscode.Range, other: vscode.Range): boolean =>
        one.start.line === other.start.line || other.isEmpty;
      return left(places, others, isSame) as vscode.LocationLink[];
    },
    provideReferences: async (document, position, options, token, next) => {
      const asking = ask<Place>("vscode.executeReferenceProvider", document.uri, position);
      if (asking === undefined) {
        return undefined;
      }
      const [others, own] = await Promise.all([asking, next(document, position, options, token)]);
      return left(own ?? [], others, (one, other) => one.intersection(other) !== undefined);
    },
  };
}

function showsPicture(hover: vscode.Hover): boolean {
  // The picture may be a link to itself.
  return hover.contents.some((part) => /^\s*\[?!\[/.test(typeof part === "string" ? part : part.value));
}

function showsHeadings(): boolean {
  return vscode.extensions.getExtension(MARKDOWN) !== undefined;
}

/** The symbols without those of headings; what is nested in a heading moves up. */
function withoutHeadings(symbols: readonly (vscode.SymbolInformation | vscode.DocumentSymbol)[]): vscode.DocumentSymbol[] {
  const nested = symbols.filter((symbol): symbol is vscode.DocumentSymbol => "children" in symbol);
  if (!showsHeadings()) {
    return nested;
  }
  return nested.flatMap((symbol) => {
    const children = withoutHeadings(symbol.children);
    if (symbol.kind === vscode.SymbolKind.String) {
      return children;
    }
    symbol.children = children;
    return [symbol];
  });
}

/** Questions to all providers that are on their way, with this client among those who will be asked. */
const asked = new Set<string>();

/**
 * What all other providers answer about a place, or `undefined` where this call is itself part of such a question: then
 * there is nothing to add.
 */
function ask<Answer>(command: string, uri: vscode.Uri, position: vscode.Position): Promise<Answer[]> | undefined {
  const question = `${command} ${uri.toString()} ${position.line}:${position.character}`;
  if (asked.delete(question)) {
    return undefined;
  }
  asked.add(question);
  const answer = Promise.resolve(vscode.commands.executeCommand<Answer[]>(command, uri, position));
  return answer.finally(() => asked.delete(question));
}

/** The places that no other place is the same as. */
function left<P extends Place>(own: readonly P[], others: readonly Place[], isSame: (one: vscode.Range, other: vscode.Range) => boolean): P[] {
  return own.filter((place) => {
    const { uri, range } = shown(place);
    return !others.map(shown).some((other) => other.uri.toString() === uri.toString() && isSame(range, other.range));
  });
}

function shown(place: Place): { uri: vscode.Uri; range: vscode.Range } {
  return "targetUri" in place
    ? { uri: place.targetUri, range: place.targetSelectionRange ?? place.targetRange }
    : place;
}
