// Reads shards of postings; src/search/shards.rs writes them.

/** @typedef {{b: Uint8Array, at: number}} Cursor */
/** @typedef {"primary" | "summary"} Part */
/**
 * @typedef {object} Entry a token of the index with its lists, still packed
 * @property {string} text
 * @property {number} fields one bit for each field
 * @property {Uint8Array} lists those that stand in the shard, one after the other
 * @property {Map<number, string>} apart files of the lists that stand alone, by field
 */
/**
 * @typedef {object} List the postings of a token in one field
 * @property {Uint32Array} documents ascending
 * @property {Map<number, number> | null} times how often, by place in the list, where not once
 * @property {(place: number, document: number) => number} length of the field
 */

/**
 * @param {Cursor} cursor
 * @returns {number}
 */
function varint(cursor) {
  let value = 0;
  for (let factor = 1; ; factor *= 128) {
    const byte = cursor.b[cursor.at++];
    value += (byte & 127) * factor;
    if (byte < 128) return value;
  }
}

/**
 * @param {Cursor} cursor
 * @returns {number}
 */
function zigzag(cursor) {
  const value = varint(cursor);
  return value % 2 ? -(value + 1) / 2 : value / 2;
}

/**
 * @param {Cursor} cursor
 * @param {number} count
 * @param {boolean} areBits
 * @param {number} all how many documents there are
 * @returns {Uint32Array}
 */
function documentsOf(cursor, count, areBits, all) {
  const documents = new Uint32Array(count);
  if (areBits) {
    let place = 0;
    for (let doc = 0; doc < all; doc++) {
      if (cursor.b[cursor.at + (doc >> 3)] & (1 << (doc & 7))) documents[place++] = doc;
    }
    cursor.at += Math.ceil(all / 8);
  } else {
    for (let place = 0, next = 0; place < count; place++) {
      next += varint(cursor);
      documents[place] = next++;
    }
  }
  return documents;
}

/**
 * Text that shares its beginning with the text before it. `bytes` holds that text and takes the new one.
 * @param {Cursor} cursor
 * @param {number[]} bytes
 * @returns {string}
 */
function frontCoded(cursor, bytes) {
  bytes.length = varint(cursor);
  const more = varint(cursor);
  let plain = true;
  for (let at = 0; at < more; at++) bytes.push(cursor.b[cursor.at++]);
  for (const byte of bytes) plain = plain && byte < 128;
  return plain ? String.fromCharCode(...bytes) : new TextDecoder().decode(new Uint8Array(bytes));
}

/** @type {Map<string, Promise<Entry[]>>} */
const shardsRead = new Map();
/** Lists that stand alone, by file. @type {Map<string, Uint8Array>} */
const listsRead = new Map();

function forgetShards() {
  shardsRead.clear();
  listsRead.clear();
}

/**
 * @param {Part} part
 * @param {number} number
 * @returns {Promise<Entry[]>}
 */
function shard(part, number) {
  const name = (part === "primary" ? "p" : "s") + number;
  let read = shardsRead.get(name);
  if (!read) {
    read = load(name).then((bytes) => readShard(part, bytes));
    shardsRead.set(name, read);
    read.catch(() => shardsRead.delete(name));
  }
  return read;
}

/** Most tokens have no list that stands alone. @type {Map<number, string>} */
const NONE = new Map();

/**
 * @param {Part} part
 * @param {Uint8Array} bytes
 * @returns {Entry[]}
 */
function readShard(part, bytes) {
  const cursor = { b: bytes, at: 0 };
  /** @type {Entry[]} */
  const entries = [];
  /** @type {number[]} */
  const text = [];
  while (cursor.at < bytes.length) {
    const token = frontCoded(cursor, text);
    const mask = varint(cursor);
    const alone = mask & 1 ? varint(cursor) : 0;
    /** @type {Map<number, string>} */
    const apart = alone ? new Map() : NONE;
    for (let field = 0; alone >> field; field++) {
      if ((alone >> field) & 1) apart.set(field, (part === "primary" ? "l" : "m") + varint(cursor));
    }
    const length = varint(cursor);
    entries.push({ text: token, fields: mask >> 1, lists: bytes.subarray(cursor.at, (cursor.at += length)), apart });
  }
  return entries;
}

/**
 * The order of keys in a JavaScript object of one-letter keys: digits first.
 * @param {string} a
 * @param {string} b
 * @returns {number}
 */
function byKey(a, b) {
  const end = Math.min(a.length, b.length);
  for (let at = 0; at < end; at++) {
    const [x, y] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (x !== y) {
      const [xDigit, yDigit] = [x > 47 && x < 58, y > 47 && y < 58];
      return xDigit === yDigit ? x - y : xDigit ? -1 : 1;
    }
  }
  return a.length - b.length;
}

/**
 * The entry of a token, or with `expand` all entries that begin with it, in key order.
 * @param {Part} part
 * @param {string} token
 * @param {boolean} expand
 * @returns {Promise<Entry[]>}
 */
async function entriesOf(part, token, expand) {
  const separators = (await loadManifest()).separators[part];
  let first = 0;
  for (let low = 0, high = separators.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (byKey(separators[middle], token) <= 0) low = first = middle + 1;
    else high = middle;
  }
  first = Math.max(first - 1, 0);
  let last = first + 1;
  while (expand && last < separators.length && separators[last].startsWith(token)) last++;
  const shards = await Promise.all(separators.slice(first, last).map((_, at) => shard(part, first + at)));
  const fits = expand ? (/** @type {Entry} */ entry) => entry.text.startsWith(token) : (/** @type {Entry} */ entry) => entry.text === token;
  const entries = shards.flat().filter(fits);
  const files = new Set(entries.flatMap((entry) => [...entry.apart.values()]));
  await Promise.all([...files].map(async (name) => listsRead.set(name, await load(name))));
  return entries;
}

/**
 * The postings of an entry in a field; null where it has none there.
 * @param {Manifest} manifest
 * @param {Entry} entry
 * @param {number} field
 * @returns {List | null}
 */
function listOf(manifest, entry, field) {
  if (!(entry.fields & (1 << field))) return null;
  const apart = entry.apart.get(field);
  if (apart) return readList(manifest, { b: /** @type {Uint8Array} */ (listsRead.get(apart)), at: 0 }, field);
  const cursor = { b: entry.lists, at: 0 };
  for (let at = 0; ; at++) {
    if (!(entry.fields & (1 << at)) || entry.apart.has(at)) continue;
    const list = readList(manifest, cursor, at);
    if (at === field) return list;
  }
}

/**
 * @param {Manifest} manifest
 * @param {Cursor} cursor
 * @param {number} field
 * @returns {List}
 */
function readList(manifest, cursor, field) {
  const head = varint(cursor);
  const count = Math.floor(head / 8);
  const documents = documentsOf(cursor, count, (head & 1) !== 0, manifest.count);
  /** @type {Map<number, number> | null} */
  let times = null;
  if (head & 2) {
    times = new Map();
    for (let left = varint(cursor), place = 0; left > 0; left--) {
      place += varint(cursor);
      times.set(place++, varint(cursor));
    }
  }
  const implied = manifest.lengths[field];
  if (implied) return { documents, times, length: (_, doc) => implied[doc] };
  if (!(head & 4)) {
    const constant = varint(cursor);
    return { documents, times, length: () => constant };
  }
  const lengths = new Uint16Array(count);
  for (let place = 0; place < count; place++) lengths[place] = varint(cursor);
  return { documents, times, length: (place) => lengths[place] };
}
