// The record builder writes records that pass `check`, keeps nothing unasked, and works from a disk.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
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
  await page.getByText("More about it (optional)").click();
  await page.fill("#r-aliases", "SRT\nSynthetic Riverside");
  await page.fill("#r-summary", "A synthetic trust, **made up** for this test.\nTwo lines.");
  await page.fill("#r-place-postcode", "dy1 2hq");
  await page.selectOption("#r-place-region", "west-midlands");
  await page.check('[data-at="place.icbs"] input[value="black-country"]');
  await page.getByRole("button", { name: "Add an offer" }).click();
  await page.selectOption("#r-offers-0-service", "work-experience");
  await page.selectOption("#r-offers-0-basis", "declared");
  await page.click('.entry:has(#r-offers-0-ages) summary');
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
  const taken = [];
  for (const [folder, id] of [["schools", "windsor-academy-trust"], ["nhs", "dudley-group"], ["bodies", "nhs-confederation"]]) {
    const page = await open(`${site.root}add/?edit=${id}`);
    await page.waitForFunction(() => document.getElementById("builder-title").textContent.includes("correcting"));
    const file = await page.textContent("#builder-file");
    assert.equal(file, `data/organisations/${folder}/${id}.toml`);
    await page.click("#builder-check");
    assert.equal(await page.textContent("#builder-count"), "No faults found.", id);
    const toml = await page.textContent("#builder-toml");
    assert.deepEqual(check(file, toml, true), [], id);
    const target = path.join(root, file);
    taken.push({ id, target, toml, old: readFileSync(target) });
    await context.close();
  }
  // Built again from what the form wrote, the records' plain values are the same.
  for (const { target, toml } of taken) writeFileSync(target, toml);
  const again = build(root, "again");
  for (const { target, old } of taken) writeFileSync(target, old);
  for (const { id } of taken) assert.deepEqual(normal(kept(again, id)), normal(kept(path.join(root, "public"), id)), id);
});

/** What the site keeps of a record for scripts. */
function kept(site, id) {
  const scripts = readdirSync(path.join(site, "records")).map((name) => readFileSync(path.join(site, "records", name), "utf8"));
  const given = Object.assign({}, ...scripts.map((script) => JSON.parse(script.slice(script.indexOf("(") + 1, script.lastIndexOf(")")))));
  return given[id].record;
}

/** Keys in order, so that only values are compared. */
function normal(value) {
  if (Array.isArray(value)) return value.map(normal);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).sort().map((key) => [key, normal(value[key])]));
}

test("faults are named, linked and spoken; the corrected record is let through", async () => {
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

test("the form begins with who, what is offered and what is needed", async () => {
  const page = await open(`${site.root}add/`);
  await page.setViewportSize({ width: 390, height: 844 });
  const top = (selector) => page.locator(selector).evaluate((element) => element.getBoundingClientRect().top + window.scrollY);
  const [who, offers, needs, place] = [await top("#r-name"), await top('[data-at="offers"]'), await top('[data-at="needs"]'), await top("#r-place-postcode")];
  assert.ok(who < offers && offers < needs && needs < place, [who, offers, needs, place].join());
  assert.ok(offers < 2000, `offers begin at ${offers} px on a phone`);
  assert.equal(await page.locator("#r-place-latitude, #r-place-longitude, #r-place-district").count(), 0);
  // Care boards that have ended are not offered.
  assert.equal(await page.locator('[data-at="place.icbs"] input[value="sussex"]').count(), 0);
  assert.equal(await page.locator('[data-at="place.icbs"] input[value="surrey-and-sussex"]').count(), 1);
  await page.fill("#r-website", "www.example.org");
  await page.click("#builder-check");
  assert.ok((await page.locator("#builder-faults li").allTextContents()).includes("Website must begin with https://, like https://example.org/"));
  await context.close();
});

test("a record that exists is found by its name, and a new postcode drops the old point", async () => {
  const page = await open(`${site.root}add/`);
  await page.fill("#builder-name", "windsor academy");
  await page.locator("#builder-existing .suggestions li").filter({ hasText: "Windsor Academy Trust" }).first().click();
  await page.waitForFunction(() => document.getElementById("builder-title").textContent.includes("Windsor Academy Trust"));
  assert.match(page.url(), /\/add\/#edit=windsor-academy-trust$/);
  assert.match(await page.textContent("#builder-toml"), /^latitude = /m);
  await page.fill("#r-place-postcode", "b1 1aa");
  assert.doesNotMatch(await page.textContent("#builder-toml"), /^\[place\][^[]*latitude = /m);
  await page.fill("#builder-name", "dudley group");
  await page.locator("#builder-existing button").click();
  await page.waitForFunction(() => document.getElementById("builder-title").textContent.includes("Dudley") || document.querySelector("#builder-found a"));
  await page.fill("#builder-name", "zzzzzz qqqqqq");
  await page.locator("#builder-existing button").click();
  await page.waitForFunction(() => document.getElementById("builder-status").textContent.startsWith("There is no record"));
  assert.deepEqual(problems, []);
  await context.close();
});

test("only ways to send that the site can use are offered, and each is ready to send", async () => {
  const page = await open(`${site.root}add/`);
  assert.equal(await page.locator("#builder-mail, #builder-issue, #builder-request").count(), 0);
  assert.match(await page.innerText("main"), /names no mailbox and no repository[^]*`?email`?[^]*data\/site\.toml/);
  await context.close();
  const settings = path.join(root, "data/site.toml");
  const before = readFileSync(settings, "utf8");
  writeFileSync(settings, `repository = "https://github.com/example/records"\n${before}\n[contact]\nemail = "partners@example.org"\n`);
  const ready = await serve(build(root, "ready"));
  writeFileSync(settings, before);
  try {
    const page = await open(`${ready.root}add/`);
    assert.doesNotMatch(await page.innerText("main"), /names no mailbox/);
    await fill(page);
    const toml = await page.textContent("#builder-toml");
    const address = async (id) => new URL(await page.getAttribute(`#builder-${id}`, "href"));
    const issue = await address("issue");
    assert.equal(issue.origin + issue.pathname, "https://github.com/example/records/issues/new");
    assert.ok(issue.searchParams.get("body").includes(`\`\`\`toml\n${toml}\`\`\``), issue.searchParams.get("body"));
    assert.match(issue.searchParams.get("title"), /^New record: Synthetic/);
    const mail = await page.getAttribute("#builder-mail", "href");
    assert.ok(mail.startsWith("mailto:partners@example.org?subject=New%20record") && mail.includes(encodeURIComponent(toml)));
    assert.equal((await address("request")).searchParams.get("value"), toml);
    // What does not fit into an address is to be attached or pasted.
    await page.fill("#r-summary", "Word ".repeat(900));
    assert.ok((await page.getAttribute("#builder-mail", "href")).length < 1900);
    assert.match(decodeURIComponent(await page.getAttribute("#builder-mail", "href")), /attach the file/);
    await context.close();
  } finally {
    ready.close();
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
