// @needs search-fold.js, search-load.js, search-shards.js, search-score.js, search-words.js, search-places.js
// @needs search-filters.js, search-meaning.js, search-cards.js

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
 * @property {() => {miles: number, count: number}[]} wider counts within larger distances
 */

/** How much a word counts in each field; the summary is asked only when the other fields say little. */
const BOOSTS = [3, 2.5, 4, 3, 1, 2, 1.2];
const SUMMARY_BOOST = 0.5;
const FEW = 10;
/** The last class of documents that are organisations. */
const BODIES = 3;
/** How many miles a postcode alone reaches when nothing else is said. */
const USUAL_MILES = 15;
const RADII = [5, 10, 20, 50, 100];

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
 * @returns {Promise<Found>}
 */
async function find(manifest, understood) {
  const { count } = manifest;
  /** @type {Found} */
  const found = { hit: new Uint8Array(count), cover: new Float32Array(count), score: new Float64Array(count), exact: new Uint8Array(count) };
  const exact = exactly(manifest, understood.folded);
  const config = BOOSTS.map((boost, field) => ({ field, boost, and: false, expand: true }));
  const summary = { field: manifest.fields.length - 1, boost: SUMMARY_BOOST, and: false, expand: true };
  await cover(manifest, understood, understood.inSummary ? [...config, summary] : config, found);
  if (!understood.inSummary && understood.meanings.length && found.hit.reduce((sum, one) => sum + one, 0) < FEW) {
    await cover(manifest, understood, [...config, summary], found);
  }
  for (const { document: document_, how } of await exact) {
    found.hit[document_] = 1;
    found.exact[document_] = Math.max(found.exact[document_], 4 - how);
  }
  const short = understood.folded;
  if (short.length > 0 && short.length < 3) {
    const answers = await shortAnswers(manifest, short);
    answers.forEach((document_, place) => {
      found.hit[document_] = 1;
      found.score[document_] += (answers.length - place) / 1000;
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
  const { scores, hit } = await stockScores(manifest, readings.map((one) => one.token), config, trace);
  found.hit = hit;
  found.score = scores;
  found.cover = new Float32Array(manifest.count);
  let at = 0;
  for (const meaning of understood.meanings) {
    const best = new Float32Array(manifest.count);
    for (const { weight } of meaning.readings) {
      const stands = trace[at++];
      for (let document_ = 0; document_ < manifest.count; document_++) {
        if (stands[document_]) best[document_] = Math.max(best[document_], stands[document_] === 2 ? weight : weight * 0.8);
      }
    }
    for (let document_ = 0; document_ < manifest.count; document_++) found.cover[document_] += best[document_];
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
 * @param {string} query
 * @param {Asked} asked
 * @returns {Promise<Answer>}
 */
async function answer(query, asked) {
  const manifest = await loadManifest();
  const understood = await understand(manifest, query, asked.literal === true);
  const empty = !query.trim();
  const organisations = manifest.classes[BODIES];
  const found = empty ? null : await find(manifest, understood);
  const base = new Uint8Array(manifest.count);
  if (found) base.set(found.hit);
  else base.fill(1, 0, organisations);
  const spot = await placeOf(manifest, understood, asked, base);
  const pages = found ? pagesOf(manifest, found) : [];
  base.fill(0, organisations);

  /** @type {Map<string, Uint8Array>} */
  const masks = new Map();
  for (const group of GROUPS) {
    const mask = await passing(manifest, group, asked);
    if (mask) masks.set(group, mask);
  }
  if (spot.mask) masks.set("near", spot.mask);
  const left = together(base, masks, "");
  /** @type {Answer["sort"]} */
  const usual = found ? "best" : spot.miles ? "near" : "name";
  const sort = /** @type {Answer["sort"]} */ (["best", "near", "name", "confirmed"].includes(asked.sort || "") ? asked.sort : usual);
  const order = await ordered(manifest, left, found, spot.miles, sort);
  const split = [0, 0, 0, 0];
  for (const document_ of order) split[manifest.classes.findIndex((end) => document_ < end)]++;
  return {
    order, split, pages, understood, sort, place: spot.place, within: spot.within, miles: spot.miles,
    count: async (group) => {
      const others = together(base, masks, group);
      return (await holders(manifest, group)).map((list) => {
        let count = 0;
        list.each((document_) => (count += others[document_]));
        return count;
      });
    },
    without: async () => {
      const counts = [...masks.keys()].map((group) => ({ group, count: sum(together(base, masks, group)) }));
      return counts.sort((a, b) => b.count - a.count);
    },
    wider: () => widerCounts(together(base, masks, "near"), spot.miles, sum(left)),
  };
}

/**
 * @param {Manifest} manifest
 * @param {Understood} understood
 * @param {Asked} asked
 * @param {Uint8Array} base takes the organisations that are near, where the query is nothing but a postcode
 * @returns {Promise<{place: FoundPlace | null, miles: Float64Array | null, mask: Uint8Array | null, within: string}>}
 */
async function placeOf(manifest, understood, asked, base) {
  /** @type {FoundPlace | null} */
  let place = null;
  if (asked.here) place = { label: "your location", kind: "here", ...asked.here };
  else if (asked.near && asked.near.trim()) place = await locate(manifest, asked.near.slice(0, MOST_SIGNS));
  else if (understood.postcode) place = await locate(manifest, understood.folded);
  if (!place || place.latitude === undefined || place.longitude === undefined) return { place, miles: null, mask: null, within: "" };
  const fromQuery = !asked.here && !(asked.near && asked.near.trim());
  const area = asked.within === "area";
  const reach = fromQuery ? USUAL_MILES : Number(asked.within) || (area ? Infinity : 10);
  const miles = await distances(manifest, place.latitude, place.longitude, Infinity);
  if (fromQuery) {
    for (let document_ = 0; document_ < manifest.classes[BODIES]; document_++) if (miles[document_] <= reach) base[document_] = 1;
    return { place, miles, mask: null, within: "" };
  }
  const mask = new Uint8Array(manifest.count);
  if (area) {
    const boards = await holders(manifest, "icb");
    const board = place.board === undefined || place.board < 0 ? undefined : boards[place.board];
    if (board) board.each((document_) => (mask[document_] = 1));
  } else {
    miles.forEach((far, document_) => (mask[document_] = far <= reach ? 1 : 0));
  }
  return { place, miles, mask, within: area ? "area" : String(reach) };
}

/**
 * Documents that pass everything but one group.
 * @param {Uint8Array} base
 * @param {Map<string, Uint8Array>} masks
 * @param {string} but
 */
function together(base, masks, but) {
  const out = base.slice();
  for (const [group, mask] of masks) {
    if (group !== but) mask.forEach((passes, document_) => (out[document_] &= passes));
  }
  return out;
}

/** @param {Uint8Array} flags */
function sum(flags) {
  let count = 0;
  for (const flag of flags) count += flag;
  return count;
}

/**
 * Only distances that add results.
 * @param {Uint8Array} flags
 * @param {Float64Array | null} miles
 * @param {number} now
 */
function widerCounts(flags, miles, now) {
  /** @type {{miles: number, count: number}[]} */
  const out = [];
  if (!miles) return out;
  let last = now;
  for (const radius of RADII) {
    let count = 0;
    flags.forEach((flag, document_) => (count += flag && miles[document_] <= radius ? 1 : 0));
    if (count > last) out.push({ miles: radius, count });
    last = Math.max(last, count);
  }
  return out;
}

/**
 * @param {Manifest} manifest
 * @param {Uint8Array} flags
 * @param {Found | null} found
 * @param {Float64Array | null} miles
 * @param {Answer["sort"]} sort
 * @returns {Promise<Uint32Array>}
 */
async function ordered(manifest, flags, found, miles, sort) {
  const documents = new Uint32Array(sum(flags));
  for (let document_ = 0, place = 0; document_ < flags.length; document_++) if (flags[document_]) documents[place++] = document_;
  if (sort === "name" || (sort === "best" && !found) || (sort === "near" && !miles)) {
    const ranks = await alphabet(manifest);
    return documents.sort((a, b) => ranks[a] - ranks[b]);
  }
  if (sort === "confirmed") {
    const months = await confirmedMonths(manifest);
    return documents.sort((a, b) => months[b] - months[a] || a - b);
  }
  if (sort === "near" && miles) return documents.sort((a, b) => miles[a] - miles[b] || a - b);
  return found ? documents.sort(byMerit(found, miles)) : documents;
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

/**
 * @param {Manifest} manifest
 * @param {Found} found
 */
function pagesOf(manifest, found) {
  const pages = [];
  for (let document_ = manifest.classes[BODIES]; document_ < manifest.count; document_++) if (found.hit[document_]) pages.push(document_);
  return pages.sort(byMerit(found, null)).slice(0, 6);
}

tb.search = search;
tb.cards = cards;
tb.manifest = loadManifest;
tb.forget = forget;
tb.valuesOf = valuesOf;
