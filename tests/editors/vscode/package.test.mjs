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
  const env = { ...process.env, GLOSSATOR_VSIX: made };
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
    if (name === "glossator") {
      const mode = execFileSync("unzip", ["-Z", made, "extension/server/glossator"], { encoding: "utf8" });
      assert.match(mode, /^-rwxr-xr-x/, "it may be run");
    }
  });
}

test("a server for another platform is refused", () => {
  const { status, stderr } = pack("darwin-arm64", programs["linux-x64"][0]);
  assert.equal(status, 2);
  assert.match(stderr, /no program for darwin-arm64/);
});

test("a platform that VS Code does not have is refused", () => {
  const { status, stderr } = pack("amiga-68k", programs["linux-x64"][0]);
  assert.equal(status, 2);
  assert.match(stderr, /amiga-68k is none of VS Code's platforms/);
});
