import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
interface Setting {
  scope: string;
  description?: string;
  markdownDescription?: string;
}
const groups: { title: string; properties: Record<string, Setting> }[] = manifest.contributes.configuration;
const settings: Record<string, Setting> = Object.assign({}, ...groups.map(({ properties }) => properties));

test("every setting says what it does", () => {
  const silent = Object.entries(settings).filter(([, is]) => !is.description && !is.markdownDescription);
  assert.deepEqual(silent, []);
});

test("what names a program is a setting of the machine, and no folder's", () => {
  assert.equal(settings["glossator.server.path"]?.scope, "machine");
  const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
  assert.equal(supported, "limited");
  assert.deepEqual(restrictedConfigurations, ["glossator.server.path"]);
  const others = Object.entries(settings).filter(([name, is]) => is.scope !== "resource" && !/server/.test(name));
  assert.deepEqual(others, []);
});

test("every command of a menu, key or page is one of the manifest", () => {
  const { commands, keybindings, menus, walkthroughs } = manifest.contributes;
  const known = new Set(commands.map(({ command }: { command: string }) => command));
  const named = [keybindings, ...Object.values(menus)].flat().map((entry) => entry.command).filter(Boolean);
  const linked = [...JSON.stringify(walkthroughs).matchAll(/\(command:(glossator\.[A-Za-z]+)/g)].map((found) => found[1]);
  assert.deepEqual([...named, ...linked].filter((command) => !known.has(command)), []);
});

test("the schema of glossator.toml has an address, of this release", () => {
  const [{ fileMatch, url }] = manifest.contributes.tomlValidation;
  assert.equal(fileMatch, "glossator.toml");
  // A path inside the extension is no address to the extensions that read this.
  const { pathname } = new URL(url);
  assert.ok(pathname.endsWith(`/v${manifest.version}/editors/glossator.schema.json`), url);
  assert.ok(0 < readFileSync("../glossator.schema.json").length);
});

test("no command stands in the palette where there is neither a folder nor a note", () => {
  const { commands, menus } = manifest.contributes;
  const shown: Map<string, string> = new Map(menus.commandPalette.map(({ command, when }: Record<string, string>) => [command, when]));
  const open = commands.filter(({ command, enablement }: Record<string, string>) => !enablement && !shown.has(command ?? ""));
  assert.deepEqual(open, []);
  for (const [command, when] of shown) {
    assert.match(when, /^(false|workspaceFolderCount != 0( \|\| editorLangId == markdown)?|glossator\.\w+)$/, command);
  }
});

test("nothing in the walkthrough and the welcomes is cut off where a link seems to begin", () => {
  const { walkthroughs, viewsWelcome } = manifest.contributes;
  const texts = [...walkthroughs[0].steps.map((step: { description: string }) => step.description), ...viewsWelcome.map((view: { contents: string }) => view.contents)];
  assert.ok(8 < texts.length);
  for (const text of texts) {
    assert.doesNotMatch(text.replace(/\[[^\][]+\]\(command:[^\s)]+\)/g, ""), /[[\]]/, text);
  }
});

test("every picture and page that is named is there", () => {
  const { walkthroughs, viewsContainers } = manifest.contributes;
  const pages = JSON.stringify([walkthroughs, viewsContainers, manifest.icon]).match(/(media|walkthrough)\/[\w.-]+/g) ?? [];
  const pictures = readFileSync("README.md", "utf8").match(/media\/[\w.-]+/g) ?? [];
  assert.ok(4 < pages.length && 2 < pictures.length);
  for (const file of [...pages, ...pictures]) {
    assert.ok(0 < readFileSync(file).length, file);
  }
});
