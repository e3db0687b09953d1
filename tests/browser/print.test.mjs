// Profiles printed by Chromium: a sheet of paper, and nothing of the page lost on it.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { build, launch, serve } from "./support.mjs";

const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
const skip = poppler ? false : "pdftotext is not installed (package poppler-utils), so the printed pages cannot be read";

let browser, host, out, profiles;

before(async () => {
  if (skip) return;
  out = build();
  host = await serve(out);
  browser = await launch();
  // The longest pages are those that a layout for paper may cut.
  const folder = path.join(out, "organisations");
  const size = (id) => statSync(path.join(folder, id, "index.html")).size;
  const ids = readdirSync(folder, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => one.name);
  profiles = ids.sort((a, b) => size(b) - size(a)).slice(0, 4);
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  host?.close();
});

test("the longest profiles print on three sides at most, whole", { skip, timeout: 120_000 }, async () => {
  assert.ok(profiles.length > 0);
  for (const id of profiles) {
    const page = await browser.newPage();
    await page.goto(`${host.url}organisations/${id}/`);
    await page.emulateMedia({ media: "print" });
    const shown = await page.$$eval("main :is(h1, h2, h3 a, dd, .sources a)", (list) =>
      list.filter((one) => one.checkVisibility() && !one.querySelector(".unseen")).map((one) => one.innerText.replace(/\s+/g, "")));
    const file = path.join(path.dirname(out), "profile.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, format: "A4" }));
    const text = execFileSync("pdftotext", ["-enc", "UTF-8", file, "-"], { encoding: "utf8" });
    const sides = text.split("\f").length - 1;
    assert.ok(sides <= 3, `${id} prints on ${sides} sides`);
    // A hyphen at the end of a line may be the page's own, so hyphens are left out on both sides.
    const flat = (words) => words.replace(/[\s\u00ad-]+/g, "");
    const printed = flat(text);
    const lost = shown.map(flat).filter((words) => words && !printed.includes(words.slice(0, 30)));
    assert.deepEqual(lost, [], `${id}: not on paper`);
    await page.close();
  }
});

test("partner sheets print on one side each: the longest, and others over the country", { skip, timeout: 120_000 }, async () => {
  const folder = path.join(out, "organisations");
  const size = (id) => statSync(path.join(folder, id, "matches/index.html")).size;
  const ids = readdirSync(folder).filter((id) => existsSync(path.join(folder, id, "matches/index.html"))).sort((a, b) => size(b) - size(a));
  const some = ids.filter((_, at) => at < 8 || at % Math.ceil(ids.length / 12) === 0);
  const page = await browser.newPage();
  for (const id of some) {
    await page.goto(`${host.url}organisations/${id}/matches/`);
    const file = path.join(path.dirname(out), "sheet.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, format: "A4" }));
    const text = execFileSync("pdftotext", ["-enc", "UTF-8", file, "-"], { encoding: "utf8" });
    assert.equal(text.split("\f").length - 1, 1, `the sheet of ${id} takes one side`);
    for (const words of ["Ask in the first call", "Notes"]) assert.ok(text.includes(words), `${id}: ${words}`);
  }
  await page.close();
});
