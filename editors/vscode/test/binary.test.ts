import assert from "node:assert/strict";
import { test } from "node:test";

import { find, isCompatible, type Surroundings } from "../src/binary";

/** Looks for a server where only `files` can be run. */
function look(files: readonly string[], around: Partial<Surroundings> = {}): string {
  const found = find({
    setting: "",
    extension: "/ext",
    path: "/usr/bin:relative:/opt/bin",
    home: "/home/ada",
    platform: "linux",
    canRun: (file) => files.includes(file),
    ...around,
  });
  return "reason" in found ? found.reason : `${found.origin} ${found.file}`;
}

const everywhere = ["/mine/glossator", "/ext/server/glossator", "/opt/bin/glossator"];

test("the setting wins over the extension, and the extension over the path", () => {
  assert.equal(look(everywhere, { setting: "/mine/glossator" }), "setting /mine/glossator");
  assert.equal(look(everywhere), "extension /ext/server/glossator");
  assert.equal(look(["/opt/bin/glossator"]), "path /opt/bin/glossator");
});

test("a setting that leads nowhere is told, not passed over", () => {
  assert.match(look(everywhere, { setting: "/gone/glossator" }), /glossator\.server\.path names “\/gone\/glossator”/);
  assert.match(look(everywhere, { setting: "bin/glossator" }), /wants an absolute path, not “bin\/glossator”/);
});

test("a setting that is no text is told", () => {
  assert.match(look(everywhere, { setting: 5 }), /wants the path of a program, not 5/);
});

test("a tilde is the home folder", () => {
  assert.equal(look(["/home/ada/bin/glossator"], { setting: " ~/bin/glossator " }), "setting /home/ada/bin/glossator");
});

test("relative folders of the path are never searched", () => {
  assert.match(look(["relative/glossator", "/relative/glossator"]), /not inside this extension and not on the PATH/);
});

test("on Windows the program ends in .exe and the path is split at semicolons", () => {
  const windows = { platform: "win32", extension: "C:\\ext", path: "C:\\a;D:\\b" } as const;
  assert.equal(look(["D:\\b\\glossator.exe"], windows), "path D:\\b\\glossator.exe");
  assert.equal(look(["C:\\ext\\server\\glossator.exe"], windows), "extension C:\\ext\\server\\glossator.exe");
});

test("below 1.0 the second number has to agree, from then on the first", () => {
  const pairs: [string, string, boolean][] = [
    ["0.1.0", "0.1.9", true],
    ["0.2.0", "0.1.0", false],
    ["1.4.0", "1.0.0", true],
    ["2.0.0", "1.0.0", false],
    ["unknown", "0.1.0", false],
  ];
  for (const [server, extension, fits] of pairs) {
    assert.equal(isCompatible(server, extension), fits, `${server} with ${extension}`);
  }
});
