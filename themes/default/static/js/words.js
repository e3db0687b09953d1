// Says messages of the theme's words file, as the program that builds the site does. `say("find.loading")` makes the build put
// that message into `siteWords`, so an id stands there as it is, in quotation marks.

/**
 * A message, its placeholders filled. Numbers are counted: they choose a plural form and are shown in groups of digits.
 * @param {string} id
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
function say(id, values = {}) {
  let message = siteWords[id];
  while (typeof message !== "string") {
    const value = values[message.by];
    const forms = /** @type {Record<string, ScriptMessage | undefined>} */ (message);
    message = forms[value] ?? (typeof value === "number" ? forms[pluralOf(value)] : undefined) ?? message.other;
  }
  return message.replace(/\{\{|\}\}|\{([a-z_]+)\}/g, (brace, name) => (name ? shownValue(values[name]) : brace[0]));
}

/**
 * The same where a value is an element, such as a link: what to append, in its order.
 * @param {string} id
 * @param {Record<string, string | number | Node>} values
 * @returns {(string | Node)[]}
 */
function sayParts(id, values) {
  /** @type {Node[]} */
  const nodes = [];
  const texts = Object.entries(values).map(([name, value]) => [name, typeof value === "object" ? "\u0001" + (nodes.push(value) - 1) + "\u0001" : value]);
  return say(id, Object.fromEntries(texts)).split("\u0001").map((part, at) => (at % 2 ? nodes[Number(part)] ?? part : part));
}

/** @type {Intl.PluralRules | undefined} */
let pluralRules;

/** @param {number} count */
function pluralOf(count) {
  pluralRules ??= new Intl.PluralRules(say("language.code"));
  return pluralRules.select(count);
}

/** @param {string | number} value */
function shownValue(value) {
  return typeof value === "number" ? String(value).replace(/\B(?=(\d{3})+$)/g, say("number.thousands")) : value;
}

/** "a", "a and b", "a, b and c" @param {string[]} items */
function andList(items) {
  return items.length < 2 ? items.join("") : say("list.and", { start: seriesOf(items.slice(0, -1)), last: items[items.length - 1] });
}

/** "a", "a or b", "a, b or c" @param {string[]} items */
function orList(items) {
  return items.length < 2 ? items.join("") : say("list.or", { start: seriesOf(items.slice(0, -1)), last: items[items.length - 1] });
}

/** "a, b, c" @param {string[]} items */
function seriesOf(items) {
  return items.join(say("list.between"));
}

/** With a capital. @param {string} sentence */
function capital(sentence) {
  const [first = "", ...rest] = sentence;
  return first.toUpperCase() + rest.join("");
}

/** A label inside a sentence: "school nursing", but "NHS careers talks". @param {string} label */
function insideSentence(label) {
  const small = say("language.inside-sentence") === "small" && /^\p{Lu}\p{Ll}/u.test(label);
  return small ? label[0].toLowerCase() + label.slice(1) : label;
}

/** "about 4 miles (6.5 km)" @param {number} km */
function aboutDistance(km) {
  const tenths = km.toFixed(1).replace(".", say("number.decimal"));
  return say("distance.about", { miles: Math.floor(km * 0.621371 + 0.5), km: tenths });
}
