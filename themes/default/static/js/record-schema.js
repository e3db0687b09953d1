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
