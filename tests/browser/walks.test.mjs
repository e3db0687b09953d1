// Six readers with a question each: every one finds what it came for within three steps, without a script.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { build, launch, serve } from "./support.mjs";

let browser, host;

before(async () => {
  const folder = build();
  [browser, host] = await Promise.all([launch(), serve(folder)]);
});
after(async () => {
  await browser?.close();
  host?.close();
});

/** Walks from the home page: each step is the words of a link; the last page is handed on. */
async function walk(steps, use, options = {}) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  try {
    assert.ok(steps.length <= 3, "three steps at most");
    await page.goto(host.url);
    for (const step of steps) {
      const link = page.locator("main, header").getByRole("link", { name: step, exact: typeof step === "string" }).first();
      await Promise.all([page.waitForNavigation(), link.click()]);
    }
    await use(page);
  } finally {
    await context.close();
  }
}
const roles = (page) => page.locator("#serves > li[data-role]").evaluateAll((lines) => lines.map((line) => line.getAttribute("data-role")));
const top = (page, selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().top);

test("a chief executive of a school trust in Cornwall: who serves my schools?", async () => {
  await walk(["Cornwall and the Isles of Scilly", "Cornwall"], async (page) => {
    const found = await roles(page);
    for (const role of ["acute", "mental-health", "ambulance", "care-board"]) assert.ok(found.includes(role), `${role} of ${found}`);
    assert.ok((await top(page, "#serves > li")) < 900, "the first line is on the first screen");
    assert.ok((await page.locator("#trusts").count()) === 1, "and the school trusts are here");
  });
});

test("a strategy director of the hospital in Hull: which school trusts are in our patch?", async () => {
  await walk(["Humber and North Yorkshire", /^Hull University Teaching Hospitals/], async (page) => {
    const first = await page.locator("#patch [data-id]").evaluateAll((all) => all.map((one) => one.getAttribute("data-id")));
    assert.ok(first.length > 3 && new Set(first).size === first.length, "each trust once");
    assert.ok((await top(page, "#patch [data-id]")) < 900, "the first is on the first screen");
    assert.equal(await page.locator("text=The Online NHS Trust").count(), 0);
  });
});

test("a single-academy trust in Kent: one next step, and what is not known said once", async () => {
  await walk(["Kent and Medway", "Canterbury"], async (page) => {
    const single = page.locator("main a[href*='organisations/']").filter({ hasText: /School|Academy/ }).first();
    await Promise.all([page.waitForNavigation(), single.click()]);
    assert.equal(await page.locator(".next-step").count(), 1);
    assert.equal(await page.locator("section.unknown").count() <= 1, true);
    assert.doesNotMatch(await page.textContent("main"), /How sure|have not said|good match/i);
  });
});

test("an organiser: whom could I bring together in an area?", async () => {
  await walk(["Black Country"], async (page) => {
    assert.ok((await page.locator("#districts ~ *, table a[href*='black-country/']").count()) > 0, "districts lead on");
    assert.ok((await page.locator("#nhs").count()) === 1 && (await page.locator("#school").count()) === 1);
  });
});

test("a board's children's lead: what stands in my area, on a sheet to print", async () => {
  await walk(["Thames Valley", "Brief for a board meeting"], async (page) => {
    assert.ok((await page.locator("h1").innerText()).includes("Thames Valley"));
    assert.ok((await page.locator(".brief").count()) === 1);
  });
});

test("a policy officer: how much is known, as figures and a file", async () => {
  await walk(["Insights", /^Coverage/], async (page) => {
    assert.ok((await page.locator("main table").count()) > 0);
    assert.ok((await page.locator("main a[href$='.csv']").count()) > 0);
    assert.doesNotMatch(await page.textContent("main"), /201 of the 199/);
  });
});
