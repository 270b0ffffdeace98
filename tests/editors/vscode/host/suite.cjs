// Runs inside VS Code's extension host: asks the packed extension through the API that every other extension has.
const assert = require("node:assert/strict");
const { writeFileSync } = require("node:fs");
const vscode = require("vscode");

const ask = (command, ...args) => vscode.commands.executeCommand(command, ...args);
const root = () => vscode.workspace.workspaceFolders[0].uri;
const note = (name) => vscode.Uri.joinPath(root(), name);

/** Waits for what `holds` gives, if that is anything. */
async function until(what, holds, patience = 20_000) {
  const started = Date.now();
  for (;;) {
    const found = await holds();
    if (found) {
      return found;
    }
    if (patience < Date.now() - started) {
      throw new Error(`still not: ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Opens a note and finds the place `offset` characters behind the start of some words. */
async function at(name, words, offset = 1) {
  const document = await vscode.workspace.openTextDocument(note(name));
  const start = document.getText().indexOf(words);
  assert.notEqual(start, -1, `“${words}” is not in ${name}`);
  return [document.uri, document.positionAt(start + offset)];
}

/** A place as `note.md 3:1-3:5`, counted from 1. */
function placed(place) {
  const uri = place.targetUri ?? place.uri;
  const { start, end } = place.targetSelectionRange ?? place.targetRange ?? place.range;
  const name = vscode.workspace.asRelativePath(uri);
  return `${name} ${start.line + 1}:${start.character + 1}-${end.line + 1}:${end.character + 1}`;
}

const hoverText = async (...place) =>
  (await ask("vscode.executeHoverProvider", ...place)).flatMap((hover) => hover.contents.map((part) => part.value));
const outline = (symbols) => symbols.flatMap((symbol) => [symbol.name, ...outline(symbol.children ?? [])]);

const tests = {
  "the extension starts": async () => {
    const extension = vscode.extensions.getExtension("glossator.glossator");
    await extension.activate();
    await vscode.window.showTextDocument(note("voyage.md"));
    await until("the broken link is found", () => vscode.languages.getDiagnostics(note("voyage.md")).length);
  },

  "every command of the manifest is there": async () => {
    const { contributes } = vscode.extensions.getExtension("glossator.glossator").packageJSON;
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = contributes.commands.filter(({ command }) => !known.has(command));
    assert.deepEqual(missing, []);
    assert.ok(contributes.commands.every(({ title, category }) => title && category === "Glossator"));
  },

  "the hover of a plain word tells what it means, as text alone": async () => {
    const hovers = await ask("vscode.executeHoverProvider", ...(await at("voyage.md", "ballast was")));
    assert.equal(hovers.length, 1);
    const [card] = hovers[0].contents;
    assert.match(card.value, /Ballast is heavy material low in a ship/);
    assert.ok(!card.isTrusted && !card.supportHtml, "notes are not trusted");
  },

  "a picture and a link have one card each": async () => {
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
    await vscode.workspace.fs.writeFile(note("log/dot.png"), Buffer.from(png, "base64"));
    await vscode.workspace.fs.writeFile(note("log/2026-01-05.md"), Buffer.from("![a dot](dot.png) and [ships](../ships.md)\n"));
    await until("the note is read", async () => (await ask("glossator.statistics")).notes === 5);
    for (const words of ["dot.png", "../ships.md"]) {
      const place = await at("log/2026-01-05.md", words, 3);
      const cards = await until(`a card on ${words}`, async () => {
        const found = await hoverText(...place);
        return 0 < found.length && found;
      });
      assert.equal(cards.length, 1, `${words}: ${cards.join(" | ")}`);
    }
  },

  "a word that no note explains has no hover": async () => {
    assert.deepEqual(await hoverText(...(await at("voyage.md", "rock"))), []);
  },

  "the definition of a plain word is the title that explains it": async () => {
    const places = await ask("vscode.executeDefinitionProvider", ...(await at("voyage.md", "keel struck")));
    assert.deepEqual(places.map(placed), ["ships.md 3:4-3:19"]);
  },

  "a link leads to one place, though VS Code knows links too": async () => {
    const heading = await ask("vscode.executeDefinitionProvider", ...(await at("voyage.md", "ships.md#")));
    assert.deepEqual(heading.map(placed).map((place) => place.split(":")[0]), ["ships.md 3"]);
    const whole = await ask("vscode.executeDefinitionProvider", ...(await at("log/monday.md", "../ships.md", 4)));
    assert.equal(whole.length, 1, whole.map(placed).join(", "));
  },

  "every mention is found once, linked or not": async () => {
    const places = await ask("vscode.executeReferenceProvider", ...(await at("ships.md", "keel?")));
    const lines = places.map((place) => placed(place).split(":")[0]).sort();
    assert.deepEqual(lines, ["log/monday.md 3", "ships.md 3", "ships.md 5", "voyage.md 3", "voyage.md 5"]);
  },

  "the definition of a word is found while it is hovered": async () => {
    const place = await at("voyage.md", "keel struck");
    const both = [ask("vscode.executeDefinitionProvider", ...place), ask("vscode.executeReferenceProvider", ...place)];
    const [definitions, references] = await Promise.all(both);
    assert.deepEqual([definitions.length, 4 <= references.length], [1, true]);
  },

  "terms are completed in prose, and headings in links": async () => {
    await vscode.workspace.fs.writeFile(note("draft.md"), Buffer.from("# Draft\n\nWe need bal\n"));
    const prose = await ask("vscode.executeCompletionItemProvider", ...(await at("draft.md", "need bal", 8)));
    const terms = prose.items.map((item) => item.label.label ?? item.label);
    assert.ok(terms.includes("ballast"), terms.join());
    const link = await ask("vscode.executeCompletionItemProvider", ...(await at("voyage.md", "ships.md#", 9)), "#");
    const labels = link.items.map((item) => item.label.label ?? item.label);
    assert.equal(labels.filter((label) => /keel/.test(label)).length, 1, labels.join());
  },

  "the outline shows each heading once, and what no heading opens": async () => {
    const symbols = await ask("vscode.executeDocumentSymbolProvider", note("ships.md"));
    assert.deepEqual(outline(symbols).filter((name) => name.includes("keel")), ["## What is a keel?"]);
    const plain = await ask("vscode.executeDocumentSymbolProvider", note("questions.md"));
    assert.deepEqual(outline(plain).filter((name) => /sextant/.test(name)).length, 1, outline(plain).join());
  },

  "the search for symbols finds terms, and no heading twice": async () => {
    const symbols = await ask("vscode.executeWorkspaceSymbolProvider", "ballast");
    assert.deepEqual(symbols.map((symbol) => symbol.name).sort(), ["## What is ballast?", "ballast"]);
    assert.equal(symbols.find((symbol) => symbol.name === "ballast").containerName, "ships.md › Ships › What is ballast?");
  },

  "problems have a source, a code and a severity": async () => {
    const [problem] = vscode.languages.getDiagnostics(note("voyage.md"));
    assert.deepEqual([problem.source, problem.code.value ?? problem.code], ["glossator", "link/missing-file"]);
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Warning);
  },

  "problems of notes that are not open are known": async () => {
    await until("the question is told", () => vscode.languages.getDiagnostics(note("ships.md")).length);
  },

  "a broken link can be mended": async () => {
    const [uri, place] = await at("voyage.md", "masts.md");
    const actions = await ask("vscode.executeCodeActionProvider", uri, new vscode.Range(place, place), "quickfix");
    const titles = actions.map((action) => action.title);
    assert.ok(titles.some((title) => /masts/.test(title)), titles.join());
    assert.equal(new Set(titles).size, titles.length, "no action is offered twice");
  },

  "a rename reaches prose, titles and links of all notes": async () => {
    const edit = await ask("vscode.executeDocumentRenameProvider", ...(await at("voyage.md", "keel struck")), "spine");
    const changed = edit.entries().map(([uri]) => vscode.workspace.asRelativePath(uri)).sort();
    assert.deepEqual(changed, ["log/monday.md", "ships.md", "voyage.md"]);
  },

  "lenses, tokens, folds, links, selections and highlights are there": async () => {
    const ships = note("ships.md");
    const [uri, place] = await at("voyage.md", "keel struck");
    assert.ok(0 < (await ask("vscode.executeCodeLensProvider", ships, 9)).length, "lenses");
    assert.ok(0 < (await ask("vscode.provideDocumentSemanticTokens", uri)).data.length, "tokens");
    assert.ok(0 < (await ask("vscode.executeFoldingRangeProvider", ships)).length, "folds");
    assert.ok(0 < (await ask("vscode.executeDocumentHighlights", uri, place)).length, "highlights");
    assert.ok(0 < (await ask("vscode.executeSelectionRangeProvider", uri, [place])).length, "selections");
    const links = (await ask("vscode.executeLinkProvider", uri)).map((link) => placed({ uri, range: link.range }));
    assert.equal(new Set(links).size, links.length, "no link is underlined twice");
    assert.equal(links.length, 2);
  },

  "the views have what they show": async () => {
    const glossary = await ask("glossator.glossary");
    assert.deepEqual(glossary.map((entry) => entry.term), ["ballast", "keel", "sextant"]);
    const gaps = await ask("glossator.unanswered");
    assert.deepEqual(gaps.map((gap) => [gap.kind, gap.name]), [["question", "What is a capstan?"]]);
    const mentions = await ask("glossator.mentions", "keel");
    assert.equal(mentions.length, 4);
    const counted = await ask("glossator.statistics");
    assert.deepEqual([counted.notes, counted.terms, counted.unanswered], [6, 3, 1]);
  },

  "a note that was never saved is one of them": async () => {
    const content = "# Draft\n\nThe keel held. See [the mast](masts.md).\n";
    const { uri } = await vscode.workspace.openTextDocument({ language: "markdown", content });
    const place = new vscode.Position(2, 5);
    const cards = await until("a card", async () => {
      const found = await hoverText(uri, place);
      return 0 < found.length && found;
    });
    assert.equal(cards.length, 1, cards.join(" | "));
  },

  "a note as it was, beside what it is, is left alone": async () => {
    const before = vscode.languages.getDiagnostics().flatMap(([, found]) => found).length;
    const text = (await vscode.workspace.openTextDocument(note("voyage.md"))).getText();
    const provider = vscode.workspace.registerTextDocumentContentProvider("git", { provideTextDocumentContent: () => text });
    const past = note("voyage.md").with({ scheme: "git", query: "HEAD" });
    await ask("vscode.diff", past, note("voyage.md"), "voyage.md (then and now)");
    const shown = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "git");
    assert.equal(shown.languageId, "markdown");
    await until("the note of now has its card", async () => (await hoverText(...(await at("voyage.md", "ballast was")))).length);
    assert.deepEqual(await hoverText(shown.uri, shown.positionAt(text.indexOf("ballast was") + 1)), []);
    assert.deepEqual(vscode.languages.getDiagnostics(shown.uri), []);
    assert.equal(vscode.languages.getDiagnostics().flatMap(([, found]) => found).length, before, "nothing is told twice");
    provider.dispose();
    await ask("workbench.action.closeActiveEditor");
  },

  "the cells of a notebook are no notes": async () => {
    const cell = { cell_type: "markdown", metadata: {}, source: ["The keel. See [the mast](masts.md)."] };
    const book = { cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 };
    await vscode.workspace.fs.writeFile(note("book.ipynb"), Buffer.from(JSON.stringify(book)));
    const opened = await vscode.workspace.openNotebookDocument(note("book.ipynb"));
    await vscode.window.showNotebookDocument(opened);
    const { document } = opened.cellAt(0);
    assert.equal(document.languageId, "markdown");
    assert.deepEqual(await hoverText(document.uri, new vscode.Position(0, 5)), []);
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
    await ask("workbench.action.closeActiveEditor");
  },

  "a rename of a file in the editor takes its links along": async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(note("ships.md"), note("harbour/vessels.md"));
    await vscode.workspace.fs.createDirectory(note("harbour"));
    assert.ok(await vscode.workspace.applyEdit(edit));
    const text = async (name) => (await vscode.workspace.openTextDocument(note(name))).getText();
    await until("the link is rewritten", async () => (await text("voyage.md")).includes("(harbour/vessels.md#what-is-a-keel)"));
    assert.ok((await text("log/monday.md")).includes("(../harbour/vessels.md)"));
    await vscode.workspace.saveAll();
  },

  "the daily note and the exported glossary open": async () => {
    await ask("glossator.openDailyNote");
    await until("the note of the day", () => /daily\/\d{4}-\d\d-\d\d\.md$/.test(vscode.window.activeTextEditor?.document.uri.path ?? ""));
    await ask("glossator.openGlossary");
    await until("the glossary", () => /ballast/i.test(vscode.window.activeTextEditor?.document.getText() ?? ""));
    assert.ok(vscode.window.activeTextEditor.document.isUntitled);
  },

  "the commands of a note change it": async () => {
    const text = "# Hold\n\n## Sand\n\nBallast of sand and a keel.\n\n## Stone\n\nStone is dear.\n\n## Iron\n\nIron rusts.\n";
    await vscode.workspace.fs.writeFile(note("hold.md"), Buffer.from(text));
    const document = await vscode.workspace.openTextDocument(note("hold.md"));
    const editor = await vscode.window.showTextDocument(document);
    await until("the note is known", async () => (await hoverText(...(await at("hold.md", "keel")))).length);

    await ask("glossator.insertContents");
    await until("the contents are there", () => document.getText().includes("(#sand)"));

    editor.selection = new vscode.Selection(...Array(2).fill((await at("hold.md", "and a keel", 7))[1]));
    await ask("glossator.linkAllMentions");
    await until("the term is linked", () => /\[keel\]/.test(document.getText()));

    editor.selection = new vscode.Selection(...Array(2).fill((await at("hold.md", "## Stone", 4))[1]));
    await ask("glossator.extractTopic");
    await until("the topic has left", () => !document.getText().includes("Stone is dear."));
    await until("the new note is shown", () => vscode.window.activeTextEditor?.document !== document);

    assert.match(vscode.window.activeTextEditor.document.getText(), /Stone is dear/, "the new note is shown");
    const back = await vscode.window.showTextDocument(document);
    back.selection = new vscode.Selection(...Array(2).fill((await at("hold.md", "Iron rusts", 7))[1]));
    await ask("glossator.defineTerm");
    const shown = await until("the glossary is shown", () => {
      const active = vscode.window.activeTextEditor;
      return active?.document.uri.path.endsWith("glossary.md") && active;
    });
    await until("the cursor waits below the entry's title", () => shown.selection.active.line === shown.document.lineCount - 1);
    assert.match(shown.document.getText(), /\n## rusts\n\n$/);
    assert.equal(shown.selection.active.character, 0);
  },

  "a restart brings everything back": async () => {
    await ask("glossator.restartServer");
    await until("the hover is back", async () => (await hoverText(...(await at("voyage.md", "ballast was")))).length);
  },

  "no key is taken from VS Code": async () => {
    await ask("workbench.action.openDefaultKeybindingsFile");
    const text = await until("the default keys", () => {
      const shown = vscode.window.activeTextEditor?.document;
      return shown?.uri.scheme === "vscode" && shown.getText();
    });
    const { contributes } = vscode.extensions.getExtension("glossator.glossator").packageJSON;
    for (const { key, command } of contributes.keybindings) {
      const holders = [...text.matchAll(/"key": "([^"]+)",\s*"command": "([^"]+)"/g)].filter((found) => found[1] === key);
      assert.deepEqual(holders.map((found) => found[2]), [command], key);
    }
  },
};

exports.run = async () => {
  const results = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      results.push({ name, error: null });
    } catch (error) {
      results.push({ name, error: error.stack });
    }
  }
  writeFileSync(process.env.GLOSSATOR_RESULT, JSON.stringify(results));
};
