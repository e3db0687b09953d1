// @needs run-script.js, search-fold.js, search-load.js, search-shards.js, search-score.js, search-meaning.js, search-cards.js
// The search of the directory. What few questions need (filters, places, typing errors, other orders) is loaded when it
// is needed, from search-more.js.

/**
 * @typedef {object} Filters each group holds ids; an empty group filters nothing
 * @property {string[]} [sector] nhs, school, body
 * @property {string[]} [kind]
 * @property {string[]} [region]
 * @property {string[]} [icb]
 * @property {string[]} [offers]
 * @property {string[]} [needs]
 * @property {string[]} [focus]
 * @property {string[]} [phase]
 * @property {string[]} [open]
 * @property {string[]} [confirmed] months: "6" is within the last six months
 */
const GROUPS = /** @type {(keyof Filters)[]} */ (["sector", "kind", "region", "icb", "offers", "needs", "focus", "phase", "open", "confirmed"]);
const SECTORS = ["nhs", "school", "body"];
const CONFIRMED_WITHIN = ["3", "6", "12", "24"];

/**
 * The ids of a group's values in the order of their numbers.
 * @param {Manifest} manifest
 * @param {keyof Filters} group
 * @returns {string[]}
 */
function valuesOf(manifest, group) {
  if (group === "sector") return SECTORS;
  if (group === "confirmed") return CONFIRMED_WITHIN;
  return manifest.words[group === "offers" || group === "needs" ? "service" : group].map((row) => row[0]);
}

/**
 * @typedef {Filters & {near?: string, here?: {latitude: number, longitude: number}, within?: string, sort?: string, literal?: boolean}} Asked
 * what a reader asks beside the words: `near` a place, `within` miles or "area", `sort` best, near, name or confirmed
 */
/**
 * @typedef {object} Answer
 * @property {Uint32Array} order organisations, best first
 * @property {number[]} split NHS trusts, other NHS organisations, school trusts and other bodies among them
 * @property {number[]} pages guide pages and partnerships, best first
 * @property {Understood} understood
 * @property {FoundPlace | null} place
 * @property {"best" | "near" | "name" | "confirmed"} sort
 * @property {string} within
 * @property {Float64Array | null} miles
 * @property {(group: keyof Filters) => Promise<number[]>} count what each value of a group would leave
 * @property {() => Promise<{group: string, count: number}[]>} without what each filter took away, the most first
 * @property {() => Promise<{miles: number, count: number}[]>} wider counts within larger distances, only those that add any
 */

/** How much a word counts in each field; the summary is asked only when the other fields say little. */
const BOOSTS = [3, 2.5, 4, 3, 1, 2, 1.2];
const SUMMARY_BOOST = 0.5;
const FEW = 10;
/** The last class of documents that are organisations. */
const BODIES = 3;
/**
 * @typedef {object} Found documents that the words of the query find
 * @property {Uint8Array} hit
 * @property {Float32Array} cover how many words of the query each document covers; a guessed word counts a little less
 * @property {Float64Array} score of stock elasticlunr
 * @property {Uint8Array} exact 4 - how sure: a code, the name, another name, initials
 */

/**
 * @param {Manifest} manifest
 * @param {Understood} understood
 * @param {{document: number, how: number}[]} exact
 * @returns {Promise<Found>}
 */
async function find(manifest, understood, exact) {
  const { count } = manifest;
  /** @type {Found} */
  const found = { hit: new Uint8Array(count), cover: new Float32Array(count), score: new Float64Array(count), exact: new Uint8Array(count) };
  const config = BOOSTS.map((boost, field) => ({ field, boost, and: false, expand: false }));
  const summary = { field: manifest.fields.length - 1, boost: SUMMARY_BOOST, and: false, expand: false };
  await cover(manifest, understood, understood.inSummary ? [...config, summary] : config, found);
  if (!understood.inSummary && !understood.postcode && understood.meanings.length && found.hit.reduce((sum, one) => sum + one, 0) < FEW) {
    await cover(manifest, understood, [...config, summary], found);
  }
  for (const { document: doc, how } of exact) {
    found.hit[doc] = 1;
    found.exact[doc] = Math.max(found.exact[doc], 4 - how);
  }
  const short = understood.short;
  if (short.length > 0 && short.length < 3) {
    /** @type {number[]} */
    const answers = await (await loadMore()).shortAnswers(manifest, short);
    answers.forEach((doc, place) => {
      found.hit[doc] = 1;
      found.score[doc] += (answers.length - place) / 1000;
    });
  }
  return found;
}

/**
 * @param {Manifest} manifest
 * @param {Understood} understood
 * @param {FieldConfig[]} config
 * @param {Found} found
 */
async function cover(manifest, understood, config, found) {
  const readings = understood.meanings.flatMap((meaning) => meaning.readings);
  if (!readings.length) return;
  const trace = readings.map(() => new Uint8Array(manifest.count));
  const { scores, hit } = await stockScores(manifest, readings.map((one) => one.token), config, readings.map((one) => one.expand), trace);
  found.hit = hit;
  found.score = scores;
  found.cover = new Float32Array(manifest.count);
  let at = 0;
  for (const meaning of understood.meanings) {
    const best = new Float32Array(manifest.count);
    for (const { weight } of meaning.readings) {
      const stands = trace[at++];
      for (let doc = 0; doc < manifest.count; doc++) {
        if (stands[doc]) best[doc] = Math.max(best[doc], stands[doc] === 2 ? weight : weight * 0.8);
      }
    }
    for (let doc = 0; doc < manifest.count; doc++) found.cover[doc] += best[doc] * meaning.share;
  }
}

/**
 * Searches the directory. A failed load is tried once more with a fresh manifest: the site may have been built anew.
 * @param {string} query
 * @param {Asked} [asked]
 * @returns {Promise<Answer>}
 */
async function search(query, asked = {}) {
  try {
    return await answer(String(query), asked);
  } catch {
    forget();
    return answer(String(query), asked);
  }
}

/**
 * @typedef {object} Narrowed what filters and a place leave
 * @property {Uint8Array} base what the words alone leave
 * @property {Map<string, Uint8Array>} masks what passes each filter that is set
 * @property {Uint8Array} left
 * @property {FoundPlace | null} place
 * @property {string} within
 * @property {Float64Array | null} miles
 */

/** @type {Promise<typeof searchMore> | null} */
let moreAsked = null;

/**
 * What few questions need; from search-more.js, loaded once.
 * @returns {Promise<typeof searchMore>}
 */
function loadMore() {
  if (!moreAsked) {
    const address = typeof document === "undefined" ? "" : document.querySelector("[data-search-more]")?.getAttribute("data-search-more");
    const ready = trustbridge.more ? Promise.resolve() : trustbridge.runScript(address ? new URL(address, location.href).href : "search-more.js");
    const asked = ready.then(() => /** @type {typeof searchMore} */ (trustbridge.more));
    asked.catch(() => (moreAsked = null));
    moreAsked = asked;
  }
  return moreAsked;
}

/**
 * @param {string} query
 * @param {Asked} asked
 * @returns {Promise<Answer>}
 */
async function answer(query, asked) {
  const manifest = await loadManifest();
  // Both need files of their own, so they are asked for at once.
  const [understood, exact] = await Promise.all([understand(manifest, query, asked.literal === true), exactly(manifest, query.slice(0, MOST_SIGNS))]);
  understood.code = exact.some(({ how }) => how === 0);
  understood.named = exact.length > 0;
  const found = query.trim() ? await find(manifest, understood, exact) : null;
  const base = new Uint8Array(manifest.count);
  if (found) base.set(found.hit);
  else base.fill(1);
  base.fill(0, manifest.classes[BODIES]);
  const narrows = !found || understood.postcode || asked.near || asked.here || asked.sort || GROUPS.some((group) => asked[group]?.length);
  /** @type {Narrowed} */
  const narrowed = narrows
    ? await (await loadMore()).narrow(manifest, understood, asked, base)
    : { base, masks: new Map(), left: base, place: null, within: "", miles: null };
  const orders = [...(found ? ["best"] : []), ...(narrowed.miles ? ["near"] : []), "name", "confirmed"];
  const sort = /** @type {Answer["sort"]} */ (orders.includes(asked.sort || "") ? asked.sort : orders[0]);
  const order =
    found && sort === "best"
      ? documentsIn(narrowed.left).sort(byMerit(found, narrowed.miles))
      : await (await loadMore()).ordered(manifest, narrowed, sort);
  if (found && sort === "best" && !understood.postcode) order.set(await bySpelling(found, understood, order.slice(0, AT_ONCE)));
  const split = [0, 0, 0, 0];
  for (const doc of order) split[manifest.classes.findIndex((end) => doc < end)]++;
  const pages = found ? pagesOf(manifest, found) : [];
  const { place, within, miles } = narrowed;
  return {
    order, split, pages, understood, sort, place, within, miles,
    count: (group) => loadMore().then((more) => more.counts(manifest, narrowed, group)),
    without: () => loadMore().then((more) => more.withoutEach(manifest, narrowed)),
    wider: () => loadMore().then((more) => more.widerCounts(manifest, narrowed)),
  };
}

/**
 * @param {Uint8Array} flags
 * @returns {Uint32Array}
 */
function documentsIn(flags) {
  let count = 0;
  for (const flag of flags) count += flag;
  const documents = new Uint32Array(count);
  for (let doc = 0, place = 0; place < count; doc++) if (flags[doc]) documents[place++] = doc;
  return documents;
}

/**
 * Exact hits, then words covered, then (for a postcode) nearness, then the stock score.
 * @param {Found} found
 * @param {Float64Array | null} miles
 * @returns {(a: number, b: number) => number}
 */
function byMerit({ exact, cover: covered, score }, miles) {
  return (a, b) =>
    exact[b] - exact[a] ||
    covered[b] - covered[a] ||
    (miles && miles[a] !== miles[b] ? miles[a] - miles[b] : 0) ||
    score[b] - score[a] ||
    a - b;
}

/** The results whose cards are asked for first, so that something stands on the page soon. */
const AT_ONCE = 3;

/**
 * The index knows stems: Southfields and Southfield are one to it. Where two of the first results answer equally well,
 * the one whose name or place holds more of the words themselves stands first. Their cards are shown in any case.
 * @param {Found} found
 * @param {Understood} understood
 * @param {Uint32Array} first
 * @returns {Promise<Uint32Array>}
 */
async function bySpelling({ exact, cover: covered }, understood, first) {
  const words = understood.meanings.flatMap(({ readings }) => readings.slice(0, 1).map(({ word }) => word));
  const spelt = new Map();
  for (const { document: doc, name, line } of await cards(first)) {
    const here = new Set(fold(name + " " + line).split(" "));
    spelt.set(doc, words.filter((word) => here.has(word)).length);
  }
  return first.sort((a, b) => exact[b] - exact[a] || covered[b] - covered[a] || spelt.get(b) - spelt.get(a));
}

/**
 * @param {Manifest} manifest
 * @param {Found} found
 */
function pagesOf(manifest, found) {
  /** @type {number[]} */
  const pages = [];
  for (let doc = manifest.classes[BODIES]; doc < manifest.count; doc++) if (found.hit[doc]) pages.push(doc);
  return pages.sort(byMerit(found, null)).slice(0, 6);
}

trustbridge.search = search;
trustbridge.atOnce = AT_ONCE;
trustbridge.loadMore = loadMore;
trustbridge.cards = cards;
trustbridge.manifest = loadManifest;
trustbridge.forget = forget;
trustbridge.valuesOf = valuesOf;
trustbridge.searchRaw = async (/** @type {string} */ query, /** @type {StockSettings | undefined} */ config) => (await loadMore()).searchRaw(query, config);
const searchCore = {
  BODIES, SECTORS, CONFIRMED_WITHIN, GROUPS, MOST_SIGNS, load, loadJson, loadManifest, varint, zigzag, documentsOf, frontCoded, fold, oneSpelling, stem, tokensOf,
  stockScores, valuesOf, postcodeIn, documentsIn,
};
trustbridge.core = searchCore;
