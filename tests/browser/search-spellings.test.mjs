// Texts and spellings as the search makes them; the same table holds the index to it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { joined } from "./scripts.mjs";

const cases = JSON.parse(readFileSync(new URL("../search-spellings.json", import.meta.url), "utf8"));
const context = vm.createContext({});
vm.runInContext(joined("search-fold.js"), context);

test("texts and spellings are those of the table", () => {
  assert.ok(cases.length > 20);
  for (const { text, folded, one, key } of cases) {
    assert.equal(context.fold(text), folded, text);
    assert.equal(context.oneSpelling(folded), one, text);
    if (key) assert.equal(context.exactKey(text), context.exactKey(key), text);
  }
});
