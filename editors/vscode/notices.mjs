// Writes ThirdPartyNotices.txt: the licences of what others wrote and the package holds.
//
// What is in the bundle is told by the bundler. For a package with a server, GLOSSATOR_NOTICES is the Rust target it was
// compiled for, and cargo tells what is in it.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const triple = process.env.GLOSSATOR_NOTICES || undefined;
const here = import.meta.dirname;

/** The text of the licence files in a folder; where one may choose, that of the MIT licence. */
function licences(folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
  const names = files.map(({ name }) => name).filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name));
  const mit = names.filter((name) => /mit/i.test(name));
  return (0 < mit.length ? mit : names).sort().map((name) => readFileSync(path.join(folder, name), "utf8").trim());
}

/** The packages of npm in the bundle. */
function bundled() {
  const { inputs } = JSON.parse(readFileSync(path.join(here, "dist/meta.json"), "utf8"));
  const folders = Object.keys(inputs).map((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1]);
  return [...new Set(folders)].filter((folder) => folder !== undefined).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(path.join(here, folder, "package.json"), "utf8"));
    return { name, version, licence: license, texts: licences(path.join(here, folder)) };
  });
}

/** The crates in the server. */
function compiled() {
  const root = path.join(here, "../..");
  const cargo = (...args) =>
    execFileSync("cargo", [...args, "--locked"], { cwd: root, encoding: "utf8", maxBuffer: 64 << 20 });
  const tree = cargo("tree", "--package", "glossator", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--target", triple);
  const used = new Set(tree.split("\n").map((line) => line.split(" ").slice(0, 2).join(" ")));
  const { packages } = JSON.parse(cargo("metadata", "--format-version", "1", "--filter-platform", triple));
  return packages
    .filter(({ name, version, source }) => source !== null && used.has(`${name} v${version}`))
    .map(({ name, version, license, manifest_path }) =>
      ({ name, version, licence: license, texts: licences(path.dirname(manifest_path)) }));
}

const all = [...bundled(), ...(triple === undefined ? [] : compiled())].sort((one, other) => one.name.localeCompare(other.name, "en"));
// Most say the same in the same words, which then stand here once.
const byText = new Map();
for (const { name, version, licence, texts } of all) {
  const text = texts.length === 0 ? `Under ${licence}, as its manifest says.` : texts.join("\n\n");
  byText.set(text, [...(byText.get(text) ?? []), `${name} ${version} (${licence})`]);
}
const parts = [...byText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`);
const head = "Glossator for VS Code holds software of others, under these licences.\n";
writeFileSync(path.join(here, "ThirdPartyNotices.txt"), [head, ...parts].join(`\n${"-".repeat(80)}\n\n`));
