// Queries with their right answers, of every kind that people type, made from the facts of the records.
import { dice } from "./search-queries.mjs";

/**
 * @param {any[]} facts rows of facts.json
 * @param {number} each how many queries of each kind
 * @returns {{kind: string, query: string, right: Set<string>}[]}
 */
export function labelledQueries(facts, each) {
  const roll = dice(2026);
  const small = new Set("the of and for in at a an to by on with".split(" "));
  const generic = new Set("nhs foundation trust academy academies multi limited school schools learning education college the of and primary church england".split(" "));

  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "").toLowerCase();
  const wordsOf = (text) => plain(text).split(/[^a-z0-9]+/).filter(Boolean);
  const telling = (name) => wordsOf(name).filter((word) => !generic.has(word) && word.length > 2);
  const namesHold = (words) => facts.filter((one) => words.every((word) => wordsOf(one.name).includes(word)));
  const ids = (list) => new Set(list.map((one) => one.id));
  const pick = (list) => list[roll(list.length)];
  const initials = (name) => wordsOf(name).filter((word) => !small.has(word) && word !== "nhs").map((word) => word[0]).join("");

  function mistyped(word) {
    const at = 1 + roll(word.length - 2);
    const letter = String.fromCharCode(97 + roll(26));
    return pick([
      () => word.slice(0, at) + word.slice(at + 1),
      () => word.slice(0, at) + letter + word.slice(at),
      () => word.slice(0, at) + letter + word.slice(at + 1),
      () => word.slice(0, at) + (word[at + 1] || "") + word[at] + word.slice(at + 2),
    ])();
  }

  /** Each kind makes a query and the ids that answer it from one record; null where the record does not suit. */
  const KINDS = {
    exact: (one) => [one.name, ids(facts.filter((other) => plain(other.name) === plain(one.name)))],
    partial: (one) => {
      const words = telling(one.name).slice(0, 2);
      return words.length === 2 ? [words.join(" "), ids(namesHold(words))] : null;
    },
    "one typing error": (one) => misspelt(one, 1),
    "two typing errors": (one) => misspelt(one, 2),
    acronym: (one) => {
      const letters = initials(one.name);
      if (letters.length < 3 || letters.length > 6) return null;
      return [letters.toUpperCase(), ids(facts.filter((other) => initials(other.name) === letters || telling(other.name).includes(letters)))];
    },
    town: (one) => one.town && [one.town, ids(facts.filter((other) => plain(other.town) === plain(one.town)))],
    postcode: (one) => one.postcode && [roll(2) ? one.postcode : one.postcode.replace(" ", "").toLowerCase(), ids(facts.filter((other) => other.postcode === one.postcode))],
    "outward code": (one) => {
      const outward = one.postcode?.split(" ")[0];
      return outward && [outward, ids(facts.filter((other) => other.postcode?.startsWith(outward + " ")))];
    },
    code: (one) => [pick(one.codes.filter(Boolean)), ids([one])],
    service: (one) => {
      const service = one.services.length && pick(one.services);
      return service && [service, ids(facts.filter((other) => other.services.includes(service)))];
    },
    synonym: (one) => {
      const synonym = one.synonyms.length && pick(one.synonyms);
      return synonym && [synonym, ids(facts.filter((other) => other.synonyms.includes(synonym)))];
    },
    "service and town": (one) => {
      const service = one.services.length && pick(one.services);
      return service && one.town && [`${service} ${one.town}`, ids(facts.filter((other) => other.services.includes(service) && plain(other.town) === plain(one.town)))];
    },
    prefix: (one) => {
      const [word] = telling(one.name);
      if (!word || word.length < 6) return null;
      const start = word.slice(0, 4 + roll(word.length - 4));
      return [start, ids(facts.filter((other) => [...wordsOf(other.name), ...wordsOf(other.town)].some((held) => held.startsWith(start))))];
    },
    punctuation: (one) => {
      if (!/['’.&-]/.test(one.name)) return null;
      const forms = [one.name.replace(/['’.]/g, ""), one.name.replace(/[-&]/g, " "), one.name.replace(/['’]/g, "’"), one.name.replace(/&/g, "and")];
      return [pick(forms), ids(facts.filter((other) => plain(other.name).replace(/[.]/g, "") === plain(one.name).replace(/[.]/g, "")))];
    },
    region: (one) => one.region && [one.region, ids(facts.filter((other) => other.region === one.region))],
  };

  function misspelt(one, errors) {
    const words = telling(one.name);
    const long = words.filter((word) => word.length >= (errors === 1 ? 5 : 8) && /^[a-z]+$/.test(word));
    if (!long.length) return null;
    const word = long[0];
    let typed = mistyped(word);
    if (errors === 2) typed = mistyped(typed);
    if (typed === word || namesHold([typed]).length) return null;
    const rest = words.filter((other) => other !== word).slice(0, 1);
    return [[typed, ...rest].join(" "), ids(namesHold([word, ...rest]))];
  }

  const HAND_MADE = [
    ["own trust", (one) => plain(one.name) === "own trust"],
    ["united learning", (one) => plain(one.name).includes("united learning")],
    ["dudley group", (one) => plain(one.name).includes("dudley group")],
    ["the royal wolverhampton", (one) => plain(one.name).includes("royal wolverhampton")],
    ["birmingham womens and childrens", (one) => plain(one.name).includes("birmingham womens and childrens")],
    ["E ACT", (one) => /^e-?act\b/.test(plain(one.name))],
    ["eact", (one) => /^e-?act\b/.test(plain(one.name))],
    ["lead academy", (one) => plain(one.name).replace(/\./g, "").startsWith("lead ")],
    ["stoke on trent", (one) => plain(one.town).includes("stoke")],
    ["wolverhamton", (one) => plain(one.name + one.town).includes("wolverhampton")],
  ].map(([query, suits]) => ({ kind: "made by hand", query, right: ids(facts.filter(suits)) }));

  const labelled = HAND_MADE.filter(({ right }) => right.size);
  for (const [kind, make] of Object.entries(KINDS)) {
    for (let made = 0, tries = 0; made < each && tries < 50_000; tries++) {
      const label = make(pick(facts));
      if (!label || !label[1].size) continue;
      labelled.push({ kind, query: label[0], right: label[1] });
      made++;
    }
  }
  return labelled;
}
