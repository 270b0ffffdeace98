// Runs the unit tests: bundles each test with what it imports, and hands the bundles to node's test runner.
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
const tests = (await readdir(here)).filter((name) => name.endsWith(".test.ts")).map((name) => path.join(here, name));
const out = await mkdtemp(path.join(tmpdir(), "glossator-unit-"));
await build({ entryPoints: tests, outdir: out, bundle: true, platform: "node", format: "cjs", outExtension: { ".js": ".cjs" } });
const run = spawnSync(process.execPath, ["--test", ...(await readdir(out)).map((name) => path.join(out, name))], { stdio: "inherit" });
await rm(out, { recursive: true });
process.exit(run.status ?? 1);
