// Places that a reader can name, and how far organisations are from them. Part of search-more.js.

/**
 * @typedef {object} FoundPlace
 * @property {string} label as it is shown: "DY1", "Dudley"
 * @property {"district" | "area" | "town" | "here" | "outside" | "unknown"} kind
 * @property {number} [latitude] degrees
 * @property {number} [longitude] degrees
 * @property {number} [board] the care board of most organisations there, -1 where not known
 * @property {number} [region] -1 where not known
 * @property {string} [country] for a postcode outside England
 * @property {string} [letters] of a district that is not known: those that its postcodes begin with
 * @property {string[]} [known] districts with the same letters that are known
 * @property {string} [instead] a town that was taken for a misspelt one
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

/**
 * @param {Manifest} manifest
 * @param {string} text as typed
 * @returns {Promise<FoundPlace>}
 */
async function locate(manifest, text) {
  const folded = core.fold(text);
  const postcode = core.postcodeIn(folded);
  const area = postcode ? (/** @type {RegExpExecArray} */ (/^[a-z]+/.exec(folded))[0]).toUpperCase() : "";
  const outside = postcode && OUTSIDE.find(([form]) => form.test(postcode[0].toUpperCase()));
  if (outside) return { label: text.trim().toUpperCase(), kind: "outside", country: outside[1] };
  const file = postcode ? "d-" + area : "t-" + (/^[a-z]/.test(folded) ? folded[0] : "_");
  const label = postcode ? postcode[0].toUpperCase() : text.trim();
  if (!manifest.places.split(" ").includes(file)) return { label, kind: "unknown", letters: area };
  /** @type {{n: string[], y: number[], x: number[], b: number[], r: number[]}} */
  const table = await core.loadJson(file);
  const row = (/** @type {number} */ at) => ({ latitude: table.y[at] / 1000, longitude: table.x[at] / 1000, board: table.b[at], region: table.r[at] });
  const at = table.n.indexOf(postcode ? label : folded);
  if (postcode) {
    if (at >= 0) return { label, kind: "district", ...row(at) };
    const mean = (/** @type {number[]} */ column) => column.reduce((total, one) => total + one, 0) / column.length / 1000;
    return { label, kind: "area", latitude: mean(table.y), longitude: mean(table.x), board: -1, region: table.r[0], letters: area, known: table.n };
  }
  if (at >= 0) return { label: inTitle(folded), kind: "town", ...row(at) };
  const begins = folded.length > 3 ? table.n.findIndex((name) => name.startsWith(folded)) : -1;
  if (begins >= 0) return { label: inTitle(table.n[begins]), kind: "town", ...row(begins) };
  const meant = corrections({ list: table.n, counts: new Uint8Array(table.n.length) }, folded)[0];
  if (meant) return { label: inTitle(meant.word), kind: "town", instead: label, ...row(table.n.indexOf(meant.word)) };
  return { label, kind: "unknown" };
}

/** @param {string} folded */
function inTitle(folded) {
  return folded.replace(/(^| )(?!(?:on|upon|in|by|the|le|under|of|and) )(\p{L})/gu, (letter) => letter.toUpperCase());
}

const MILES = 0.621371;
const EARTH_KM = 6371.0088;

/**
 * Miles from a point to the nearest site of each document; Infinity where none is known.
 * @param {Manifest} manifest
 * @param {number} latitude
 * @param {number} longitude
 * @param {number} within miles; squares farther away need not be loaded
 * @returns {Promise<Float64Array>}
 */
async function distances(manifest, latitude, longitude, within) {
  const out = new Float64Array(manifest.count).fill(Infinity);
  const reach = within / MILES / 111;
  const squares = manifest.squares.split(" ").filter((name) => {
    const [south, west] = cornerOf(manifest, name);
    const wide = reach / Math.cos((latitude * Math.PI) / 180);
    const [high, broad] = [0.5 / manifest.fine, 1 / manifest.fine];
    return south + high >= latitude - reach && south <= latitude + reach && west + broad >= longitude - wide && west <= longitude + wide;
  });
  const cosine = Math.cos((latitude * Math.PI) / 180);
  const files = await Promise.all(squares.map((name) => core.load("point-" + name)));
  files.forEach((bytes, number) => {
    const [south, west] = cornerOf(manifest, squares[number]);
    const cursor = { b: bytes, at: 0 };
    const count = core.varint(cursor);
    const documents = new Uint32Array(count);
    for (let place = 0, document_ = 0; place < count; place++) documents[place] = document_ += core.varint(cursor);
    documents.forEach((document_, place) => {
      const y = south + (bytes[cursor.at + place] + 0.5) / 512 / manifest.fine;
      const x = west + (bytes[cursor.at + count + place] + 0.5) / 256 / manifest.fine;
      const [halfLat, halfLon] = [Math.sin(((y - latitude) * Math.PI) / 360), Math.sin(((x - longitude) * Math.PI) / 360)];
      const h = halfLat * halfLat + cosine * Math.cos((y * Math.PI) / 180) * halfLon * halfLon;
      const miles = 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h))) * MILES;
      if (miles < out[document_]) out[document_] = miles;
    });
  });
  return out;
}

/**
 * The south-western corner of a square in degrees.
 * @param {Manifest} manifest
 * @param {string} name as in `105_-2`
 */
function cornerOf(manifest, name) {
  const [north, east] = name.split("_").map(Number);
  return [north / 2 / manifest.fine, east / manifest.fine];
}
