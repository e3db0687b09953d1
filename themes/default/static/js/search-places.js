// Distances from places that a reader names. Part of search-more.js.

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
    for (let place = 0, doc = 0; place < count; place++) documents[place] = doc += core.varint(cursor);
    documents.forEach((doc, place) => {
      const y = south + (bytes[cursor.at + place] + 0.5) / 512 / manifest.fine;
      const x = west + (bytes[cursor.at + count + place] + 0.5) / 256 / manifest.fine;
      const [halfLat, halfLon] = [Math.sin(((y - latitude) * Math.PI) / 360), Math.sin(((x - longitude) * Math.PI) / 360)];
      const h = halfLat * halfLat + cosine * Math.cos((y * Math.PI) / 180) * halfLon * halfLon;
      const miles = 2 * EARTH_KM * Math.asin(Math.sqrt(Math.min(1, h))) * MILES;
      if (miles < out[doc]) out[doc] = miles;
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

/**
 * Miles from a place to the nearest site of each document: where several places have the name, from the nearest of them.
 * @param {Manifest} manifest
 * @param {FoundPlace} place
 * @param {number} within miles
 * @returns {Promise<Float64Array>}
 */
async function milesFrom(manifest, place, within) {
  const points = place.each || [place];
  const all = await Promise.all(points.map(({ latitude, longitude }) => distances(manifest, Number(latitude), Number(longitude), within)));
  return all[0].map((first, doc) => all.reduce((least, miles) => Math.min(least, miles[doc]), first));
}
