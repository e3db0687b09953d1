// Runs the site's own search script in Node over a folder of files, as a page does in a browser.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { fileURLToPath } from "node:url";

const scripts = fileURLToPath(new URL("../../themes/default/static/js/", import.meta.url));

/** The source of a script with all it needs, each once and needs first, as the build joins them. */
export function joined(name, done = new Set()) {
  if (done.has(name)) return "";
  done.add(name);
  const text = readFileSync(path.join(scripts, name), "utf8");
  const needs = [...text.matchAll(/^\/\/ @needs (.*)$/gm)].flatMap((line) => line[1].split(/[ ,]+/));
  return needs.map((needed) => joined(needed, done)).join("") + text + "\n;\n";
}

/** The object `trustbridge` over the files in `folder`; `loaded` lists the files read so far. */
export function runtime(folder) {
  const loaded = [];
  const window = {};
  const context = vm.createContext({
    window, TextDecoder, Blob, Response, DecompressionStream, URL, atob, console, setTimeout, Uint8Array, Float64Array, Math,
  });
  const run = (name) => vm.runInContext(`(function () {"use strict";\n${joined(name)}}());`, context, { filename: name });
  window.trustbridge = {
    runScript: async (address) => {
      if (address === "search-more.js") return run(address);
      const file = path.join(folder, address.replace(/\?.*$/, ""));
      loaded.push(address);
      vm.runInContext(readFileSync(file, "utf8"), context);
    },
  };
  context.trustbridge = window.trustbridge;
  run("search.js");
  return { trustbridge: window.trustbridge, loaded };
}
