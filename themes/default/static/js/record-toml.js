// @needs record-schema.js
// Writes a record as TOML, keys in the order of the schema. What it writes passes `check` if the record does.

/**
 * A text as a basic TOML string of one line.
 * @param {string} text
 */
function tomlText(text) {
  let out = '"';
  for (const character of text) {
    const code = character.codePointAt(0) || 0;
    if (character === '"' || character === "\\") out += "\\" + character;
    else if (character === "\n") out += "\\n";
    else if (character === "\t") out += "\\t";
    else if (code < 32 || code === 127) out += "\\u" + code.toString(16).padStart(4, "0");
    else out += character;
  }
  return out + '"';
}

/**
 * @param {any} value
 * @param {Schema} schema
 * @param {Schema} root
 * @returns {string}
 */
function tomlValue(value, schema, root) {
  const form = resolveSchema(schema, root);
  if (Array.isArray(value)) return "[" + value.map((item) => tomlValue(item, form.items || {}, root)).join(", ") + "]";
  if (value !== null && typeof value === "object") {
    const pairs = keysInOrder(value, form).map((key) => `${key} = ${tomlValue(value[key], (form.properties?.[key] ?? {}), root)}`);
    return "{ " + pairs.join(", ") + " }";
  }
  if (typeof value === "string" && form.format === "date") return value;
  if (typeof value === "number") return form.type === "number" && Number.isInteger(value) ? value.toFixed(1) : String(value);
  if (typeof value === "boolean") return String(value);
  return tomlText(String(value));
}

/**
 * @param {any} value
 * @param {Schema} form
 * @returns {string[]}
 */
function keysInOrder(value, form) {
  return Object.keys(form.properties || {}).filter((key) => Object.prototype.hasOwnProperty.call(value, key) && filled(value[key]));
}

/** @param {any} value */
function filled(value) {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return true;
  return typeof value !== "object" || Object.values(value).some(filled);
}

/**
 * @param {Schema} form
 * @returns {boolean} whether its values stand under a heading of their own
 */
function underHeading(form) {
  return form.type === "object" || (form.type === "array" && form.items?.type === "object");
}

/**
 * @param {any} value
 * @param {Schema} form
 * @param {Schema} root
 * @returns {string[]} lines
 */
function tomlPairs(value, form, root) {
  return keysInOrder(value, form).map((key) => `${key} = ${tomlValue(value[key], (form.properties?.[key] ?? {}), root)}`);
}

/**
 * The TOML of a record.
 * @param {RecordTable} record
 * @param {Schema} schema
 * @param {string} folder the record's folder, for the line that editors read: "nhs"
 * @returns {string}
 */
function recordToml(record, schema, folder) {
  const lines = [`#:schema ${folder ? "../../" : "../"}schema/organisation.schema.json`];
  const keys = keysInOrder(record, schema);
  const form = (/** @type {string} */ key) => resolveSchema(schema.properties?.[key] ?? {}, schema);
  // Single values first: in TOML they would otherwise belong to the heading above them.
  const heads = keys.filter((key) => underHeading(form(key)) && !(Array.isArray(record[key]) && record[key].length === 0));
  for (const key of keys.filter((key) => !heads.includes(key))) {
    if (Array.isArray(record[key]) && record[key].length === 0 && !["offers", "needs"].includes(key)) continue;
    lines.push(`${key} = ${tomlValue(record[key], form(key), schema)}`);
  }
  for (const key of heads) {
    const inner = form(key);
    if (inner.type === "object") {
      lines.push("", `[${key}]`, ...tomlPairs(withoutEmptyLists(record[key]), inner, schema));
    } else {
      for (const item of record[key]) lines.push("", `[[${key}]]`, ...tomlPairs(withoutEmptyLists(item), resolveSchema(inner.items ?? {}, schema), schema));
    }
  }
  return lines.join("\n") + "\n";
}

/** @param {RecordTable} table */
function withoutEmptyLists(table) {
  return Object.fromEntries(Object.entries(table).filter(([, value]) => !Array.isArray(value) || value.length > 0));
}

/**
 * The id that a name suggests, as the file name needs it.
 * @param {string} name
 */
function suggestId(name) {
  const words = name
    .replaceAll("&", " and ")
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'\u2019`]/g, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let id = "";
  for (const word of words) {
    if (id.length + word.length + 1 > 64) break;
    id += (id ? "-" : "") + word;
  }
  return id;
}
