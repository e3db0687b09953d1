// The find page in a real browser where something is slow, missing or unusual: what was chosen is kept, what could not be
// done is said, and nothing is claimed that is not so.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { serve } from "./search-site.mjs";
import { build, launch } from "./support.mjs";

let browser, host;

before(async () => {
  const folder = build();
  [browser, host] = await Promise.all([launch(), serve(folder)]);
});
after(async () => {
  await browser?.close();
  host?.close();
});
beforeEach(() => {
  host.state.refuse = host.state.slow = null;
});

/** Opens an address below find/ in a context of its own. */
async function find(query, use, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  try {
    await page.goto(host.root + "find/" + query);
    await use(page);
  } finally {
    await context.close();
  }
}
const heading = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector("h1").textContent), pattern.source);
const panel = (page) => page.waitForSelector("#panel details", { state: "attached" });
const said = (page, pattern) => page.waitForFunction((source) => new RegExp(source).test(document.querySelector("#said").textContent), pattern.source);
const apply = (page) => page.$eval("#find", (form) => form.requestSubmit());
const ids = (page) => page.$$eval("#results > li", (items) => items.map((item) => item.dataset.id));

test("another distance counts from the device's location too, and a link within the page keeps the place", async () => {
  const device = { geolocation: { latitude: 52.51, longitude: -2.08 }, permissions: ["geolocation"] };
  await find("", async (page) => {
    await panel(page);
    await page.evaluate(() => document.querySelector("#group-near button").click());
    await heading(page, /within 10 miles of your location/);
    // The filters follow the heading, and set the distance to that of the address.
    await page.waitForFunction(() => document.querySelector("#group-near .selected").textContent);
    await page.$eval("#within", (select) => (select.value = "50"));
    await apply(page);
    await heading(page, /within 50 miles of your location/);
    await page.evaluate(() => (location.hash = "#heading"));
    await page.waitForTimeout(200);
    await page.fill("#q", "trust");
    await apply(page);
    await heading(page, /for “trust” within 50 miles of your location/);
    await page.$eval("#within", (select) => (select.value = "area"));
    await apply(page);
    await said(page, /care board for your location is not known here/);
    assert.ok((await ids(page)).length > 0);
  }, device);
});

test("filters of the address stay while their panel has not loaded, and results stay where it cannot", async () => {
  host.state.refuse = /find-filters/;
  await find("?sector=nhs&near=DY1&within=20", async (page) => {
    await said(page, /could not load/);
    assert.ok((await ids(page)).length > 0);
    await page.fill("#q", "health");
    await page.keyboard.press("Enter");
    await heading(page, /NHS trusts? for “health” within 20 miles of DY1/);
    assert.match(page.url(), /sector=nhs/);
    // Asked for again, and refused again, before the host gives in.
    await said(page, /could not load/);
    host.state.refuse = null;
    await page.click("#said button");
    await panel(page);
  });
  host.state.refuse = /header-search/;
  await find("?q=dudley", async (page) => {
    await panel(page);
    assert.doesNotMatch(await page.textContent("main"), /could not load/);
  });
  host.state.refuse = /\/facet-/;
  await find("?q=dudley", (page) => said(page, /some filters, counts or notes could not load/));
});

test("an order that cannot be is not claimed", async () => {
  for (const [query, end] of [["?q=health&sort=near", /best match first$/], ["?sort=near", /A to Z$/], ["?sort=best", /A to Z$/], ["?near=DY1&sort=best", /nearest first$/]]) {
    await find(query, (page) => heading(page, end));
  }
});

test("codes that look like postcodes are codes", async () => {
  await find("?q=RW4", async (page) => {
    await panel(page);
    await page.waitForLoadState("networkidle");
    assert.doesNotMatch(await page.textContent("#said"), /postcode/);
  });
});

test("a beginning that is a small word is a beginning all the same", async () => {
  for (const [typed, name] of [["Nor", /\bNor/], ["Her", /\bHer/], ["The D", /\bD/], ["The Me", /\bMe/]]) {
    await find("?" + new URLSearchParams({ q: typed }), async (page) => {
      await page.waitForSelector("#results > li h2");
      assert.match(await page.textContent("#results > li"), name, typed);
    });
  }
});

test("a misspelt word whose stem begins other words is corrected all the same", async () => {
  await find("?q=exeed", (page) => said(page, /Showing results for exceed/));
});

test("places: what is not known narrows nothing and says so; other countries are known; what is estimated leads on", async () => {
  await find("?near=Atlantis", async (page) => {
    await said(page, /not narrowed to it/);
    assert.match(await page.textContent(".chips"), /Atlantis \(not applied\)/);
  });
  await find("?near=SW1A&within=area", (page) => heading(page, /that serve SW1A/));
  await find("?q=SW1A", (page) => said(page, /Nearest district: Westminster/));
  for (const [near, country] of [["LL11 1AA", "Wales"], ["CH5", "Wales"], ["SY23 3AH", "Wales"], ["TD1", "Scotland"], ["G1", "Scotland"]]) {
    await find("?" + new URLSearchParams({ near }), (page) => said(page, new RegExp("is a postcode in " + country)));
  }
  for (const near of ["TD15", "CH1", "SY1"]) {
    await find("?" + new URLSearchParams({ near }), async (page) => {
      await panel(page);
      assert.doesNotMatch(await page.textContent("#said"), /is a postcode in/, near);
    });
  }
  await find("?" + new URLSearchParams({ q: "mental health DY1" }), async (page) => {
    await heading(page, /for “mental health” within 10 miles of DY1/);
    await said(page, /“DY1” is understood as a place/);
  });
});

test("places: an area shows everybody in it, towns of one name are offered each, and words beside a place lead there", async () => {
  await find("?near=Kent&within=5", async (page) => {
    await heading(page, / in Kent, A to Z$/);
    await said(page, /Kent is an area/);
    assert.ok((await ids(page)).length > 10);
  });
  await find("?near=Cheadle", async (page) => {
    await said(page, /2 places are called Cheadle/);
    await page.click("#said a:has-text('Cheadle (ST10)')");
    await heading(page, /of Cheadle \(ST10\)/);
    await said(page, /Did you mean Cheadle SK8/);
  });
  await find("?near=Stoke", async (page) => {
    await heading(page, /of Stoke-on-Trent/);
    await said(page, /Showing places near Stoke-on-Trent for “Stoke”/);
  });
  await find("?near=Dudley+DY1+2HQ", (page) => heading(page, /of DY1/));
  for (const [q, way] of [["school nurse Truro", /“school nurse” within 10 miles of Truro/], ["Hull mental health", /“mental health” within 10 miles of Hull/]]) {
    await find("?" + new URLSearchParams({ q }), (page) => heading(page, way));
  }
  await find("?q=Cornwall", (page) => said(page, /Who serves Cornwall/));
});

test("the heading that takes the focus and the status line do not say the same", async () => {
  await find("?q=dudley", async (page) => {
    await panel(page);
    await page.$eval("#group-sector input[value=nhs]", (box) => box.click());
    await apply(page);
    await page.waitForFunction(() => document.activeElement.id === "heading");
    const [title, status] = [await page.textContent("#heading"), await page.textContent("#status")];
    assert.ok(status.endsWith(".") && !status.includes(title), status);
  });
});

test("nobody found: a service by any of its names leads to its page", async () => {
  await find("?q=EBSA", async (page) => {
    await page.waitForSelector("#said a[href*='services/attendance-ebsa/']");
  });
});

test("what is typed on unchooses a suggestion", async () => {
  const page = await browser.newPage();
  await page.goto(host.root + "organisations/");
  await page.fill("#quick-q", "dudley");
  await page.waitForSelector("#quick-q[aria-expanded=true]");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.type(" walsall");
  assert.equal(await page.getAttribute("#quick-q", "aria-activedescendant"), null);
  await Promise.all([page.waitForURL(/find\/\?q=dudley\+walsall/), page.keyboard.press("Enter")]);
  await page.close();
});

test("while it loads: a word that says so, the search stays the search, and what is typed stays", async () => {
  host.state.slow = /\/search\/manifest/;
  await find("?q=dudley", async (page) => {
    await page.waitForFunction(() => /Loading/.test(document.querySelector("#status").textContent));
    await page.fill("#q", "mersey");
    await page.keyboard.press("Enter");
    await heading(page, /for “mersey”/);
  });
  host.state.slow = /\/search\//;
  await find("?q=dudley", async (page) => {
    await page.fill("#q", "walsall");
    await page.keyboard.press("Tab");
    await heading(page, /for “dudley”/);
    assert.equal(await page.inputValue("#q"), "walsall");
  });
});

test("what fails is said where it fails, and no old answer stands for a new question", async () => {
  host.state.refuse = /\/assets\/search\.[0-9a-f]+\.js/;
  await find("?q=dudley", async (page) => {
    await page.waitForSelector("#status button");
    host.state.refuse = null;
    await page.click("#status button");
    await heading(page, /for “dudley”/);
    await page.waitForLoadState("networkidle");
    host.state.refuse = /\/search\//;
    await page.fill("#q", "mersey care");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#status button");
    assert.doesNotMatch((await page.textContent("h1")) + (await page.title()), /dudley/);
    assert.equal(await page.isVisible("#results"), false);
  });
  host.state.refuse = null;
  await find("", async (page) => {
    await page.waitForSelector("#tools button");
    await page.waitForLoadState("networkidle");
    host.state.refuse = /\/search\//;
    await page.evaluate(() => trustbridge.forget());
    await page.click("#tools button");
    await page.waitForFunction(() => /list could not load/.test(document.querySelector("#tools").textContent));
  });
});

test("odd addresses: long places, signs that turn the text, distances of one's own, and Apply without a change", async () => {
  await find("?near=" + "x".repeat(5_000), async (page) => {
    await said(page, /No place called/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
  }, { viewport: { width: 390, height: 800 } });
  await find("?q=dudley%E2%80%AE", (page) => heading(page, /for “dudley”, best/));
  await find("?near=DY1&within=15", async (page) => {
    await panel(page);
    await page.waitForFunction(() => document.querySelector("#within").value === "15");
    const length = await page.evaluate(() => history.length);
    await apply(page);
    await heading(page, /within 15 miles of DY1/);
    assert.equal(await page.evaluate(() => history.length), length);
  });
  await find("?near=DY1&within=1e30", (page) => said(page, /left out: “within=1e30”/));
});

test("every value of every filter has a page for those without a script", async () => {
  await find("", async (page) => {
    await panel(page);
    const months = await page.$$eval("#group-confirmed input[value]:not([value=''])", (boxes) => boxes.map((box) => box.value));
    for (const value of months) assert.equal((await page.request.get(`${host.root}browse/checked/${value}-months/`)).status(), 200, value);
    assert.ok(months.length >= 4);
  });
});
