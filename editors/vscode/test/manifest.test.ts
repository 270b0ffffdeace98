import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const manifest = JSON.parse(readFileSync("package.json", "utf8"));
const settings: Record<string, { scope: string; description?: string; markdownDescription?: string }> =
  manifest.contributes.configuration.properties;

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

test("every picture and page that is named is there", () => {
  const { walkthroughs, viewsContainers } = manifest.contributes;
  const pages = JSON.stringify([walkthroughs, viewsContainers, manifest.icon]).match(/(media|walkthrough)\/[\w.-]+/g) ?? [];
  const pictures = readFileSync("README.md", "utf8").match(/media\/[\w.-]+/g) ?? [];
  assert.ok(4 < pages.length && 2 < pictures.length);
  for (const file of [...pages, ...pictures]) {
    assert.ok(0 < readFileSync(file).length, file);
  }
});
