// The record builder writes records that pass `check`, keeps nothing unasked, and works from a disk.
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { build, realRecords, run } from "./built-site.mjs";
import { browser as launch, serve } from "./search-site.mjs";

let root, site, chromium, context;
const problems = [];

before(async () => {
  root = realRecords();
  site = await serve(build(root));
  chromium = await launch();
  assert.ok(chromium, "Chromium is needed; tests/run installs it");
});

after(async () => {
  await chromium?.close();
  site?.close();
});

async function open(address) {
  context = await chromium.newContext();
  const page = await context.newPage();
  problems.length = 0;
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => problems.push(message.text()));
  await page.goto(address);
  await page.waitForSelector("#builder:not([hidden])");
  return page;
}

/** Puts the record into a copy of the real records and asks the program what it thinks. */
function check(file, toml, replaces) {
  const target = path.join(root, file);
  const old = replaces ? readFileSync(target) : null;
  writeFileSync(target, toml);
  const { stdout } = run(["check", "--root", root, "--format", "json"]);
  if (old) writeFileSync(target, old);
  else rmSync(target);
  return JSON.parse(stdout).faults.filter((fault) => fault.path === file);
}

async function fill(page) {
  await page.fill("#r-name", 'Synthetic "Riverside" Trust & Partners \\ test');
  await page.selectOption("#r-sector", "nhs");
  await page.selectOption("#r-kind", "acute-trust");
  await page.fill("#r-website", "https://example.org/synthetic");
  await page.fill("#r-aliases", "SRT\nSynthetic Riverside");
  await page.fill("#r-summary", "A synthetic trust, **made up** for this test.\nTwo lines.");
  await page.fill("#r-place-postcode", "dy1 2hq");
  await page.fill("#r-place-latitude", "52.5");
  await page.fill("#r-place-longitude", "-2.1");
  await page.selectOption("#r-place-region", "west-midlands");
  await page.check('[data-at="place.icbs"] input[value="black-country"]');
  await page.getByRole("button", { name: "Add an offer" }).click();
  await page.selectOption("#r-offers-0-service", "work-experience");
  await page.selectOption("#r-offers-0-basis", "declared");
  await page.fill("#r-offers-0-ages", "14\n18");
  await page.fill("#r-offers-0-from", "2026-09-01");
  await page.fill("#r-offers-0-amount-number", "20");
  await page.fill("#r-offers-0-amount-unit", "places");
}

test("a new record passes check", async () => {
  const page = await open(`${site.root}add/`);
  await fill(page);
  await page.click("#builder-check");
  assert.equal(await page.textContent("#builder-count"), "No faults found.");
  const file = await page.textContent("#builder-file");
  assert.equal(file, "data/organisations/nhs/synthetic-riverside-trust-and-partners-test.toml");
  const toml = await page.textContent("#builder-toml");
  assert.deepEqual(check(file, toml, false), []);
  assert.match(toml, /amount = \{ number = 20\.0, unit = "places" \}/);
  assert.deepEqual(problems, []);
  await context.close();
});

test("every real record can be loaded, and what the form writes passes check unchanged in meaning", async () => {
  for (const [folder, id] of [["schools", "windsor-academy-trust"], ["nhs", "dudley-group"], ["bodies", "nhs-confederation"]]) {
    const page = await open(`${site.root}add/?edit=${id}`);
    await page.waitForFunction(() => document.getElementById("builder-title").textContent.includes("correcting"));
    const file = await page.textContent("#builder-file");
    assert.equal(file, `data/organisations/${folder}/${id}.toml`);
    await page.click("#builder-check");
    assert.equal(await page.textContent("#builder-count"), "No faults found.", id);
    const toml = await page.textContent("#builder-toml");
    assert.deepEqual(check(file, toml, true), [], id);
    // Built again from what the form wrote, the record's plain values are the same.
    const before = readFileSync(path.join(root, "public", "organisations", id, "record.js"), "utf8");
    const target = path.join(root, file);
    const old = readFileSync(target);
    writeFileSync(target, toml);
    const again = readFileSync(path.join(build(root, "again"), "organisations", id, "record.js"), "utf8");
    writeFileSync(target, old);
    const values = (script) => JSON.parse(script.replace(/^trustbridge\.record\(/, "").replace(/\);\s*$/, "")).record;
    assert.deepEqual(normal(values(again)), normal(values(before)), id);
    await context.close();
  }
});

/** Keys in order, so that only values are compared. */
function normal(value) {
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, normal(value[key])]));
}

test("faults are named, linked and spoken; the mended record is let through", async () => {
  const page = await open(`${site.root}add/`);
  await page.click("#builder-check");
  const faults = await page.locator("#builder-faults li").allTextContents();
  assert.ok(faults.includes("Enter name"), faults.join("; "));
  assert.equal(await page.evaluate(() => document.activeElement?.id), "builder-summary");
  await page.click('#builder-faults a[href="#r-name"]');
  assert.equal(await page.evaluate(() => document.activeElement?.id), "r-name");
  assert.equal(await page.getAttribute("#r-name", "aria-invalid"), "true");
  await fill(page);
  await page.selectOption("#r-offers-0-basis", "published");
  assert.ok((await page.locator("#builder-faults li").allTextContents()).some((fault) => fault.includes("web address")));
  await page.fill("#r-offers-0-source", "https://example.org/synthetic-source");
  assert.equal(await page.isHidden("#builder-summary"), true);
  await context.close();
});

test("nothing is stored until a draft is kept, and it can be deleted", async () => {
  const page = await open(`${site.root}add/`);
  await page.fill("#r-name", "Synthetic draft");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  await page.click("#builder-keep");
  assert.equal(await page.evaluate(() => localStorage.length), 1);
  await page.reload();
  await page.waitForSelector("#builder:not([hidden])");
  assert.equal(await page.inputValue("#r-name"), "Synthetic draft");
  await page.click("#builder-forget");
  assert.equal(await page.evaluate(() => localStorage.length), 0);
  assert.deepEqual((await context.cookies()).length, 0);
  await context.close();
});

test("it works from a disk, and hostile addresses do nothing", async () => {
  const file = pathToFileURL(path.join(root, "public", "add", "index.html")).href;
  let page = await open(`${file}?edit=dudley-group`);
  await page.waitForFunction(() => document.getElementById("builder-title").textContent.includes("Dudley"));
  await context.close();
  for (const id of ["../../etc/passwd", "__proto__", "constructor", "<img src=x onerror=alert(1)>", "a".repeat(10000)]) {
    page = await open(`${site.root}add/?edit=${encodeURIComponent(id)}`);
    assert.equal(await page.textContent("#builder-title"), "");
    assert.equal(await page.locator("#builder img").count(), 0);
    await context.close();
  }
});

test("whatever the storage holds, the form comes up, a draft keeps to its shape, and it can be deleted", async () => {
  const good = { name: "Synthetic kept", sector: "nhs", kind: "acute-trust" };
  const drafts = [
    "null", "1", "[]", "{", "{}", '""', '{"record":null}', '{"record":[]}', '{"record":"x"}', '{"record":{"name":{}},"existing":7}',
    ...[
      { aliases: "text" }, { aliases: [null, 1, {}] }, { offers: {} }, { offers: [null, "x", { service: 1, ages: "14" }] }, { sites: [null] }, { place: null },
      { place: [] }, { place: { icbs: "x", latitude: "north" } }, { contacts: [[]] }, { name: ["x"] }, { review: "x" }, { partners: { length: 1 } },
      { codes: { ods: [] } }, { former_ids: "x" }, { closed: "2026-01-01\nopt_out = true" }, { sources: [{ for: "x", date: "x\ny = 1" }] },
    ].map((wrong) => JSON.stringify({ record: { ...good, ...wrong } })),
    '{"record":{"name":"Synthetic kept","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}',
  ];
  for (const draft of drafts) {
    const context = await chromium.newContext();
    const page = await context.newPage();
    problems.length = 0;
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.addInitScript((text) => { if (!sessionStorage.length) localStorage.setItem("trustbridge-draft", text); sessionStorage.setItem("once", "1"); }, draft);
    await page.goto(`${site.root}add/`);
    await page.waitForSelector("#builder:not([hidden])");
    const toml = await page.textContent("#builder-toml");
    assert.ok(!/^(opt_out|y) /m.test(toml), `${draft}\n${toml}`);
    if (draft.includes('"name":"Synthetic kept"')) assert.equal(await page.inputValue("#r-name"), "Synthetic kept", draft);
    await page.click("#builder-forget");
    assert.equal(await page.evaluate(() => localStorage.length), 0, draft);
    assert.equal(await page.evaluate(() => ({}).polluted), undefined);
    assert.deepEqual(problems, [], draft);
    await context.close();
  }
});

test("a draft never leads out of the records", async () => {
  const record = { name: "Synthetic kept", sector: "nhs", kind: "acute-trust" };
  const targets = [
    [{ id: "x", folder: "../../../../../../evil/repo/edit/main/.." }, "synthetic-kept"], [{ id: "../x", folder: "nhs" }, "synthetic-kept"],
    [{ id: ["x"], folder: "nhs" }, "synthetic-kept"], [{ id: "x" }, "synthetic-kept"], ["x", "synthetic-kept"], [{ id: "dudley-group", folder: "nhs" }, "dudley-group"],
  ];
  for (const [existing, id] of targets) {
    const context = await chromium.newContext();
    const page = await context.newPage();
    await page.addInitScript((text) => localStorage.setItem("trustbridge-draft", text), JSON.stringify({ record, existing }));
    await page.goto(`${site.root}add/`);
    await page.waitForSelector("#builder:not([hidden])");
    assert.equal(await page.textContent("#builder-file"), `data/organisations/nhs/${id}.toml`, JSON.stringify(existing));
    const request = await page.evaluate(() => document.getElementById("builder-request")?.getAttribute("href"));
    if (request) assert.ok(!request.includes("evil"), request);
    await context.close();
  }
});
