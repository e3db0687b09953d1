// What results show, from blocks of a few documents.

/**
 * @typedef {object} ResultCard
 * @property {number} document
 * @property {string} id
 * @property {string} name
 * @property {string} address relative to the root of the site
 * @property {"nhs" | "school" | "body" | "guide" | "partnership"} kindOf
 * @property {string} kind in words; empty for pages
 * @property {string} line the town of an organisation, the first line of a page
 * @property {string} area the town and the wider place, each once
 * @property {string} region
 * @property {string[]} boards names of care boards
 * @property {string} openness in words; empty for pages
 * @property {string} openId
 * @property {string[] | null} offers labels; null where nothing is stated
 * @property {string[] | null} needs labels; null where nothing is stated
 * @property {string} confirmed a date, `2026-03-05`; empty where there is none
 */

const CLASSES = /** @type {ResultCard["kindOf"][]} */ (["nhs", "nhs", "school", "body", "guide", "partnership"]);
const FOLDERS = ["organisations", "organisations", "organisations", "organisations", "guide", "partnerships"];

/**
 * Cards of documents, in their order.
 * @param {ArrayLike<number>} documents
 * @returns {Promise<ResultCard[]>}
 */
async function cards(documents) {
  const manifest = await loadManifest();
  const list = Array.from(documents);
  const blocks = new Map(list.map((doc) => [Math.floor(doc / manifest.block), /** @type {any} */ (null)]));
  await Promise.all([...blocks.keys()].map(async (number) => blocks.set(number, await loadJson("b" + number))));
  return list.map((doc) => card(manifest, doc, blocks.get(Math.floor(doc / manifest.block))));
}

/**
 * @param {Manifest} manifest
 * @param {number} doc
 * @param {any} block
 * @returns {ResultCard}
 */
function card(manifest, doc, block) {
  const at = doc % manifest.block;
  const words = manifest.words;
  const kindAt = manifest.classes.findIndex((end) => doc < end);
  const labels = (/** @type {number[] | 0} */ list) => (list ? list.map((service) => words.service[service][1]) : null);
  const name = block.n[at];
  const id = block.i[at] || fold(name).replace(/[& ]/g, "-");
  const region = block.r[at] < 0 ? "" : words.region[block.r[at]][1];
  const boards = block.b[at].map((/** @type {number} */ board) => words.icb[board][1]);
  const wider = boards.length > 2 && region ? region : boards[0] || region;
  const town = block.t[at];
  return {
    document: doc, id, name,
    address: FOLDERS[kindAt] + "/" + id + "/",
    kindOf: CLASSES[kindAt],
    kind: block.k[at] < 0 ? "" : words.kind[block.k[at]][1],
    line: town,
    area: !town || wider.includes(town) ? wider : wider ? town + ", " + wider : town,
    region, boards,
    openness: block.o[at] < 0 ? "" : words.open[block.o[at]][1],
    openId: block.o[at] < 0 ? "" : words.open[block.o[at]][0],
    offers: labels(block.f[at]),
    needs: labels(block.w[at]),
    confirmed: block.d[at] < 0 ? "" : new Date(Date.UTC(2000, 0, 1) + block.d[at] * 86400000).toISOString().slice(0, 10),
  };
}
