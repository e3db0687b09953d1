// Queries made from the documents of an index, the same every time.

/** Numbers that look random and are the same everywhere. */
export function dice(seed) {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

export const HOSTILE = [
  "constructor", "__proto__", "toString hasOwnProperty", "the of and", "", "   ", "-", "--- ---", "<script>alert(1)</script>",
  "a".repeat(10_000), "school ".repeat(150), "\u0000\u0001\u0085\ufeff", "\u202eشرق مدرسة\u202c", "(.*)+[", "\\", "docs df", "null", "0",
  "😀 😀", "İstanbul", "e\u0301cole",
];

/** At least `count` queries: words, pairs, beginnings, whole names, postcodes, typing errors, and hostile ones. */
export function queriesFor(documents, count) {
  const roll = dice(42);
  const queries = [...HOSTILE];
  while (queries.length < count) {
    const { name } = documents[roll(documents.length)];
    const words = name.split(/\s+/);
    const word = words[roll(words.length)];
    const kinds = [
      () => name,
      () => word,
      () => `${word} ${documents[roll(documents.length)].name.split(/\s+/)[0]}`,
      () => word.slice(0, 1 + roll(word.length)),
      () => name.toLowerCase().replace(/[^a-z ]/g, ""),
      () => `${word} ${["dudley", "walsall", "mental health", "work experience", "placements", "west midlands", "dy1", "b12hq"][roll(8)]}`,
      () => word.slice(0, 2) + word.slice(3),
      () => `${word} ${word} trust`,
    ];
    queries.push(kinds[roll(kinds.length)]());
  }
  return queries;
}
