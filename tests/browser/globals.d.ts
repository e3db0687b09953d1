/** What the scripts of a page and the data that they load say to one another; everything else is known inside one script only. */
interface Trustbridge {
  /** Runs a script by its address. */
  runScript(address: string): Promise<void>;

  // search.js: the search, without a page.
  search(query: string, asked?: Asked): Promise<Answer>;
  searchRaw(query: string, config?: StockSettings): Promise<{ ref: string; score: number }[]>;
  /** How many cards one file of the index holds at least: so many are shown first. */
  atOnce: number;
  cards: typeof cards;
  manifest: typeof loadManifest;
  valuesOf: typeof valuesOf;
  forget: typeof forget;
  core: typeof searchCore;
  loadMore: typeof loadMore;
  /** From search-more.js, once loaded. */
  more?: typeof searchMore;
  /** From header-search.js: loads search.js where the page does not have it yet. */
  searchReady: typeof searchReady;

  // The search page.
  find: typeof findPage;
  /** From find-filters.js, once loaded: shows what stands beside the results. */
  onAnswer?(shown: ShownAnswer): Promise<void>;

  // The matching.
  matching: typeof matchingRules;
  matchingSentences: typeof matchingWords;

  // What the data that a page loads calls with its content.
  take(name: string, packed: string): void;
  matchPlaces(letter: string, rows: PlaceRow[]): void;
  districts(roles: ServingRole[], rows: DistrictRow[], councils?: any[][]): void;
  matchWorld(world: MatchWorld): void;
  records(given: KeptRecords): void;
  schema(given: Schema): void;
}
declare var trustbridge: Trustbridge;
interface Window {
  trustbridge: Trustbridge;
}
/** A district as `find/districts.js` holds it, with its code, region, boards and shares. */
type DistrictRow = [
  name: string, address: string, latitude: number, longitude: number, trusts: number, serves: ServingRow[],
  code?: string, region?: number | null, boards?: number[], shares?: Record<string, number>,
];
/** A postcode district or a town as the page "match me" loads them by their first letter. */
type PlaceRow = [name: string, latitude: number, longitude: number, district: number | null, region: number | null, board: number | null];
/** What the search of stock elasticlunr.js takes. */
interface StockSettings {
  bool?: "AND" | "OR";
  expand?: boolean;
  fields?: Record<string, { boost?: number; bool?: "AND" | "OR"; expand?: boolean }>;
}
/** What an answer holds for the page that shows it. */
interface ShownAnswer {
  state: FindState;
  answer: Answer;
  manifest: Manifest;
  page: number;
  pages: number;
  /** Whether nothing else has been asked since. */
  current(): boolean;
}
/** A message of the words file: a text with placeholders, or forms of which the value of the placeholder `by` takes one. */
type ScriptMessage = string | { by: string; other: ScriptMessage };
/** The messages that a script says, which the build puts before it. */
declare const siteWords: Record<string, ScriptMessage>;
