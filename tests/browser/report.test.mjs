// The report printed by Chromium: pages, page numbers, headings that stay with their text, tables that stay whole.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { build, launch, pages, serve } from "./support.mjs";

const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
const skip = poppler ? false : "pdftotext is not installed (package poppler-utils), so the printed pages cannot be read";

/** The foot of a page: the part it belongs to, and its number. */
const foot = /^(Part \d+ )?\d+ of \d+$/;

let browser, host, out, printed, headings, captions, marks, links, spelled;

/** The words of each printed page, line by line. */
function pagesOf(file) {
  const text = execFileSync("pdftotext", ["-layout", "-enc", "UTF-8", file, "-"], { encoding: "utf8", maxBuffer: 64 << 20 });
  const pages = text.split("\f").map((page) => page.split("\n").map((line) => line.trim().replace(/\s+/g, " ")).filter(Boolean));
  return pages.at(-1).length === 0 ? pages.slice(0, -1) : pages;
}

before(async () => {
  if (skip) return;
  out = build();
  host = await serve(out);
  browser = await launch();
  const page = await browser.newPage();
  await page.goto(`${host.url}report/`);
  const texts = (selector) => page.$$eval(selector, (list) => list.map((one) => one.textContent.trim().replace(/\s+/g, " ")));
  headings = await texts(".report-part h2, .report-part h3, .report-part h4, .report-part h5");
  captions = await page.$$eval(".report table", (list) => list.map((one) => ({ caption: one.caption.textContent.trim(), head: one.tHead.textContent.trim().split(/\s+/)[0] })));
  marks = await page.$$eval(".report a.note", (list) => list.map((one) => [one.textContent.trim(), document.querySelector(one.getAttribute("href")) !== null]));
  await page.emulateMedia({ media: "print" });
  // Each link that leads out of the document: where to, and the address that its mark leads to. The squares of the map lead
  // where the lines of the table below it lead.
  links = await page.$$eval(".report a[href]:not([href^='#'], .spelled, svg a)", (list) => list.filter((one) => one.checkVisibility()).map((one) => {
    const mark = one.nextElementSibling?.matches("sup") && one.nextElementSibling.checkVisibility() ? one.nextElementSibling.querySelector("a.note") : null;
    return [one.href, mark && document.querySelector(`${mark.getAttribute("href")} a.spelled`)?.href];
  }));
  spelled = await texts(".report a.spelled");
  await page.emulateMedia({ media: null });
  const file = path.join(path.dirname(out), "report.pdf");
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  printed = pagesOf(file);
}, { timeout: 120_000 });

after(async () => {
  await browser?.close();
  host?.close();
});

test("the report prints to A4 with a number on each page but the first", { skip }, () => {
  assert.ok(printed.length >= 15 && printed.length <= 40, `${printed.length} pages`);
  assert.ok(!printed[0].some((line) => foot.test(line)), "the cover has no number");
  printed.slice(1).forEach((lines, at) => {
    const expected = at === 0 ? /^/ : /^Part \d+ /;
    assert.match(lines.at(-1), expected, `page ${at + 2} says which part it belongs to`);
    assert.equal(lines.at(-1).replace(expected, ""), `${at + 2} of ${printed.length}`, `page ${at + 2}`);
  });
});

test("its parts stand there, with contents, date and citation", { skip }, () => {
  const cover = printed[0].join(" ");
  assert.match(cover, /How to cite/);
  assert.match(cover, /Edition of \d+ \w+ \d{4}/);
  assert.match(cover, /fingerprint [0-9a-f]{12}/);
  assert.equal(printed[1][0], "Contents");
  // The contents name each part by the number that stands at its head and at the foot of its pages.
  for (const line of printed[1].filter((one) => /^\d+\. /.test(one))) {
    const first = printed.findIndex((lines, at) => at > 1 && lines[0] === line);
    assert.ok(first > 1, `“${line}” begins a page`);
    assert.match(printed[first].at(-1), new RegExp(`^Part ${Number.parseInt(line, 10)} `));
  }
  const whole = printed.flat().join(" ");
  for (const words of ["The guide", "What to decide together", "The evidence", "What the directory shows", "Method", "Sources", "Figure 1:"]) {
    assert.ok(whole.includes(words), words);
  }
});

test("no heading stands at the foot of a page", { skip }, () => {
  const known = new Set(headings);
  printed.forEach((lines, at) => {
    if (lines[0] === "Contents") return;
    const last = lines.filter((line) => !foot.test(line)).at(-1) ?? "";
    assert.ok(!known.has(last), `page ${at + 1} ends with the heading “${last}”`);
  });
});

test("a table that fits a page is not cut, and none loses its caption", { skip }, () => {
  const cut = printed.filter((lines, at) => at > 0 && captions.some(({ head }) => lines[0].startsWith(`${head} `)) && !captions.some(({ caption }) => lines.slice(0, 4).join(" ").startsWith(caption.slice(0, 30))));
  assert.ok(cut.length <= 1, `tables go on over ${cut.length} page breaks: ${cut.map((lines) => lines[0]).join(" | ")}`);
  for (const { caption } of captions) {
    const start = caption.slice(0, 40);
    const page = printed.find((lines) => lines.some((line) => line.startsWith(start)));
    assert.ok(page, `the caption “${start}” is printed`);
    const after = page.length - page.findIndex((line) => line.startsWith(start));
    assert.ok(after > 3, `the caption “${start}” stands alone at the foot of a page`);
  }
});

test("every mark of a source leads to a source whose address is spelled out", { skip }, () => {
  assert.ok(marks.length > 60, `${marks.length} marks`);
  assert.deepEqual(marks.filter(([, found]) => !found), []);
  const greatest = Math.max(...marks.map(([mark]) => Number(mark)).filter(Number.isInteger));
  const from = printed.findIndex((lines) => /^\d+\. Sources$/.test(lines[0]));
  assert.ok(from > 0, "the sources begin on a page of their own");
  const list = printed.slice(from).flat().join(" ");
  assert.ok(list.includes(`${greatest}. `), `source ${greatest} is listed`);
  assert.ok((list.match(/https?:\/\//g) ?? []).length >= greatest * 0.95, "addresses are spelled out");
});

test("every link that leads out of the document is spelled out on paper", { skip }, () => {
  assert.ok(links.length > 80, `${links.length} links`);
  assert.deepEqual(links.filter(([to, at]) => to !== at), [], "a mark leads to the address of its link");
  const flat = (text) => text.replace(/[\s\u00ad-]+/g, "");
  // In the order in which they were written, since two columns stand side by side.
  const file = path.join(path.dirname(out), "report.pdf");
  const paper = flat(execFileSync("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"], { encoding: "utf8", maxBuffer: 64 << 20 }).split("\n").filter((line) => !foot.test(line.trim()) && !/^(Part \d+|\d+ of \d+)$/.test(line.trim())).join(""));
  assert.ok(spelled.length > 60, `${spelled.length} addresses`);
  assert.deepEqual(spelled.filter((address) => !paper.includes(flat(address))), []);
});

test("every place brief prints on one page", { skip, timeout: 240_000 }, async () => {
  const page = await browser.newPage();
  const longer = [];
  for (const address of pages(out).filter((one) => /^places\/.*\/brief\/$/.test(one))) {
    await page.goto(host.url + address);
    const file = path.join(path.dirname(out), "brief.pdf");
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const printedPages = pagesOf(file).length;
    if (printedPages !== 1) longer.push(`${address}: ${printedPages}`);
  }
  assert.deepEqual(longer, []);
});

test("the sheet for two organisations prints on one page and says whom to ring", { skip, timeout: 240_000 }, async () => {
  const page = await browser.newPage();
  await page.goto(`${host.url}brief/#a=dudley-group&b=windsor-academy-trust`);
  await page.waitForSelector(".to-ring");
  const all = await page.$$eval("#brief-names option", (list) => list.map((one) => one.value));
  const names = all.filter((_, at) => at % Math.ceil(all.length / 60) === 0);
  const file = path.join(path.dirname(out), "pair.pdf");
  const longer = [];
  // Windsor Academy Trust lists most, and so do its sheets.
  for (const name of names) {
    await page.fill("#brief-a", name);
    await page.click("#brief-form button[type=submit]");
    if (await page.locator("#brief").isHidden()) continue;
    await page.waitForFunction(() => document.querySelectorAll(".to-ring li").length >= 2 && document.querySelector(".to-ring")?.textContent.includes("https://www.windsoracademytrust.org.uk/"));
    writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const sheets = pagesOf(file);
    if (sheets.length !== 1) longer.push(`${name}: ${sheets.length}`);
    const text = sheets[0].join(" ");
    for (const words of ["Where and when", "Shared priorities", "Whom to ring", "What to talk about", "6. Top tips", "Checklist", "What we agreed", "When we speak again:"]) {
      assert.ok(text.includes(words), `${name}: ${words}`);
    }
    assert.ok(!text.includes("Make the sheet"), "the form is not printed");
  }
  assert.deepEqual(longer, []);
  await page.close();
});

test("the partnerships narrow in the page, and the address keeps the choice", { skip }, async () => {
  const page = await browser.newPage();
  await page.goto(`${host.url}partnerships/`);
  const all = await page.locator(".narrowed [data-facets]:visible").count();
  await page.selectOption("#narrow-results", "results-yes");
  assert.equal(await page.locator(".narrowed [data-facets]:visible").count(), all, "nothing changes before the button is pressed");
  await page.click("#narrow button[type=submit]");
  const some = await page.locator(".narrowed [data-facets]:visible").count();
  assert.ok(some > 0 && some < all, `${some} of ${all}`);
  assert.match(await page.textContent("#narrow-status"), new RegExp(`^${some} of ${all} partnerships`));
  assert.match(page.url(), /\?results=yes$/);
  await page.reload();
  assert.equal(await page.locator(".narrowed [data-facets]:visible").count(), some, "the address brings the choice again");
  await page.goBack();
  assert.equal(await page.locator(".narrowed [data-facets]:visible").count(), all);
});

test("a text to copy is copied whole", { skip }, async () => {
  const context = await browser.newContext({ permissions: ["clipboard-read", "clipboard-write"] });
  const page = await context.newPage();
  await page.goto(`${host.url}guide/first-email/`);
  const label = "Copy “From a school trust to an NHS trust or board”";
  await page.getByRole("button", { name: label }).click();
  await page.waitForFunction(() => document.getElementById("copy-status").textContent !== "");
  assert.equal(await page.textContent("#copy-status"), `${label}: done.`);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^To: \[role[^]*Our page in the directory: \[address\]\s*$/);
  await context.close();
});
