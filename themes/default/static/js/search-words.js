// What an unknown word may stand for: an unfinished word, a typing error, two words written as one.
// Part of search-more.js: what it takes from the search itself comes through `core`.

/** @typedef {{list: string[], counts: Uint8Array}} Words */
/** @type {Map<string, Promise<Words>>} */
const wordsRead = new Map();

/**
 * The words that begin with a letter; none where there are none.
 * @param {Manifest} manifest
 * @param {string} letter
 * @returns {Promise<Words>}
 */
function wordsOn(manifest, letter) {
  const file = letter >= "a" && letter <= "z" ? letter : "_";
  if (!manifest.letters.includes(file)) return Promise.resolve({ list: [], counts: new Uint8Array(0) });
  let read = wordsRead.get(file);
  if (!read) {
    read = core.load("w" + file).then((bytes) => {
      const cursor = { b: bytes, at: 0 };
      /** @type {number[]} */
      const text = [];
      const list = [];
      const counts = [];
      while (cursor.at < bytes.length) {
        list.push(core.frontCoded(cursor, text));
        counts.push(core.varint(cursor));
      }
      return { list, counts: Uint8Array.from(counts) };
    });
    wordsRead.set(file, read);
    read.catch(() => wordsRead.delete(file));
  }
  return read;
}

/**
 * Words that begin with `start`, the commonest first, no two with the same stem.
 * @param {Words} words
 * @param {string} start
 * @returns {string[]}
 */
function completions(words, start) {
  let low = 0;
  for (let high = words.list.length; low < high; ) {
    const middle = (low + high) >> 1;
    if (words.list[middle] < start) low = middle + 1;
    else high = middle;
  }
  const found = [];
  for (let at = low; at < words.list.length && words.list[at].startsWith(start); at++) found.push(at);
  found.sort((a, b) => words.counts[b] - words.counts[a] || a - b);
  return firstStems(found.map((at) => words.list[at]));
}

/**
 * At most three, no two with the same stem.
 * @param {string[]} list
 */
function firstStems(list) {
  const stems = new Set();
  return list.filter((word) => stems.size < 3 && !stems.has(core.stem(word)) && stems.add(core.stem(word)));
}

/**
 * Words within one or two typing errors, the likeliest first, no two with the same stem, at most three.
 * @param {Words} words
 * @param {string} typed
 * @returns {{word: string, errors: number, rank: number}[]}
 */
function corrections(words, typed) {
  if (typed.length < 3) return [];
  const most = typed.length < 5 ? 1 : 2;
  const letters = lettersOf(typed);
  /** @type {{word: string, errors: number, rank: number}[]} */
  const found = [];
  for (let at = 0; at < words.list.length; at++) {
    const word = words.list[at];
    if (Math.abs(word.length - typed.length) > most || word.length < 4) continue;
    const theirs = lettersOf(word);
    if (bitsIn(letters & ~theirs) > most || bitsIn(theirs & ~letters) > most) continue;
    const errors = typingErrors(typed, word, most);
    if (errors > most) continue;
    const sameStart = word[0] === typed[0];
    // Two errors in a short word are taken only where its first letter is right, and one in three letters too.
    if (!sameStart && (errors === 2 ? typed.length < 8 : typed.length < 4)) continue;
    const sameLetters = letters === theirs && word.length === typed.length;
    const rank = errors * 8 + (sameLetters ? 0 : 2) + (sameStart ? 0 : 3) - Math.log2(words.counts[at] + 1) / 8;
    found.push({ word, errors, rank });
  }
  return likeliest(found);
}

/** @param {{word: string, errors: number, rank: number}[]} found */
function likeliest(found) {
  found.sort((a, b) => a.rank - b.rank || (a.word < b.word ? -1 : 1));
  const kept = firstStems(found.map(({ word }) => word));
  return found.filter(({ word }) => kept.includes(word));
}

/**
 * Corrections from the words that begin with the first or the second letter; from all words where these are no good.
 * @param {Manifest} manifest
 * @param {string} typed
 * @returns {Promise<{words: string[], errors: number}>} with the errors of the likeliest
 */
async function meantBy(manifest, typed) {
  const among = async (/** @type {string[]} */ letters) => {
    const lists = await Promise.all(letters.map((letter) => wordsOn(manifest, letter)));
    return likeliest(lists.flatMap((words) => corrections(words, typed)));
  };
  let near = await among([...new Set(typed.slice(0, 2))]);
  const good = near.length > 0 && (near[0].errors === 1 || typed.length > 7);
  if (!good && typed.length > 3) near = await among([...manifest.letters]);
  return { words: near.map(({ word }) => word), errors: near.length ? near[0].errors : Infinity };
}

/** @param {string} word */
function lettersOf(word) {
  let bits = 0;
  for (let at = 0; at < word.length; at++) bits |= 1 << (word.charCodeAt(at) - 97 & 31);
  return bits;
}

/** @param {number} bits */
function bitsIn(bits) {
  let count = 0;
  for (let left = bits; left; left &= left - 1) count++;
  return count;
}

/**
 * Letters added, lost, changed or swapped with their neighbour between two words; more than `most` counts as one more.
 * @param {string} a
 * @param {string} b
 * @param {number} most
 * @returns {number}
 */
function typingErrors(a, b, most) {
  /** @type {number[]} */
  let before = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let errors = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) errors = Math.min(errors, before[j - 2] + 1);
      row.push(errors);
      least = Math.min(least, errors);
    }
    if (least > most) return most + 1;
    before = last;
    last = row;
  }
  return last[b.length];
}

/**
 * Two known words that were written as one.
 * @param {Manifest} manifest
 * @param {string} typed
 * @returns {Promise<[string, string] | null>}
 */
async function parted(manifest, typed) {
  const left = new Set((await wordsOn(manifest, typed[0])).list);
  for (let at = 3; at <= typed.length - 3; at++) {
    const [start, end] = [typed.slice(0, at), typed.slice(at)];
    if (left.has(start) && (await wordsOn(manifest, end[0])).list.includes(end)) return [start, end];
  }
  return null;
}

/**
 * Ready answers for one or two letters.
 * @param {Manifest} manifest
 * @param {string} prefix
 * @returns {Promise<number[]>}
 */
async function shortAnswers(manifest, prefix) {
  if (!manifest.prefixes.includes(prefix[0])) return [];
  const lists = await core.loadJson("x" + prefix[0]);
  return Object.prototype.hasOwnProperty.call(lists, prefix) ? lists[prefix] : [];
}
