// A person reads and writes notes.
import { existsSync } from "node:fs";
import path from "node:path";

import { contains } from "./harness.mjs";

const vault = path.join(import.meta.dirname, "vault");

export async function run(editor, report) {
  const window = await editor.open({ vault });
  const { page } = window;
  const check = (name, what) => report.check(window, name, what);

  const steps = page.locator(".getting-started-step");
  const openWalkthrough = async () => {
    const title = "Get Started with Glossator";
    await window.until("the walkthrough is offered", async () => {
      await window.command("Welcome: Open Walkthrough");
      const found = await window.quick(title, title, 8_000).then(() => true, () => false);
      if (!found) {
        await page.keyboard.press("Escape");
      }
      return found;
    });
    await page.keyboard.press("Enter");
    await steps.first().waitFor();
  };

  await check("the walkthrough has five steps", async () => {
    await openWalkthrough();
    await window.until("five steps", async () => (await steps.count()) === 5);
    await window.screenshot("walkthrough");
  });

  await check("a broken link is underlined", async () => {
    await window.open("voyage.md");
    await page.waitForSelector(".squiggly-warning");
  });

  await check("hover explains an unlinked term", async () => {
    await window.card("ballast", "Ballast is heavy material");
    await window.screenshot("hover");
  });

  await check("F12 goes from a mention to its topic", async () => {
    await window.goTo(3, 6);
    await page.keyboard.press("F12");
    await page.locator(".tab.active", { hasText: "ships.md" }).waitFor();
    await page.locator(".statusbar-item", { hasText: "Ln 3" }).waitFor();
  });

  await check("Ctrl+T finds a topic", async () => {
    await page.keyboard.press("Control+T");
    await window.quick("ballast");
    await window.screenshot("symbols");
    await page.keyboard.press("Escape");
  });

  await check("Go to Topic follows what is typed", async () => {
    await window.command("Glossator: Go to Topic");
    await page.locator(".quick-input-widget:visible input[placeholder='Name of a topic or term']").waitFor();
    await window.quick("balast", /ballast/i);
    await window.screenshot("go-to-topic");
    await page.keyboard.press("Enter");
    await page.locator(".statusbar-item", { hasText: "Ln 7" }).waitFor();
  });

  await check("a term is completed and saved", async () => {
    await window.open("voyage.md");
    await window.goTo(7, 14);
    await page.keyboard.type("bal");
    await page.keyboard.press("Control+Space");
    await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "allast" }).first().waitFor();
    await window.screenshot("completion");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Control+S");
    await window.until("the note is saved", () => /To the yard: ballast/i.test(window.read("voyage.md")));
  });

  await check("Problems lists the broken link", async () => {
    await page.keyboard.press("Control+Shift+M");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "masts.md" }).first().waitFor();
    await window.screenshot("problems");
    await page.keyboard.press("Control+Shift+M");
  });

  await check("a rename reaches every note", async () => {
    await window.goTo(3, 6);
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input.rename-input");
    await box.waitFor();
    await box.fill("backbone");
    await window.screenshot("rename");
    await box.press("Enter");
    // Mentions in prose wait in the preview for a person to confirm them.
    const apply = page.locator(".bulk-edit-panel .monaco-button", { hasText: "Apply" });
    await apply.waitFor();
    await window.screenshot("rename-preview");
    await apply.click();
    await window.command("File: Save All");
    await window.until("the title is renamed", () => window.read("ships.md").includes("## What is a backbone?"));
    contains(window.read("voyage.md"), "ships.md#what-is-a-backbone");
  });

  await check("a quick fix mends a problem, and is saved", async () => {
    await window.open("voyage.md");
    await page.keyboard.press("Control+Shift+M");
    const problem = page.locator(".markers-panel .monaco-list-row", { hasText: "there is no file `masts.md`" }).first();
    const fix = page.locator(".monaco-menu .action-item", { hasText: "Create note" }).first();
    // The menu opens only once VS Code has the fixes of the row.
    await window.until("the fix is offered", async () => {
      await problem.click();
      await page.keyboard.press("Control+.");
      return fix.waitFor({ timeout: 3_000 }).then(() => true, () => false);
    });
    await window.screenshot("quick-fix");
    await fix.click();
    await window.until("the note is there", () => existsSync(path.join(window.folder, "masts.md")));
    await window.command("File: Save All");
    await problem.waitFor({ state: "hidden" });
    await page.keyboard.press("Control+Shift+M");
  });

  await check("a note renamed in the explorer takes its links along", async () => {
    await page.keyboard.press("Control+Shift+E");
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "ships.md" }).first().click();
    await page.locator(".tab.active", { hasText: "ships.md" }).waitFor();
    await page.locator(".explorer-folders-view .monaco-list-row", { hasText: "ships.md" }).first().press("F2");
    const box = page.locator(".explorer-folders-view .explorer-item-edited input");
    await box.fill("vessels.md");
    await box.press("Enter");
    // VS Code asks before an extension changes notes with a file.
    await page.locator(".monaco-dialog-box .monaco-button", { hasText: "OK" }).click();
    await page.locator(".tab.active", { hasText: "vessels.md" }).waitFor();
    await window.command("File: Save All");
    await window.until("the links follow", () => window.read("voyage.md").includes("(vessels.md#what-is-a-backbone)"));
    await window.until("in every note", () => window.read("log/monday.md").includes("(../vessels.md)"));
    await page.keyboard.press("Control+Shift+M");
    const problems = page.locator(".markers-panel .monaco-list-row");
    await problems.filter({ hasText: "vessels.md" }).first().waitFor();
    await problems.filter({ hasText: "ships.md" }).first().waitFor({ state: "hidden" });
    await page.keyboard.press("Control+Shift+M");
  });

  await check("the side bar shows the glossary and what has no answer", async () => {
    await window.openSideBar();
    await window.row("Ballast is heavy material").waitFor();
    await window.row("What is a capstan?").waitFor();
    await window.screenshot("side-bar");
    await window.row("What is a capstan?").click();
    await page.locator(".tab.active", { hasText: "vessels.md" }).waitFor();
    await page.locator(".statusbar-item", { hasText: "Ln 11" }).waitFor();
  });

  await check("a term opens its definition, and shows its mentions below", async () => {
    await window.row("Ballast is heavy material").click();
    await page.locator(".statusbar-item", { hasText: "Ln 7" }).waitFor();
    await window.row("Ballast is heavy material").locator(".monaco-tl-twistie").click();
    await window.row("Mentions").click();
    const mention = window.row("ballast was thrown out.");
    await mention.waitFor();
    await window.screenshot("mentions");
    await mention.click();
    await page.locator(".tab.active", { hasText: "voyage.md" }).waitFor();
    await page.locator(".statusbar-item", { hasText: "Ln 3" }).waitFor();
  });

  await check("the filter follows what is typed, and is taken away", async () => {
    await window.command("Glossator: Filter Glossary");
    const box = page.locator(".quick-input-widget:visible input[placeholder^='Part of a term']");
    await box.waitFor();
    await box.pressSequentially("angle");
    await window.row("sextant").waitFor();
    await window.row("Ballast is heavy").waitFor({ state: "hidden" });
    await box.pressSequentially("worm");
    await page.locator(".pane-body", { hasText: "No term contains “angleworm”." }).first().waitFor();
    await window.screenshot("filter");
    await box.press("Enter");
    await page.locator(".pane-header", { hasText: "Glossary" }).hover();
    await page.locator(".pane-header a[aria-label='Clear Glossary Filter']").click();
    await window.row("Ballast is heavy").waitFor();
  });

  await check("Check Vault opens the problems", async () => {
    await window.command("Glossator: Check Vault");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "has no answer" }).first().waitFor();
    await page.keyboard.press("Control+Shift+M");
  });

  await check("the walkthrough knows what was done", async () => {
    await openWalkthrough();
    for (const step of ["Open your notes", "Hover a term", "Go to a topic", "Complete while you write", "Check your notes"]) {
      await steps.filter({ hasText: step }).locator(".complete").first().waitFor();
    }
    await window.screenshot("walkthrough-done");
  });

  await window.close();
}
