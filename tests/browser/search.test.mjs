// The search page in a real browser: the same scores as stock elasticlunr.js, filters, places, what goes wrong, and
// life without a script, from a disk and under the strict policy.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { HOSTILE, queriesFor } from "./search-queries.mjs";
import { serve } from "./search-site.mjs";
import { build, launch, watch } from "./support.mjs";

let browser, folder, host;

before(async () => {
  folder = build();
  [browser, host] = await Promise.all([launch(), serve(folder)]);
});
after(async () => {
  await browser?.close();
  host?.close();
});

const json = (name) => JSON.parse(readFileSync(path.join(folder, name), "utf8"));

/** Opens the search page at an address and waits for its answer; complaints of the page fail the test. */
async function find(query, use, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const complaints = watch(page, host.root);
  try {
    await page.goto(host.root + "find/" + query);
    await answered(page);
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

/** Waits until filters and counts stand beside the results. */
async function answered(page) {
  await page.waitForFunction(() => document.querySelector("#panel details") && document.querySelector("#status").textContent.endsWith("."));
  await page.waitForLoadState("networkidle");
}

const ids = (page) => page.$$eval("#results > li", (items) => items.map((item) => item.dataset.id));

// Both run in the page: engines of different age differ in the last bit of a logarithm, and so in the order of ties.
test("raw search equals stock elasticlunr.js in the browser", async () => {
  const queries = queriesFor(json("search/documents.json"), 500);
  const stock = readFileSync(createRequire(import.meta.url).resolve("elasticlunr"), "utf8");
  await find("", async (page) => {
    await page.evaluate(stock);
    const { hits, different } = await page.evaluate(async (queries) => {
      elasticlunr.utils.warn = () => {};
      const whole = elasticlunr.Index.load(await (await fetch("../search/searchindex.json")).json());
      const configs = [undefined, { expand: true }, { bool: "AND" }];
      const different = [];
      let hits = 0;
      for (const [at, query] of queries.entries()) {
        const theirs = whole.search(query, configs[at % 3]);
        const ours = await trustbridge.searchRaw(query, configs[at % 3]);
        hits += theirs.length ? 1 : 0;
        const same = theirs.length === ours.length && theirs.every((one, place) => one.ref === ours[place].ref && Math.abs(one.score - ours[place].score) <= 1e-9);
        if (!same) different.push(query);
      }
      return { hits, different };
    }, queries);
    assert.deepEqual(different, []);
    assert.ok(queries.length >= 500 && hits > queries.length / 2, `only ${hits} of ${queries.length} queries found something`);
  });
});

test("results carry their hooks, and the sentence stands in title, heading and status", async () => {
  await find("?q=dudley", async (page) => {
    const heading = await page.textContent("h1");
    assert.match(heading, /^\d+ NHS (trust|organisation)s? and \d+ school trusts? for “dudley”/);
    assert.ok((await page.title()).startsWith(heading));
    assert.ok((await page.textContent("#status[role=status]")).startsWith(heading));
    assert.ok((await ids(page)).includes("dudley-group"));
    assert.deepEqual(await page.$$eval("#results > li", (items) => items.filter((item) => item.querySelectorAll("h2 > a").length !== 1).length), 0);
    assert.match(await page.getAttribute("#results > li h2 a", "href"), /organisations\/[a-z0-9-]+\/$/);
  });
});

test("codes, exact names, initials, spaces and typing errors lead to the right record", async () => {
  const { organisations } = json("data/organisations.json");
  const dudley = organisations ? organisations.find(({ id }) => id === "dudley-group") : json("data/organisations.json").find(({ id }) => id === "dudley-group");
  await find("", async (page) => {
    const first = (query) =>
      page.evaluate(async (query) => {
        const { order } = await trustbridge.search(query);
        return (await trustbridge.cards(order.slice(0, 1)))[0]?.id;
      }, query);
    for (const query of ["RNA", "rna", dudley.name, "Dudley Group", "DGFT", "dudly grop", "Dudley  Group", "dudley-group", "dy12hq", "DY1 2HQ"]) {
      assert.equal(await first(query), "dudley-group", query);
    }
  });
  await find("?q=wolverhamton", async (page) => {
    assert.match(await page.textContent("#said"), /Showing results for wolverhampton/);
    await page.click("text=Search instead for");
    await page.waitForURL(/literal=1/);
    await page.waitForFunction(() => !/Showing results/.test(document.querySelector("#said").textContent));
  });
});

test("filters wait for Apply, stand in the address, and Back undoes them", async () => {
  await find("", async (page) => {
    const before = (await page.textContent("h1")).trim();
    await page.click("#group-sector summary");
    await page.check("#group-sector input[value=school]");
    assert.equal((await page.textContent("h1")).trim(), before, "ticking a box changes nothing");
    const promised = (await page.textContent("#group-sector li:nth-child(2) .number")).match(/[\d,]+/)[0];
    await page.click("#panel button:has-text('Apply') >> nth=0");
    await page.waitForURL(/sector=school/);
    await page.waitForFunction((text) => document.querySelector("h1").textContent !== text, before);
    await answered(page);
    assert.equal(await page.textContent("h1"), `${promised} school trusts, A to Z`);
    assert.equal(await page.evaluate(() => document.activeElement.id), "heading", "focus moves to the results");
    assert.match(await page.textContent("#group-sector .selected"), /1 selected/);
    assert.match(await page.textContent(".chips"), /Remove filter: Side: School trusts/);
    await page.goBack();
    await page.waitForFunction((text) => document.querySelector("h1").textContent === text, before);
    await answered(page);
    assert.equal(await page.isChecked("#group-sector input[value=school]"), false);
    await page.goForward();
    await page.waitForSelector(".chips");
    await page.click(".chips a >> nth=0");
    await page.waitForFunction((text) => document.querySelector("h1").textContent === text, before);
  });
});

test("counts respect the other groups", async () => {
  await find("?sector=nhs", async (page) => {
    const [inGroup, sum] = await page.evaluate(async () => {
      const answer = await trustbridge.search("", { sector: ["nhs"] });
      const kinds = await answer.count("kind");
      return [answer.order.length, kinds.reduce((total, one) => total + one, 0)];
    });
    assert.equal(sum, inGroup, "every NHS organisation has one kind");
    const sectors = await page.evaluate(async () => (await trustbridge.search("", { sector: ["nhs"] })).count("sector"));
    assert.ok(sectors[1] > 0, "a group does not count against itself");
  });
});

test("places: districts, towns, the area served, and postcodes outside England", async () => {
  await find("?near=DY1&within=20", async (page) => {
    assert.match(await page.textContent("h1"), /within 20 miles of DY1, nearest first$/);
    assert.match(await page.textContent("#results > li"), /miles? from DY1/);
    assert.equal((await ids(page)).includes("dudley-group"), true);
  });
  await find("?near=Dudley&within=area", async (page) => assert.match(await page.textContent("h1"), /that serve Dudley/));
  await find("?q=EH1+1AA", async (page) => assert.match(await page.textContent("#said"), /postcode in Scotland\. This directory covers England/));
  await find("?near=Nowhereville", async (page) => assert.match(await page.textContent("#said"), /No place called “Nowhereville”/));
});

test("districts that nobody is in are explained, and a postcode says how far it looks", async () => {
  await find("?near=CA1", async (page) => assert.match(await page.textContent("h1"), /of CA1, nearest first$/));
  await find("?near=DY99", async (page) => assert.match(await page.textContent("#said"), /Nobody in the directory is in DY99, so distances are measured from the middle of DY/));
  await find("?q=DY1", async (page) => {
    assert.match(await page.textContent("#said"), /within 15 miles of DY1\. Look within 50 miles or see who serves it\./);
    const far = await page.$$eval("#results > li", (items) => items.map((item) => /miles? from DY1|Less than a mile from DY1/.test(item.textContent)));
    assert.equal(far.every(Boolean), true, "every result says how far it is");
    await page.click("#said >> text=see who serves it");
    await page.waitForFunction(() => /that serve DY1/.test(document.querySelector("h1").textContent));
  });
  await find("?near=DY1&within=100&sort=near", async (page) => {
    const far = await page.$$eval("#results > li", (items) => items.map((item) => Number(/(\d+) miles? from/.exec(item.textContent)?.[1] ?? 0)));
    assert.deepEqual(far, [...far].sort((a, b) => a - b), "nearest first");
  });
  await find("?q=Walsall", async (page) => {
    await page.click("#said >> text=Show everybody within 10 miles of it");
    await page.waitForFunction(() => /within 10 miles of Walsall, nearest first$/.test(document.querySelector("h1").textContent));
  });
});

test("the location of the device is used and never sent", async () => {
  const asked = [];
  await find("", async (page) => {
    page.on("request", (request) => asked.push(request.url()));
    await page.click("#group-near > summary");
    assert.match(await page.textContent("#group-near"), /Your location stays on this device\. Nothing is sent anywhere\./);
    await page.click("text=Use my location");
    await page.waitForFunction(() => /within 10 miles of your location, nearest first$/.test(document.querySelector("h1").textContent));
    await answered(page);
    assert.match(await page.textContent("#results > li"), /from your location/);
    await page.waitForFunction(() => /Your location is not part of this page’s address/.test(document.querySelector("#said").textContent));
    assert.equal(page.url().includes("52.5"), false);
    assert.equal(asked.some((address) => /52\.5\d|-2\.0\d/.test(address)), false);
    await page.click(".chips >> text=Near your location");
    await page.waitForFunction(() => !/your location/.test(document.querySelector("h1").textContent));
  }, { geolocation: { latitude: 52.512, longitude: -2.081 }, permissions: ["geolocation"] });
  await find("", async (page) => {
    await page.click("#group-near > summary");
    await page.click("text=Use my location");
    await page.waitForFunction(() => /did not tell its location\. Type a town or postcode instead/.test(document.querySelector("#here-said").textContent));
  }, { permissions: [] });
});

test("an empty list says what to drop and how far to look", async () => {
  await find("?near=DY1&within=5&needs=work-experience&offers=work-experience&open=not-now", async (page) => {
    assert.match(await page.textContent("h1"), /^No organisations/);
    assert.match(await page.textContent("#said"), /Clear all filters/);
    assert.ok((await page.$$("#said li a")).length > 0);
  });
  await find("?q=dudley&near=Bradford&within=5", async (page) => assert.match(await page.textContent("#said"), /Drop the filter “Near a place”, which removed the most: \d+ organisations? without it/));
});

test("pages of results, all on one, and the list as CSV", async () => {
  await find("?sector=nhs&page=2", async (page) => {
    assert.equal((await ids(page)).length, 20);
    assert.match(await page.title(), /page 2 of \d/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("text=Download this list")]);
    const rows = readFileSync(await download.path(), "utf8").split("\r\n").slice(0, -1);
    const total = await page.evaluate(async () => (await trustbridge.search("", { sector: ["nhs"] })).order.length);
    assert.equal(rows.length, total + 1, "one row for each organisation, on all pages");
    assert.match(rows[0], /^\ufeffid,name,sector/);
    await page.click("text=/^Show all/");
    await page.waitForFunction((total) => document.querySelectorAll("#results > li").length === total, total);
  }, { acceptDownloads: true });
});

test("hostile words and addresses do nothing", async () => {
  await find("", async (page) => {
    let dialogs = 0;
    page.on("dialog", () => dialogs++);
    for (const query of [...HOSTILE, "<img src=x onerror=alert(1)>", "javascript:alert(1)", "school ".repeat(1_500)]) {
      await page.goto(host.root + "find/?" + new URLSearchParams({ q: query.slice(0, 6_000) }));
      await page.waitForFunction(() => document.querySelector("#status").textContent.endsWith("."));
      assert.equal(await page.$("#results script, #said script, #results img"), null);
    }
    for (const address of ["?offers=__proto__&offers=constructor", "?sort=<b>&page=-1&within=abc", "?q=a&q=b&region=london&region=london", "?%00=%ff&__proto__[x]=1", "?page=99999"]) {
      await page.goto(host.root + "find/" + address);
      await page.waitForFunction(() => document.querySelector("#status").textContent.endsWith("."));
    }
    assert.equal(dialogs, 0);
    assert.equal(await page.evaluate(() => "x" in {}), false, "no prototype was touched");
  });
  await find("?offers=nonsense&colour=red", async (page) =>
    assert.match(await page.textContent("#said"), /left out: “offers=nonsense”, “colour=red”/));
});

test("the page says what it understood of bad input", async () => {
  const said = (query, pattern) => find("?" + new URLSearchParams({ q: query }), async (page) => assert.match(await page.textContent("#said"), pattern, query.slice(0, 40)));
  await said("the of and", /These words appear in nearly every text/);
  await said("\u0000\u0001\u0085", /holds no letter or digit/);
  await said("(.*)+[", /holds no letter or digit/);
  await said("school ".repeat(900), /only its beginning was used/);
  await find("", async (page) => {
    await page.fill("#q", "x".repeat(10_000));
    await page.click("#find button");
    await page.waitForFunction(() => /only its beginning was used/.test(document.querySelector("#said").textContent));
    assert.match(await page.textContent("h1"), /^No organisations for “x{60}…”$/);
  });
  await find("?q=%E2%80%AE%D8%B4%D8%B1%D9%82%E2%80%AC", async (page) => assert.match(await page.textContent("h1"), /^No organisations for/));
  await find("?region=london&region=london&sort=name&sort=nonsense", async (page) => {
    assert.equal((await page.$$(".chips li")).length, 2, "a repeated filter counts once: one chip, and the way to clear all");
    assert.match(await page.textContent("#said"), /left out: “sort=nonsense”/);
    assert.match(await page.textContent("h1"), /A to Z$/);
  });
});

test("a failed load says so and can be tried again; typing goes on", async () => {
  host.state.refuse = /^\/search\/[0-9a-f]{10}\//;
  const page = await browser.newPage();
  try {
    await page.goto(host.root + "find/?q=dudley");
    await page.waitForSelector("#status button");
    assert.match(await page.textContent("#status"), /could not load/);
    assert.equal(await page.isVisible("#ways"), true, "the lists stay");
    await page.fill("#q", "walsall");
    host.state.refuse = null;
    await page.click("#status button");
    await page.waitForSelector("#results > li");
  } finally {
    host.state.refuse = null;
    await page.close();
  }
});

test("suggestions follow the combobox pattern", async () => {
  const page = await browser.newPage();
  const complaints = watch(page, host.root);
  await page.goto(host.root + "organisations/");
  assert.equal(await page.evaluate(() => Boolean(window.trustbridge?.search)), false, "nothing loads before the box has the focus");
  await page.fill("#quick-q", "dudley gr");
  await page.waitForSelector("#quick-q[aria-expanded=true]");
  await page.keyboard.press("ArrowDown");
  const active = await page.getAttribute("#quick-q", "aria-activedescendant");
  assert.match(await page.textContent("#" + active), /Dudley/);
  assert.equal(await page.getAttribute("#" + active, "aria-selected"), "true");
  await page.keyboard.press("Escape");
  assert.equal(await page.getAttribute("#quick-q", "aria-expanded"), "false");
  await page.fill("#quick-q", "dudley group");
  await page.waitForSelector("#quick-q[aria-expanded=true]");
  await page.keyboard.press("ArrowDown");
  await Promise.all([page.waitForURL(/organisations\/dudley-group\//), page.keyboard.press("Enter")]);
  assert.deepEqual(complaints, []);
  await page.close();
});

test("without a script the form and the lists lead everywhere", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(host.root + "find/?q=dudley");
  assert.equal(await page.isVisible("#ways"), true);
  await page.fill("#q", "anything");
  await page.click("#find button");
  assert.match(page.url(), /organisations\/\?q=anything/);
  assert.match(await page.textContent("h1"), /A to Z/);
  await context.close();
});

test("a portable site searches from a disk", async () => {
  const disk = build("--portable");
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  await page.goto(pathToFileURL(path.join(disk, "find/index.html")).href + "?q=dudley&sector=nhs");
  await page.waitForSelector("#results > li[data-id=dudley-group]");
  await page.waitForSelector("#panel details");
  await page.fill("#q", "walsal");
  await page.click("#find button");
  await page.waitForFunction(() => /walsal/.test(document.querySelector("h1").textContent));
  await page.click("#results > li h2 a >> nth=0");
  await page.waitForURL(/organisations\/[a-z0-9-]+\/index\.html$/);
  assert.deepEqual(complaints, []);
  await context.close();
});
