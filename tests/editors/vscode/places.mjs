// Where notes lie: folders with odd names, several folders, no folder, and what stands in the vault's own settings.
import { writeFileSync } from "node:fs";
import path from "node:path";

import { contains, equals } from "./harness.mjs";

const vault = path.join(import.meta.dirname, "vault");

async function oddName(editor, report) {
  const window = await editor.open({ vault, name: "Übungen 100% #1 & größer" });
  const { page } = window;
  await report.check(window, "a folder may have spaces, signs and umlauts in its name", async () => {
    await window.open("voyage.md");
    await page.waitForSelector(".squiggly-warning");
    await window.card("ballast", "Ballast is heavy material");
    await window.goTo(3, 6);
    await page.keyboard.press("F12");
    await page.locator(".tab.active", { hasText: "ships.md" }).waitFor();
    await window.openSideBar();
    await window.row("What is a capstan?").click();
    await page.locator(".statusbar-item", { hasText: "Ln 11" }).waitFor();
    await page.keyboard.press("Control+Shift+M");
    const problems = page.locator(".markers-panel .monaco-list-row");
    await problems.filter({ hasText: "masts.md" }).first().waitFor();
    // One of each kind, below a row for its note.
    await window.until("each once", async () => (await problems.count()) === 4);
    await window.screenshot("odd-name");
  });
  await window.close();
}

async function severalFolders(editor, report) {
  const files = {
    "sea/tide.md": "# Tide\n\n## What is a tide?\n\nA tide is the rise and fall of the sea.\n",
    "sea/log.md": "# Log\n\nThe tide turned. See [land](../land/hill.md).\n",
    "land/hill.md": "# Hill\n\n## What is a hill?\n\nA hill is a raised piece of land.\n\nFrom the hill one saw the tide.\n",
  };
  const window = await editor.open({ files, roots: ["sea", "land"] });
  const { page } = window;
  await report.check(window, "several folders are read together, each with its own terms", async () => {
    await window.open("log.md");
    await window.card("tide", "rise and fall of the sea");
    await window.until("all are counted", async () => (await window.status.innerText()).includes("3 notes, 2 terms"));
    await window.openSideBar();
    await window.row("A hill is a raised piece").waitFor();
    await window.row("A tide is the rise").click();
    await page.locator(".tab.active", { hasText: "tide.md" }).waitFor();
    await window.screenshot("several-folders");
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel", { hasText: "No problems have been detected" }).waitFor();
  });
  await window.close();
}

/** The titles below `Glossator:` in the palette, without those that VS Code makes for every view. */
async function palette(window) {
  const { page } = window;
  await window.until("the palette lists the views", async () => {
    await page.keyboard.press("F1");
    const found = await window.quick("Glossator:", "Glossator:", 5_000).then(() => true, () => false);
    if (!found) {
      await page.keyboard.press("Escape");
    }
    return found;
  });
  const labels = new Set();
  // Only the rows that are seen are there.
  for (let pages = 0; pages < 3; pages += 1) {
    const seen = await page.locator(".quick-input-list .monaco-list-row .label-name").allInnerTexts();
    seen.forEach((label) => labels.add(label.replaceAll("\u00a0", " ")));
    await page.keyboard.press("PageDown");
  }
  await page.keyboard.press("Escape");
  const titles = [...labels].filter((label) => label.startsWith("Glossator: "));
  return titles.map((title) => title.slice("Glossator: ".length)).filter((title) => !title.startsWith("Focus on"));
}

async function commandsWhereTheyWork(editor, report) {
  let window = await editor.open({ roots: [] });
  await report.check(window, "without a folder or a note the palette offers nothing", async () => {
    equals(await palette(window), []);
    await window.openSideBar();
    await window.page.locator(".pane-body .monaco-button", { hasText: "Open Folder" }).waitFor();
    await window.screenshot("no-folder");
  });
  await window.close();

  window = await editor.open({ vault, files: { "list.txt": "eggs\n" } });
  await report.check(window, "what changes a note is offered where one is open", async () => {
    const ofNotes = ["Define Term", "Extract Topic to Note", "Link All Mentions in This Note", "Show Mentions"];
    await window.open("list.txt");
    const beside = await palette(window);
    contains(beside.join(), "Go to Topic");
    equals(beside.filter((title) => ofNotes.includes(title)), []);
    await window.open("voyage.md");
    const inside = await palette(window);
    equals(ofNotes.filter((title) => !inside.includes(title)), []);
  });
  await window.close();
}

async function ownSettings(editor, report) {
  const wrong = '[rules]\n"link/missing-file" = "loud"\n';
  const window = await editor.open({ vault, files: { "glossator.toml": wrong } });
  const { page } = window;
  await report.check(window, "what makes no sense in glossator.toml stands among the problems until it is mended", async () => {
    await window.open("glossator.toml");
    await page.waitForSelector(".squiggly-warning");
    await page.keyboard.press("Control+Shift+M");
    const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "loud" });
    await problem.first().waitFor();
    equals(await problem.count(), 1);
    await window.screenshot("own-settings");
    writeFileSync(path.join(window.folder, "glossator.toml"), wrong.replace("loud", "error"));
    await problem.first().waitFor({ state: "hidden" });
    await page.locator(".markers-panel .monaco-list-row .codicon-error").first().waitFor();
  });
  await window.close();
}

async function pathThatIsTyped(editor, report) {
  const window = await editor.open({ vault });
  const { page } = window;
  await report.check(window, "a restart for every letter of a setting leaves one server", async () => {
    await window.open("voyage.md");
    await window.card("ballast", "Ballast is heavy material");
    const machine = editor.inside("data/Machine/settings.json");
    for (const file of ["/g", "/gl", "/glo", ""]) {
      writeFileSync(machine, JSON.stringify({ "glossator.server.path": file }));
      await page.waitForTimeout(150);
    }
    await window.until("one server runs", async () => editor.servers().length === 1 && (await window.status.innerText()).includes("terms"));
    await page.waitForTimeout(1500);
    equals(editor.servers().length, 1);
    await window.card("ballast", "Ballast is heavy material");
  });
  await window.close();
}

export async function run(editor, report) {
  for (const scene of [oddName, severalFolders, commandsWhereTheyWork, ownSettings, pathThatIsTyped]) {
    await scene(editor, report);
  }
}
