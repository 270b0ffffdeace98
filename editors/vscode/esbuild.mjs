// Bundles the extension into one file. `node esbuild.mjs` for a release, `--watch` while developing.
import { writeFile } from "node:fs/promises";

import { context } from "esbuild";

const watch = process.argv.includes("--watch");
const bundle = await context({
  entryPoints: ["src/activate.ts"],
  outfile: "dist/extension.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify: !watch,
  sourcemap: watch,
  logLevel: "info",
  metafile: true,
});
if (watch) {
  await bundle.watch();
} else {
  const { metafile } = await bundle.rebuild();
  await writeFile("dist/meta.json", JSON.stringify(metafile));
  await bundle.dispose();
}
