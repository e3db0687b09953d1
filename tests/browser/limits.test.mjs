// The limits of pages at the size of the country: what each weighs as it is delivered, how long it is on a phone, what it
// shows first, and how little it moves while it fills.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { build, launch, pages, sample, serve } from "./support.mjs";

/** Bytes of a page as it is delivered, and of a profile. */
const MOST = 30_000, MOST_OF_A_PROFILE = 12_000;
/** Pixels of a page on a phone. */
const TALLEST = 9_000;
/** Pages that hold a text to be read as a whole, or a list that is their purpose: they are cut no further. */
const LONG = /^(report|data\/dictionary|add|guide\/.*|programmes\/.*|about)\/$/;

/** A chapter that is still too long, and may not grow. */
const STILL_LONG = new Map([["insights/gaps/", 11_500]]);

let browser, folder, host;

before(async () => {
  folder = build();
  [browser, host] = await Promise.all([launch(), serve(folder)]);
}, { timeout: 600_000 });
after(async () => {
  await browser?.close();
  host?.close();
});

test("no page is heavier than a page may be, and no profile than a profile", { timeout: 600_000 }, () => {
  const heavy = [];
  for (const address of pages(folder)) {
    const file = path.join(folder, address === "" || address.endsWith("/") ? `${address}index.html` : address);
    const size = gzipSync(readFileSync(file), { level: 9 }).length;
    const most = /^organisations\/[^/]+\/$/.test(address) ? MOST_OF_A_PROFILE : MOST;
    if (size > most) heavy.push(`${address}: ${size}`);
  }
  assert.deepEqual(heavy, []);
});

test("the longest pages of each kind stay within nine thousand pixels on a phone", { timeout: 600_000 }, async () => {
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const tall = [];
  // The longest by weight, then others at even steps.
  for (const address of sample(folder, 4).filter((one) => !LONG.test(one))) {
    await page.goto(host.url + address, { waitUntil: "load" });
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    if (height > (STILL_LONG.get(address) ?? TALLEST)) tall.push(`${address}: ${height}`);
  }
  assert.deepEqual(tall, []);
});

test("the search shows five results on a desk and three on a phone, and a place among the words is a filter", { timeout: 240_000 }, async () => {
  for (const [viewport, least] of [[{ width: 1280, height: 900 }, 5], [{ width: 390, height: 844 }, 3]]) {
    const page = await browser.newPage({ viewport });
    for (const [asked, place] of [["Hull mental health", "Hull"], ["school nurse Truro", "Truro"], ["DY1 2HQ Dudley", "DY1 2HQ"]]) {
      await page.goto(`${host.url}find/?q=${encodeURIComponent(asked)}`);
      await page.waitForSelector("#said .chips");
      assert.match(await page.locator("#said .chips a").first().textContent(), new RegExp(`Remove filter: .*${place}`), asked);
      await page.waitForSelector("#said .answer");
      const whole = await page.locator(".hit").evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().bottom <= window.innerHeight).length);
      const count = await page.locator(".hit").count();
      assert.ok(whole >= Math.min(least, count), `${asked}: ${whole} of ${count} results on a screen of ${viewport.width}`);
    }
    const typed = await page.locator("h1").textContent();
    await page.locator("#said .chips a").first().click();
    await page.waitForFunction((before) => document.querySelector("h1").textContent !== before, typed);
    assert.doesNotMatch(await page.locator("h1").textContent(), /within|that serve/, "the filter can be taken away");
    await page.close();
  }
});

test("a table sorts by its headings, and stands in its useful order without a script", async () => {
  const address = "places/south-east/thames-valley/";
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const still = await plain.newPage();
  await still.goto(host.url + address);
  const before_ = await still.locator("table[data-sortable] tbody th").first().innerText();
  assert.equal(await still.locator("table[data-sortable] thead button").count(), 0);
  await plain.close();
  const page = await browser.newPage();
  await page.goto(host.url + address);
  const table = page.locator("table[data-sortable]").first();
  assert.equal(await table.locator("tbody th").first().innerText(), before_);
  await table.getByRole("button", { name: "Schools", exact: true }).click();
  const numbers = (await table.locator("tbody tr td:last-child").allInnerTexts()).map(Number);
  assert.deepEqual(numbers, [...numbers].sort((a, b) => b - a));
  assert.equal(await table.locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
  assert.equal(await page.locator("table[data-sortable] + [role=status]").first().textContent(), "Sorted by schools, most first.");
  await table.getByRole("button", { name: "District", exact: true }).click();
  assert.equal(await table.locator("tbody th").first().innerText(), before_);
  await page.close();
});

/** How much of a page moves while it fills, as browsers sum it up; less than this is not noticed. */
const MOVES = 0.02;

test("nothing moves while a page fills", { timeout: 240_000 }, async () => {
  const moved = [];
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 844 }]) {
    const page = await browser.newPage({ viewport });
    await page.addInitScript(() => {
      globalThis.moved = 0;
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries()) if (!shift.hadRecentInput) globalThis.moved += shift.value;
      }).observe({ type: "layout-shift", buffered: true });
    });
    const filled = ["match/", "match/#place=DY1+2HQ", "match/#from=windsor-academy-trust", "match/#from=dudley-group", "brief/", "brief/#a=windsor-academy-trust&b=dudley-group", "compare/", "shortlist/", "add/"];
    for (const address of ["", ...filled, "organisations/dudley-group/", "places/south-east/thames-valley/", "map/", "insights/"]) {
      // Another page between two addresses of one, so that each is loaded.
      await page.goto("about:blank");
      await page.goto(host.url + address, { waitUntil: "networkidle" });
      const by = await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(globalThis.moved), 100))));
      if (by >= MOVES) moved.push(`${address} at ${viewport.width}: ${by.toFixed(3)}`);
    }
    await page.close();
  }
  assert.deepEqual(moved, []);
});
