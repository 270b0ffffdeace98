// What the extension provides, asked through VS Code's own commands inside the extension host.
import { readFileSync, rmSync } from "node:fs";
import path from "node:path";

import { PATIENCE } from "./harness.mjs";

const here = import.meta.dirname;

export const runsTests = true;

export async function run(editor, report) {
  const result = editor.inside("result.json");
  rmSync(result, { force: true });
  const window = await editor.open({ vault: path.join(here, "vault"), tests: path.join(here, "host/suite.cjs") });
  let timer;
  const patience = new Promise((resolve) => (timer = setTimeout(resolve, 3 * PATIENCE)));
  await Promise.race([window.exit, patience]);
  clearTimeout(timer);
  await report.check(window, "the suite inside the extension host ends", async () => readFileSync(result));
  for (const { name, error } of JSON.parse(readFileSync(result, "utf8"))) {
    await report.check(window, `host: ${name}`, async () => {
      if (error !== null) {
        throw new Error(error);
      }
    });
  }
  await window.close();
}
