// @needs search-core.js, search-words.js, search-places.js, search-locate.js, search-filters.js
// What few questions need: filters, places, other orders, counts, and the search of stock elasticlunr with any
// configuration.

/** How many miles a postcode alone reaches when nothing else is said. */
const USUAL_MILES = 15;
const RADII = [5, 10, 20, 50, 100];

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
  if (asked.here) place = { label: "", kind: "here", ...asked.here };
  else if (asked.near && asked.near.trim()) place = await locate(manifest, asked.near.slice(0, core.MOST_SIGNS));
  else if (understood.postcode) place = await locate(manifest, understood.folded);
  // Codes of the health service look like postcodes: RW4 is a trust, and RW no postcode area.
  if (understood.code && place && place.kind !== "district" && !asked.here && !asked.near) place = null;
  const nowhere = { place, miles: null, mask: null, within: "" };
  if (!place || ["outside", "unknown"].includes(place.kind)) return nowhere;
  const fromQuery = !asked.here && !(asked.near && asked.near.trim());
  const boards = place.boards || [...new Set((place.each || [place]).flatMap(({ board }) => (board === undefined || board < 0 ? [] : [board])))];
  const own = place.own || [];
  const served = asked.within === "area";
  if (served && !boards.length && place.kind !== "area") {
    return place.latitude === undefined ? nowhere : { place, miles: await milesFrom(manifest, place, Infinity), mask: null, within: "" };
  }
  const mask = new Uint8Array(manifest.count);
  if (place.kind === "area" && (own.length || place.latitude === undefined) && !(served && boards.length)) {
    for (const doc of own) mask[doc] = 1;
    return { place, miles: null, mask, within: "in" };
  }
  const reach = fromQuery ? USUAL_MILES : Number(asked.within) || (served ? Infinity : 10);
  const miles = place.latitude === undefined ? null : await milesFrom(manifest, place, reach);
  if (served) {
    const lists = await holders(manifest, "icb");
    for (const board of boards) lists[board].each((doc) => (mask[doc] = 1));
    return { place, miles: place.kind === "area" ? null : miles, mask, within: "area" };
  }
  if (miles) miles.forEach((far, doc) => (mask[doc] = far <= reach ? 1 : 0));
  if (fromQuery) {
    for (let doc = 0; doc < manifest.classes[core.BODIES]; doc++) if (mask[doc]) base[doc] = 1;
    return { place: { ...place, reach }, miles, mask: null, within: "" };
  }
  // A town's own organisations are near it, however far from its middle they are.
  for (const doc of own) mask[doc] = 1;
  return { place, miles, mask, within: String(reach) };
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
    if (group !== but) mask.forEach((passes, doc) => (out[doc] &= passes));
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
 * What filters and a place leave of `base`.
 * @param {Manifest} manifest
 * @param {Understood} understood
 * @param {Asked} asked
 * @param {Uint8Array} base
 * @returns {Promise<Narrowed>}
 */
async function narrow(manifest, understood, asked, base) {
  const { place, miles, mask, within } = await placeOf(manifest, understood, asked, base);
  /** @type {Map<string, Uint8Array>} */
  const masks = new Map();
  for (const group of core.GROUPS) {
    const passes = await passing(manifest, group, asked);
    if (passes) masks.set(group, passes);
  }
  if (mask) masks.set("near", mask);
  return { base, masks, left: together(base, masks, ""), place, within, miles };
}

/**
 * What each value of a group would leave, with all other filters as they are.
 * @param {Manifest} manifest
 * @param {Narrowed} narrowed
 * @param {keyof Filters} group
 * @returns {Promise<number[]>}
 */
async function counts(manifest, { base, masks }, group) {
  const others = together(base, masks, group);
  return (await holders(manifest, group)).map((list) => {
    let count = 0;
    list.each((doc) => (count += others[doc]));
    return count;
  });
}

/**
 * How many there would be without each filter that is set, the most first.
 * @param {Manifest} _
 * @param {Narrowed} narrowed
 */
function withoutEach(_, { base, masks }) {
  const each = [...masks.keys()].map((group) => ({ group, count: sum(together(base, masks, group)) }));
  return each.sort((a, b) => b.count - a.count);
}

/**
 * Counts within larger distances, only those that add organisations.
 * @param {Manifest} manifest
 * @param {Narrowed} narrowed
 */
async function widerCounts(manifest, { base, masks, left, place }) {
  /** @type {{miles: number, count: number}[]} */
  const out = [];
  if (!place || place.latitude === undefined || (place.kind === "area" && place.own?.length)) return out;
  const miles = await milesFrom(manifest, place, RADII[RADII.length - 1]);
  const flags = together(base, masks, "near");
  let last = sum(left);
  for (const radius of RADII) {
    let count = 0;
    flags.forEach((flag, doc) => (count += flag && miles[doc] <= radius ? 1 : 0));
    if (count > last) out.push({ miles: radius, count });
    last = Math.max(last, count);
  }
  return out;
}

/**
 * All that is left in another order than by merit.
 * @param {Manifest} manifest
 * @param {Narrowed} narrowed
 * @param {Answer["sort"]} sort
 * @returns {Promise<Uint32Array>}
 */
async function ordered(manifest, { left, miles }, sort) {
  /** @type {Uint32Array} */
  const documents = core.documentsIn(left);
  if (sort === "near" && miles) return documents.sort((a, b) => miles[a] - miles[b] || a - b);
  if (sort === "confirmed") {
    const months = await confirmedMonths(manifest);
    return documents.sort((a, b) => months[b] - months[a] || a - b);
  }
  const ranks = await alphabet(manifest);
  return documents.sort((a, b) => ranks[a] - ranks[b]);
}

/**
 * The configuration as stock elasticlunr.js reads it.
 * @param {Manifest} manifest
 * @param {StockSettings | undefined} given
 * @returns {FieldConfig[]}
 */
function stockConfig(manifest, given) {
  const config = given ?? {};
  const and = config.bool === "AND";
  const expand = config.expand === true;
  const all = manifest.fields.map((_, field) => ({ field, boost: 1, and, expand }));
  const { fields } = config;
  if (!fields) return all;
  return Object.keys(fields)
    .filter((name) => manifest.fields.includes(name))
    .map((name) => {
      const one = fields[name];
      return {
        field: manifest.fields.indexOf(name),
        boost: one.boost || one.boost === 0 ? one.boost : 1,
        and: one.bool ? one.bool === "AND" : and,
        expand: one.expand === undefined ? expand : one.expand === true,
      };
    });
}

/**
 * The search of stock elasticlunr.js over the whole index, `elasticlunr.Index.load(whole).search(query, config)`:
 * the same references in the same order with the same scores.
 * @param {string} query
 * @param {StockSettings} [config] as elasticlunr.js takes it; without it all fields count alike and nothing is expanded
 * @returns {Promise<{ref: string, score: number}[]>}
 */
async function searchRaw(query, config) {
  if (!query) return [];
  const manifest = await core.loadManifest();
  const tokens = core.tokensOf(String(query));
  if (!tokens.length) return [];
  const { scores, hit } = await core.stockScores(manifest, tokens, stockConfig(manifest, config));
  const results = [];
  for (let doc = 0; doc < manifest.count; doc++) {
    if (hit[doc]) results.push({ ref: String(doc), score: scores[doc] });
  }
  return results.sort((a, b) => b.score - a.score);
}

const searchMore = {
  wordsOn, completions, meantBy, parted, shortAnswers, locate, placeAmong, narrow, counts, withoutEach, widerCounts, ordered, searchRaw, forget: forgetFilters,
};
trustbridge.more = searchMore;
