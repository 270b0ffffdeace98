// Bundles the extension into one file. `node esbuild.mjs` for a release, `--watch` while developing.
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
});
if (watch) {
  await bundle.watch();
} else {
  await bundle.rebuild();
  await bundle.dispose();
}
