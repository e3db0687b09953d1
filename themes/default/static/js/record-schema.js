// The schema of a record, as the page loads it: the same that editors and `check` use.

/**
 * @typedef {Record<string, any>} RecordTable a record, or a table of one, as JSON has it
 *
 * @typedef {object} Schema
 * @property {string} [type]
 * @property {string} [description]
 * @property {string} [format]
 * @property {string} [pattern]
 * @property {string} [$ref]
 * @property {string[]} [enum]
 * @property {Schema} [items]
 * @property {Record<string, Schema>} [properties]
 * @property {string[]} [required]
 * @property {number} [minLength]
 * @property {number} [maxLength]
 * @property {number} [minItems]
 * @property {number} [maxItems]
 * @property {number} [minimum]
 * @property {number} [maximum]
 * @property {Record<string, Schema>} [$defs]
 * @property {string} [x-is] what a text is: "postcode", "url"
 * @property {{ docs?: { enumValues?: string[] } }} [x-taplo]
 */

/**
 * The schema with its reference followed; what is said beside the reference wins.
 * @param {Schema} schema
 * @param {Schema} root
 * @returns {Schema}
 */
function resolveSchema(schema, root) {
  const name = typeof schema.$ref === "string" ? schema.$ref.replace("#/$defs/", "") : "";
  const target = name && root.$defs && Object.prototype.hasOwnProperty.call(root.$defs, name) ? root.$defs[name] : {};
  return { ...target, ...schema };
}

/** The longest text and list that are taken from outside of this page. */
const LONGEST_TEXT = 20000;
const LONGEST_LIST = 2000;

/**
 * What a value that comes from outside of this page, such as a draft in the browser's storage, holds in the shape of a
 * schema; `undefined` where that is nothing. A text may stand for a number, since a draft may hold what is half typed.
 * @param {unknown} value
 * @param {Schema} schema
 * @param {Schema} root
 * @returns {any}
 */
function inShape(value, schema, root) {
  const form = resolveSchema(schema, root);
  if (form.type === "array") {
    if (!Array.isArray(value)) return undefined;
    return value.slice(0, LONGEST_LIST).map((item) => inShape(item, form.items || {}, root)).filter((item) => item !== undefined);
  }
  if (form.type === "object") {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
    const given = /** @type {Record<string, unknown>} */ (value);
    const own = Object.keys(form.properties || {}).filter((key) => Object.prototype.hasOwnProperty.call(given, key));
    const read = own.map((key) => [key, inShape(given[key], form.properties?.[key] ?? {}, root)]);
    return Object.fromEntries(read.filter(([, item]) => item !== undefined));
  }
  if (form.type === "boolean") return typeof value === "boolean" ? value : undefined;
  const number = form.type === "integer" || form.type === "number";
  if (typeof value === "number") return number && Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || value.length > LONGEST_TEXT) return undefined;
  // A day is written without quotation marks, so nothing else may pass for one.
  return String(form.format || "").includes("date") && !/^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : value;
}

/**
 * Whether a text has the form of the id of a record.
 * @param {unknown} text
 */
function isRecordId(text) {
  return typeof text === "string" && text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

/**
 * The words that an editor shows beside the allowed values, by value.
 * @param {Schema} schema
 * @returns {[string, string][]}
 */
function choicesOf(schema) {
  const words = schema["x-taplo"]?.docs?.enumValues || [];
  return (schema.enum || []).map((value, at) => [value, String(words[at] || value)]);
}

/** What a value is, in a sentence: the first paragraph of its description. @param {Schema} schema */
function aboutOf(schema) {
  return String(schema.description || "").split("\n\n")[0];
}

/**
 * "former_names" as people read it: "Former names".
 * @param {string} key
 */
function keyLabel(key) {
  return key === "by" ? say("record.checked-by") : say("record.key", { key, words: capital(key.replaceAll("_", " ")) });
}
