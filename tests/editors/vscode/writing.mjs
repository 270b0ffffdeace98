// A person reads and writes notes.
import path from "node:path";

import { contains } from "./harness.mjs";

const vault = path.join(import.meta.dirname, "vault");

export async function run(editor, report) {
  const window = await editor.open({ vault });
  const { page } = window;
  const check = (name, what) => report.check(window, name, what);

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

  await check("the side bar shows the glossary and what has no answer", async () => {
    await page.locator(".activitybar .action-item a[aria-label^='Glossator']").first().click();
    await page.locator(".pane-body .monaco-list-row", { hasText: "ballast" }).first().waitFor();
    await page.locator(".pane-body .monaco-list-row", { hasText: "What is a capstan?" }).first().waitFor();
    await window.screenshot("side-bar");
    await page.locator(".pane-body .monaco-list-row", { hasText: "What is a capstan?" }).first().click();
    await page.locator(".tab.active", { hasText: "ships.md" }).waitFor();
  });

  await check("the walkthrough opens", async () => {
    await window.command("Welcome: Open Walkthrough");
    await window.quick("Get Started with Glossator");
    await page.keyboard.press("Enter");
    await page.locator(".getting-started-step, .gettingStartedContainer", { hasText: "Hover a term" }).first().waitFor();
    await window.screenshot("walkthrough");
  });

  await window.close();
}
