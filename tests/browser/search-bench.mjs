// Measures the find page in Chromium with a cold cache and prints JSON.
// node search-bench.mjs SITE [FOLDER [QUERIES]]: SITE is a built site; FOLDER, as `cargo bench --bench search -- --write`
// makes it, puts other search files in the place of the site's own, so that sizes compare without building their pages.
import { readFileSync } from "node:fs";
import path from "node:path";
import { labelledQueries } from "./search-labels.mjs";
import { browser, serve } from "./search-site.mjs";

const [site, folder = site, wanted = "60"] = process.argv.slice(2);
if (!site) throw new Error("node search-bench.mjs SITE [FOLDER [QUERIES]]");
const SLOW = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };
const chromium = await browser();
if (!chromium) {
  console.log(JSON.stringify({ skipped: "no Chromium was found; set CHROMIUM to its path" }));
  process.exit(0);
}
const host = await serve(site, { search: path.join(folder, "search") });

/** Queries of every kind where the folder says what is in it, else names of documents. */
function queries() {
  const read = (name) => JSON.parse(readFileSync(path.join(folder, name), "utf8"));
  try {
    const all = labelledQueries(read("facts.json"), Math.ceil(Number(wanted) / 15));
    return all.filter(({ kind }) => kind !== "made by hand").map(({ query }) => query);
  } catch {
    return read("search/documents.json").slice(0, Number(wanted)).map(({ name }) => name);
  }
}

/** One visit with nothing in the cache: bytes until the first result, time until then, heap afterwards. */
async function visit(query, slow) {
  const context = await chromium.newContext();
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Performance.enable");
  if (slow) {
    await session.send("Network.emulateNetworkConditions", SLOW);
    await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  }
  // The page itself says when its first result stands; what had arrived by then is counted.
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("#results > li, #said h2")) return;
      observer.disconnect();
      window.firstResult = performance.now();
    }).observe(document, { childList: true, subtree: true });
  });
  host.state.sent.length = 0;
  await page.goto(host.root + "find/?q=" + encodeURIComponent(query), { waitUntil: "commit" });
  // Asked without Playwright's own functions: the helpers that they put into the page would weigh half a megabyte.
  const asked = async (expression) => (await session.send("Runtime.evaluate", { expression, returnByValue: true })).result.value;
  const patience = Date.now() + 60_000;
  let time;
  while (!(time = await asked("window.firstResult"))) {
    if (Date.now() > patience) throw new Error(`no result for ${JSON.stringify(query)}`);
    await page.waitForTimeout(20);
  }
  const loaded = await asked(
    `performance.getEntriesByType("resource").filter((one) => one.responseEnd <= window.firstResult).map((one) => new URL(one.name).pathname)`,
  );
  await page.waitForTimeout(slow ? 0 : 300);
  await session.send("HeapProfiler.enable");
  await session.send("HeapProfiler.collectGarbage");
  const heap = (await session.send("Runtime.getHeapUsage")).usedSize;
  const sent = host.state.sent.filter(({ address }) => loaded.includes(address) || address === "/find/");
  const sum = (pattern) => sent.filter(({ address }) => pattern.test(address)).reduce((total, { bytes }) => total + bytes, 0);
  await context.close();
  return { time, heap, search: sum(/^\/search\//), script: sum(/^\/assets\/.*\.js$/), page: sum(/^\/find\/|\.css$|\.svg$/), files: sent.length };
}

/** Milliseconds of each query where its files are there already, on a processor four times as slow. */
async function warm(queries) {
  const page = await chromium.newPage();
  await page.goto(host.root + "find/");
  await page.waitForFunction(() => window.trustbridge?.search);
  await page.evaluate(async (all) => {
    for (const query of all) await trustbridge.search(query);
  }, queries);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  const times = await page.evaluate(async (all) => {
    const times = [];
    for (const query of all) {
      const start = performance.now();
      const { order } = await trustbridge.search(query);
      await trustbridge.cards(order.slice(0, trustbridge.atOnce));
      times.push(performance.now() - start);
    }
    return times;
  }, queries);
  await page.close();
  return times;
}

const at = (numbers, share) => {
  const sorted = [...numbers].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
};
const spread = (numbers) => ({ median: at(numbers, 0.5), p95: at(numbers, 0.95), most: at(numbers, 1) });

const typed = queries();
const fast = [];
for (const query of typed) fast.push(await visit(query, false));
const slow = [];
for (const query of typed.filter((_, place) => place % 4 === 0)) slow.push(await visit(query, true));
const documents = JSON.parse(readFileSync(path.join(folder, "search/documents.json"), "utf8")).length;
console.log(
  JSON.stringify(
    {
      documents, queries: typed.length,
      bytes_to_first_result: {
        scripts_and_data: spread(fast.map((one) => one.search + one.script)),
        data: spread(fast.map((one) => one.search)),
        scripts: spread(fast.map((one) => one.script)),
        with_page_and_style: spread(fast.map((one) => one.search + one.script + one.page)),
      },
      milliseconds_from_navigation: { fast: spread(fast.map((one) => one.time)), slow: spread(slow.map((one) => one.time)) },
      milliseconds_warm_processor_over_4: spread(await warm(typed)),
      heap_bytes_after_first_result: spread(fast.map((one) => one.heap)),
    },
    null,
    1,
  ),
);
await chromium.close();
host.close();
