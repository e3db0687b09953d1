// Part of search-more.js. Filters: one list of organisations for each value; counts of what a value would leave.

/** @typedef {{count: number, has: (document: number) => boolean, each: (see: (document: number) => void) => void}} Holders */

/** @type {Map<string, Promise<Holders[]>>} */
const groupsRead = new Map();

/**
 * For each value of a group the documents that hold it.
 * @param {Manifest} manifest
 * @param {keyof Filters} group
 * @returns {Promise<Holders[]>}
 */
function holders(manifest, group) {
  let read = groupsRead.get(group);
  if (!read) {
    read = group === "sector" ? Promise.resolve(sectors(manifest)) : readGroup(manifest, group);
    groupsRead.set(group, read);
    read.catch(() => groupsRead.delete(group));
  }
  return read;
}

/**
 * @param {Manifest} manifest
 * @returns {Holders[]}
 */
function sectors(manifest) {
  return core.SECTORS.map((_, at) => {
    const [from, to] = [at ? manifest.classes[at] : 0, manifest.classes[at + 1]];
    return {
      count: to - from,
      has: (doc) => doc >= from && doc < to,
      each: (see) => {
        for (let doc = from; doc < to; doc++) see(doc);
      },
    };
  });
}

/**
 * @param {Manifest} manifest
 * @param {keyof Filters} group
 * @returns {Promise<Holders[]>}
 */
async function readGroup(manifest, group) {
  const bytes = await core.load("facet-" + group);
  const cursor = { b: bytes, at: 0 };
  /** @type {Holders[]} */
  const lists = [];
  while (cursor.at < bytes.length) {
    const head = core.varint(cursor);
    lists.push(holdersOf(core.documentsOf(cursor, Math.floor(head / 2), head % 2 === 1, manifest.count)));
  }
  return group === "confirmed" ? withinMonths(manifest, lists) : lists;
}

/**
 * @param {Uint32Array} documents
 * @returns {Holders}
 */
function holdersOf(documents) {
  return {
    count: documents.length,
    has: (doc) => {
      let low = 0;
      for (let high = documents.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (documents[middle] < doc) low = middle + 1;
        else high = middle;
      }
      return documents[low] === doc;
    },
    each: (see) => documents.forEach((doc) => see(doc)),
  };
}

/**
 * Lists by month become lists by "within so many months of today".
 * @param {Manifest} manifest
 * @param {Holders[]} byMonth
 * @returns {Holders[]}
 */
function withinMonths(manifest, byMonth) {
  const today = new Date();
  const now = today.getFullYear() * 12 + today.getMonth();
  return core.CONFIRMED_WITHIN.map((months) => {
    const kept = byMonth.filter((_, at) => {
      const [year, month] = manifest.months[at].split("-").map(Number);
      return now - (year * 12 + month - 1) <= Number(months);
    });
    return {
      count: kept.reduce((sum, list) => sum + list.count, 0),
      has: (doc) => kept.some((list) => list.has(doc)),
      each: (see) => kept.forEach((list) => list.each(see)),
    };
  });
}

/**
 * For each document 1 where it passes the group; null where the group filters nothing.
 * @param {Manifest} manifest
 * @param {keyof Filters} group
 * @param {Filters} filters
 * @returns {Promise<Uint8Array | null>}
 */
async function passing(manifest, group, filters) {
  const wanted = filters[group] || [];
  if (!wanted.length) return null;
  const ids = core.valuesOf(manifest, group);
  const lists = await holders(manifest, group);
  const out = new Uint8Array(manifest.count);
  for (const id of wanted) {
    const list = lists[ids.indexOf(id)];
    if (list) list.each((doc) => (out[doc] = 1));
  }
  return out;
}

/** @type {Promise<Uint32Array> | null} */
let alphabetAsked = null;

/**
 * The place of each document from A to Z.
 * @param {Manifest} manifest
 * @returns {Promise<Uint32Array>}
 */
function alphabet(manifest) {
  if (!alphabetAsked) {
    const asked = core.load("alphabet").then((bytes) => {
      const cursor = { b: bytes, at: 0 };
      const ranks = new Uint32Array(manifest.count);
      for (let doc = 0, last = -1; doc < manifest.count; doc++) ranks[doc] = last = last + 1 + core.zigzag(cursor);
      return ranks;
    });
    asked.catch(() => (alphabetAsked = null));
    alphabetAsked = asked;
  }
  return alphabetAsked;
}

/**
 * The month of each document's last confirmation, counted from the oldest; 0 where there is none.
 * @param {Manifest} manifest
 * @returns {Promise<Uint16Array>}
 */
async function confirmedMonths(manifest) {
  const bytes = await core.load("facet-confirmed");
  const cursor = { b: bytes, at: 0 };
  const months = new Uint16Array(manifest.count);
  for (let month = 1; cursor.at < bytes.length; month++) {
    const head = core.varint(cursor);
    core.documentsOf(cursor, Math.floor(head / 2), head % 2 === 1, manifest.count).forEach((doc) => (months[doc] = month));
  }
  return months;
}

function forgetFilters() {
  groupsRead.clear();
  alphabetAsked = null;
  wordsRead.clear();
}
