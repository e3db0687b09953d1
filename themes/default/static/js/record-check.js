// @needs record-schema.js
// Checks a record as `trustbridge check` does, as far as one record and the schema go.

/**
 * @typedef {object} Fault
 * @property {string} at the keys that lead to the value, separated by dots
 * @property {string} message a sentence
 */

/**
 * Every fault of a record, in the order of the form.
 * @param {RecordTable} record
 * @param {Schema} schema
 * @param {string} today 2026-11-22
 * @returns {Fault[]}
 */
function checkRecord(record, schema, today) {
  /** @type {Fault[]} */
  const faults = [];
  checkTable(record, schema, schema, "", faults);
  faults.push(...crossFaults(record, today));
  return faults;
}

/**
 * @param {any} value
 * @param {Schema} form
 * @param {Schema} root
 * @param {string} at
 * @param {Fault[]} faults
 */
function checkTable(value, form, root, at, faults) {
  for (const key of form.required || []) {
    if (value[key] === undefined || value[key] === "") faults.push({ at: joinKeys(at, key), message: say("record.enter", { label: keyInSentence(key) }) });
  }
  for (const [key, inner] of Object.entries(form.properties || {})) {
    if (value[key] !== undefined && value[key] !== "") checkValue(value[key], resolveSchema(inner, root), root, joinKeys(at, key), faults);
  }
}

/**
 * @param {any} value
 * @param {Schema} form
 * @param {Schema} root
 * @param {string} at
 * @param {Fault[]} faults
 */
function checkValue(value, form, root, at, faults) {
  const label = keyLabel(lastKey(at));
  const fault = (/** @type {string} */ message) => faults.push({ at, message });
  if (Array.isArray(value)) {
    if (form.maxItems !== undefined && value.length > form.maxItems) fault(say("record.too-many", { label, count: value.length, most: form.maxItems }));
    if (form.minItems && value.length < form.minItems) fault(say("record.too-few", { label, count: form.minItems }));
    const item = resolveSchema(form.items || {}, root);
    value.forEach((entry, number) => checkValue(entry, item, root, joinKeys(at, String(number)), faults));
    repeated(value, at, fault);
  } else if (value !== null && typeof value === "object") {
    checkTable(value, form, root, at, faults);
  } else if (form.type === "integer" || form.type === "number") {
    if (typeof value !== "number" || !Number.isFinite(value)) fault(say("record.number", { label }));
    else if (form.type === "integer" && !Number.isInteger(value)) fault(say("record.whole-number", { label }));
    else if (value < (form.minimum ?? -Infinity) || value > (form.maximum ?? Infinity)) fault(say("record.range", { label, least: String(form.minimum), most: String(form.maximum) }));
  } else if (typeof value === "string") {
    checkText(value, form, label, fault);
  }
}

/**
 * @param {string} text
 * @param {Schema} form
 * @param {string} label
 * @param {(message: string) => void} fault
 */
function checkText(text, form, label, fault) {
  const length = [...text].length;
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(text)) fault(say("record.hidden", { label }));
  else if (form.enum && !form.enum.includes(text)) fault(say("record.choose", { label, text }));
  else if (form.format === "date" && !isDay(text)) fault(say("record.day", { label }));
  else if (form["x-is"] === "postcode" && !isPostcode(text)) fault(say("record.postcode", { label }));
  else if (form["x-is"] === "url" && !/^https?:\/\//.test(text)) fault(say("record.address", { label }));
  else if (form.pattern && !new RegExp(form.pattern, "u").test(text)) fault(say("record.format", { label, about: aboutOf(form) }));
  else if (form.minLength && length < form.minLength) fault(say("record.too-short", { label, count: form.minLength }));
  else if (form["x-is"] === "summary" && length > 600) fault(say("record.too-long", { label, count: length, most: 600 }));
  else if (form.maxLength !== undefined && length > form.maxLength) fault(say("record.too-long", { label, count: length, most: form.maxLength }));
  else if (form["x-is"] === "line" && text.includes("\n")) fault(say("record.one-line", { label }));
}

/**
 * @param {any[]} list
 * @param {string} at
 * @param {(message: string) => void} fault
 */
function repeated(list, at, fault) {
  const keys = list.map((item) => (item !== null && typeof item === "object" ? item.service : item)).filter((key) => key !== undefined);
  const twice = keys.find((key, number) => keys.indexOf(key) !== number);
  if (twice !== undefined && ["offers", "needs", "aliases", "partners", "icbs"].includes(lastKey(at))) fault(say("record.twice", { entry: twice, label: keyInSentence(lastKey(at)) }));
}

/**
 * Rules that look at more than one value.
 * @param {RecordTable} record
 * @param {string} today
 * @returns {Fault[]}
 */
function crossFaults(record, today) {
  /** @type {Fault[]} */
  const faults = [];
  for (const list of ["offers", "needs"]) {
    (record[list] || []).forEach((/** @type {any} */ entry, /** @type {number} */ number) => {
      const at = `${list}.${number}`;
      if (entry.basis === "published" && !entry.source) faults.push({ at: `${at}.source`, message: say("record.published-source") });
      if (entry.from && entry.until && entry.from > entry.until) faults.push({ at: `${at}.until`, message: say("record.last-before-first") });
      if (entry.checked && entry.checked > today) faults.push({ at: `${at}.checked`, message: say("record.checked-future") });
      if (Array.isArray(entry.ages) && entry.ages[0] > entry.ages[1]) faults.push({ at: `${at}.ages`, message: say("record.younger-first") });
    });
  }
  const place = record.place || {};
  const [latitude, longitude] = [place.latitude, place.longitude];
  if ((latitude === undefined) !== (longitude === undefined)) faults.push({ at: "place.latitude", message: say("record.both-or-neither") });
  else if (latitude !== undefined && !inEngland(latitude, longitude)) {
    const [north, east] = [String(latitude), String(longitude)];
    const swapped = inEngland(longitude, latitude);
    const message = swapped ? say("record.wrong-way-round", { north, east }) : say("record.outside-england", { north, east });
    faults.push({ at: "place.latitude", message });
  }
  if (Array.isArray(record.serves?.ages) && record.serves.ages[0] > record.serves.ages[1]) faults.push({ at: "serves.ages", message: say("record.younger-first") });
  if (record.review?.checked && record.review.checked > today) faults.push({ at: "review.checked", message: say("record.checked-future") });
  const declared = [...(record.offers || []), ...(record.needs || [])].some((entry) => entry.basis === "declared");
  if (!(record.sources || []).length && !declared && !record.website) faults.push({ at: "sources", message: say("record.no-source") });
  return faults;
}

/**
 * @param {number} latitude
 * @param {number} longitude
 */
function inEngland(latitude, longitude) {
  return latitude >= 49.8 && latitude <= 55.9 && longitude >= -6.5 && longitude <= 1.9;
}

/** @param {string} text */
function isDay(text) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(text + "T00:00:00Z");
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** @param {string} text */
function isPostcode(text) {
  return /^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}$/.test(text);
}

/** @param {string} at @param {string} key */
function joinKeys(at, key) {
  return at ? `${at}.${key}` : key;
}

/** @param {string} at */
function lastKey(at) {
  return at.split(".").filter((part) => !/^\d+$/.test(part)).pop() || at;
}

/** @param {string} key */
function keyInSentence(key) {
  return insideSentence(keyLabel(key));
}
