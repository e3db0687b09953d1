// Loads the small files of the index. Each is a classic script that calls trustbridge.take with its bytes, so that it
// works from a disk and under a strict content security policy, where fetch and modules do not.

/**
 * @typedef {object} Manifest what a page knows before it asks for anything; src/search/cards.rs writes it
 * @property {Record<string, string>} at the folder of the other files, by the first character of their names
 * @property {number} count documents
 * @property {string[]} fields
 * @property {number[]} classes where NHS trusts, other NHS organisations, school trusts, other bodies, guide pages and
 * partnerships end
 * @property {number[][]} runs columns: tokens in services, terms and name, each less the one before, then documents
 * @property {string} primary
 * @property {string} summary
 * @property {number} exact
 * @property {number} block
 * @property {string} prefixes
 * @property {string[]} months
 * @property {string} squares with organisations in them
 * @property {number} fine squares are `0.5 / fine` degrees high and `1 / fine` wide
 * @property {string} letters that words begin with
 * @property {string} places files of districts and towns
 * @property {Record<string, any[][]>} words rows for the numbers on cards and in filters
 * @property {{primary: string[], summary: string[]}} separators made here
 * @property {Record<number, Uint16Array>} lengths of the fields services, terms and name, made here
 */

window.trustbridge ??= /** @type {Trustbridge} */ ({});

/** @type {Map<string, string>} */
const taken = new Map();
/** @type {Map<string, Promise<Uint8Array>>} */
let kept = new Map();
/** @type {Promise<Manifest> | null} */
let manifestAsked = null;
let attempt = 0;

const searchFolder =
  typeof document !== "undefined" && document.currentScript instanceof HTMLScriptElement
    ? new URL("../search/", document.currentScript.src).href
    : "search/";

/**
 * Each file of the index calls this with its name and its bytes.
 * @param {string} name
 * @param {string} packed base64 of raw-deflated bytes
 */
trustbridge.take = (name, packed) => {
  taken.set(name, packed);
};

// Tests put their own reader here.
trustbridge.runScript = trustbridge.runScript || runScript;

/**
 * @param {string} packed
 * @returns {Promise<Uint8Array>}
 */
async function unpack(packed) {
  if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old to unpack the index");
  const text = atob(packed);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/**
 * The bytes of a file of the index; asked for once.
 * @param {string} name
 * @returns {Promise<Uint8Array>}
 */
function load(name) {
  let asked = kept.get(name);
  if (!asked) {
    const mine = kept;
    asked = loadManifest().then(async (manifest) => {
      await trustbridge.runScript(searchFolder + manifest.at[String.fromCodePoint(name.codePointAt(0) || 0)] + "/" + name + ".js");
      return unpackTaken(name);
    });
    kept.set(name, asked);
    asked.catch(() => mine.delete(name));
  }
  return asked;
}

/** @param {string} name */
function unpackTaken(name) {
  const packed = taken.get(name);
  if (packed === undefined) throw new Error("the file " + name + " did not hold what it should");
  taken.delete(name);
  return unpack(packed);
}

/**
 * @param {string} name
 * @returns {Promise<any>}
 */
async function loadJson(name) {
  return JSON.parse(new TextDecoder().decode(await load(name)));
}

/** @returns {Promise<Manifest>} */
function loadManifest() {
  if (!manifestAsked) {
    const asked = readManifest();
    manifestAsked = asked;
    asked.catch(() => {
      if (manifestAsked === asked) manifestAsked = null;
    });
  }
  return manifestAsked;
}

/** Waits for the page's own element that loads the manifest, where there is one on its way. */
async function besideScripts() {
  const element = typeof document === "undefined" || document.readyState === "complete" ? null : document.querySelector("script[data-manifest]");
  if (element) await new Promise((done) => ["load", "error"].forEach((end) => element.addEventListener(end, done)));
}

async function readManifest() {
  // The page of the search loads it beside its scripts, after them: they can say that it is slow.
  if (!taken.has("manifest") && !attempt) await besideScripts();
  if (!taken.has("manifest")) await trustbridge.runScript(searchFolder + "manifest.js" + (attempt ? "?again=" + attempt : ""));
  /** @type {Manifest} */
  const manifest = JSON.parse(new TextDecoder().decode(await unpackTaken("manifest")));
  manifest.separators = { primary: split(manifest.primary), summary: split(manifest.summary) };
  manifest.lengths = {};
  ["services", "terms", "name"].forEach((field, place) => {
    const lengths = (manifest.lengths[manifest.fields.indexOf(field)] = new Uint16Array(manifest.count));
    let length = 0;
    let from = 0;
    manifest.runs[3].forEach((count, at) => lengths.fill((length += manifest.runs[place][at]), from, (from += count)));
  });
  return manifest;
}

/** @param {string} separators */
function split(separators) {
  return separators ? separators.split(" ") : [];
}

/** Forgets everything, so that the next question asks for a fresh manifest: the site may have been built anew. */
function forget() {
  attempt++;
  kept = new Map();
  taken.clear();
  manifestAsked = null;
  forgetShards();
  if (trustbridge.more) trustbridge.more.forget();
}
