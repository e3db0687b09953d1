// Runs the site's own search script in Node over a folder of files, as a page does in a browser.
import { readFileSync } from "node:fs";
import path from "node:path";
import vm from "node:vm";
import { inFunction } from "./scripts.mjs";

/** The object `trustbridge` over the files in `folder`; `loaded` lists the files read so far. */
export function runtime(folder) {
  const loaded = [];
  const window = {};
  const context = vm.createContext({
    window, TextDecoder, Blob, Response, DecompressionStream, URL, atob, console, setTimeout, Uint8Array, Float64Array, Math,
  });
  const run = (name) => vm.runInContext(inFunction(name), context, { filename: name });
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
