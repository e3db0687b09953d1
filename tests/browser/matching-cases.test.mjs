// The browser's matching against the program's, case by case: `cargo test --test suite matching_browser` writes
// target/matching-cases.js. Runs in Node, and in Chromium where CHROMIUM names one.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { inFunction } from "./scripts.mjs";

const file = new URL("../../target/matching-cases.js", import.meta.url);
const engine = inFunction("matching-sentences.js");

/** Runs in Node or in a page, so it uses nothing from outside: answers the first faults and how much was compared. */
function compare(trustbridge, worlds) {
  const { matching, matchingSentences } = trustbridge;
  const faults = [];
  let compared = 0;
  const check = (what, found, expected) => {
    compared += 1;
    const [ours, theirs] = [JSON.stringify(found), JSON.stringify(expected)];
    if (ours !== theirs && faults.length < 10) faults.push(`${what}\n  found    ${ours}\n  expected ${theirs}`);
  };
  worlds.forEach(({ world, lists, pairs }, number) => {
    const byId = new Map(world.organisations.map((one) => [one.id, one]));
    for (const { of, list } of lists) {
      const found = matching.rank(world, byId.get(of)).map(({ partner, score }) => [partner.id, score]);
      check(`world ${number}, list of ${of}`, found, list);
    }
    for (const pair of pairs) {
      const found = matching.explain(world, byId.get(pair.you), byId.get(pair.they));
      const said = matchingSentences.of(world, found);
      const voice = matchingSentences.byName(found.you.name, found.they.name);
      check(
        `world ${number}, ${pair.you} and ${pair.they}`,
        {
          you: pair.you,
          they: pair.they,
          score: found.score,
          band: found.band,
          confidence: found.confidence,
          headline: said.headline,
          said: matchingSentences.asList(said),
          named: matchingSentences.asList(matchingSentences.of(world, found, voice)),
        },
        pair,
      );
    }
  });
  return { faults, compared };
}

const cases = () => {
  assert.ok(existsSync(file), "target/matching-cases.js is missing: run `cargo test --test suite matching_browser` first");
  return readFileSync(file, "utf8");
};

test("the browser's matching agrees with the program's in Node", () => {
  let worlds = [];
  const window = { trustbridge: {} };
  const context = vm.createContext({ window, trustbridge: window.trustbridge, matchingCases: (given) => (worlds = given) });
  vm.runInContext(engine, context);
  vm.runInContext(cases(), context);
  const { faults, compared } = compare(window.trustbridge, worlds);
  assert.deepEqual(faults, []);
  assert.ok(compared >= 500, `${compared} cases are too few`);
});

test("the browser's matching agrees with the program's in Chromium", { skip: !process.env.CHROMIUM }, async () => {
  const { chromium } = await import("playwright-core");
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: "function matchingCases(given) { window.worlds = given; }" });
    await page.addScriptTag({ content: engine });
    await page.addScriptTag({ content: cases() });
    const { faults, compared } = await page.evaluate(`(${compare})(window.trustbridge, window.worlds)`);
    assert.deepEqual(faults, []);
    assert.ok(compared >= 500, `${compared} cases are too few`);
  } finally {
    await browser.close();
  }
});
