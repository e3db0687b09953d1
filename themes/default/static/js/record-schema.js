// The schema of a record, as the page loads it: the same that editors and `check` use.

/**
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
 */

(() => {
  /** @type {Record<string, any>} */
  const trustbridge = (window.trustbridge = window.trustbridge || {});

  /**
   * The schema with its reference followed; what is said beside the reference wins.
   * @param {Schema} schema
   * @param {Schema} root
   * @returns {any}
   */
  trustbridge.resolveSchema = (schema, root) => {
    const name = typeof schema.$ref === "string" ? schema.$ref.replace("#/$defs/", "") : "";
    const target = name && root.$defs && Object.prototype.hasOwnProperty.call(root.$defs, name) ? root.$defs[name] : {};
    return { ...target, ...schema };
  };

  /** The longest text and list that are taken from outside of this page. */
  const LONGEST = 20000;
  const MOST = 2000;

  /**
   * What a value that comes from outside of this page, such as a draft in the browser's storage, holds in the shape of a
   * schema; `undefined` where that is nothing. A text may stand for a number, since a draft may hold what is half typed.
   * @param {unknown} value
   * @param {Schema} schema
   * @param {Schema} root
   * @returns {any}
   */
  trustbridge.fitting = (value, schema, root) => {
    const form = trustbridge.resolveSchema(schema, root);
    if (form.type === "array") {
      if (!Array.isArray(value)) return undefined;
      return value.slice(0, MOST).map((item) => trustbridge.fitting(item, form.items || {}, root)).filter((item) => item !== undefined);
    }
    if (form.type === "object") {
      if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
      const given = /** @type {Record<string, unknown>} */ (value);
      const own = Object.keys(form.properties || {}).filter((key) => Object.prototype.hasOwnProperty.call(given, key));
      const read = own.map((key) => [key, trustbridge.fitting(given[key], form.properties[key], root)]);
      return Object.fromEntries(read.filter(([, item]) => item !== undefined));
    }
    if (form.type === "boolean") return typeof value === "boolean" ? value : undefined;
    const number = form.type === "integer" || form.type === "number";
    if (typeof value === "number") return number && Number.isFinite(value) ? value : undefined;
    if (typeof value !== "string" || value.length > LONGEST) return undefined;
    // A day is written without quotation marks, so nothing else may pass for one.
    return String(form.format || "").includes("date") && !/^\d{4}-\d{2}-\d{2}$/.test(value) ? undefined : value;
  };

  /**
   * Whether a text has the form of the id of a record.
   * @param {unknown} text
   */
  trustbridge.isId = (text) => typeof text === "string" && text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

  /**
   * The words that an editor shows beside the allowed values, by value.
   * @param {any} schema
   * @returns {[string, string][]}
   */
  trustbridge.choices = (schema) => {
    /** @type {string[]} */
    const values = schema.enum || [];
    /** @type {string[]} */
    const words = schema["x-taplo"]?.docs?.enumValues || [];
    return values.map((value, at) => [value, String(words[at] || value)]);
  };

  /**
   * "former_names" as people read it: "Former names".
   * @param {string} key
   */
  trustbridge.keyLabel = (key) => {
    /** @type {Record<string, string>} */
    const known = {
      ods: "ODS code", gias_uid: "GIAS group UID", gias_trn: "GIAS group ID", ukprn: "UKPRN", icbs: "Integrated care boards",
      companies_house: "Companies House number", charity: "Charity number", reach_km: "Reach in kilometres", url: "Web address",
      email: "Email", for: "Supports", by: "Checked by", openness: "Openness to new partnerships", id: "Id",
    };
    const words = known[key] || key.replaceAll("_", " ");
    return words.charAt(0).toUpperCase() + words.slice(1);
  };
})();
