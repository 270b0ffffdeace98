// One throw-away VS Code: code-server on the loopback interface, and a window of it in a headless Chromium.

import { execFileSync, spawn } from "node:child_process";
import {
  cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const TOOLS = process.env.GLOSSATOR_VSCODE_TOOLS;
const { chromium } = createRequire(path.join(TOOLS, "package.json"))("playwright-core");
const NODE = path.join(TOOLS, "node");
const SERVER = path.join(TOOLS, "code-server/out/node/entry.js");
export const SCREENS = process.env.GLOSSATOR_SCREENS;

/** How long anything that a person would wait for may take, in milliseconds. The machine may be busy. */
export const PATIENCE = Number(process.env.GLOSSATOR_PATIENCE ?? 60_000);

const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.colorTheme": "Default Light Modern",
  "window.commandCenter": false,
  "telemetry.telemetryLevel": "off",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "chat.disableAIFeatures": true,
  "git.enabled": false,
  "editor.accessibilitySupport": "off",
  "editor.hover.delay": 100,
  "editor.minimap.enabled": false,
  "editor.wordBasedSuggestions": "off",
  "explorer.confirmDelete": false,
  "files.simpleDialog.enable": true,
};

async function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * VS Code with the packed extension `vsix`, in which windows can be opened one after the other. Where it `runsTests`, they
 * can run inside its extension host.
 */
export async function startEditor(vsix, { runsTests = false } = {}) {
  const home = mkdtempSync(path.join(tmpdir(), "glossator-vscode-"));
  const inside = (...parts) => path.join(home, ...parts);
  for (const folder of ["data/User", "data/Machine", "extensions", "home"]) {
    mkdirSync(inside(folder), { recursive: true });
  }
  const env = {
    ...process.env,
    HOME: inside("home"),
    XDG_CONFIG_HOME: inside("home/.config"),
    XDG_DATA_HOME: inside("home/.local/share"),
    XDG_CACHE_HOME: inside("home/.cache"),
    EXTENSIONS_GALLERY: "{}",
    // Only the server in the package is found.
    PATH: "/usr/bin:/bin",
    GLOSSATOR_RESULT: inside("result.json"),
  };
  const common = [
    SERVER,
    "--user-data-dir", inside("data"),
    "--extensions-dir", inside("extensions"),
    "--disable-telemetry", "--disable-update-check", "--disable-getting-started-override",
    "--reconnection-grace-time", "1",
  ];
  if (runsTests) {
    // A built VS Code takes tests from the URL only with this, and then shows no notifications.
    common.push("--vscode-option", "enable-smoke-test-driver");
  }
  writeFileSync(inside("data/User/settings.json"), JSON.stringify(SETTINGS));
  execFileSync(NODE, [...common, "--install-extension", vsix], { env, stdio: ["ignore", "ignore", "inherit"] });

  const port = await freePort();
  let log = "";
  const server = spawn(NODE, [...common, "--auth", "none", "--bind-addr", `127.0.0.1:${port}`, "--disable-proxy"], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  server.stdout.on("data", (text) => (log += text));
  server.stderr.on("data", (text) => (log += text));
  const started = Date.now();
  for (;;) {
    const healthy = await fetch(`http://127.0.0.1:${port}/healthz`).then((answer) => answer.ok, () => false);
    if (healthy) {
      break;
    }
    if (PATIENCE < Date.now() - started) {
      throw new Error(`code-server does not answer:\n${log}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const browser = await chromium.launch({
    executablePath: path.join(TOOLS, "chromium"),
    args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
  });
  return new Editor({ port, browser, inside, server, home });
}

/** Loads a window of several folders again until it shows them: now and then code-server opens it without any. */
async function untilShown(page, roots) {
  const row = page.locator(".explorer-folders-view .monaco-list-row", { hasText: roots[0] }).first();
  for (let tries = 0; tries < 5; tries += 1) {
    if (await row.waitFor({ timeout: 8_000 }).then(() => true, () => false)) {
      return;
    }
    await page.reload();
  }
  await row.waitFor();
}

/** A running VS Code. */
class Editor {
  /** What windows asked of other machines. All of it is refused. */
  outside = new Set();
  windows = 0;

  constructor({ port, browser, inside, server, home }) {
    Object.assign(this, { port, browser, inside, server, home });
  }

  /**
   * Opens a window on a new folder.
   *
   * `vault` is a folder to copy, `files` are texts to write by their paths. `name` is the folder's. `roots` are the
   * folders below it that are opened together; without any, the window has no folder. `settings` are the user's, and
   * those of the machine. `trust` asks whether the folder is trusted. `tests` names a CommonJS file to run inside the
   * extension host. `size` and `scale` are the window's.
   */
  async open({
    vault, files = {}, name = "notes", roots, settings = {}, trust = false, tests, size = [1280, 800], scale = 1,
  } = {}) {
    this.windows += 1;
    const folder = this.inside(`${this.windows}`, name);
    mkdirSync(folder, { recursive: true });
    if (vault !== undefined) {
      cpSync(vault, folder, { recursive: true });
    }
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
    let place = `folder=${encodeURIComponent(folder)}`;
    if (roots?.length === 0) {
      place = "ew=true";
    } else if (roots !== undefined) {
      const workspace = path.join(folder, "all.code-workspace");
      writeFileSync(workspace, JSON.stringify({ folders: roots.map((root) => ({ path: root })) }));
      place = `workspace=${encodeURIComponent(workspace)}`;
    }
    const { "glossator.server.path": server, ...others } = settings;
    const user = { ...SETTINGS, "security.workspace.trust.enabled": trust, ...others };
    writeFileSync(this.inside("data/User/settings.json"), JSON.stringify(user, null, 1));
    // What names a program counts only among the settings of the machine that the server runs on.
    const machine = server === undefined ? {} : { "glossator.server.path": server };
    writeFileSync(this.inside("data/Machine/settings.json"), JSON.stringify(machine));

    const context = await this.browser.newContext({
      viewport: { width: size[0], height: size[1] },
      deviceScaleFactor: scale,
    });
    const isOutside = (url) => /^https?:$/.test(url.protocol) && !["127.0.0.1", "localhost"].includes(url.hostname);
    await context.route(isOutside, (route) => {
      this.outside.add(route.request().url());
      return route.abort();
    });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    let ended;
    const exit = new Promise((resolve) => (ended = resolve));
    await page.exposeFunction("codeAutomationExit", (code) => ended(code));
    await page.exposeFunction("codeAutomationLog", () => {});
    const remote = (file) => `vscode-remote://127.0.0.1:${this.port}${file}`;
    const payload = tests && [
      ["extensionDevelopmentPath", remote(path.dirname(tests))],
      ["extensionTestsPath", remote(tests)],
    ];
    const query = payload ? `&payload=${encodeURIComponent(JSON.stringify(payload))}` : "";
    await page.goto(`http://127.0.0.1:${this.port}/?${place}${query}`);
    await page.waitForSelector(".monaco-workbench");
    if (roots?.length > 0) {
      await untilShown(page, roots);
    }
    return new Window({ page, exit, folder });
  }

  /** The processes of the server that runs in this editor. */
  servers() {
    const program = this.inside("extensions");
    return readdirSync("/proc").filter((name) => /^[0-9]+$/.test(name)).map(Number).filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/exe`).startsWith(program);
      } catch {
        return false;
      }
    });
  }

  async stop() {
    await this.browser.close();
    this.server.kill("SIGTERM");
    await new Promise((resolve) => (this.server.exitCode === null ? this.server.once("exit", resolve) : resolve()));
    rmSync(this.home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** A window of VS Code, with what a person does in it. */
export class Window {
  constructor({ page, exit, folder }) {
    Object.assign(this, { page, exit, folder });
  }

  /** The text of a file of the vault on disk. */
  read(file) {
    return readFileSync(path.join(this.folder, file), "utf8");
  }

  async close() {
    await this.page.context().close();
  }

  /** Waits until `holds` does; `what` names it where it never does. */
  async until(what, holds, patience = PATIENCE) {
    const started = Date.now();
    for (;;) {
      const found = await holds();
      if (found) {
        return found;
      }
      if (patience < Date.now() - started) {
        throw new Error(`still not: ${what}`);
      }
      await this.page.waitForTimeout(100);
    }
  }

  async screenshot(name) {
    await this.page.screenshot({ path: path.join(SCREENS, `vscode-${name}.png`) });
  }

  /** Types into the list that has opened and waits until the row that Enter would take is the one meant. */
  async quick(text, row = text, timeout = PATIENCE) {
    const input = this.page.locator(".quick-input-widget:visible input").first();
    await input.waitFor({ timeout });
    await input.pressSequentially(text);
    await this.page.locator(".quick-input-list .monaco-list-row.focused", { hasText: row }).first().waitFor({ timeout });
  }

  /** Opens a list by a key and takes a row. What just happens in the window may close the list: then once more. */
  async pick(key, text, row = text) {
    await this.until(`a list with “${text}”`, async () => {
      await this.page.keyboard.press(key);
      const found = await this.quick(text, row, 8_000).then(() => true, () => false);
      if (!found) {
        await this.page.keyboard.press("Escape");
      }
      return found;
    });
    await this.page.keyboard.press("Enter");
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    await this.pick("F1", title);
  }

  async open(file) {
    await this.pick("Control+P", file, path.basename(file));
    await this.page.locator(".tab.active", { hasText: path.basename(file) }).waitFor();
    await this.page.waitForSelector(".monaco-editor .view-line");
  }

  /** Puts the cursor at a line and column, both from 1. */
  async goTo(line, column) {
    await this.page.keyboard.press("Control+1");
    await this.pick("Control+G", `${line}:${column}`, `line ${line}`);
    await this.page.locator(".statusbar-item", { hasText: `Ln ${line}, Col ${column}` }).waitFor();
  }

  /** Rests the pointer on words of the open editor. */
  async point(words) {
    const box = await this.until(`“${words}” is shown`, () => this.page.evaluate((words) => {
      for (const line of document.querySelectorAll(".editor-group-container.active .view-line")) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
          const at = node.data.replaceAll("\u00a0", " ").indexOf(words);
          if (0 <= at) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + words.length);
            const { x, y, width, height } = range.getBoundingClientRect();
            return { x: x + width / 2, y: y + height / 2 };
          }
        }
      }
      return null;
    }, words));
    await this.page.mouse.move(box.x - 60, box.y + 60);
    await this.page.mouse.move(box.x, box.y, { steps: 6 });
  }

  /** The words of the toast that contain `part`. */
  async toast(part) {
    const toast = this.page.locator(".notifications-toasts .notification-list-item", { hasText: part }).first();
    await toast.waitFor();
    return toast;
  }

  /** The item of Glossator in the status bar. */
  get status() {
    return this.page.locator("#glossator\\.glossator\\.glossator\\.status");
  }

  /** A row of the side bar. */
  row(text) {
    return this.page.locator(".pane-body .monaco-list-row", { hasText: text }).first();
  }

  async openSideBar() {
    await this.page.locator(".activitybar .action-item a[aria-label^='Glossator']").first().click();
  }

  /**
   * Rests the pointer on words until a card with `part` is shown. A lens that appears above moves the words away from
   * under the pointer, so it may take a second look.
   */
  async card(words, part) {
    const card = this.page.locator(".monaco-hover:not(.hidden) .hover-contents", { hasText: part }).first();
    await this.until(`a card with “${part}”`, async () => {
      await this.page.mouse.move(0, 0);
      await this.point(words);
      return card.waitFor({ timeout: 2_000 }).then(() => true, () => false);
    });
  }
}

/** Runs named checks one after the other, and prints `PASS name` or `FAIL name: why`. */
export class Report {
  passed = 0;
  failed = 0;

  async check(window, name, run) {
    const started = Date.now();
    try {
      await run();
      this.passed += 1;
      console.log(`PASS ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
    } catch (error) {
      this.failed += 1;
      await window?.screenshot(`failed-${this.failed}`).catch(() => {});
      console.log(`FAIL ${name}: ${error.message.split("\n").slice(0, 8).join("\n  ")}`);
    }
  }
}

/** Fails unless `text` contains `part`. */
export function contains(text, part) {
  if (!text.includes(part)) {
    throw new Error(`“${part}” is not in “${text}”`);
  }
}

/** Fails unless two values are the same as JSON. */
export function equals(found, expected) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(expected)];
  if (one !== other) {
    throw new Error(`${one} is not ${other}`);
  }
}
