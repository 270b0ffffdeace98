// Tests the packed extension in a real VS Code. Usage: main.mjs VSIX [SUITE…]
import { Report, startEditor } from "./harness.mjs";

const [vsix, ...wanted] = process.argv.slice(2);
const all = ["writing", "provided", "places", "trouble"];
const report = new Report();
for (const name of wanted.length === 0 ? all : wanted) {
  const { run, runsTests } = await import(`./${name}.mjs`);
  const editor = await startEditor(vsix, { runsTests });
  await run(editor, report);
  await report.check(undefined, `${name}: nothing asked for the network`, async () => {
    if (0 < editor.outside.size) {
      throw new Error([...editor.outside].join(" "));
    }
  });
  await editor.stop();
}
console.log(`${report.passed} passed, ${report.failed} failed`);
process.exit(report.failed === 0 ? 0 : 1);
