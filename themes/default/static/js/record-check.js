// @needs record-schema.js
// Checks a record as `trustbridge check` does, as far as one record and the schema go.

(() => {
  /** @type {Record<string, any>} */
  const trustbridge = (window.trustbridge = window.trustbridge || {});

  /**
   * @typedef {object} Fault
   * @property {string} at the keys that lead to the value, parted by dots
   * @property {string} message a sentence
   */

  /**
   * Every fault of a record, in the order of the form.
   * @param {any} record
   * @param {any} schema
   * @param {string} today 2026-11-22
   * @returns {Fault[]}
   */
  trustbridge.checkRecord = (record, schema, today) => {
    /** @type {Fault[]} */
    const faults = [];
    checkTable(record, schema, schema, "", faults);
    faults.push(...crossFaults(record, today));
    return faults;
  };

  /**
   * @param {any} value
   * @param {any} form
   * @param {any} root
   * @param {string} at
   * @param {Fault[]} faults
   */
  function checkTable(value, form, root, at, faults) {
    for (const key of form.required || []) {
      if (value[key] === undefined || value[key] === "") faults.push({ at: join(at, key), message: `Enter ${name(key)}` });
    }
    for (const [key, inner] of Object.entries(form.properties || {})) {
      if (value[key] !== undefined && value[key] !== "") check(value[key], trustbridge.resolveSchema(inner, root), root, join(at, key), faults);
    }
  }

  /**
   * @param {any} value
   * @param {any} form
   * @param {any} root
   * @param {string} at
   * @param {Fault[]} faults
   */
  function check(value, form, root, at, faults) {
    const label = trustbridge.keyLabel(lastKey(at));
    const fault = (/** @type {string} */ message) => faults.push({ at, message });
    if (Array.isArray(value)) {
      if (form.maxItems !== undefined && value.length > form.maxItems) fault(`${label} has ${value.length} entries; at most ${form.maxItems} are allowed`);
      if (form.minItems && value.length < form.minItems) fault(`${label} needs ${form.minItems} entries`);
      const item = trustbridge.resolveSchema(form.items || {}, root);
      value.forEach((entry, number) => check(entry, item, root, join(at, String(number)), faults));
      repeated(value, at, fault);
    } else if (value !== null && typeof value === "object") {
      checkTable(value, form, root, at, faults);
    } else if (form.type === "integer" || form.type === "number") {
      if (typeof value !== "number" || !Number.isFinite(value)) fault(`${label} must be a number`);
      else if (form.type === "integer" && !Number.isInteger(value)) fault(`${label} must be a whole number`);
      else if (value < (form.minimum ?? -Infinity) || value > (form.maximum ?? Infinity)) fault(`${label} must be from ${form.minimum} to ${form.maximum}`);
    } else if (typeof value === "string") {
      checkText(value, form, label, fault);
    }
  }

  /**
   * @param {string} text
   * @param {any} form
   * @param {string} label
   * @param {(message: string) => void} fault
   */
  function checkText(text, form, label, fault) {
    const length = [...text].length;
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/.test(text)) fault(`${label} holds a hidden sign; type it again`);
    else if (form.enum && !form.enum.includes(text)) fault(`${label} cannot be "${text}"; choose one from the list`);
    else if (form.format === "date" && !isDay(text)) fault(`${label} must be a day like 2026-11-22`);
    else if (form["x-is"] === "postcode" && !isPostcode(text)) fault(`${label} must be a full postcode like DY1 2HQ`);
    else if (form["x-is"] === "url" && !/^https?:\/\//.test(text)) fault(`${label} must begin with https://, like https://example.org/`);
    else if (form.pattern && !new RegExp(form.pattern, "u").test(text)) fault(`${label} has not the right form. ${(form.description || "").split("\n")[0]}`);
    else if (form.minLength && length < form.minLength) fault(`${label} needs at least ${form.minLength} characters`);
    else if (form["x-is"] === "summary" && length > 600) fault(`${label} has ${length} characters; at most 600 are allowed`);
    else if (form.maxLength !== undefined && length > form.maxLength) fault(`${label} has ${length} characters; at most ${form.maxLength} are allowed`);
    else if (form["x-is"] === "line" && text.includes("\n")) fault(`${label} must be one line`);
  }

  /**
   * @param {any[]} list
   * @param {string} at
   * @param {(message: string) => void} fault
   */
  function repeated(list, at, fault) {
    const keys = list.map((item) => (item !== null && typeof item === "object" ? item.service : item)).filter((key) => key !== undefined);
    const twice = keys.find((key, number) => keys.indexOf(key) !== number);
    if (twice !== undefined && ["offers", "needs", "aliases", "partners", "icbs"].includes(lastKey(at))) fault(`"${twice}" is listed twice in ${name(lastKey(at))}`);
  }

  /**
   * Rules that look at more than one value.
   * @param {any} record
   * @param {string} today
   * @returns {Fault[]}
   */
  function crossFaults(record, today) {
    /** @type {Fault[]} */
    const faults = [];
    for (const list of ["offers", "needs"]) {
      (record[list] || []).forEach((/** @type {any} */ entry, /** @type {number} */ number) => {
        const at = `${list}.${number}`;
        if (entry.basis === "published" && !entry.source) faults.push({ at: `${at}.source`, message: "Enter the web address of the page that says so, or choose \"declared\"" });
        if (entry.from && entry.until && entry.from > entry.until) faults.push({ at: `${at}.until`, message: "The last day lies before the first" });
        if (entry.checked && entry.checked > today) faults.push({ at: `${at}.checked`, message: "Checked lies in the future" });
        if (Array.isArray(entry.ages) && entry.ages[0] > entry.ages[1]) faults.push({ at: `${at}.ages`, message: "Write the younger age first" });
      });
    }
    const place = record.place || {};
    const [latitude, longitude] = [place.latitude, place.longitude];
    if ((latitude === undefined) !== (longitude === undefined)) faults.push({ at: "place.latitude", message: "Give both latitude and longitude, or neither" });
    else if (latitude !== undefined && !inEngland(latitude, longitude)) {
      const swapped = inEngland(longitude, latitude) ? ": they are the wrong way round" : ": England lies between 49.8 and 55.9 north, -6.5 and 1.9 east";
      faults.push({ at: "place.latitude", message: `Latitude ${latitude}, longitude ${longitude} lies outside England${swapped}` });
    }
    if (Array.isArray(record.serves?.ages) && record.serves.ages[0] > record.serves.ages[1]) faults.push({ at: "serves.ages", message: "Write the younger age first" });
    if (record.review?.checked && record.review.checked > today) faults.push({ at: "review.checked", message: "Checked lies in the future" });
    const declared = [...(record.offers || []), ...(record.needs || [])].some((entry) => entry.basis === "declared");
    if (!(record.sources || []).length && !declared && !record.website) faults.push({ at: "sources", message: "Add at least one source: nothing is published without one" });
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
  function join(at, key) {
    return at ? `${at}.${key}` : key;
  }

  /** @param {string} at */
  function lastKey(at) {
    return at.split(".").filter((part) => !/^\d+$/.test(part)).pop() || at;
  }

  /** @param {string} key */
  function name(key) {
    const label = trustbridge.keyLabel(key);
    return /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;
  }
})();
