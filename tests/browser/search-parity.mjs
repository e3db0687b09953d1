// Compares trustbridge.searchRaw over the small files with stock elasticlunr.js over the whole index, in Node and in
// Chromium: the same references in the same order, scores equal to 1e-9.
// node search-parity.mjs FOLDER [QUERIES]: FOLDER holds search/manifest.js and search/searchindex.json.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import elasticlunr from "elasticlunr";
import { queriesFor } from "./search-queries.mjs";
import { inFunction } from "./scripts.mjs";
import { runtime } from "./search-runtime.mjs";
import { browser, serve } from "./search-site.mjs";

const [folder, wanted = "520"] = process.argv.slice(2);
const queries = queriesFor(JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8")), Number(wanted));
const boosts = { name: { boost: 3 }, alias: { boost: 2 }, town: {}, services: { boost: 1.5, expand: true }, summary: { boost: 0.5 } };
// `null` stands for no configuration, so that it survives the way into the browser.
const configs = [null, { expand: true }, { fields: boosts, expand: true }, { bool: "AND" }, { fields: { name: { bool: "AND" }, terms: { boost: 0 } } }];

/** Runs here and, as its text, in the browser: so it uses nothing from around it. */
async function compare(whole, searchRaw, queries, configs) {
  const differences = [];
  let hits = 0;
  for (const [number, query] of queries.entries()) {
    const config = configs[number % configs.length] ?? undefined;
    const stock = whole.search(query, config);
    const ours = await searchRaw(query, config);
    if (stock.length) hits++;
    const differs = (one, at) => !ours[at] || one.ref !== ours[at].ref || Math.abs(one.score - ours[at].score) > 1e-9;
    const at = stock.findIndex(differs);
    if (at < 0 && stock.length === ours.length) continue;
    differences.push({ query, config, stock: stock.length, ours: ours.length, at, here: [stock[at], ours[at]] });
  }
  return { compared: queries.length, hits, differences };
}

async function inNode() {
  elasticlunr.utils.warn = () => {};
  const whole = elasticlunr.Index.load(JSON.parse(readFileSync(path.join(folder, "search/searchindex.json"), "utf8")));
  return compare(whole, runtime(folder).trustbridge.searchRaw, queries, configs);
}

/** The page that a browser needs for it: the two scripts at their usual place and nothing else. */
function writePage() {
  mkdirSync(path.join(folder, "assets"), { recursive: true });
  for (const name of ["search.js", "search-more.js"]) {
    writeFileSync(path.join(folder, "assets", name), inFunction(name));
  }
  writeFileSync(path.join(folder, "index.html"), '<!doctype html><title>parity</title><body data-search-more="assets/search-more.js"><script src="assets/search.js"></script>\n');
}

async function inChromium(chromium) {
  writePage();
  const host = await serve(folder);
  try {
    const page = await chromium.newPage();
    await page.goto(host.root);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve("elasticlunr"), "utf8"));
    return await page.evaluate(
      async ([text, queries, configs]) => {
        elasticlunr.utils.warn = () => {};
        const whole = elasticlunr.Index.load(await (await fetch("search/searchindex.json")).json());
        return new Function("return " + text)()(whole, trustbridge.searchRaw, queries, configs);
      },
      [compare.toString(), queries, configs],
    );
  } finally {
    host.close();
    await chromium.close();
  }
}

function judge(where, { compared, hits, differences }) {
  console.log(JSON.stringify({ where, queries: compared, withResults: hits, differences: differences.length }));
  if (differences.length) console.error(JSON.stringify(differences.slice(0, 5), null, 1));
  if (differences.length || compared < 500 || hits < compared / 2) process.exitCode = 1;
}

judge("Node", await inNode());
const chromium = await browser();
if (chromium) judge("Chromium", await inChromium(chromium));
else if (process.env.CHROMIUM_IS_NEEDED) {
  console.error("no Chromium was found; set CHROMIUM to its path");
  process.exitCode = 1;
} else console.error("SKIPPED in Chromium: none was found; set CHROMIUM to its path");
