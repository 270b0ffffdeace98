// Takes the pictures of the README and the walkthrough, in a light and a dark theme. Not among the tests: see `run`.
import path from "node:path";

import { SCREENS } from "./harness.mjs";

const files = {
  "cell.md": `# Cell

## Cell membrane

The cell membrane is the thin layer that encloses a cell and decides what passes.

## Mitochondrion

A mitochondrion is the organelle that turns sugar into ATP.

## ATP

ATP, adenosine triphosphate, is the molecule that carries energy in a cell.

## What is osmosis?

Osmosis is the movement of water through a membrane toward the side with more solute.

## What drives active transport?
`,
  "lecture-3.md": `# Lecture 3: Transport

Water crosses the cell membrane by osmosis, without ATP.
Active transport costs ATP, which a mitochondrion makes.

See [the membrane](cell.md#cell-membrane) and [the nucleus](nucleus.md).

`,
};

/** Pixels below the lowest of several things that are shown. */
const AIR = 12;

const THEMES = { light: "Default Light Modern", dark: "Default Dark Modern" };

export async function run(editor) {
  for (const [name, theme] of Object.entries(THEMES)) {
    await take(editor, name, theme);
  }
}

async function take(editor, theme, colorTheme) {
  const settings = {
    "workbench.colorTheme": colorTheme,
    "workbench.activityBar.location": "hidden",
    "editor.codeLens": false,
    "editor.lineNumbers": "off",
    "editor.scrollbar.vertical": "hidden",
    "editor.overviewRulerBorder": false,
    "breadcrumbs.enabled": false,
  };
  const window = await editor.open({ files, settings, size: [820, 480], scale: 1.5 });
  const { page } = window;
  /** A picture of all that lies between these elements, with a little air. */
  const picture = async (name, ...locators) => {
    await page.waitForTimeout(400);
    const boxes = await Promise.all(locators.map((locator) => locator.first().boundingBox()));
    const [left, top] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
    const right = Math.max(...boxes.map((box) => box.x + box.width));
    const bottom = Math.max(...boxes.map((box) => box.y + box.height));
    const clip = { x: left, y: top, width: right - left, height: bottom - top + (1 < boxes.length ? AIR : 0) };
    await page.screenshot({ path: path.join(SCREENS, `picture-${name}-${theme}.png`), clip });
  };
  const line = (text) => page.locator(".monaco-editor .view-line", { hasText: text });

  await window.open("lecture-3.md");
  await page.waitForSelector(".squiggly-warning");
  await page.keyboard.press("Control+B");
  await window.goTo(7, 1);

  await window.card("osmosis", "movement of water");
  await picture("hover", page.locator(".tabs-and-actions-container"), line("See"), page.locator(".monaco-hover:not(.hidden)"));
  await page.mouse.move(0, 0);

  await page.keyboard.press("Control+K");
  await page.keyboard.press("g");
  await window.quick("membrane", /membrane/i);
  await picture("topic", page.locator(".quick-input-widget"), page.locator(".tabs-and-actions-container"), line("See"));
  await page.keyboard.press("Escape");

  await window.goTo(7, 1);
  await page.keyboard.type("Energy comes from a mito");
  await page.keyboard.press("Control+Space");
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "itochondrion" }).first().waitFor();
  await picture("complete", page.locator(".tabs-and-actions-container"), page.locator(".suggest-widget.visible"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+S");

  await window.command("Glossator: Check Vault");
  await page.locator(".markers-panel .monaco-list-row", { hasText: "nucleus.md" }).first().waitFor();
  await picture("check", page.locator(".part.panel"));
  await page.keyboard.press("Control+J");

  if (theme === "light") {
    await sideBar(window, picture);
  }
  await window.close();
}

async function sideBar(window, picture) {
  const { page } = window;
  await page.keyboard.press("Control+1");
  await window.command("Glossator: Focus on Glossary View");
  await window.row("Osmosis is the movement").waitFor();
  await page.locator(".part.sidebar .monaco-list-row", { hasText: "mitochondrion" }).first().locator(".monaco-tl-twistie").click();
  await window.row("Mentions").click();
  await window.row("a mitochondrion makes").waitFor();
  // Wide enough to read.
  const { x, y, width } = await page.locator(".part.sidebar").boundingBox();
  await page.mouse.move(x + width + 2, y + 300);
  await page.mouse.down();
  await page.mouse.move(x + width + 180, y + 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(600, 300);
  await picture("side-bar", page.locator(".part.sidebar"));
}
