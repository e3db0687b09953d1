// Questions with what must be found, from a table: node search-cases.mjs FOLDER TABLE. A case asks by `q`, `near` and `within`;
// `first` is the first result, `found` and `missed` hold ids, `only` all ids in order; `place` holds fields of the place.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { runtime } from "./search-runtime.mjs";

const [folder, table] = process.argv.slice(2);
const documents = JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8"));
const { trustbridge } = runtime(folder);
const { cases } = JSON.parse(readFileSync(table, "utf8"));
assert.ok(cases.length > 0);

let wrong = 0;
for (const { q = "", near = "", within = "10", ...right } of cases) {
  const answer = await trustbridge.search(q, near ? { near, within } : {});
  const found = Array.from(answer.order, (document) => documents[document].id);
  const place = Object.fromEntries(Object.keys(right.place || {}).map((key) => [key, key === "each" ? answer.place?.each?.map(({ label }) => label) : answer.place?.[key]]));
  const among = right.among && (await (await trustbridge.loadMore()).placeAmong(await trustbridge.manifest(), trustbridge.core.fold(q)));
  try {
    if (right.first) assert.equal(found[0], right.first);
    if (right.only) assert.deepEqual(found, right.only);
    for (const id of right.found || []) assert.ok(found.includes(id), `${id} is not found`);
    for (const id of right.missed || []) assert.ok(!found.includes(id), `${id} is found`);
    if (right.place) assert.deepEqual(JSON.parse(JSON.stringify(place)), right.place);
    if (right.among) assert.deepEqual([among?.near, among?.rest], right.among);
  } catch (fault) {
    wrong++;
    console.error(JSON.stringify({ q, near, within, found: found.slice(0, 10), place: answer.place }), fault.message);
  }
}
console.log(`${cases.length} cases, ${wrong} wrong`);
if (wrong) process.exitCode = 1;
