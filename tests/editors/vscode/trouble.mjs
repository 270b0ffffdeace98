// What goes wrong on other people's machines: no server, a bad server, odd folders, odd settings.
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";

import { contains, equals } from "./harness.mjs";

const vault = path.join(import.meta.dirname, "vault");

/** A program that can be started as the server. */
function program(editor, name, text) {
  const file = editor.inside(name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

async function noServer(editor, report) {
  const window = await editor.open({ vault, settings: { "glossator.server.path": "/nowhere/glossator" } });
  const { page } = window;
  await report.check(window, "no server: a message says so and leads to the setting", async () => {
    await window.open("voyage.md");
    const toast = await window.toast("Glossator has no server. The setting glossator.server.path names “/nowhere/glossator”");
    contains(await toast.innerText(), "How to Install");
    await window.until("the status bar warns", async () => (await window.status.innerText()).includes("Glossator"));
    await window.screenshot("no-server");
    await toast.getByText("Open Settings").click();
    await page.locator(".settings-editor .setting-item-contents", { hasText: "Path" }).first().waitFor();
    await window.screenshot("server-setting");
    await page.keyboard.press("Escape");
    await page.locator(".settings-editor").waitFor({ state: "hidden" });
  });
  await report.check(window, "no server: the side bar tells what to do", async () => {
    await window.openSideBar();
    await page.locator(".pane-body .welcome-view-content", { hasText: "How to Install" }).waitFor();
    await page.locator(".pane-body .monaco-button", { hasText: "How to Install" }).click();
    await page.locator(".tab.active", { hasText: "install.md" }).waitFor();
    const preview = page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
    await preview.locator("h1", { hasText: "How to install the server" }).waitFor();
    await window.screenshot("how-to-install");
  });
  await window.close();
}

async function badServers(editor, report) {
  const exits = program(editor, "exits", "#!/bin/sh\nexit 3\n");
  let window = await editor.open({ vault, settings: { "glossator.server.path": exits } });
  await report.check(window, "a server that exits at once is told of once", async () => {
    await window.open("voyage.md");
    await window.toast(`${exits} did not start`);
    await window.page.waitForTimeout(500);
    equals(await window.page.locator(".notifications-toasts .notification-list-item").count(), 1);
    await window.screenshot("exits-at-once");
  });
  await window.close();

  // A server of the future that knows nothing that this client wants.
  const answer = JSON.stringify({ serverInfo: { name: "glossator", version: "9.4.0" }, capabilities: {} });
  const other = program(editor, "other", `#!${process.execPath}
let text = "";
process.stdin.on("data", (more) => {
  text += more;
  for (;;) {
    const found = /^Content-Length: (\\d+)\\r\\n\\r\\n/.exec(text);
    if (!found || text.length < found[0].length + Number(found[1])) return;
    const message = JSON.parse(text.slice(found[0].length, found[0].length + Number(found[1])));
    text = text.slice(found[0].length + Number(found[1]));
    if (message.method === "exit") process.exit(0);
    if (message.id === undefined) continue;
    const result = message.method === "initialize" ? ${answer} : null;
    const body = JSON.stringify({ jsonrpc: "2.0", id: message.id, result });
    process.stdout.write("Content-Length: " + Buffer.byteLength(body) + "\\r\\n\\r\\n" + body);
  }
});
process.stdin.on("end", () => process.exit(0));
`);
  window = await editor.open({ vault, settings: { "glossator.server.path": other } });
  await report.check(window, "a server of another version is named", async () => {
    await window.open("voyage.md");
    await window.toast("found a server of version 9.4.0");
    await window.screenshot("other-version");
  });
  await window.close();
}

async function killed(editor, report) {
  const window = await editor.open({ vault });
  const { page } = window;
  const tooOften = "ended 6 times within three minutes";
  await report.check(window, "a server that is killed while one types starts again, five times in three minutes", async () => {
    await window.open("voyage.md");
    await page.waitForSelector(".squiggly-warning");
    await window.goTo(7, 14);
    let last = editor.servers();
    equals(last.length, 1);
    for (let time = 1; time <= 5; time += 1) {
      await page.keyboard.type(`${time}`);
      process.kill(last[0], "SIGKILL");
      await page.keyboard.type("x");
      last = await window.until(`the server runs again after ${time} ends`, async () => {
        const now = editor.servers();
        return now.length === 1 && now[0] !== last[0] && (await window.status.innerText()).includes("terms") ? now : null;
      });
    }
    equals(await page.locator(".notifications-toasts .notification-list-item").count(), 0);
    process.kill(last[0], "SIGKILL");
    const toast = await window.toast(tooOften);
    await window.screenshot("killed");
    await window.point("keel struck");
    equals(editor.servers(), []);
    await toast.getByText("Restart Server").click();
    await window.until("the server runs", () => editor.servers().length === 1);
  });
  await report.check(window, "nothing that was typed is lost, and the cards come back", async () => {
    await window.card("ballast", "Ballast is heavy material");
    await window.goTo(7, 24);
    await page.keyboard.press("Control+S");
    await window.until("the note is saved", () => window.read("voyage.md").includes("To the yard: 1x2x3x4x5x"));
  });
  await window.close();
}

async function emptyFolder(editor, report) {
  const window = await editor.open({ files: { "list.txt": "eggs\n" } });
  await report.check(window, "a folder without notes is told how to begin", async () => {
    await window.openSideBar();
    const welcome = window.page.locator(".pane-body .welcome-view-content", { hasText: "No note explains a term yet" });
    await welcome.waitFor();
    await window.until("the numbers", async () => (await window.status.innerText()).includes("0 notes, 0 terms"));
    await window.screenshot("empty-folder");
  });
  await window.close();
}

async function readOnly(editor, report) {
  const window = await editor.open({ vault, settings: { "files.readonlyFromPermissions": true } });
  for (const name of ["voyage.md", "ships.md", "questions.md", "log/monday.md"]) {
    chmodSync(path.join(window.folder, name), 0o444);
  }
  chmodSync(window.folder, 0o555);
  await report.check(window, "a read-only folder can be read", async () => {
    await window.open("voyage.md");
    await window.page.waitForSelector(".squiggly-warning");
    await window.card("ballast", "Ballast is heavy material");
    equals(await window.page.locator(".notifications-toasts .notification-list-item").count(), 0);
  });
  chmodSync(window.folder, 0o755);
  await window.close();
}

async function restricted(editor, report) {
  const touched = editor.inside("touched");
  const evil = program(editor, "evil", `#!/bin/sh\ntouch ${touched}\n`);
  const files = { ".vscode/settings.json": JSON.stringify({ "glossator.server.path": evil }) };
  for (const trust of [true, false]) {
    const window = await editor.open({ vault, files, trust });
    const where = trust ? "in Restricted Mode" : "in a trusted folder";
    await report.check(window, `the folder cannot name a program to start, ${where}`, async () => {
      if (trust) {
        await window.page.locator(".part.banner", { hasText: "Restricted Mode" }).waitFor();
      }
      await window.open("voyage.md");
      await window.page.waitForSelector(".squiggly-warning");
      equals(existsSync(touched), false);
      equals(editor.servers().length, 1);
      await window.screenshot(trust ? "restricted" : "trusted");
    });
    await window.close();
    await gone(editor);
  }
}

async function wrongSettings(editor, report) {
  const settings = {
    "glossator.features.hover": "yes",
    "glossator.completion.insert": 7,
    "glossator.rules": { "link/missing-file": "loud" },
  };
  const window = await editor.open({ vault, settings });
  await report.check(window, "settings of a wrong type are named, and the rest works", async () => {
    await window.open("voyage.md");
    const toast = await window.toast("completion.insert");
    contains(await toast.innerText(), "and 2 more, which the log names");
    await window.screenshot("wrong-settings");
    await window.page.waitForSelector(".squiggly-warning");
    await window.card("ballast", "Ballast is heavy material");
  });
  await window.close();
}

async function manyNotes(editor, report) {
  const count = 10_000;
  const files = {};
  // Enough text that the reading can be seen before it is over.
  const log = Array.from({ length: 60 }, (_, day) => `Day ${day}: ships came in and went out again before the tide.`);
  for (let at = 0; at < count; at += 1) {
    const words = `bollard ${at}`;
    const path = `quay/${Math.floor(at / 100)}/note-${at}.md`;
    files[path] = `# ${words}\n\nA ${words} is post number ${at} of the quay.\n\n${log.join("\n")}\n`;
  }
  files["today.md"] = "# Today\n\nWe tied up at bollard 4711 at noon.\n\nThen \n";
  const window = await editor.open({ files });
  const { page } = window;
  await report.check(window, "the views wait for ten thousand notes, and then show them", async () => {
    await window.openSideBar();
    await window.until("the reading is told", async () => /Reading notes: \d+ %/.test(await window.status.innerText()));
    await page.locator(".pane-body .welcome-view-content", { hasText: "Glossator reads your notes." }).first().waitFor();
    equals(await page.locator(".welcome-view-content", { hasText: /No note explains|Every question/ }).count(), 0);
    equals(await page.locator(".statusbar-item", { hasText: "Glossator: reading" }).count(), 0);
    await window.screenshot("reading-notes");
    await window.row("bollard 0").waitFor();
  });
  await report.check(window, "notes can be written while ten thousand are read", async () => {
    await window.command("Glossator: Restart Server");
    await window.open("today.md");
    await window.goTo(5, 6);
    await page.keyboard.type("we slept.");
    await page.keyboard.press("Control+S");
    await window.until("the note is saved", () => window.read("today.md").includes("Then we slept."));
    await window.until("all are counted", async () => (await window.status.innerText()).includes("10,001 notes"));
    await window.card("bollard 4711", "post number 4711");
    await window.screenshot("many-notes");
  });
  await report.check(window, "the glossary of ten thousand notes is shown and filtered", async () => {
    await window.row("bollard 0").waitFor();
    await window.command("Glossator: Filter Glossary");
    const box = page.locator(".quick-input-widget:visible input[placeholder^='Part of a term']");
    await box.waitFor();
    await box.pressSequentially("bollard 9999");
    await page.keyboard.press("Enter");
    await window.row("bollard 9999").waitFor();
    await window.until("one is left", async () => (await page.locator(".pane-body .monaco-list-row").count()) === 1);
    await window.screenshot("many-terms");
  });
  await window.close();
}

export async function run(editor, report) {
  for (const scene of [noServer, badServers, killed, emptyFolder, readOnly, restricted, wrongSettings, manyNotes]) {
    await scene(editor, report);
    await gone(editor);
  }
}

/** Waits until the servers of closed windows have ended. */
async function gone(editor) {
  const started = Date.now();
  while (0 < editor.servers().length && Date.now() - started < 20_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
