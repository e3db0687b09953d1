// A site in which every message of the words file is marked: what scripts put on its pages is marked too, or stands in the
// records or in the page as the build wrote it.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { files, launch, root, serve, trustbridge } from "./support.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "trustbridge-words-"));
const out = path.join(folder, "public");
let host;
let browser;
/** Every text of the records, in small letters. */
let records = "";

/** The words file with marks around every message; settings of the language stay as they are. */
function markedWords() {
  let table = "";
  const lines = readFileSync(path.join(root, "themes/default/words.toml"), "utf8").split("\n");
  return lines
    .map((line) => {
      table = /^\[([^\]]+)\]/.exec(line)?.[1] ?? table;
      if (/^(#|\[|\s*$)/.test(line)) return line;
      if (["language", "number"].includes(table)) return "";
      return line.replace(/(\bby = )?"(#?)((?:[^"\\]|\\.)*)"/g, (whole, by, sign, text) => (by ? whole : `"${sign}⟦${text}⟧"`));
    })
    .filter((line) => !/^\[(language|number)\]$/.test(line))
    .join("\n");
}

/** What the schema of a record says of its keys and values, from the comments of the program. */
function about(schema) {
  if (schema === null || typeof schema !== "object") return [];
  const own = [schema.description, ...(schema["x-taplo"]?.docs?.enumValues ?? [])].filter((text) => typeof text === "string");
  return [...own, ...Object.values(schema).flatMap(about)];
}

before(async () => {
  cpSync(path.join(root, "tests/sites/one-of-each/data"), path.join(folder, "data"), { recursive: true });
  const settings = path.join(folder, "data/site.toml");
  writeFileSync(settings, `theme = "marked"\n${readFileSync(settings, "utf8")}`);
  const guide = readFileSync(path.join(folder, "data/guide/gateway.md"), "utf8");
  writeFileSync(path.join(folder, "data/guide/to-copy.md"), guide.replace(/^section = .*$/m, 'section = "template"'));
  mkdirSync(path.join(folder, "themes/marked"), { recursive: true });
  writeFileSync(path.join(folder, "themes/marked/words.toml"), markedWords());
  execFileSync(trustbridge, ["--root", folder, "build", "--out", out], { stdio: ["ignore", "ignore", "ignore"] });
  records = files(path.join(folder, "data")).map((file) => readFileSync(path.join(folder, "data", file), "utf8")).join("\n");
  records = records.replace(/["'[\]*`]/g, " ").replace(/\s+/g, " ").toLowerCase();
  const schema = JSON.parse(/^[^(]*\((.*)\)/s.exec(readFileSync(path.join(out, "add/schema.js"), "utf8"))[1]);
  records += about(schema).join(" ").replace(/\s+/g, " ").toLowerCase();
  host = await serve(out);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  host?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The texts of the parts of a document, and their attributes with words. Runs in the page. */
function textsOf(document, parts) {
  const texts = [];
  for (const part of document.querySelectorAll(parts)) {
    const walker = document.createTreeWalker(part, 5);
    for (let node = walker.currentNode; node; node = walker.nextNode()) {
      if (node.nodeType === 3 && !["SCRIPT", "STYLE", "NOSCRIPT"].includes(node.parentElement.tagName)) texts.push(node.data);
      for (const name of ["aria-label", "title", "alt", "placeholder"]) if (node.nodeType === 1 && node.hasAttribute(name)) texts.push(node.getAttribute(name));
    }
  }
  return texts.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}

/** The parts of a text outside all marks. A message that an element stands in begins or ends in another text. */
function unmarked(text) {
  const whole = text.replace(/^[^⟦]*⟧/, "").replace(/⟦[^⟧]*$/, "");
  let depth = 0;
  return [...whole].reduce((parts, character) => {
    if (character === "⟦") depth += 1;
    else if (character === "⟧") depth = Math.max(0, depth - 1);
    else if (depth === 0) return [...parts.slice(0, -1), parts.at(-1) + character];
    return [...parts, ""];
  }, [""]);
}

/** Opens a page, does something there, and holds that what scripts wrote is marked; answers how many marked texts are new. */
async function marked(address, act = async () => {}, parts = "html") {
  const page = await browser.newPage();
  try {
    await page.goto(host.url + address);
    const written = await page.evaluate(`fetch(location.pathname).then((found) => found.text()).then((html) => (${textsOf})(new DOMParser().parseFromString(html, "text/html"), "html"))`);
    const seen = new Set();
    const look = async () => (await page.evaluate(`(${textsOf})(document, ${JSON.stringify(parts)})`)).forEach((text) => seen.add(text));
    await act(page, look);
    await look();
    const fresh = [...seen].filter((text) => !written.includes(text));
    const known = (run) => records.includes(run.toLowerCase()) || written.some((text) => text.includes(run));
    const faults = fresh.flatMap((text) =>
      unmarked(text).flatMap((part) => part.split(/[0-9]+[0-9,.%]*|[.;:,()“”?!…/]|[-–] /)).map((run) => run.trim())
        .filter((run) => /\p{L}/u.test(run) && !known(run)).map((run) => `${run} in “${text}”`));
    assert.deepEqual(faults, [], address);
    const said = fresh.filter((text) => text.includes("⟦")).length;
    assert.ok(said > 0, `${address}: scripts said nothing`);
    return said;
  } finally {
    await page.close();
  }
}

const ids = () => readdirSync(path.join(out, "organisations"), { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name);
const world = () => {
  const script = readFileSync(path.join(out, "match/world.js"), "utf8");
  return JSON.parse(script.slice(script.indexOf("(") + 1, script.lastIndexOf(")")));
};
const one = (sector) => world().organisations.find((found) => found.sector === sector);

test("match me", async () => {
  for (const sector of ["nhs", "school"]) {
    await marked(`match/#from=${one(sector).id}`, async (page, look) => {
      await page.waitForSelector("#match-me:not([hidden])");
      await page.fill("#place", "nowhere at all");
      await look();
      await page.click("#match-copy");
    });
  }
  await marked("match/", (page) => page.waitForFunction(() => document.querySelector("#status").textContent));
});

test("the shortlist and the buttons that save", async () => {
  await marked("shortlist/");
  await marked(`organisations/${ids()[0]}/`, (page, look) => look().then(() => page.click(".save")));
  await marked(`shortlist/#ids=${one("nhs").id},${one("school").id},no-such-one`, async (page, look) => {
    await page.waitForSelector("#saved > li:nth-child(2)");
    await look();
    await page.click("#shortlist-shared button");
    await page.waitForSelector("#saved textarea");
  });
});

test("comparing, and the first meeting", async () => {
  const [health, school] = [one("nhs").id, one("school").id];
  await marked("compare/", (page) => page.waitForSelector("#compare-form:not([hidden])"));
  await marked(`compare/#ids=${health},${school}`, (page) => page.waitForSelector("#compare-pairs li"));
  await marked("brief/", (page) => page.waitForSelector("#brief-form:not([hidden])"));
  await marked(`brief/#a=${health}&b=${school}`, (page) => page.waitForSelector("#brief li"));
});

test("suggestions, sorting, narrowing and copying", async () => {
  await marked("organisations/", async (page) => {
    await page.fill("#quick-q", one("nhs").name.slice(0, 5));
    await page.waitForSelector("#quick-q[aria-expanded=true]");
  });
  const holds = (text) => files(out).filter((file) => file.endsWith("index.html") && readFileSync(path.join(out, file), "utf8").includes(text)).map((file) => file.replace(/index\.html$/, ""));
  await marked("organisations/", async (page) => {
    // No page of this small site has a table that is long enough to sort.
    await page.evaluate((names) => {
      const rows = names.map((name) => `<tr><td>${name}</td></tr>`).join("");
      document.querySelector("main").insertAdjacentHTML("beforeend", `<table data-sortable><thead><tr><th>${names[0]}</th></tr></thead><tbody>${rows}</tbody></table>`);
    }, [one("nhs").name, one("school").name]);
    const [sort] = readdirSync(path.join(out, "assets")).filter((name) => /^sort\..*js$/.test(name));
    await page.addScriptTag({ url: `${host.url}assets/${sort}` });
    await page.click("table[data-sortable] th button");
  });
  await marked("partnerships/", async (page, look) => {
    await page.selectOption("#narrow select", { index: 1 });
    await page.click("#narrow button[type=submit]");
    await look();
  });
  const [copied] = holds('id="copy-place"');
  await marked(copied, (page) => page.click("#copy-place button"));
});

test("the search: filters, places, orders, pages and what to do when nothing is found", async () => {
  const ready = (page) => page.waitForSelector("#group-near");
  const words = one("nhs").name.split(" ")[0];
  await marked(`find/?q=${words}&sector=nhs&near=DY1&within=10`, async (page, look) => {
    await ready(page);
    await page.evaluate(() => document.querySelectorAll("#panel details").forEach((one) => (one.open = true)));
    await page.waitForSelector("#results > li");
    await look();
    await page.click("#group-near button");
    await page.waitForFunction(() => document.querySelector("#here-said").textContent.includes("⟧"));
    await look();
    await page.context().grantPermissions(["geolocation"]);
    await page.context().setGeolocation({ latitude: 52.5, longitude: -2.08 });
    await page.click("#group-near button");
    await page.waitForFunction(() => history.state?.here && document.querySelector(".chips"));
  });
  const said = (page) => page.waitForFunction(() => document.querySelector("#said > *"));
  const asked = ["near=LL11 1AA", "near=DY99", "near=nowhere at all", "near=ZE1", "near=DY1&within=area", "near=DY1 2HQ", "q=dudley DY1", "q=the of and", "q=!!", "colour=red&q=trust", `q=${"trust ".repeat(90)}`, "q=LL11 1AA"];
  for (const query of asked) await marked(`find/?${query}`, (page) => ready(page).then(() => said(page)));
  for (const query of ["q=zzzzqqqq&sector=nhs", "near=B63&within=5&sector=nhs", "q=trust&page=all"]) await marked(`find/?${query}`, ready);
});

/** The faults of the record builder in every form, its preview and the letter that it writes. */
test("the record builder", async () => {
  const parts = "#builder-status, #builder-title, #builder-count, #builder-found, #builder-summary, #builder-form";
  const texts = { name: "Synthetic\u200btrust", website: "www.example.org", "place-postcode": "dy1", "serves-staff": "many", "serves-people": "1.5" };
  await marked("add/", async (page, look) => {
    await page.waitForSelector("#builder:not([hidden])");
    await look();
    await page.evaluate(() => document.querySelectorAll("#builder-form details").forEach((one) => (one.open = true)));
    for (const [id, text] of Object.entries(texts)) await page.fill(`#r-${id}`, text);
    for (const part of await page.locator("#builder-form [data-at] > button").all()) await part.click();
    await page.click("#builder-check");
    await page.waitForSelector("#builder-faults li:nth-child(5)");
    await look();
    for (const button of ["keep", "forget", "copy", "download"]) await page.click(`#builder-${button}`).then(look);
    await page.fill("#builder-name", "zzzz qqqq");
    await page.click("#builder-existing button");
    await page.waitForFunction(() => document.querySelector("#builder-status").textContent.includes("⟧"));
  }, parts);
  await marked(`add/#edit=${one("nhs").id}`, async (page, look) => {
    await page.waitForFunction(() => document.querySelector("#builder-title").textContent);
    await page.click("#builder-check");
    await look();
    for (const way of ["mail", "issue", "request"]) {
      const address = new URL(await page.getAttribute(`#builder-${way}`, "href"));
      const letter = [...address.searchParams].filter(([key]) => ["subject", "title", "message"].includes(key)).map(([, text]) => text);
      const body = address.searchParams.get("body");
      if (body) letter.push(...body.split(/```|#:schema/)[0].split("\n").filter((line) => line.trim()));
      assert.ok(way === "request" || letter.length > 2, way);
      for (const text of letter) assert.match(text, /^⟦.*⟧$/, way);
    }
  }, parts);
});
test("the heading, the status line and the results of the search", async () => {
  const parts = "#heading, #status, #results, title";
  const words = one("nhs").name.split(" ")[0];
  await marked(`find/?q=${words}`, (page) => page.waitForSelector("#results > li"), parts);
  await marked("find/?q=zzzzqqqq", (page) => page.waitForFunction(() => document.querySelector("#heading").textContent.includes("zzzzqqqq")), parts);
  await marked("find/?q=trust&page=all", (page) => page.waitForSelector("#results > li"), parts);
});
