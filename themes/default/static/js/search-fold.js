// Text as the index holds it; the same as src/search/fold.rs. And words as stock elasticlunr.js makes tokens of them.

/** Signs that people type for an apostrophe; all of them vanish. */
const APOSTROPHES = /['‘’ʼ′`´＇]/g;

/** @type {Record<string, string>} */
const LETTERS = { "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i" };

/**
 * Small letters without accents, words separated by single spaces.
 * @param {string} text
 * @returns {string}
 */
function fold(text) {
  const plain = text
    .replace(APOSTROPHES, "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[ßæœþøłđðı]/g, (letter) => LETTERS[letter])
    .replace(/[\u{10000}-\u{10ffff}]|[^\p{Alphabetic}\p{N}&.]/gu, " ");
  /** @type {string[]} */
  const words = [];
  for (const word of plain.split(" ")) {
    const letters = word.replace(/^\.+|\.+$/g, "").split(".");
    const initials = letters.length > 1 && letters.every((part) => part.length === 1);
    for (const part of initials ? [letters.join("")] : word.split(".")) {
      const bare = part.replace(/^&+|&+$/g, "");
      // Between longer words it separates; inside a short one it is a letter of it, as in R&D.
      const around = bare.split("&").filter(Boolean);
      if (around.every((one) => one.length > 2)) words.push(...around);
      else words.push(bare);
    }
  }
  return words.join(" ");
}

/** What stands for the Church of England in any of its spellings. */
const CHURCH = "cofe";

/** Ways to write Church of England at the beginning of a folded text; the same as src/search/spelling.rs. */
const CHURCH_SPELLING = /^(church (of|in) england|(church|ch) of eng(land)?|ch of e|c of e(ngland)?|churchof england|church ofengland|cof e|c ofe|c e|churchofengland|cofe|coe|cevcp?|cevap?|ce)(?= |$)/;

/**
 * How many words at the beginning of a list spell Church of England.
 * @param {string[]} words
 */
function churchAt(words) {
  const spelt = CHURCH_SPELLING.exec(words.slice(0, 3).join(" "));
  return spelt ? spelt[0].split(" ").length : 0;
}

/**
 * A folded text in the one spelling that all its spellings share: saint is st, Church of England is cofe, "and" is left out.
 * @param {string} folded
 * @returns {string}
 */
function oneSpelling(folded) {
  const words = folded.split(/[ &]+/).filter(Boolean);
  /** @type {string[]} */
  const out = [];
  for (let at = 0; at < words.length; at++) {
    const church = churchAt(words.slice(at));
    if (church) at += church - 1;
    if (church) out.push(CHURCH);
    else if (words[at] !== "and") out.push(/^(saints?|sts|ss)$/.test(words[at]) ? "st" : words[at]);
  }
  return out.join(" ") || folded;
}

/**
 * A number without the zeros that it begins with, which tables lose; any other text as it is.
 * @param {string} joined
 */
function withoutZeros(joined) {
  return joined.replace(/^0+(?=[1-9]\d*$)/, "");
}

/**
 * The key of a name or code in the exact table.
 * @param {string} text
 * @returns {number} a whole number below 2^40
 */
function exactKey(text) {
  const joined = withoutZeros(oneSpelling(fold(text)).replace(/ /g, ""));
  return mixed(joined, 0x811c9dc5) * 256 + (mixed(joined, 0x12345678) & 255);
}

/**
 * @param {string} text
 * @param {number} seed
 */
function mixed(text, seed) {
  let hash = seed;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

const STOP_WORDS = new Set(
  (" a able about across after all almost also am among an and any are as at be because been but by can cannot could dear did do does " +
    "either else ever every for from get got had has have he her hers him his how however i if in into is it its just least let like " +
    "likely may me might most must my neither no nor not of off often on only or other our own rather said say says she should since " +
    "so some than that the their them then there these they this tis to too twas us wants was we were what when where which while " +
    "who whom why will with would yet you your").split(" "),
);

/**
 * Tokens as stock elasticlunr.js makes them: split, trim, drop stop words, stem.
 * @param {string} text
 * @returns {string[]}
 */
function tokensOf(text) {
  return text
    .trim()
    .toLowerCase()
    .split(/[\s\-]+/)
    .map((word) => word.replace(/^\W+/, "").replace(/\W+$/, ""))
    .filter((word) => !STOP_WORDS.has(word))
    .map(stem);
}

// The Porter stemmer as elasticlunr.js 0.9.5 has it (MIT, Wei Song; after Martin Porter's algorithm).
const STEP_2 = /** @type {Record<string, string>} */ ({
  ational: "ate", tional: "tion", enci: "ence", anci: "ance", izer: "ize", bli: "ble", alli: "al", entli: "ent", eli: "e",
  ousli: "ous", ization: "ize", ation: "ate", ator: "ate", alism: "al", iveness: "ive", fulness: "ful", ousness: "ous",
  aliti: "al", iviti: "ive", biliti: "ble", logi: "log",
});
const STEP_3 = /** @type {Record<string, string>} */ ({ icate: "ic", ative: "", alize: "al", iciti: "ic", ical: "ic", ful: "", ness: "" });
const CONSONANTS = "[^aeiou][^aeiouy]*";
const VOWELS = "[aeiouy][aeiou]*";
const ONE_OR_MORE = new RegExp("^(" + CONSONANTS + ")?" + VOWELS + CONSONANTS);
const EXACTLY_ONE = new RegExp("^(" + CONSONANTS + ")?" + VOWELS + CONSONANTS + "(" + VOWELS + ")?$");
const TWO_OR_MORE = new RegExp("^(" + CONSONANTS + ")?" + VOWELS + CONSONANTS + VOWELS + CONSONANTS);
const HAS_VOWEL = new RegExp("^(" + CONSONANTS + ")?[aeiouy]");
const SHORT_END = new RegExp("^" + CONSONANTS + "[aeiouy][^aeiouwxy]$");

/**
 * @param {string} word
 * @returns {string}
 */
function stem(word) {
  if (word.length < 3) return word;
  const startsWithY = word[0] === "y";
  let w = startsWithY ? "Y" + word.slice(1) : word;
  /** @type {RegExpExecArray | null} */
  let part;
  if (/^(.+?)(ss|i)es$/.test(w)) w = w.replace(/^(.+?)(ss|i)es$/, "$1$2");
  else if (/^(.+?)([^s])s$/.test(w)) w = w.replace(/^(.+?)([^s])s$/, "$1$2");
  if ((part = /^(.+?)eed$/.exec(w))) {
    if (ONE_OR_MORE.test(part[1])) w = w.replace(/.$/, "");
  } else if ((part = /^(.+?)(ed|ing)$/.exec(w)) && HAS_VOWEL.test(part[1])) {
    w = part[1];
    if (/(at|bl|iz)$/.test(w)) w += "e";
    else if (/([^aeiouylsz])\1$/.test(w)) w = w.replace(/.$/, "");
    else if (SHORT_END.test(w)) w += "e";
  }
  if ((part = /^(.+?[^aeiou])y$/.exec(w))) w = part[1] + "i";
  part = /^(.+?)(ational|tional|enci|anci|izer|bli|alli|entli|eli|ousli|ization|ation|ator|alism|iveness|fulness|ousness|aliti|iviti|biliti|logi)$/.exec(w);
  if (part && ONE_OR_MORE.test(part[1])) w = part[1] + STEP_2[part[2]];
  part = /^(.+?)(icate|ative|alize|iciti|ical|ful|ness)$/.exec(w);
  if (part && ONE_OR_MORE.test(part[1])) w = part[1] + STEP_3[part[2]];
  part = /^(.+?)(al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize)$/.exec(w);
  if (part) {
    if (TWO_OR_MORE.test(part[1])) w = part[1];
  } else if ((part = /^(.+?)(s|t)(ion)$/.exec(w)) && TWO_OR_MORE.test(part[1] + part[2])) {
    w = part[1] + part[2];
  }
  if ((part = /^(.+?)e$/.exec(w))) {
    if (TWO_OR_MORE.test(part[1]) || (EXACTLY_ONE.test(part[1]) && !SHORT_END.test(part[1]))) w = part[1];
  }
  if (/ll$/.test(w) && TWO_OR_MORE.test(w)) w = w.replace(/.$/, "");
  return startsWithY ? "y" + w.slice(1) : w;
}
