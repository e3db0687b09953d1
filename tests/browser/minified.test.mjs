// The scripts in fewer bytes are made from the sources beside them, by the pinned minifier.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { minified } from "./minified.mjs";
import { minifiedFolder, published } from "./scripts.mjs";

test("every script that a page loads has its minified file, and no other file lies there", () => {
  assert.ok(published().length > 10);
  assert.deepEqual(readdirSync(minifiedFolder).sort(), published().sort());
});

for (const name of published()) {
  test(`${name} is what its source gives`, () => {
    const current = readFileSync(new URL(name, minifiedFolder), "utf8") === minified(name);
    assert.ok(current, `themes/default/minified/${name} is not made from the present sources: run \`npm run minify\` in tests/browser`);
  });
}
