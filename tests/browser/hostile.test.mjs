// Hostile records in a real browser: nothing runs, nothing is asked of another origin, no policy is violated.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { payloads, writeHostileSite } from "./hostile-site.mjs";
import { kinds, launch, pages, serve, trustbridge } from "./support.mjs";

let folder, out, host, browser, context;
const seen = [];

before(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), "trustbridge-hostile-"));
  writeHostileSite(folder, 0);
  out = path.join(folder, "public");
  execFileSync(trustbridge, ["--root", folder, "build", "--as-of", "2026-11-26"], { stdio: ["ignore", "ignore", "pipe"] });
  execFileSync(trustbridge, ["--root", folder, "build", "--portable", "--out", "portable", "--as-of", "2026-11-26"], { stdio: ["ignore", "ignore", "pipe"] });
  host = await serve(out, "/sub/path/");
  browser = await launch();
  context = await browser.newContext();
  await context.addInitScript(() => {
    globalThis.violations = [];
    addEventListener("securitypolicyviolation", (event) => globalThis.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
    // Whatever a text tries to run calls this.
    Object.defineProperty(globalThis, "ran", { value: (number) => console.error(`RAN ${number}`), writable: false });
    globalThis.alert = globalThis.print = globalThis.open = (text) => console.error(`RAN ${text}`);
  });
});

after(async () => {
  await browser?.close();
  host?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page whose misdeeds are gathered. */
async function watched(origin) {
  const page = await context.newPage();
  page.on("console", (message) => {
    // A page asked for in vain is a plain 404 of this host, not a misdeed.
    if (!message.text().startsWith("Failed to load resource")) seen.push(`${page.url()}: ${message.type()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => seen.push(`${page.url()}: ${error}`));
  page.on("dialog", (dialog) => { seen.push(`${page.url()}: dialog`); dialog.dismiss(); });
  page.on("popup", (popup) => seen.push(`${page.url()}: opened ${popup.url()}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) seen.push(`${page.url()}: asked ${request.url()}`);
  });
  return page;
}

/** What stands in a page that no page of ours holds. */
const foreign = () => {
  const found = [...globalThis.violations];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "style", "x-widget", "math", "animate", "marquee"].includes(name)) found.push(`<${name}>`);
    if (name === "script" && !element.src && element.type !== "application/ld+json") found.push("a script in the page");
    for (const { name: attribute, value } of element.attributes) {
      if (attribute.startsWith("on") || attribute === "srcdoc") found.push(`${attribute} on <${name}>`);
      if (["href", "src", "action", "formaction", "xlink:href"].includes(attribute) && /^\s*(javascript|data|vbscript):/i.test(value)) found.push(`${attribute}=${value}`);
    }
    // What a careless script would run when somebody points at it. Our own scripts rightly listen to how files load.
    if (["script", "link"].includes(name)) continue;
    for (const kind of ["mouseover", "focus", "toggle", "error", "load"]) element.dispatchEvent(new Event(kind));
  }
  for (const script of document.querySelectorAll('script[type="application/ld+json"]')) JSON.parse(script.textContent);
  if (Object.prototype.polluted !== undefined || ({}).isAdmin !== undefined) found.push("the prototype of all objects was changed");
  return found;
};

async function look(page, url) {
  await page.goto(url, { waitUntil: "load" });
  for (const found of await page.evaluate(foreign)) seen.push(`${url}: ${found}`);
}

function nothing() {
  const said = seen.splice(0);
  assert.deepEqual(said.slice(0, 20), [], `${said.length} misdeeds`);
}

test("this test sees a script that runs, a request that leaves, and an attribute that could act", async () => {
  const page = await watched(host.origin);
  await page.setContent("<img src='https://evil.example/x.png' onerror='ran(1)'>");
  await page.waitForTimeout(300);
  for (const found of await page.evaluate(foreign)) seen.push(found);
  const said = seen.splice(0).join("\n");
  for (const part of ["RAN 1", "asked https://evil.example/x.png", "onerror on <img>"]) assert.ok(said.includes(part), `${part} in ${said}`);
});

test("no page runs what a record says", async () => {
  const page = await watched(host.origin);
  const hostile = pages(out).filter((address) => /^(organisations\/hostile-nhs|partnerships\/hostile|guide\/hostile)[^/]*\/$/.test(address));
  const all = [...new Set([...kinds(out), ...hostile])];
  assert.ok(all.length > 180, `${all.length} pages`);
  for (const address of all) await look(page, host.url + address);
  nothing();
});

test("the names are shown as they were written", async () => {
  const page = await watched(host.origin);
  for (const [number, { text }] of payloads.entries()) {
    await look(page, `${host.url}organisations/hostile-nhs-${number}/`);
    const single = (words) => words.replace(/\s+/g, " ").trim();
    assert.equal(single(await page.locator("h1").first().innerText()), single(`${text} ${number}`));
  }
  nothing();
});

test("the search shows what it finds as text, whatever is asked", async () => {
  const page = await watched(host.origin);
  await look(page, `${host.url}find/`);
  for (const query of ["script", "ran", "onerror", "constructor", "__proto__", ...payloads.filter((_, number) => number % 2 === 0).map(({ text }) => text)]) {
    await look(page, `${host.url}find/?q=${encodeURIComponent(query)}`);
    await page.waitForTimeout(60);
    for (const found of await page.evaluate(foreign)) seen.push(`${query}: ${found}`);
  }
  await page.goto(`${host.url}find/?q=plain%20hostile`);
  await page.locator('#results > li[data-id], #status[role="status"]').first().waitFor();
  nothing();
});

test("hostile addresses do nothing", async () => {
  const page = await watched(host.origin);
  const tails = [
    "#<img src=x onerror=ran(1)>", "#javascript:ran(2)", "?q=<script>ran(3)</script>", "?__proto__[polluted]=1#__proto__.polluted=1",
    "?constructor[prototype][polluted]=1", "?next=https://evil.example/", "#//evil.example/", "?edit=../../../etc/passwd", "?edit=__proto__",
    "?edit=constructor", "#a=__proto__&b=constructor", "?q=%00%ff", `?q=${"a".repeat(5000)}`, `#${"(".repeat(5000)}`, "?service=__proto__&place=toString",
    "#%E0%A4%A", "?q=%E0%A4%A", "#{\"__proto__\":{\"polluted\":1}}",
  ];
  const scripted = pages(out).filter((address) => /^(find|match|shortlist|compare|brief|add)\/$/.test(address));
  for (const address of scripted) {
    for (const tail of tails) {
      await look(page, host.url + address + tail);
      assert.ok(page.url().startsWith(host.url), `${address}${tail} led to ${page.url()}`);
    }
  }
  nothing();
});

test("the same from a folder on a disk", async () => {
  const page = await watched("file://");
  const portable = path.join(folder, "portable");
  for (const address of ["index.html", "find/index.html", "guide/index.html", "organisations/index.html", "partnerships/index.html"]) {
    await look(page, pathToFileURL(path.join(portable, address)).href);
  }
  for (const number of payloads.keys()) await look(page, pathToFileURL(path.join(portable, `organisations/hostile-school-${number}/index.html`)).href);
  nothing();
});

test("each page carries the strict policy before anything that it could stop", async () => {
  const page = await watched(host.origin);
  for (const address of ["", "find/", "organisations/hostile-nhs-0/", "404.html"]) {
    await look(page, host.url + address);
    const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
    for (const part of ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'", "base-uri 'none'", "form-action 'self'"]) {
      assert.ok(policy.includes(part), `${address}: ${part} in ${policy}`);
    }
    assert.ok(!/unsafe|\*|https?:/.test(policy), policy);
    const before = await page.evaluate(() => [...document.head.children].findIndex((element) => element.httpEquiv === "Content-Security-Policy"));
    const first = await page.evaluate(() => [...document.head.children].findIndex((element) => ["script", "link"].includes(element.localName)));
    assert.ok(before >= 0 && before < first, `${address}: the policy is element ${before}, the first that loads is ${first}`);
  }
  nothing();
});
