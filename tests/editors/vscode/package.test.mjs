// Every platform's package names its platform and holds the server it was given, in the form that the platform runs.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";

const extension = path.resolve(import.meta.dirname, "../../../editors/vscode");
const folder = mkdtempSync(path.join(tmpdir(), "glossator-package-"));
after(() => rmSync(folder, { recursive: true }));

/** The first bytes of a program: what it is for, as far as the script looks. */
const programs = {
  "linux-x64": [elf(62), "glossator"],
  "linux-arm64": [elf(183), "glossator"],
  "linux-armhf": [elf(40), "glossator"],
  "alpine-x64": [elf(62), "glossator"],
  "alpine-arm64": [elf(183), "glossator"],
  "darwin-x64": [machO(0x01000007), "glossator"],
  "darwin-arm64": [machO(0x0100000c), "glossator"],
  "win32-x64": [pe(0x8664), "glossator.exe"],
  "win32-arm64": [pe(0xaa64), "glossator.exe"],
};

function elf(machine) {
  const bytes = Buffer.alloc(64);
  bytes.write("\x7fELF", "latin1");
  bytes.writeUInt16LE(machine, 18);
  return bytes;
}

function machO(cpu) {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32LE(0xfeedfacf, 0);
  bytes.writeUInt32LE(cpu, 4);
  return bytes;
}

function pe(machine) {
  const bytes = Buffer.alloc(128);
  bytes.write("MZ");
  bytes.writeUInt32LE(64, 60);
  bytes.write("PE\0\0", 64);
  bytes.writeUInt16LE(machine, 68);
  return bytes;
}

/** Packs a server for a platform. */
function pack(target, bytes) {
  const server = path.join(folder, `server-${target}`);
  writeFileSync(server, bytes);
  const made = path.join(folder, `${target}.vsix`);
  // No program is compiled for these, so the crates of the machine at hand stand for those in it.
  const env = { ...process.env, GLOSSATOR_VSIX: made, GLOSSATOR_TRIPLE: "x86_64-unknown-linux-gnu" };
  const run = spawnSync(path.join(extension, "package"), [target, server], { env, encoding: "utf8" });
  return { ...run, made };
}

/** A file inside a package. */
const inside = (made, file) => execFileSync("unzip", ["-p", made, file]);

for (const [target, [bytes, name]] of Object.entries(programs)) {
  test(`${target} is named and holds its server`, () => {
    const { status, stdout, stderr, made } = pack(target, bytes);
    assert.equal(status, 0, stderr);
    assert.doesNotMatch(stdout + stderr, /\bWARNING\b/);
    assert.match(inside(made, "extension.vsixmanifest").toString(), new RegExp(`TargetPlatform="${target}"`));
    assert.deepEqual(inside(made, `extension/server/${name}`), bytes);
    const files = execFileSync("unzip", ["-Z1", made], { encoding: "utf8" }).split("\n");
    assert.equal(files.filter((file) => file.startsWith("extension/server/")).length, 1);
    const notices = inside(made, "extension/ThirdPartyNotices.txt").toString();
    for (const other of [/^vscode-languageclient [\d.]+ \(MIT\)$/m, /^tower-lsp [\d.]+ \(MIT OR Apache-2.0\)$/m]) {
      assert.match(notices, other);
    }
    if (name === "glossator") {
      const mode = execFileSync("unzip", ["-Z", made, "extension/server/glossator"], { encoding: "utf8" });
      assert.match(mode, /^-rwxr-xr-x/, "it may be run");
    }
  });
}

test("a package holds what it needs and nothing else", () => {
  const { status, stderr, made } = pack("linux-x64", programs["linux-x64"][0]);
  assert.equal(status, 0, stderr);
  const files = execFileSync("unzip", ["-Z1", made], { encoding: "utf8" }).trim().split("\n");
  const others = files.filter((file) => !/^extension\/(media|walkthrough)\/[\w-]+\.(png|svg|md)$/.test(file)).sort();
  assert.deepEqual(others, [
    "[Content_Types].xml",
    "extension.vsixmanifest",
    "extension/LICENSE.txt",
    "extension/ThirdPartyNotices.txt",
    "extension/changelog.md",
    "extension/dist/extension.js",
    "extension/package.json",
    "extension/readme.md",
    "extension/server/glossator",
  ]);
  const links = [...inside(made, "extension/readme.md").toString().matchAll(/\]\(([^)]+)\)/g)].map((found) => found[1]);
  assert.deepEqual(links.filter((link) => !link.startsWith("https://")), [], "the marketplace resolves no other links");
});

test("a server for another platform is refused", () => {
  const { status, stderr } = pack("darwin-arm64", programs["linux-x64"][0]);
  assert.equal(status, 2);
  assert.match(stderr, /no program for darwin-arm64/);
});

test("a server that wants glibc is refused for Alpine", () => {
  const bytes = Buffer.concat([programs["linux-x64"][0], Buffer.from("/lib64/ld-linux-x86-64.so.2\0")]);
  assert.equal(pack("linux-x64", bytes).status, 0);
  const { status, stderr } = pack("alpine-x64", bytes);
  assert.equal(status, 2);
  assert.match(stderr, /wants glibc, which alpine-x64 does not have/);
});

test("a platform that VS Code does not have is refused", () => {
  const { status, stderr } = pack("amiga-68k", programs["linux-x64"][0]);
  assert.equal(status, 2);
  assert.match(stderr, /amiga-68k is none of VS Code's platforms/);
});
