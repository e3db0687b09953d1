// @needs page-parts.js, run-script.js
// What the site keeps of an organisation for scripts: its record as it is written, and who serves it.

/** @typedef {{ folder: string, record: RecordTable, serves: ServingRow[] }} KeptRecord */
/** @typedef {Record<string, KeptRecord>} KeptRecords */

/** @type {Record<string, Promise<KeptRecords>>} */
const recordsAsked = {};

/**
 * What the site keeps of an organisation; null where it cannot be read.
 * @param {string} id
 * @returns {Promise<KeptRecord | null>}
 */
function recordOf(id) {
  const address = recordScript(id);
  recordsAsked[address] ||= runScript(siteLink(address)).then(() => recordsArrived, () => ({}));
  return recordsAsked[address].then((kept) => {
    const found = Object.hasOwn(kept, id) ? kept[id] : null;
    return found && { ...found, record: withAllKeys(found.record) };
  });
}

/**
 * The script that holds a record, by the FNV-1a hash of its id.
 * @param {string} id
 */
function recordScript(id) {
  const holder = /** @type {HTMLElement | null} */ (document.querySelector("[data-record-scripts]"));
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(id)) hash = Math.imul(hash ^ byte, 0x01000193);
  return "records/" + ((hash >>> 0) % Number(holder?.dataset.recordScripts || 1)) + ".js";
}

/**
 * A record as it is written: in the script the keys of a list of tables stand once, `{"=": keys, "rows": values}`.
 * @param {any} value
 * @returns {any}
 */
function withAllKeys(value) {
  if (!value || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(withAllKeys);
  const keys = value["="];
  if (!keys) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withAllKeys(one)]));
  return value.rows.map((/** @type {any[]} */ row) =>
    Object.fromEntries(row.map((one, at) => [keys[at], withAllKeys(one)]).filter(([, one]) => one !== null)),
  );
}

// A script runs right before it is told to have loaded, so what arrived last is what was asked for.
/** @type {KeptRecords} */
let recordsArrived = {};
trustbridge.records = (given) => {
  recordsArrived = given;
};
