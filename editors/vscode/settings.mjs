// Writes the settings of the server's schema, and where the schema is, into package.json; or with --check tells whether they are there.
import { readFile, writeFile } from "node:fs/promises";

const schema = JSON.parse(await readFile(new URL("../glossator.schema.json", import.meta.url), "utf8"));
const file = new URL("package.json", import.meta.url);
const before = await readFile(file, "utf8");
const manifest = JSON.parse(before);

/** The settings below a schema node, by their dotted names. */
function flatten(node, name, found = {}) {
  for (const [key, child] of Object.entries(node.properties ?? {})) {
    const own = `${name}.${key}`;
    if (child.type === "object" && child.properties !== undefined) {
      flatten(child, own, found);
    } else {
      const { title: _, description, ...setting } = child;
      // Descriptions name values and files as code, which is shown as such only in Markdown.
      found[own] = { ...setting, markdownDescription: description ?? ofRule(key), scope: "resource" };
    }
  }
  return found;
}

/** What a setting of a rule, or of a family of rules, does: the schema names them alone. */
function ofRule(name) {
  const problems = name.includes("/") ? `\`${name}\`` : `the family \`${name}/\``;
  return `How serious problems of ${problems} are; \`off\` turns them off.`;
}

const own = {
  "glossator.server.path": {
    type: "string",
    default: "",
    scope: "machine",
    markdownDescription:
      "The absolute path of the program `glossator`. Empty: the one inside the extension, then the one on the `PATH`.",
  },
  "glossator.trace.server": {
    type: "string",
    enum: ["off", "messages", "verbose"],
    default: "off",
    scope: "window",
    description: "What is written to the channel Glossator Trace.",
  },
};
/** The settings in groups by the first part of their names, as the editor of settings lists them. */
function grouped(settings) {
  const groups = new Map();
  for (const [name, setting] of Object.entries(settings)) {
    const group = name.split(".")[1];
    groups.set(group, { ...groups.get(group), [name]: setting });
  }
  return [...groups].map(([group, properties]) => ({ title: group[0].toUpperCase() + group.slice(1), properties }));
}

manifest.contributes.configuration = grouped({ ...own, ...flatten(schema, "glossator") });
// Extensions for TOML take the schema from an address alone; this one is of the same release.
const source = manifest.repository.url.replace("github.com", "raw.githubusercontent.com").replace(/\.git$/, "");
const url = `${source}/v${manifest.version}/editors/glossator.schema.json`;
manifest.contributes.tomlValidation = [{ fileMatch: "glossator.toml", url }];
const after = `${JSON.stringify(manifest, null, 2)}\n`;

if (process.argv.includes("--check")) {
  if (after !== before) {
    console.error("package.json does not have the settings of glossator.schema.json; run: npm run settings");
    process.exit(1);
  }
} else {
  await writeFile(file, after);
}
