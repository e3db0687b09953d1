// A built site over HTTP as a good host serves it (gzip, long-lived assets), and a Chromium that looks at it.
import { existsSync, readFileSync, statSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json" };

/** Serves `folder`, with `other.search` in the place of its `search/`. `state.refuse` is a pattern of
 * addresses that fail, `state.slow` one of addresses that take a second. */
export async function serve(folder, other = {}) {
  const state = { refuse: null, slow: null, sent: [] };
  const server = http.createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
    const inSearch = other.search && address.startsWith("/search/");
    let file = inSearch ? path.join(other.search, address.slice("/search/".length)) : path.join(folder, address);
    if (existsSync(file) && statSync(file).isDirectory()) file = path.join(file, "index.html");
    if (address.includes("..") || !existsSync(file) || (state.refuse && state.refuse.test(address))) {
      response.writeHead(404, { "content-type": "text/plain" });
      response.end("nothing here");
      return;
    }
    const bytes = gzipSync(readFileSync(file), { level: 9 });
    state.sent.push({ address, bytes: bytes.length });
    response.writeHead(200, { "content-type": TYPES[path.extname(file)] || "application/octet-stream", "content-encoding": "gzip", "content-length": bytes.length });
    setTimeout(() => response.end(bytes), state.slow && state.slow.test(address) ? 1_000 : 0);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return { root: `http://127.0.0.1:${server.address().port}/`, state, close: () => server.close() };
}

/** The first Chromium at hand; null, to be said plainly, where there is none. */
export async function browser() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const executablePath = places.find((place) => place && existsSync(place));
  if (!executablePath) return null;
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}
