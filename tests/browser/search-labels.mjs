// Queries with their right answers, of every kind that people type, made from the facts of the records.
import { dice } from "./search-queries.mjs";

/** The same function, which works out each text once: every label asks all records. */
function kept(work) {
  const known = new Map();
  return (text) => {
    if (!known.has(text)) known.set(text, work(text));
    return known.get(text);
  };
}

/**
 * @param {any[]} facts rows of facts.json
 * @param {number} each how many queries of each kind
 * @returns {{kind: string, query: string, right: Set<string>}[]}
 */
export function labelledQueries(facts, each) {
  const roll = dice(2026);
  const small = new Set("the of and for in at a an to by on with".split(" "));
  const generic = new Set("nhs foundation trust academy academies multi limited school schools learning education college the of and primary church england".split(" "));

  const plain = kept((text) => text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/['’]/g, "").toLowerCase());
  const wordsOf = kept((text) => plain(text).split(/[^a-z0-9]+/).filter(Boolean));
  const telling = (name) => wordsOf(name).filter((word) => !generic.has(word) && word.length > 2);
  /** @type {Map<string, any[]>} */
  const holding = new Map();
  for (const one of facts) for (const word of new Set(wordsOf(one.name))) holding.has(word) ? holding.get(word).push(one) : holding.set(word, [one]);
  const namesHold = ([first, ...rest]) => (holding.get(first) ?? []).filter((one) => rest.every((word) => wordsOf(one.name).includes(word)));
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

  /** Whether a service of the record has the words as a synonym or in its name. */
  const offersWord = (one, words) => one.synonyms.includes(words) || one.services.some((label) => wordsOf(words).every((word) => wordsOf(label).includes(word)));

  /** Whether the letters are the initials of a name, with or without the closing `Trust`, or a word of it. */
  const initialsAre = (letters) => (one) => [letters, letters + "t"].includes(initials(one.name)) || telling(one.name).includes(letters);

  /** Any of the usual slips at any place, the first letter and doubled letters too. */
  function slipped(word) {
    const at = roll(word.length - 1);
    return pick([
      () => word.slice(0, at) + word[at + 1] + word[at] + word.slice(at + 2),
      () => word.slice(0, at) + word.slice(at + 1),
      () => word.slice(0, at + 1) + word[at] + word.slice(at + 1),
      () => word.slice(0, at) + "aeiou"[roll(5)] + word.slice(at + 1),
    ])();
  }

  function shuffled(words) {
    const left = [...words];
    return words.map(() => left.splice(roll(left.length), 1)[0]);
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
      return [letters.toUpperCase(), ids(facts.filter(initialsAre(letters)))];
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
      return synonym && [synonym, ids(facts.filter((other) => offersWord(other, synonym)))];
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
    "typing error anywhere": (one) => {
      const words = telling(one.name).filter((word) => /^[a-z]{6,}$/.test(word));
      const word = words.length && pick(words);
      if (!word) return null;
      const typed = slipped(word);
      if (typed === word || namesHold([typed]).length) return null;
      const rest = telling(one.name).filter((other) => other !== word);
      return [shuffled([typed, ...rest]).join(" "), ids(namesHold([word, ...rest]))];
    },
    "typing error in a whole name": (one) => {
      const words = wordsOf(one.name);
      const at = words.findIndex((word) => /^[a-z]{7,}$/.test(word) && !generic.has(word));
      if (at < 0) return null;
      const typed = slipped(words[at]);
      if (namesHold([typed]).length) return null;
      return [words.with(at, typed).join(" "), ids(facts.filter((other) => plain(other.name) === plain(one.name)))];
    },
    "an error in each of two words": (one) => {
      const words = telling(one.name).filter((word) => /^[a-z]{6,}$/.test(word)).slice(0, 2);
      if (words.length < 2) return null;
      const typed = words.map(mistyped);
      if (typed.some((word) => namesHold([word]).length)) return null;
      return [typed.join(" "), ids(namesHold(words))];
    },
    "short word mistyped": (one) => {
      const word = telling(one.name).find((held) => /^[a-z]{4,5}$/.test(held));
      const rest = telling(one.name).filter((other) => other !== word).slice(0, 1);
      const typed = word && mistyped(word);
      if (!word || !rest.length || typed === word || namesHold([typed]).length) return null;
      return [[typed, ...rest].join(" "), ids(namesHold([word, ...rest]))];
    },
    "mistyped town": (one) => {
      const town = plain(one.town || "");
      if (!/^[a-z]{7,}$/.test(town)) return null;
      const typed = mistyped(town);
      return facts.some((other) => plain(other.town || "") === typed) ? null : [typed, ids(facts.filter((other) => plain(other.town || "").includes(town) || wordsOf(other.name).includes(town)))];
    },
    "words in another order": (one) => {
      const words = telling(one.name);
      return words.length < 2 ? null : [shuffled(words).join(" "), ids(namesHold(words))];
    },
    "words that say nothing": (one) => {
      const words = telling(one.name);
      if (!words.length) return null;
      const with_ = pick([["the", ...words, "trust"], [...words, "mat"], [...words, "schools"], ["trust", ...words], [...words, "academy", "trust"], [...words, one.sector === "nhs" ? "hospital" : "school"]]);
      return [with_.join(" "), ids(namesHold(words))];
    },
    "one telling word": (one) => {
      const word = pick([...telling(one.name), ""]);
      return word.length > 4 ? [word, ids(facts.filter((other) => [...wordsOf(other.name), ...wordsOf(other.town || "")].includes(word)))] : null;
    },
    "unfinished name": (one) => {
      const name = plain(one.name);
      const cut = name.slice(0, Math.ceil(name.length * 0.6) + roll(Math.floor(name.length * 0.3))).trim();
      const words = cut.split(" ");
      return words.length > 1 && words.at(-1).length > 1 ? [cut, ids(facts.filter((other) => plain(other.name).startsWith(cut)))] : null;
    },
    "old name": (one) => {
      const [former] = one.former;
      return former ? [roll(2) ? former : wordsOf(former).slice(0, 2).join(" "), ids(facts.filter((other) => other.former.some((name) => wordsOf(former).slice(0, 2).every((word) => wordsOf(name).includes(word)))))] : null;
    },
    "acronym as people write it": (one) => {
      const letters = initials(one.name);
      if (letters.length < 3 || letters.length > 5) return null;
      const right = ids(facts.filter(initialsAre(letters)));
      return [pick([letters, letters.toUpperCase().split("").join("."), letters.toUpperCase().split("").join(" ")]), right];
    },
    "written together": (one) => {
      const words = telling(one.name);
      return words.length === 2 && words.join("").length < 25 ? [words.join(""), ids(facts.filter((other) => wordsOf(other.name).join("").includes(words.join(""))))] : null;
    },
    "name and town": (one) => {
      const [word] = telling(one.name);
      const there = (other) => plain(other.town || "") === plain(one.town);
      return word && one.town ? [`${word} ${one.town}`, ids(namesHold([word]).filter(there))] : null;
    },
    "a need in own words": (one) => {
      const synonym = one.synonyms.length && pick(one.synonyms);
      if (!synonym) return null;
      const suits = (other) => offersWord(other, synonym);
      const here = (other) => suits(other) && plain(other.town || "") === plain(one.town || "");
      const inTown = one.town && roll(2);
      const query = inTown ? pick([`${synonym} in ${one.town}`, `${synonym} near ${one.town}`]) : pick([`looking for ${synonym}`, `help with ${synonym}`, `who offers ${synonym}`, `we need ${synonym}`]);
      return [query, ids(facts.filter(inTown ? here : suits))];
    },
    "side and region": (one) => one.region && [`${one.sector === "nhs" ? "nhs trust" : "academy trust"} ${one.region}`, ids(facts.filter((other) => other.region === one.region && other.sector === one.sector))],
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
    for (let made = 0, tries = 0; made < each && tries < 20_000; tries++) {
      const label = make(pick(facts));
      if (!label || !label[1].size) continue;
      labelled.push({ kind, query: label[0], right: label[1] });
      made++;
    }
  }
  return labelled;
}
