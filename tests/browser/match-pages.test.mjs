// Match me, the shortlist, comparing and the sheet for a first meeting, in a real browser: from a host and from a disk,
// with storage and without, and nothing sent anywhere.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, files, launch, serve, watch } from "./support.mjs";

let browser, folder, host, world, places;

before(async () => {
  folder = build("--portable");
  [browser, host] = await Promise.all([launch(), serve(folder, "/a/sub/path/")]);
  const script = readFileSync(path.join(folder, "match/world.js"), "utf8");
  world = JSON.parse(script.slice(script.indexOf("(") + 1, script.lastIndexOf(")")));
  places = files(path.join(folder, "match/places")).flatMap((file) => {
    const text = readFileSync(path.join(folder, "match/places", file), "utf8");
    const rows = JSON.parse(text.slice(text.indexOf(",") + 1, text.lastIndexOf(")")));
    return rows.map(([name, latitude, longitude, district]) => ({ name, point: [latitude, longitude], district: district ?? undefined }));
  });
});
after(async () => {
  await browser?.close();
  host?.close();
});

/** Opens a page and hands it over with the complaints and requests that it has made. */
async function on(address, use, prepare = () => {}) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const complaints = watch(page, address.startsWith("file:") ? "file://" : host.origin);
  await prepare(page);
  await page.goto(address.startsWith("file:") ? address : host.url + address);
  try {
    await use(page);
    assert.deepEqual(complaints, []);
  } finally {
    await context.close();
  }
}

const bothNeeds = () => {
  const listed = world.organisations.filter((one) => one.sector === "nhs" && one.offers?.length && one.points?.length);
  const one = listed[0];
  // Somewhere near it, so that it is on the list.
  const away = ({ point }) => Math.hypot(point[0] - one.points[0][0], (point[1] - one.points[0][1]) * 0.6);
  const near = places.reduce((best, place) => (away(place) < away(best) ? place : best));
  return { service: world.services[one.offers[0].s].id, place: near.name };
};

const ids = (page) => page.$$eval("#matches > li[data-id]", (items) => items.map((item) => item.dataset.id));

test("a trust that is not listed is matched, and the address holds what was ticked", async () => {
  const { service, place } = bothNeeds();
  let link, expected;
  await on("match/index.html", async (page) => {
    await page.waitForSelector("#match-me:not([hidden])");
    assert.match(await page.textContent("#status"), /Say where you are/);
    await page.fill("#place", place);
    await page.check(`#needs input[value="${service}"]`);
    await page.waitForSelector("#matches > li");
    const scores = await page.$$eval("#matches > li", (items) => items.map((item) => Number(item.dataset.score)));
    assert.deepEqual(scores, [...scores].sort((a, b) => b - a));
    assert.ok((await page.textContent("#matches")).includes("which you need"));
    link = page.url();
    expected = await ids(page);
    assert.ok(link.includes(`needs=${service}`));
  });
  await on(link.slice(host.url.length), async (page) => {
    await page.waitForSelector("#matches > li");
    assert.deepEqual(await ids(page), expected);
    await page.click("text=Start again");
    await page.waitForFunction(() => !document.querySelector("#matches > li"));
  });
});

test("a listed trust starts from its record and gets the same list as its page, and can ask what if", async () => {
  const pageOf = (id) => readFileSync(path.join(folder, `organisations/${id}/matches/index.html`), "utf8");
  const one = world.organisations.find((found) => found.sector === "school" && found.needs?.length && found.points?.length && pageOf(found.id).includes("data-score="));
  const expected = [...pageOf(one.id).matchAll(/data-id="([^"]+)" data-score="([^"]+)"/g)].map(([, id, score]) => `${id} ${score}`);
  assert.ok(expected.length > 0, "the page lists those with whom a need is met");
  await on(`match/index.html#from=${one.id}`, async (page) => {
    await page.waitForSelector("#matches > li");
    assert.ok((await page.textContent("#match-from")).includes(one.name));
    const found = await ids(page);
    assert.ok(!found.some((id) => one.partners?.includes(id)), "known partners are not suggested");
    const ticked = await page.$$eval("#needs input:checked", (boxes) => boxes.map((box) => box.value));
    assert.deepEqual(ticked.sort(), [...new Set(one.needs.map((need) => world.services[need.s].id))].sort());
    for (let times = 0; times < 60 && (await page.isVisible("#match-more")); times++) await page.click("#match-more");
    assert.ok(!(await page.isVisible("#match-more")), "everybody is shown in the end");
    const all = await page.$$eval("#matches > li", (items) => items.map((item) => `${item.dataset.id} ${item.dataset.score}`));
    assert.deepEqual(expected.filter((pair) => !all.includes(pair)), [], "scores on the page and in the browser are the same");
    await page.click("#offers summary");
    for (const box of await page.$$("#offers input:not(:checked)")) await box.check();
    const said = await page.textContent("#matches");
    assert.ok(said.length > 0 && !said.includes("You have not said what you offer"), "what is ticked is stated");
    assert.ok(page.url().includes("offers="));
  });
});

/** The lines of `#serves` as role, body and basis. */
const lines = (page) =>
  page.$$eval("#serves [data-id][data-basis]", (found) =>
    found.map((one) => `${one.closest("[data-role]").dataset.role} ${one.dataset.id} ${one.dataset.basis}`));

/** The same of a page that is read as text. */
function linesOf(address) {
  const html = readFileSync(path.join(folder, address, "index.html"), "utf8");
  const list = html.split('id="serves">')[1]?.split("</section>")[0] || "";
  let role = "";
  return [...list.matchAll(/<[a-z][^>]*>/g)].flatMap(([tag]) => {
    role = tag.match(/data-role="([^"]+)"/)?.[1] || role;
    const [, id] = tag.match(/data-id="([^"]+)"/) || [];
    const [, basis] = tag.match(/data-basis="([^"]+)"/) || [];
    return id && basis ? [`${role} ${id} ${basis}`] : [];
  });
}

test("a postcode alone shows who serves it, as the page of its district says, and what is needed comes first", async () => {
  const script = readFileSync(path.join(folder, "find/districts.js"), "utf8");
  const [roles, districts] = JSON.parse(`[${script.slice(script.indexOf("(") + 1, script.lastIndexOf(")"))}]`);
  const placed = places.filter((one) => one.district !== undefined && /^[A-Z]{1,2}\d+$/.test(one.name));
  const chosen = placed.filter((one, at) => at % Math.ceil(placed.length / 20) === 0);
  assert.ok(chosen.length >= 10, "postcodes of many districts");
  await on("match/index.html", async (page) => {
    await page.waitForSelector("#match-me:not([hidden])");
    for (const place of chosen) {
      await page.fill("#place", `${place.name} 1AA`.toLowerCase());
      await page.waitForSelector("#serves-part:not([hidden])");
      assert.deepEqual(await lines(page), linesOf(districts[place.district][1]), place.name);
    }
    assert.ok((await page.$$("#serves > li")).length >= 5, "five role lines and more");
    const usual = roles.find((role) => role.id === "ambulance");
    await page.check(`#needs input[value="${usual.services[0]}"]`);
    const first = await page.$eval("#serves > li", (line) => ({ role: line.dataset.role, said: line.textContent }));
    const serving = roles.filter((role) => role.services.includes(usual.services[0])).map((role) => role.id);
    assert.ok(serving.includes(first.role) && /Usually runs .+: ask\./.test(first.said), first.said);
    await page.selectOption("#district", { index: 5 });
    const number = Number(await page.inputValue("#district"));
    assert.deepEqual((await lines(page)).sort(), linesOf(districts[number][1]).sort(), "a chosen district goes before the place");
    assert.ok(page.url().includes(`district=${number}`));
  });
});

test("fifty listed trusts see the same role lines in match me and on their own pages", async () => {
  const schools = world.organisations.filter((one) => one.sector === "school");
  const chosen = schools.filter((one, at) => at % Math.ceil(schools.length / 50) === 0);
  assert.ok(chosen.length >= 45);
  await on("match/index.html", async (page) => {
    await page.waitForSelector("#match-me:not([hidden])");
    for (const { id, name } of chosen) {
      const expected = linesOf(`organisations/${id}/`);
      await page.evaluate((hash) => { location.hash = hash; }, `from=${id}`);
      await page.waitForFunction((id) => document.querySelector("#match-from a")?.href.includes(`/${id}/`), id);
      if (!expected.length) continue;
      const arrived = ([name, count]) =>
        document.getElementById("serves-heading").textContent === `Who serves ${name}` &&
        document.querySelectorAll("#serves [data-id]").length === count;
      await page.waitForFunction(arrived, [name, expected.length]);
      // What a trust needs brings its roles to the front.
      assert.deepEqual((await lines(page)).sort(), expected.sort(), id);
    }
  });
});

test("saving, ordering, noting, comparing and the first meeting", async () => {
  const [a, b] = ["nhs", "school"].map((sector) => world.organisations.find((one) => one.sector === sector && one.points?.length));
  await on(`organisations/${a.id}/index.html`, async (page) => {
    const before = await page.evaluate(() => window.localStorage.length);
    assert.equal(before, 0, "nothing is stored before the reader saves something");
    await page.click(".who .save");
    assert.equal(await page.getAttribute(".who .save", "aria-pressed"), "true");
    await page.goto(`${host.url}organisations/${b.id}/index.html`);
    await page.click(".who .save");
    assert.match(await page.textContent("footer a[href*='shortlist/']"), /\(2\)/);
    await page.goto(`${host.url}shortlist/index.html`);
    await page.waitForSelector("#saved > li:nth-child(2)");
    await page.click("#saved > li:nth-child(2) button:has-text('Move up')");
    assert.equal(await page.getAttribute("#saved > li", "data-id"), b.id);
    await page.fill("#saved > li:nth-child(1) textarea", '=1+1 "private"');
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("#shortlist-csv")]);
    const csv = readFileSync(await download.path(), "utf8");
    assert.ok(csv.includes(`"'=1+1 ""private"""`), csv);
    await page.reload();
    assert.equal(await page.inputValue("#saved > li:nth-child(1) textarea"), '=1+1 "private"');
    const compare = await page.getAttribute("#shortlist-compare", "href");
    await page.goto(new URL(compare, page.url()).href);
    await page.waitForSelector("#compare thead th:nth-child(3)");
    const pair = await page.textContent("#compare-pairs");
    assert.ok(pair.includes(a.name) && pair.includes(b.name) && !pair.includes("How sure"), pair);
    await page.click("#compare-pairs a");
    await page.waitForSelector("#brief h2");
    assert.ok((await page.textContent("h1")).includes(a.name) && (await page.textContent("h1")).includes(b.name));
    await page.goto(`${host.url}shortlist/index.html#ids=${a.id},no-such-one,<b>`);
    await page.waitForSelector("#shortlist-shared:not([hidden])");
    // An address is anybody's words: what this directory does not hold is counted, not shown.
    assert.deepEqual(await page.locator("#saved > li").evaluateAll((items) => items.map((item) => item.dataset.id)), [a.id]);
    assert.equal(await page.textContent("#status"), "1 organisation. One entry of the link is not in this directory.");
    assert.ok(!(await page.textContent("main")).includes("no-such-one"));
    const body = world.others[0];
    await page.goto(`${host.url}shortlist/index.html#ids=pay-here-at-evil,${body.id}`);
    await page.waitForSelector(`#saved > li[data-id="${body.id}"]`);
    assert.equal(await page.textContent("#saved h2"), body.name);
  });
});

test("saving works while storage is blocked, for as long as the page lives", async () => {
  const one = world.organisations[0];
  const block = (page) =>
    page.addInitScript(() => Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }));
  await on(`organisations/${one.id}/index.html`, async (page) => {
    await page.click(".who .save");
    assert.equal(await page.getAttribute(".who .save", "aria-pressed"), "true");
  }, block);
});

test("all of it works from a disk", async () => {
  const disk = (address) => pathToFileURL(path.join(folder, address)).href;
  const one = world.organisations.find((found) => found.points?.length);
  const other = world.organisations.find((found) => found.sector !== one.sector);
  for (const [address, shown] of [
    [`match/index.html#from=${one.id}`, "#matches > li"],
    [`compare/index.html#ids=${one.id},${other.id}`, "#compare thead th"],
    [`brief/index.html#a=${one.id}&b=${other.id}`, "#brief h2"],
    [`shortlist/index.html#ids=${one.id}`, "#saved > li"],
  ]) {
    const [file, hash] = address.split("#");
    await on(`${disk(file)}#${hash}`, async (page) => {
      await page.waitForSelector(shown);
      const target = await page.getAttribute(`${shown.split(" ")[0]} a`, "href");
      assert.match(target, /index\.html$/);
    });
  }
});
