// What the words of a query may stand for.

/**
 * @typedef {object} Meaning one word of the query and what it may stand for
 * @property {string} typed
 * @property {{token: string, word: string, weight: number, expand: boolean}[]} readings best first
 * @property {number} share how much it counts to cover it: less where the word says little
 * @property {string} [shown] the word that was taken instead of the typed one
 */

/**
 * @typedef {object} Understood
 * @property {string} folded the query as the index writes it
 * @property {Meaning[]} meanings one for each word that counts
 * @property {boolean} cut whether only the beginning of the query was read
 * @property {[string, string] | null} postcode the query is nothing but a postcode or district
 * @property {boolean} inSummary whether the summaries must be asked too
 * @property {string} short the query without words that say nothing, where there are others
 * @property {string} showing the words that were taken, where they differ from the typed ones
 * @property {string[]} also what else a mistyped word may stand for
 * @property {boolean} [code] the query is the code of an organisation
 * @property {boolean} [named] the query is the code or a name of an organisation
 */

/** Words that are not looked for even where they are part of a name. */
const LITTLE = new Set("the of and for in at a an to by on with".split(" "));

/** Words that say what kind of body is meant, or that something is wanted; beside other words they count little. */
const SAYS_LITTLE = new Set(
  ("trust trusts nhs foundation academy academies mat multi school schools hospital hospitals help looking look need needs want wants " +
    "offer offers offering find near").split(" "),
);
const LITTLE_SHARE = 0.3;

/** No query is read further than this; the rest is said to be left out. */
const MOST_SIGNS = 300;
const MOST_WORDS = 12;

/**
 * @param {Manifest} manifest
 * @param {string} query
 * @param {boolean} literal whether words are taken exactly as typed
 * @returns {Promise<Understood>}
 */
async function understand(manifest, query, literal) {
  const folded = fold(query.slice(0, MOST_SIGNS));
  const all = folded ? await withoutUnknownJoints(folded.split(" ").slice(0, 4 * MOST_WORDS)) : [];
  const church = await churchWords(all);
  const words = [...new Set(church ? church.rest : all)].slice(0, MOST_WORDS);
  const cut = query.length > MOST_SIGNS || new Set(folded.split(" ")).size > MOST_WORDS;
  /** @type {Understood} */
  const out = { folded, meanings: [], cut, postcode: postcodeIn(folded), inSummary: false, short: withoutLittle(folded), showing: "", also: [] };
  askAheadOfQuery(manifest, out);
  if (out.postcode) {
    out.meanings.push(postcodeMeaning(out.postcode));
    return out;
  }
  const joined = joinedForms(query.slice(0, MOST_SIGNS), words);
  const known = await Promise.all(words.map((word, at) => knownMeaning(word, at === words.length - 1)));
  if (!literal) for (const meaning of known) if (meaning && !meaning.readings.length) askAheadOfWord(manifest, meaning.typed);
  const joinedKnown = await Promise.all(joined.map(({ token }) => entriesOf("primary", token, false)));
  if (church) out.meanings.push(church.meaning);
  for (let at = 0; at < words.length; at++) {
    let meaning = known[at];
    const extra = LITTLE.has(words[at]) ? [] : joined.filter(({ parts }, one) => joinedKnown[one].length && parts.includes(words[at]));
    if (extra.length && (!meaning || !meaning.readings.length)) meaning = { typed: words[at], share: 1, readings: [] };
    if (!meaning) continue;
    for (const { token } of extra) meaning.readings.push({ token, word: token, weight: 1, expand: false });
    if (!meaning.readings.length) await findReadings(manifest, meaning, at === words.length - 1, literal, out);
    if (meaning.readings.length) out.meanings.push(meaning);
  }
  if (out.meanings.some(({ typed }) => !SAYS_LITTLE.has(typed))) {
    for (const meaning of out.meanings) if (SAYS_LITTLE.has(meaning.typed)) meaning.share = LITTLE_SHARE;
  }
  const shown = out.meanings.map((meaning) => meaning.shown || meaning.typed).join(" ");
  if (out.meanings.some((meaning) => meaning.shown)) out.showing = shown;
  out.also = out.meanings.flatMap(({ shown: taken, readings }) => (taken ? readings.map(({ word }) => word).filter((word) => !taken.split(" ").includes(word)) : []));
  return out;
}

/**
 * The words with those that an ampersand joins taken apart, unless the index knows them as one: r&d.
 * @param {string[]} words
 */
async function withoutUnknownJoints(words) {
  const known = (/** @type {string} */ word) =>
    Promise.all(["primary", "summary"].map((part) => entriesOf(/** @type {"primary"} */ (part), tokensOf(word)[0] || word, false))).then((lists) => lists.some((list) => list.length));
  return (await Promise.all(words.map(async (word) => (!word.includes("&") || (await known(word)) ? [word] : word.split("&").filter(Boolean))))).flat();
}

/**
 * The Church of England in any of its spellings, as one meaning, and the words beside it; null where the query does not
 * name it or the index does not know it.
 * @param {string[]} words
 * @returns {Promise<{meaning: Meaning, rest: string[]} | null>}
 */
async function churchWords(words) {
  /** @type {string[]} */
  const typed = [];
  /** @type {string[]} */
  const rest = [];
  for (let at = 0; at < words.length; at++) {
    const long = churchAt(words.slice(at));
    if (long && !typed.length) typed.push(...words.slice(at, at + long));
    if (!long) rest.push(words[at]);
    at += Math.max(0, long - 1);
  }
  if (!typed.length || !(await entriesOf("primary", stem(CHURCH), false)).length) return null;
  const readings = [{ token: stem(CHURCH), word: CHURCH, weight: 1, expand: false }];
  if (typed.length === 1 && typed[0] !== CHURCH) readings.push({ token: stem(typed[0]), word: typed[0], weight: 1, expand: false });
  return { meaning: { typed: typed.join(" "), share: 1, readings }, rest };
}

/** Saints as they are written. @type {Record<string, string[]>} */
const SAINTS = { saint: ["st"], st: ["saint"], saints: ["ss", "sts", "st"], ss: ["saints", "sts"], sts: ["saints", "ss"] };

/**
 * Other spellings of a word that the index may hold, as readings of it.
 * @param {string} word
 */
async function otherSpellings(word) {
  const short = withoutZeros(word);
  const others = Object.hasOwn(SAINTS, word) ? SAINTS[word] : short !== word ? [short] : [];
  const found = await Promise.all(others.map((other) => entriesOf("primary", stem(other), false)));
  return others.filter((_, at) => found[at].length).map((other) => ({ token: stem(other), word: other, weight: 1, expand: false }));
}

/**
 * @param {[string, string]} postcode
 * @returns {Meaning}
 */
function postcodeMeaning([outward, inward]) {
  const whole = stem(outward + inward);
  const readings = [{ token: whole, word: whole, weight: 1, expand: false }];
  if (inward) readings.push({ token: stem(outward), word: outward, weight: 0.8, expand: false });
  return { typed: outward + (inward && " " + inward), share: 1, readings };
}

/**
 * The meaning of a word that the index holds; without readings where it does not; null where the word says nothing.
 * @param {string} word
 * @param {boolean} last whether it may be the beginning of a longer word
 * @returns {Promise<Meaning | null>}
 */
async function knownMeaning(word, last) {
  const [token] = tokensOf(word);
  if (!token) {
    if (LITTLE.has(word)) return null;
    const marked = await entriesOf("primary", word + "_", false);
    if (marked.length) return { typed: word, share: 1, readings: [{ token: word + "_", word, weight: 1, expand: false }] };
    // "her" says nothing, but "Her" may become Herefordshire.
    return last && word.length > 2 ? { typed: word, share: 1, readings: [] } : null;
  }
  const found = await entriesOf("primary", token, false);
  /** @type {Meaning} */
  const meaning = { typed: word, share: 1, readings: found.length ? [{ token, word, weight: 1, expand: last && word.length > 2 }] : [] };
  meaning.readings.push(...(await otherSpellings(word)));
  // Few multi-academy trusts have these letters in their name.
  if (word === "mat") meaning.readings.push({ token: "academi", word: "academy", weight: 0.9, expand: false });
  return meaning;
}

/**
 * The text without words that are not looked for; the text itself where it has no others.
 * @param {string} folded
 */
function withoutLittle(folded) {
  return folded.split(" ").filter((word) => !LITTLE.has(word)).join(" ") || folded;
}

/**
 * Asks at once for what a postcode or one or two letters need in the end, so that on a slow line the waits do not add up.
 * @param {Manifest} manifest
 * @param {Understood} understood
 */
function askAheadOfQuery(manifest, { postcode, short }) {
  if (postcode) {
    const area = "d-" + postcode[0].replace(/\d.*/, "").toUpperCase();
    const tokens = postcodeMeaning(postcode).readings.map(({ token }) => entriesOf("primary", token, false));
    Promise.allSettled([loadMore(), ...(manifest.places.split(" ").includes(area) ? [load(area)] : []), ...tokens]);
  } else if (short.length > 0 && short.length < 3 && manifest.prefixes.includes(short[0])) {
    Promise.allSettled([loadMore(), load("x" + short[0])]);
  }
}

/**
 * Asks at once for what `findReadings` will read one after the other, so that on a slow line the waits do not add up.
 * @param {Manifest} manifest
 * @param {string} typed
 */
function askAheadOfWord(manifest, typed) {
  const letters = [...new Set(typed.slice(0, typed.length > 3 ? 2 : 1))].filter((letter) => manifest.letters.includes(letter));
  Promise.allSettled([loadMore(), ...tokensOf(typed).map((token) => entriesOf("summary", token, false)), ...letters.map((letter) => load("w" + letter))]);
}

/**
 * Looks for what an unknown word may stand for: a word of a summary, the beginning of a word, two words written as one,
 * a typing error.
 * @param {Manifest} manifest
 * @param {Meaning} meaning
 * @param {boolean} last whether it may be unfinished
 * @param {boolean} literal
 * @param {Understood} out
 */
async function findReadings(manifest, meaning, last, literal, out) {
  const { typed } = meaning;
  const [token] = tokensOf(typed);
  if (token) {
    const inSummaries = await entriesOf("summary", token, false);
    if (inSummaries.length || literal) {
      out.inSummary = out.inSummary || inSummaries.length > 0;
      meaning.readings.push({ token, word: typed, weight: 0.9, expand: typed.length > 2 });
      return;
    }
  } else if (literal) return;
  const more = await loadMore();
  /** @type {string[]} */
  const whole = last && typed.length > 1 ? more.completions(await more.wordsOn(manifest, typed[0]), typed) : [];
  whole.forEach((word, rank) => meaning.readings.push(reading(word, 1 - rank * 0.02)));
  // A small word is looked for only where it begins a longer one.
  if (!token) return;
  if (whole.length) {
    // Names hold words that the list does not, such as initials; the beginning itself stays.
    meaning.readings.push({ token, word: typed, weight: 0.9, expand: typed.length > 2 });
    return;
  }
  // A stem may be shorter than what was typed, and so the beginning of words that are not meant.
  const longer = typed.length > 2 ? await entriesOf("primary", token, true) : [];
  const beginning = longer.filter(({ text }) => token === typed || text.startsWith(typed));
  if (beginning.length && last) {
    meaning.readings.push({ token, word: typed, weight: 1, expand: true });
    return;
  }
  /** @type {{words: string[], errors: number}} */
  const near = await more.meantBy(manifest, typed);
  const two = typed.length > 5 && near.errors > 1 ? await more.parted(manifest, typed) : null;
  /** @type {string[]} */
  const meant = two || near.words;
  meant.forEach((word, rank) => meaning.readings.push(reading(word, two ? 1 : 0.95 - rank * 0.05)));
  if (meant.length) meaning.shown = two ? meant.join(" ") : meant[0];
  else meaning.readings.push({ token, word: typed, weight: 0.9, expand: typed.length > 2 });
}

/**
 * @param {string} word
 * @param {number} weight
 */
function reading(word, weight) {
  return { token: stem(word), word, weight, expand: false };
}

/**
 * Words that may stand for several words of the query: `e-act` as `eact`, `l e a d` as `lead`.
 * @param {string} query
 * @param {string[]} words
 * @returns {{token: string, parts: string[]}[]}
 */
function joinedForms(query, words) {
  /** @type {{token: string, parts: string[]}[]} */
  const forms = [];
  for (const word of query.split(/\s+/)) {
    if (!/\S[-‐‑/.&]\S/.test(word)) continue;
    const parts = fold(word).split(" ");
    const joined = fold(word.replace(/[-‐‑/.&]/g, ""));
    if (parts.length > 1 && joined && !joined.includes(" ")) forms.push({ token: stem(joined), parts });
  }
  const single = words.filter((word) => word.length === 1);
  if (single.length > 1 && single.length === words.filter((_, at) => at < single.length && words[at].length === 1).length) {
    forms.push({ token: stem(single.join("")), parts: single });
  }
  if (words.length === 2) forms.push({ token: stem(words.join("")), parts: words });
  return forms;
}

/**
 * Documents whose code, name or other name the whole query is. `how`: 0 a code, 1 the name, 2 another name, 3 initials
 * or the name without its legal tail.
 * @param {Manifest} manifest
 * @param {string} query
 * @returns {Promise<{document: number, how: number}[]>}
 */
async function exactly(manifest, query) {
  if (!fold(query)) return [];
  const key = exactKey(query);
  const bytes = await load("e" + Math.floor((key * manifest.exact) / 2 ** 40));
  const cursor = { b: bytes, at: 0 };
  /** @type {{document: number, how: number}[]} */
  const found = [];
  for (let here = 0; cursor.at < bytes.length && here <= key; ) {
    here += varint(cursor);
    const value = varint(cursor);
    if (here === key) found.push({ document: Math.floor(value / 4), how: value % 4 });
  }
  return found;
}

/**
 * A postcode or postcode district in some text: `["dy1", "2hq"]`, `["dy1", ""]`, or null.
 * @param {string} text folded
 * @returns {[string, string] | null}
 */
function postcodeIn(text) {
  const form = /^([a-z]{1,2}\d[a-z\d]?)( ?\d[a-z]{2})?$/.exec(text);
  if (!form) return null;
  return [form[1], (form[2] || "").trim()];
}
