// What the browser tests share: the real site, built once for each way of building, a plain host for it, and Chromium.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { program } from "./built-site.mjs";

/** The folder of the project. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** The program under test. */
export const trustbridge = program();
/** The folder whose site is tested. */
const site = process.env.TRUSTBRIDGE_SITE ?? root;
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const types = {
  ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml",
  ".json": "application/json", ".xml": "application/xml", ".txt": "text/plain",
};

/** The site of this project, built with these options; `tests/run` has built some ways already, for all files of tests. */
export function build(...options) {
  const shared = process.env.TRUSTBRIDGE_BUILT && { "": "plain", "--portable": "portable" }[options.join(" ")];
  return shared ? path.join(process.env.TRUSTBRIDGE_BUILT, shared) : buildAnew(...options);
}

/** Builds the site into a folder of its own, which is removed when the process ends. */
function buildAnew(...options) {
  const out = path.join(mkdtempSync(path.join(os.tmpdir(), "trustbridge-site-")), "public");
  process.once("exit", () => rmSync(path.dirname(out), { recursive: true, force: true }));
  execFileSync(trustbridge, ["--root", site, "build", "--out", out, ...options], { stdio: ["ignore", "ignore", "inherit"] });
  return out;
}

/** All files of a folder, as paths relative to it, in order. */
export function files(folder, inside = "") {
  return readdirSync(path.join(folder, inside)).sort().flatMap((name) => {
    const file = path.posix.join(inside, name);
    return statSync(path.join(folder, file)).isDirectory() ? files(folder, file) : [file];
  });
}

/** The addresses of all pages, as people read them. */
export function pages(folder) {
  return files(folder).filter((file) => file.endsWith(".html")).map((file) => file.replace(/(^|\/)index\.html$/, "$1"));
}

/** The pages of each kind, told apart by the folders they stand in; the longest first. */
function ofKind(folder) {
  const found = new Map();
  for (const address of pages(folder)) {
    const parts = address.split("/").filter(Boolean);
    const named = ["organisations", "services", "places", "focus", "partnerships", "guide", "browse"].includes(parts[0]);
    const kind = named && parts.length > 1 ? [parts[0], ...parts.slice(1).map((part) => (["matches", "brief", "services"].includes(part) ? part : "*"))].join("/") : address;
    const size = statSync(path.join(folder, address === "" || address.endsWith("/") ? `${address}index.html` : address)).size;
    found.set(kind, [...(found.get(kind) ?? []), { address, size }]);
  }
  return [...found.values()].map((list) => list.sort((a, b) => b.size - a.size || (a.address < b.address ? -1 : 1)).map(({ address }) => address));
}

/** One address for each kind of page: the longest shows most of what its template can do. */
export function kinds(folder) {
  return ofKind(folder).map(([longest]) => longest);
}

/** Up to `most` pages of each kind: the longest, the shortest, and others at even steps between them. */
export function sample(folder, most = 60) {
  return ofKind(folder).flatMap((list) => {
    const step = Math.max(1, (list.length - 1) / (most - 1));
    return [...new Set(Array.from({ length: Math.min(most, list.length) }, (_, at) => list[Math.round(at * step)]))];
  });
}

/** Hosts a folder below `base`, as plain hosts do: `index.html` for folders, `404.html` for what is not there. */
export async function serve(folder, base = "/") {
  const server = createServer((request, response) => {
    const address = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const inside = address.startsWith(base) ? address.slice(base.length) : undefined;
    const file = inside === undefined ? "" : path.join(folder, inside.endsWith("/") || inside === "" ? `${inside}index.html` : inside);
    const found = file !== "" && existsSync(file) && statSync(file).isFile();
    const shown = found ? file : path.join(folder, "404.html");
    response.writeHead(found ? 200 : 404, { "content-type": types[path.extname(shown)] ?? "application/octet-stream" });
    response.end(readFileSync(shown));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { origin: `http://127.0.0.1:${server.address().port}`, url: `http://127.0.0.1:${server.address().port}${base}`, close: () => server.close() };
}

/** Starts the browser. */
export function launch() {
  return chromium.launch({ executablePath: browserPath, args: process.getuid?.() === 0 ? ["--no-sandbox"] : [] });
}

/** Gathers what a page must never do: speak on the console, fail, or ask another origin for anything. */
export function watch(page, origin) {
  const complaints = [];
  page.on("console", (message) => complaints.push(`${page.url()}: console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error}`));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("data:")) complaints.push(`${page.url()} asks ${request.url()}`);
  });
  return complaints;
}
