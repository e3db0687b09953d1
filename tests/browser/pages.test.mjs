// Every kind of page in a real browser: accessibility, valid HTML, silence, keyboard, and life without scripts.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { HtmlValidate } from "html-validate";
import { build, kinds, launch, sample, serve, watch } from "./support.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, folder, host, shown;

before(async () => {
  folder = build();
  shown = kinds(folder);
  [browser, host] = await Promise.all([launch(), serve(folder, "/a/sub/path/")]);
});
after(async () => {
  await browser?.close();
  host?.close();
});

async function inContext(options, use) {
  const context = await browser.newContext({ bypassCSP: true, ...options });
  try {
    return await use(context);
  } finally {
    await context.close();
  }
}

for (const [look, options] of Object.entries({
  "light, on a desk": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "dark, on a desk": { viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
  "light, 320 pixels wide": { viewport: { width: 320, height: 640 }, colorScheme: "light" },
})) {
  test(`no accessibility rule is broken and nothing scrolls sideways (${look})`, async () => {
    await inContext(options, async (context) => {
      const page = await context.newPage();
      const broken = [];
      for (const address of shown) {
        await page.goto(host.url + address);
        await page.evaluate(axe);
        const { violations } = await page.evaluate(() => window.axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } } }));
        violations.forEach(({ id, nodes }) => broken.push(`${address}: ${id}: ${nodes.map((node) => node.html).slice(0, 3).join(" ")}`));
        const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        if (over > 0) broken.push(`${address}: ${over} pixels too wide`);
      }
      assert.deepEqual(broken, []);
    });
  });
}

test("pages of every kind are valid HTML with one h1", async () => {
  const checker = new HtmlValidate({
    extends: ["html-validate:recommended", "html-validate:a11y", "html-validate:document"],
    rules: {
      "long-title": "off", // a title carries the count of what the page lists
      "no-trailing-whitespace": "off",
      "void-style": "off", // the elements of SVG close as XML does
      "require-sri": "off", // every file comes from the site itself
      "tel-non-breaking": "off", // numbers are shown as their source writes them
      "prefer-native-element": ["error", { exclude: ["region"] }], // a text or table that scrolls is a named region
    },
  });
  const faults = [];
  for (const address of sample(folder)) {
    const file = path.join(folder, address === "" || address.endsWith("/") ? `${address}index.html` : address);
    const html = readFileSync(file, "utf8");
    const report = await checker.validateString(html);
    for (const result of report.results) {
      // The script of the record builder fills its form, buttons included.
      const mine = result.messages.filter(({ ruleId }) => !(address === "add/" && ruleId === "wcag/h32"));
      mine.forEach((message) => faults.push(`${address}:${message.line}: ${message.ruleId}: ${message.message}`));
    }
    if ((html.match(/<h1[ >]/g) ?? []).length !== 1) faults.push(`${address}: not one h1`);
    if (/ style=| on[a-z]+=|<style|<script(?![^>]*(src=|application\/ld\+json))/.test(html)) faults.push(`${address}: inline style or script`);
  }
  assert.deepEqual(faults.slice(0, 20), []);
});

test("pages are silent and ask no other origin, under a sub-path and the strict policy", async () => {
  await inContext({ bypassCSP: false }, async (context) => {
    const page = await context.newPage();
    const complaints = watch(page, host.origin);
    for (const address of shown.filter((address) => address !== "404.html")) {
      await page.goto(host.url + address, { waitUntil: "networkidle" });
      assert.match(await page.locator("meta[http-equiv=Content-Security-Policy]").getAttribute("content"), /^default-src 'none'/, address);
    }
    assert.deepEqual(complaints, []);
    assert.deepEqual(await context.cookies(), []);
    assert.equal(await page.evaluate(() => window.localStorage.length + window.sessionStorage.length), 0);
  });
});

test("the keyboard reaches everything in order, and what it reaches can be seen", async () => {
  await inContext({ viewport: { width: 1280, height: 900 } }, async (context) => {
    const page = await context.newPage();
    for (const address of shown) {
      // Scripts add buttons and results when their data has come.
      await page.goto(host.url + address, { waitUntil: "networkidle" });
      const expected = await page.evaluate(() => {
        const wanted = [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']")];
        const reachable = wanted.filter((element) => element.checkVisibility() && !element.disabled && element.tabIndex >= 0 && element.type !== "radio");
        reachable.forEach((element, at) => element.setAttribute("data-tab", String(at)));
        return reachable.length;
      });
      const limit = Math.min(expected, 60);
      for (let at = 0; at < limit; at += 1) {
        await page.keyboard.press("Tab");
        // Of a group of radio buttons Tab reaches one; which, the browser decides.
        while (await page.evaluate(() => document.activeElement.type === "radio")) await page.keyboard.press("Tab");
        const focus = await page.evaluate(() => {
          const element = document.activeElement;
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          const inChart = element.closest("svg") !== null && getComputedStyle(element.firstElementChild).fill === "rgb(255, 212, 71)";
          const seen = style.boxShadow !== "none" || style.outlineStyle !== "none" || inChart;
          return { at: Number(element.getAttribute("data-tab") ?? -1), seen, size: box.width * box.height };
        });
        assert.equal(focus.at, at, `${address}: Tab went elsewhere after ${at} steps`);
        assert.ok(focus.seen && focus.size > 0, `${address}: focus ${at} cannot be seen`);
      }
    }
  });
});

test("the skip link leads to the content", async () => {
  await inContext({}, async (context) => {
    const page = await context.newPage();
    await page.goto(`${host.url}services/`);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to main content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "main");
  });
});

test("without scripts every page says what it says, and every link of the way in works", async () => {
  await inContext({ javaScriptEnabled: false }, async (context) => {
    const page = await context.newPage();
    for (const address of shown) {
      await page.goto(host.url + address);
      assert.ok((await page.locator("main").innerText()).trim().length > 60, `${address} says nothing without scripts`);
    }
    for (const address of ["", "browse/", "organisations/", "places/"]) {
      await page.goto(host.url + address);
      const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href.split("#")[0])).catch(() => []);
      const own = [...new Set(links)].filter((link) => link.startsWith(host.origin));
      const answers = await Promise.all(own.map(async (link) => [link, (await fetch(link)).status]));
      assert.deepEqual(answers.filter(([, status]) => status !== 200), [], address);
    }
  });
});

test("a portable site works from a disk", async () => {
  const portable = build("--portable");
  await inContext({ bypassCSP: false }, async (context) => {
    const page = await context.newPage();
    const complaints = watch(page, "file://");
    await page.goto(`file://${portable}/index.html`);
    await page.getByRole("link", { name: "Services", exact: true }).click();
    await page.locator("main tbody a").first().click();
    assert.match(page.url(), /services\/[a-z0-9-]+\/index\.html$/);
    const colour = await page.locator(".top").evaluate((header) => getComputedStyle(header).backgroundColor);
    assert.notEqual(colour, "rgba(0, 0, 0, 0)", "the style sheet is not loaded");
    assert.deepEqual(complaints, []);
  });
});

test("the page for missing addresses helps at any depth when the site knows its address", async () => {
  const known = build("--base-url", "https://example.org/a/sub/path/");
  const other = await serve(known, "/a/sub/path/");
  try {
    await inContext({ bypassCSP: false }, async (context) => {
      const page = await context.newPage();
      const answer = await page.goto(`${other.url}no/such/page/at/all/`);
      assert.equal(answer.status(), 404);
      assert.equal(await page.locator("h1").innerText(), "Page not found");
      await page.locator("main").getByRole("link", { name: "services", exact: true }).click();
      assert.equal(page.url(), `${other.url}services/`);
    });
  } finally {
    other.close();
  }
});
