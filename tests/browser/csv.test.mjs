// The rule for a cell of CSV in the browser, over the same table as the program's own.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";
import { joined } from "./scripts.mjs";

const cases = JSON.parse(readFileSync(new URL("../csv-cells.json", import.meta.url), "utf8"));
const scripts = new URL("../../themes/default/static/js/", import.meta.url);

const { csvCell, csvText } = vm.runInNewContext(`(function () {"use strict";\n${joined("csv.js")}\nreturn { csvCell, csvText };}())`, {
  document: {},
  location: { href: "https://example.org/", protocol: "https:", pathname: "/" },
  HTMLScriptElement: class {},
});

test("each cell is what the program writes", () => {
  for (const { text, cell } of cases) assert.equal(csvCell(text), cell, JSON.stringify(text));
});

test("rows are the same bytes as the program's", () => {
  const rows = [["a", "b, c"], ['say "x"', "=1,2"], ["", " x "]];
  assert.equal(csvText(rows), 'a,"b, c"\r\n"say ""x""","\'=1,2"\r\n, x \r\n');
});

test("no script makes CSV by a rule of its own", () => {
  for (const name of readdirSync(scripts).filter((name) => name.endsWith(".js") && name !== "csv.js")) {
    const text = readFileSync(new URL(name, scripts), "utf8");
    assert.ok(!/function csv|text\/csv|[＝＋－＠]/.test(text), `${name} has a rule for CSV of its own`);
  }
});
