// Scores exactly as stock elasticlunr.js 0.9.5 does over the whole index, addition by addition.

/**
 * @typedef {object} FieldConfig
 * @property {number} field
 * @property {number} boost
 * @property {boolean} and
 * @property {boolean} expand
 */

/**
 * @param {Manifest} manifest
 * @param {string[]} tokens
 * @param {FieldConfig[]} config
 * @param {boolean[]} [expands] for each token whether longer ones count too; without it each field of `config` says so
 * @param {Uint8Array[]} [trace] for each token and document: takes 2 where the token stands, 1 where a longer one does
 * @returns {Promise<{scores: Float64Array, hit: Uint8Array}>} the score of each document, and whether it has one
 */
async function stockScores(manifest, tokens, config, expands, trace) {
  const scores = new Float64Array(manifest.count);
  const hit = new Uint8Array(manifest.count);
  const summary = manifest.fields.length - 1;
  /** @type {Map<string, Promise<Entry[]>>} */
  const asked = new Map();
  const entries = (/** @type {string} */ token, /** @type {FieldConfig} */ of, /** @type {number} */ at) => {
    const part = of.field === summary ? "summary" : "primary";
    const expand = expands ? expands[at] : of.expand;
    const key = part + expand + token;
    const found = asked.get(key) || entriesOf(part, token, expand);
    asked.set(key, found);
    return found;
  };
  for (const of of config) if (of.boost !== 0) tokens.forEach((token, at) => entries(token, of, at));
  for (const of of config) {
    if (of.boost === 0) continue;
    const found = await Promise.all(tokens.map((token, at) => entries(token, of, at)));
    const inField = fieldScores(manifest, tokens, found, of, trace);
    for (let doc = 0; doc < manifest.count; doc++) {
      if (!inField.hit[doc]) continue;
      scores[doc] += inField.scores[doc] * of.boost;
      hit[doc] = 1;
    }
  }
  return { scores, hit };
}

/**
 * @param {Manifest} manifest
 * @param {string[]} tokens
 * @param {Entry[][]} found
 * @param {FieldConfig} of
 * @param {Uint8Array[]} [trace]
 */
function fieldScores(manifest, tokens, found, of, trace) {
  const count = manifest.count;
  /** @type {{scores: Float64Array, hit: Uint8Array}} */
  let total = { scores: new Float64Array(count), hit: new Uint8Array(count) };
  const matched = new Uint16Array(count);
  tokens.forEach((token, number) => {
    // Most tokens stand in few fields; at 100,000 records this saves most of the time.
    if (!of.and && !found[number].some((entry) => entry.fields & (1 << of.field))) return;
    const here = { scores: new Float64Array(count), hit: new Uint8Array(count) };
    for (const entry of found[number]) {
      const list = listOf(manifest, entry, of.field);
      if (!list) continue;
      const idf = 1 + Math.log(count / (list.documents.length + 1));
      const longer = entry.text.length - token.length;
      const penalty = longer ? (1 - longer / entry.text.length) * 0.15 : 1;
      for (let place = 0; place < list.documents.length; place++) {
        const doc = list.documents[place];
        if (of.and && number > 0 && !total.hit[doc]) continue;
        if (!longer) matched[doc]++;
        const times = list.times && list.times.get(place);
        const length = list.length(place, doc);
        const norm = length === 0 ? 1 : 1 / Math.sqrt(length);
        here.scores[doc] += (times ? Math.sqrt(times) : 1) * idf * norm * penalty;
        here.hit[doc] = 1;
        if (trace) trace[number][doc] = Math.max(trace[number][doc], longer ? 1 : 2);
      }
    }
    total = number === 0 ? here : merged(total, here, of.and);
  });
  for (let doc = 0; doc < count; doc++) {
    if (matched[doc]) total.scores[doc] = (total.scores[doc] * matched[doc]) / tokens.length;
  }
  return total;
}

/**
 * @param {{scores: Float64Array, hit: Uint8Array}} total
 * @param {{scores: Float64Array, hit: Uint8Array}} here
 * @param {boolean} and
 */
function merged(total, here, and) {
  for (let doc = 0; doc < total.hit.length; doc++) {
    if (and) total.hit[doc] &= here.hit[doc];
    else total.hit[doc] |= here.hit[doc];
    if (here.hit[doc]) total.scores[doc] += here.scores[doc];
  }
  return total;
}
