// Places that a reader can name: postcodes, towns, and areas with bounds. Part of search-more.js.

/**
 * @typedef {object} FoundPlace
 * @property {string} label as it is shown: "DY1", "Dudley"; empty for the place of the reader
 * @property {"district" | "around" | "town" | "area" | "here" | "outside" | "unknown"} kind `around` is the middle of the known
 * districts beside one that is not known; an area has bounds: a county, a district, a region, the area of a care board
 * @property {number} [latitude] degrees
 * @property {number} [longitude] degrees
 * @property {number} [board] the care board of most organisations there, -1 where not known
 * @property {number[]} [boards] of an area: all of them
 * @property {number} [region] -1 where not known
 * @property {number[]} [own] documents that are in it, however far from its middle
 * @property {FoundPlace[]} [each] the towns of one name, the largest first, where the name alone was asked for
 * @property {string} [near] what names exactly this one of several
 * @property {string[]} [others] names that what was typed may stand for too
 * @property {string} [areaToo] what names the area of the same name
 * @property {string} [country] for a postcode outside England
 * @property {string} [letters] of a district that is not known: those that its postcodes begin with
 * @property {string[]} [known] districts with the same letters that are known
 * @property {string} [instead] what was typed, where it was taken for another name
 * @property {boolean} [unfinished] whether what was typed is the beginning of the name
 * @property {number} [reach] miles around it that are shown, where the query is nothing but a postcode
 */

/** Postcode districts that lie wholly or nearly so outside England. @type {[RegExp, string][]} */
const OUTSIDE = [
  [/^(AB|DD|DG|EH|FK|G|HS|IV|KA|KW|KY|ML|PA|PH|ZE)\d/, "Scotland"],
  [/^TD(?!1[25]$)\d/, "Scotland"],
  [/^(CF|LD|LL|NP|SA)\d/, "Wales"],
  [/^(CH[5-8]|SY(1[5-9]|2[0-5]))$/, "Wales"],
  [/^BT\d/, "Northern Ireland"],
  [/^(IM|JE|GY)\d/, "the Isle of Man or the Channel Islands"],
];

/** Words that say that an area is meant. */
const AREA_WORDS = new Set("area authority borough city council county district icb local metropolitan region unitary".split(" "));
/** Words that say nothing beside a place. */
const BESIDE_PLACES = new Set("england uk near in around at the".split(" "));
/** Short forms of counties on envelopes, with what stands before "shire". @type {Record<string, string>} */
const SHIRES = {
  beds: "bedford", berks: "berk", bucks: "buckingham", cambs: "cambridge", derbys: "derby", glos: "gloucester", hants: "hamp",
  herts: "hertford", lancs: "lanca", leics: "leicester", lincs: "lincoln", northants: "northampton", notts: "nottingham",
  oxon: "oxford", salop: "shrop", staffs: "stafford", warks: "warwick", wilts: "wilt", worcs: "worcester", yorks: "york",
};

/**
 * The words of a place as names of places are written, without those that say nothing.
 * @param {string} folded
 */
function placeWords(folded) {
  const written = (/** @type {string} */ word, /** @type {number} */ at) => (word === "co" && at === 0 ? "county" : Object.hasOwn(SHIRES, word) ? SHIRES[word] + "shire" : word);
  return folded.split(" ").filter((word) => !BESIDE_PLACES.has(word)).map(written);
}

/**
 * The name of an area without the words that only say that it is one: "City of Bristol", "London Borough of Camden".
 * @param {string[]} words
 */
function bareName(words) {
  const borough = words.includes("borough");
  return words.filter((word) => !AREA_WORDS.has(word) && word !== "of" && !(borough && /^(london|royal)$/.test(word)));
}

/**
 * @param {Manifest} manifest
 * @param {string} text as typed
 * @returns {Promise<FoundPlace>}
 */
async function locate(manifest, text) {
  const folded = core.fold(text);
  const postcode = core.postcodeIn(folded) ? { postcode: core.postcodeIn(folded), rest: "" } : postcodeAmong(manifest, folded);
  if (postcode && postcode.postcode) {
    const found = await ofPostcode(manifest, postcode.postcode);
    if (!postcode.rest || found.kind === "outside") return found;
    const named = await wholeName(manifest, postcode.rest);
    if (found.kind === "unknown" || found.kind === "around") return named || found;
    // "Cheadle SK8" is one of the towns of that name.
    return named && named.each && !postcode.postcode[1] ? nearestOf(named, found) : found;
  }
  return (await named(manifest, folded, text)) || { label: text.trim(), kind: "unknown" };
}

/**
 * A postcode, or else a district, among other words, and those words.
 * @param {Manifest} manifest
 * @param {string} folded
 * @returns {{postcode: [string, string], rest: string} | null}
 */
function postcodeAmong(manifest, folded) {
  const whole = /(?:^| )([a-z]{1,2}) ?(\d[a-z\d]?) ?(\d[a-z]{2})(?= |$)/.exec(folded);
  const without = (/** @type {string} */ part) => (" " + folded + " ").replace(" " + part.trim() + " ", " ").trim();
  if (whole) return { postcode: [whole[1] + whole[2], whole[3]], rest: without(whole[0]) };
  const known = (/** @type {string} */ word) => {
    const letters = /^([a-z]{1,2})\d[a-z\d]?$/.exec(word);
    return letters !== null && (hasFile(manifest, "d-" + letters[1].toUpperCase()) || countryOf(word) !== undefined);
  };
  const district = folded.split(" ").filter(known).pop();
  return district ? { postcode: [district, ""], rest: without(district) } : null;
}

/** @param {string} outward */
function countryOf(outward) {
  return OUTSIDE.find(([form]) => form.test(outward.toUpperCase()))?.[1];
}

/**
 * @param {Manifest} manifest
 * @param {string} file
 */
function hasFile(manifest, file) {
  return manifest.places.split(" ").includes(file);
}

/**
 * The table of districts goes first: districts at the border lie in England although their neighbours do not.
 * @param {Manifest} manifest
 * @param {[string, string]} postcode
 * @returns {Promise<FoundPlace>}
 */
async function ofPostcode(manifest, [outward, inward]) {
  const label = outward.toUpperCase();
  const letters = label.replace(/\d.*/, "");
  const table = hasFile(manifest, "d-" + letters) ? await core.loadJson("d-" + letters) : null;
  const at = table ? table.n.indexOf(label) : -1;
  if (at >= 0) return { label, kind: "district", ...pointOf(table, at) };
  const country = countryOf(outward);
  if (country) return { label: label + (inward && " " + inward.toUpperCase()), kind: "outside", country };
  if (!table) return { label, kind: "unknown", letters };
  const mean = (/** @type {number[]} */ column) => column.reduce((total, one) => total + one, 0) / column.length / 1000;
  return { label, kind: "around", latitude: mean(table.y), longitude: mean(table.x), board: -1, region: table.r[0], letters, known: table.n };
}

/**
 * @param {any} table
 * @param {number} at
 */
function pointOf(table, at) {
  return { latitude: table.y[at] / 1000, longitude: table.x[at] / 1000, board: table.b[at], region: table.r[at] };
}

/**
 * @typedef {object} NamedTable rows of towns or areas with the spelling in which they are compared
 * @property {any} columns
 * @property {string[]} keys
 */

/**
 * @param {Manifest} manifest
 * @param {"t-" | "a-"} kind
 * @param {string} key
 * @returns {Promise<NamedTable>}
 */
async function namesOn(manifest, kind, key) {
  const file = kind + (/^[a-z]/.test(key) ? key[0] : "_");
  if (!hasFile(manifest, file)) return { columns: { n: [] }, keys: [] };
  const columns = await core.loadJson(file);
  return { columns, keys: columns.n.map((/** @type {string} */ name) => core.oneSpelling(core.fold(name))) };
}

/** @param {number[]} steps documents, each less the one before */
function documentsAt(steps) {
  let last = 0;
  return steps.map((step) => (last += step));
}

/**
 * The towns of a name as one place; where they lie apart, with each of them.
 * @param {NamedTable} towns
 * @param {string} key
 * @returns {FoundPlace | null}
 */
function townOf({ columns, keys }, key) {
  const rows = keys.flatMap((one, at) => (one === key ? [at] : []));
  if (!rows.length) return null;
  const each = rows.map((at) => {
    const district = rows.length > 1 && columns.d[at] ? columns.d[at] : "";
    const name = columns.n[at];
    /** @type {FoundPlace} */
    const town = { label: district ? name + " (" + district + ")" : name, near: district ? name + " " + district : name, kind: "town", ...pointOf(columns, at), own: documentsAt(columns.o[at]) };
    return town;
  });
  if (each.length === 1) return each[0];
  return { ...each[0], label: columns.n[rows[0]], near: columns.n[rows[0]], each, own: [...new Set(each.flatMap(({ own }) => own || []))] };
}

/**
 * @param {Manifest} manifest
 * @param {NamedTable} areas
 * @param {string} key
 * @returns {Promise<FoundPlace | null>}
 */
async function areaOf(manifest, { columns, keys }, key) {
  const at = keys.indexOf(key);
  if (at < 0) return null;
  const boards = columns.b[at];
  /** @type {number[]} */
  let own = documentsAt(columns.o[at]);
  const group = columns.g[at];
  if (group) {
    own = [];
    (await holders(manifest, group))[group === "icb" ? boards[0] : columns.r[at]].each((doc) => own.push(doc));
  }
  const point = columns.y[at] || columns.x[at] ? { latitude: columns.y[at] / 1000, longitude: columns.x[at] / 1000 } : {};
  return { label: columns.n[at], kind: "area", ...point, board: boards.length ? boards[0] : -1, boards, region: columns.r[at], own };
}

/**
 * The place whose whole name a text is.
 * @param {Manifest} manifest
 * @param {string} folded
 * @returns {Promise<FoundPlace | null>}
 */
async function wholeName(manifest, folded) {
  const words = placeWords(folded);
  const bare = bareName(words);
  const asArea = bare.length > 0 && words.some((word) => AREA_WORDS.has(word));
  const key = core.oneSpelling(words.join(" "));
  const whole = await townOrArea(manifest, key);
  if (whole || !asArea) return whole;
  const short = core.oneSpelling(bare.join(" "));
  const areas = await namesOn(manifest, "a-", short);
  // "Durham County Council" asks for the area that is called "County Durham".
  const bared = { ...areas, keys: areas.keys.map((one) => bareName(one.split(" ")).join(" ")) };
  return (await areaOf(manifest, areas, short)) || (await areaOf(manifest, bared, short)) || townOf(await namesOn(manifest, "t-", short), short);
}

/**
 * @param {Manifest} manifest
 * @param {string} key
 * @returns {Promise<FoundPlace | null>}
 */
async function townOrArea(manifest, key) {
  const [towns, areas] = await Promise.all([namesOn(manifest, "t-", key), namesOn(manifest, "a-", key)]);
  const town = townOf(towns, key);
  const area = areas.keys.includes(key) ? areas.columns.n[areas.keys.indexOf(key)] : "";
  if (town) return area ? { ...town, areaToo: area + " area" } : town;
  return areaOf(manifest, areas, key);
}

/**
 * @param {FoundPlace} place of several towns
 * @param {FoundPlace} by
 * @returns {FoundPlace}
 */
function nearestOf(place, by) {
  const far = (/** @type {FoundPlace} */ one) => Math.hypot(Number(one.latitude) - Number(by.latitude), (Number(one.longitude) - Number(by.longitude)) * 0.6);
  const [nearest, ...rest] = [...(place.each || [place])].sort((a, b) => far(a) - far(b));
  return { ...nearest, others: rest.map(({ near }) => near || "") };
}

/**
 * A place by its name: the whole name, a name with what it lies in, the beginning of a name, a misspelt one.
 * @param {Manifest} manifest
 * @param {string} folded
 * @param {string} text as typed
 * @returns {Promise<FoundPlace | null>}
 */
async function named(manifest, folded, text) {
  const whole = await wholeName(manifest, folded);
  if (whole) return whole.kind === "town" ? { ...whole, others: await longerNames(manifest, whole) } : whole;
  const words = placeWords(folded);
  for (let at = words.length - 1; at > 0; at--) {
    const [first, rest] = [await wholeName(manifest, words.slice(0, at).join(" ")), await wholeName(manifest, words.slice(at).join(" "))];
    if (first && rest && rest.latitude !== undefined) return first.each ? nearestOf(first, rest) : first;
  }
  const key = core.oneSpelling(words.join(" "));
  const [towns, areas] = await Promise.all([namesOn(manifest, "t-", key), namesOn(manifest, "a-", key)]);
  const begun = key.length > 2 ? await completed(manifest, towns, areas, key) : null;
  if (begun) return { ...begun, instead: text.trim(), unfinished: true };
  for (const { keys } of [towns, areas]) {
    const [meant] = corrections({ list: [...new Set(keys)], counts: new Uint8Array(keys.length) }, key);
    const place = meant && (await townOrArea(manifest, meant.word));
    if (place) return { ...place, instead: text.trim() };
  }
  return null;
}

/** How many other completions are offered. */
const MOST_OTHERS = 4;

/**
 * Towns whose names begin with that of a town, where as many organisations are: Stratford-upon-Avon beside Stratford.
 * @param {Manifest} manifest
 * @param {FoundPlace} town
 */
async function longerNames(manifest, town) {
  const key = core.oneSpelling(core.fold(town.near || town.label));
  const towns = await namesOn(manifest, "t-", key);
  const longer = [...new Set(towns.keys.filter((one) => one.startsWith(key + " ")))].map((one) => /** @type {FoundPlace} */ (townOf(towns, one)));
  const count = (/** @type {FoundPlace} */ one) => (one.own || []).length;
  return longer.filter((one) => count(one) >= count(town)).sort((a, b) => count(b) - count(a)).slice(0, MOST_OTHERS).map(({ label }) => label);
}

/**
 * The town that most organisations are in of those whose names begin so, else such an area, with the others.
 * @param {Manifest} manifest
 * @param {NamedTable} towns
 * @param {NamedTable} areas
 * @param {string} key
 * @returns {Promise<FoundPlace | null>}
 */
async function completed(manifest, towns, areas, key) {
  const begun = (/** @type {string[]} */ keys) => [...new Set(keys.filter((one) => one.startsWith(key)))];
  const found = begun(towns.keys).map((one) => ({ key: one, place: /** @type {FoundPlace} */ (townOf(towns, one)) }));
  for (const one of begun(areas.keys).filter((one) => !towns.keys.includes(one))) {
    found.push({ key: one, place: /** @type {FoundPlace} */ (await areaOf(manifest, areas, one)) });
  }
  if (!found.length) {
    // "Sussex" is a word of East Sussex; councils go before the care boards that join several.
    const holding = [...new Set(areas.keys.filter((one) => (" " + one + " ").includes(" " + key + " ")))];
    const ofBoard = (/** @type {string} */ one) => Number(areas.columns.g[areas.keys.indexOf(one)] === "icb");
    for (const one of holding.sort((a, b) => ofBoard(a) - ofBoard(b)).slice(0, 1 + MOST_OTHERS)) {
      found.push({ key: one, place: /** @type {FoundPlace} */ (await areaOf(manifest, areas, one)) });
    }
    const councils = found.filter(({ key: one }) => !ofBoard(one));
    found.splice(0, councils.length, ...councils.sort((a, b) => (b.place.own || []).length - (a.place.own || []).length));
    return found.length ? { ...found[0].place, others: found.slice(1).map(({ place }) => place.label) } : null;
  }
  /** @typedef {{key: string, place: FoundPlace}} Completion */
  const count = (/** @type {Completion} */ { place }) => (place.own || []).length;
  const rank = (/** @type {Completion} */ a, /** @type {Completion} */ b) => Number(b.place.kind === "town") - Number(a.place.kind === "town") || count(b) - count(a);
  found.sort(rank);
  const level = found.filter((one) => rank(one, found[0]) === 0);
  if (level.length > 1 && found[0].place.kind === "town") {
    // As many in each: the one with more around it.
    const around = new Map();
    for (const one of level.slice(0, 2 * MOST_OTHERS)) around.set(one, (await milesFrom(manifest, one.place, 10)).filter((miles) => miles <= 10).length);
    const wholeWord = (/** @type {Completion} */ one) => Number(one.key[key.length] === " ");
    level.sort((a, b) => (around.get(b) || 0) - (around.get(a) || 0) || wholeWord(b) - wholeWord(a) || (a.key < b.key ? -1 : 1));
    found.splice(0, level.length, ...level);
  }
  return { ...found[0].place, others: found.slice(1, 1 + MOST_OTHERS).map(({ place }) => place.label) };
}

/** Small words after which a place is named. */
const BEFORE_PLACES = new Set("in near around at from".split(" "));

/**
 * The place that some words of a query name, and the other words: "school nurse Truro", "Hull mental health".
 * @param {Manifest} manifest
 * @param {string} folded
 * @returns {Promise<{place: FoundPlace, near: string, rest: string} | null>}
 */
async function placeAmong(manifest, folded) {
  const among = postcodeAmong(manifest, folded);
  if (among) {
    const place = await ofPostcode(manifest, among.postcode);
    return { place, near: among.postcode.filter(Boolean).join(" ").toUpperCase(), rest: (await wholeName(manifest, among.rest)) ? "" : among.rest };
  }
  const words = folded.split(" ").slice(0, 12);
  const spans = [];
  for (let long = Math.min(4, words.length); long > 0; long--) {
    for (let from = words.length - long; from >= 0; from--) {
      const ends = from + long === words.length || from === 0 || BEFORE_PLACES.has(words[from - 1]);
      const bare = [words[from], words[from + long - 1]].every((word) => !BESIDE_PLACES.has(word) && !BEFORE_PLACES.has(word));
      if (ends && bare && words[from].length > 1) spans.push({ from, long });
    }
  }
  for (const { from, long } of spans) {
    const place = await wholeName(manifest, words.slice(from, from + long).join(" "));
    if (!place) continue;
    const before = words.slice(0, from);
    while (before.length && BEFORE_PLACES.has(before[before.length - 1])) before.pop();
    return { place, near: place.near || place.label, rest: [...before, ...words.slice(from + long)].join(" ") };
  }
  return null;
}
