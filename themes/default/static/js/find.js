// @needs page-parts.js
// @needs words.js
// The search page: what the address asks, the list of results, the sentence that says what was found. Filters, the CSV
// file and the rest come in find-filters.js, which loads once the first results stand.

/**
 * @typedef {object} FindState what the address asks
 * @property {string} q
 * @property {Record<string, string[]>} groups
 * @property {string} near
 * @property {string} within
 * @property {string} sort
 * @property {string} page a number, or "all"
 * @property {boolean} literal
 * @property {{latitude: number, longitude: number} | undefined} here never in the address
 * @property {string} [apart] the words as typed, where a place among them became a filter
 * @property {string[]} unknown parts of the address that mean nothing here
 */

/** What newsletters and advertisers add to addresses: no mistake of the reader's. */
const TRACKING = /^(utm_.*|gclid|dclid|gbraid|wbraid|fbclid|msclkid|twclid|ttclid|li_fat_id|igshid|yclid|mc_[ce]id|_hs(enc|mi)|mkt_tok|oly_(anon|enc)_id|vero_id|_ga|_gl|ref|source)$/i;
const FIND_GROUPS = /** @type {const} */ (["sector", "kind", "region", "icb", "offers", "needs", "focus", "phase", "open", "confirmed"]);
const FIND_SORTS = ["best", "near", "name", "confirmed"];
const PER_PAGE = 20;
const MOST_MILES = 500;
/** Signs without a shape of their own, and those that turn the direction of what follows them: of the page's words too. */
const UNSEEN_SIGNS = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;

const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** What the page is called before anything is asked. */
const askingHeading = part("heading").textContent;
const askingTitle = document.title;
const siteTitle = askingTitle.replace(/^.* - /, "");
/** @type {ShownAnswer | null} */
let shownAnswer = null;
/** The query of the address that it answers. */
let shownAt = "";
let asking = 0;
/** The question during which something was last typed: what is typed while results load is not taken away. */
let typedDuring = -1;

/**
 * Reads an address. Unknown keys and values are set apart, repeated ones count once.
 * @param {Manifest} manifest
 * @param {string} address
 * @returns {FindState}
 */
function stateOf(manifest, address) {
  /** @type {FindState} */
  const state = { q: "", groups: {}, near: "", within: "", sort: "", page: "1", literal: false, here: undefined, unknown: [] };
  for (const group of FIND_GROUPS) state.groups[group] = [];
  for (const [key, raw] of new URLSearchParams(address)) {
    if (!raw) continue;
    const value = raw.replace(UNSEEN_SIGNS, "").replace(/\p{Cc}/gu, " ") || " ";
    const group = FIND_GROUPS.find((one) => one === key);
    if (group) {
      const known = trustbridge.valuesOf(manifest, group).includes(value);
      if (known && !state.groups[group].includes(value)) state.groups[group].push(value);
      if (!known) state.unknown.push(key + "=" + value);
    } else if (key === "q" || key === "near") state[key] = value;
    else if (key === "within" && (value === "area" || (Number(value) > 0 && Number(value) <= MOST_MILES))) state.within = value;
    else if (key === "sort" && FIND_SORTS.includes(value)) state.sort = value;
    else if (key === "page" && (value === "all" || /^[1-9]\d{0,5}$/.test(value))) state.page = value;
    else if (key === "literal") state.literal = true;
    else if (!TRACKING.test(key)) state.unknown.push(key + "=" + value);
  }
  return state;
}

/**
 * The address of a state; with `changes` of the state that differs in them. Any change leads to the first page.
 * @param {FindState} state
 * @param {Partial<FindState>} [changes]
 * @returns {string}
 */
function addressOf(state, changes = {}) {
  const next = { ...state, page: "1", ...changes };
  const query = new URLSearchParams();
  if (next.q) query.set("q", next.q);
  for (const group of FIND_GROUPS) next.groups[group].forEach((value) => query.append(group, value));
  for (const key of /** @type {const} */ (["near", "within", "sort"])) if (next[key]) query.set(key, next[key]);
  if (next.literal) query.set("literal", "1");
  if (next.page !== "1") query.set("page", next.page);
  return location.pathname.replace(/.*\//, "") + "?" + query;
}

/**
 * Goes to another state: a new entry in the history, then the results, then focus on their heading.
 * @param {string} address
 * @param {FindState["here"]} [here]
 */
function go(address, here) {
  // The same question again is no new place to come back from.
  const same = new URL(address, location.href).search === location.search && !here === !history.state?.here;
  try {
    history[same ? "replaceState" : "pushState"]({ here }, "", address);
  } catch {
    location.assign(address);
    return;
  }
  show(true);
}

/** @param {boolean} moveFocus */
async function show(moveFocus) {
  const mine = ++asking;
  const wait = setTimeout(() => mine === asking && announce(say("find.loading")), 400);
  try {
    const manifest = await trustbridge.manifest();
    let state = stateOf(manifest, location.search);
    state.here = history.state && history.state.here;
    const box = /** @type {HTMLInputElement} */ (part("q"));
    if (typedDuring !== mine && (document.activeElement !== box || moveFocus)) box.value = state.q;
    let answer = await ask(state);
    const apart = await placeApart(manifest, state, answer);
    if (mine !== asking) return;
    if (apart) {
      [state, answer] = apart;
      // The place stands as a filter now; sent again with the words it would be asked twice.
      const field = /** @type {HTMLInputElement} */ (part("q"));
      if (field.value === state.apart) field.value = state.q;
    }
    const pages = Math.max(1, Math.ceil(answer.order.length / PER_PAGE));
    const page = Math.min(Number(state.page) || 1, pages);
    const listed = state.page === "all" ? answer.order : answer.order.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    await showCards(listed, answer, () => mine === asking, () => {
      clearTimeout(wait);
      showHead(state, answer, page, pages, moveFocus);
    });
    if (mine !== asking) return;
    shownAt = location.search;
    shownAnswer = { state, answer, manifest, page, pages, current: () => mine === asking };
    if (moveFocus) part("heading").focus();
    await showRest(shownAnswer);
  } catch (fault) {
    if (mine === asking) showFailure(fault);
  } finally {
    clearTimeout(wait);
  }
}

/** @param {FindState} state */
function ask({ q, near, within, sort, literal, here, groups }) {
  return trustbridge.search(q, { ...groups, near, within, sort, literal, here });
}

/**
 * "Hull mental health" asks for mental health near Hull: the place becomes a filter, which can be taken away, and the other
 * words the question. Nothing is taken apart that names somebody, or that finds nobody when it is.
 * @param {Manifest} manifest
 * @param {FindState} state
 * @param {Answer} answer
 * @returns {Promise<[FindState, any] | null>}
 */
async function placeApart(manifest, state, answer) {
  const { folded, cut, named } = answer.understood;
  if (state.literal || state.near || state.here || cut || named || !folded.includes(" ")) return null;
  const among = await (await trustbridge.loadMore()).placeAmong(manifest, folded);
  if (!among || ["unknown", "outside"].includes(among.place.kind) || trustbridge.core.oneSpelling(folded) === trustbridge.core.oneSpelling(trustbridge.core.fold(among.near))) return null;
  for (const within of ["10", "area"]) {
    const next = { ...state, q: among.rest, near: among.near, within, apart: state.q };
    const found = await ask(next);
    if (found.order.length) return [next, found];
  }
  return null;
}

/**
 * What stands beside the results. They stay where it fails.
 * @param {ShownAnswer} shown
 */
async function showRest(shown) {
  try {
    await loadFilters();
    await trustbridge.onAnswer?.(shown);
  } catch (fault) {
    if (!shown.current()) return;
    part("said").append(make("p", {}, say("find.partly"), " ", again()));
    console.warn("search:", fault);
  }
}

/**
 * @param {ArrayLike<number>} listed
 * @param {Answer} answer
 * @param {() => boolean} current
 * @param {() => void} first called when the first cards are at hand, before they are shown
 */
async function showCards(listed, answer, current, first) {
  const documents = Array.from(listed);
  const list = part("results");
  const early = await trustbridge.cards(documents.slice(0, trustbridge.atOnce));
  if (!current()) return;
  first();
  list.replaceChildren(...early.map((card) => cardElement(card, answer)));
  part("found").hidden = false;
  part("ways").hidden = true;
  const rest = await trustbridge.cards(documents.slice(trustbridge.atOnce));
  if (current()) list.append(...rest.map((card) => cardElement(card, answer)));
}

/**
 * @param {ResultCard} card
 * @param {Answer} answer
 */
function cardElement(card, answer) {
  const item = make("li", { class: "hit " + card.kindOf, "data-id": card.id });
  item.append(make("h2", {}, make("a", { href: siteLink(card.address) }, card.name)));
  const far = answer.miles && answer.miles[card.document];
  const facts = [card.kind, card.area];
  if (answer.place && far !== null && far < Infinity) facts.push(say("find.miles-from", { miles: Math.floor(far) && Math.round(far), place: placeName(answer.place) }));
  item.append(make("p", { class: "meta" }, facts.filter(Boolean).join(say("list.parts"))));
  const says = [];
  if (card.offers?.length) says.push(say("find.offers", { services: twoAndMore(card.offers) }));
  if (card.needs?.length) says.push(say("find.needs", { services: twoAndMore(card.needs) }));
  if (says.length) item.append(make("p", { class: "right" }, says.join(". ")));
  return item;
}

/** The first two services, and how many more there are. @param {string[]} services */
function twoAndMore(services) {
  const start = seriesOf(services.slice(0, 2).map(insideSentence));
  const last = say("list.more", { count: services.length - 2 });
  return services.length > 2 ? say("list.and", { start, last }) : start;
}

/**
 * "12 NHS trusts and 31 school trusts for “dudley” within 10 miles of Walsall, nearest first"
 * @param {FindState} state
 * @param {Answer} answer
 */
function sentence(state, answer) {
  const [trusts, boards, schools, bodies] = answer.split;
  const sides = [];
  if (trusts + boards) sides.push(boards ? say("find.health", { count: trusts + boards }) : say("find.trusts", { count: trusts }));
  if (schools) sides.push(say("find.schools", { count: schools }));
  if (bodies) sides.push(say("find.bodies", { count: bodies }));
  let text = sides.length ? andList(sides) : say("find.nobody");
  if (state.q.trim()) text = say("find.for", { who: text, words: isolated(shorten(state.q.trim())) });
  if (answer.place) text = inPlace(text, placeName(answer.place), answer.within);
  return answer.order.length > 1 ? say("find.ordered", { who: text, order: answer.sort }) : text;
}

/** What a place is called in a sentence. @param {FoundPlace} place @returns {string} */
function placeName(place) {
  return place.kind === "here" ? say("find.your-location") : place.label;
}

/** @param {string} who @param {string} place @param {string} within */
function inPlace(who, place, within) {
  if (within === "in") return say("find.in", { who, place });
  if (within === "area") return say("find.serving", { who, place });
  return within && within !== "Infinity" ? say("find.within", { who, place, miles: Number(within) }) : who;
}

/**
 * Text that runs from right to left, kept from turning the words around it.
 * @param {string} text
 */
function isolated(text) {
  return /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/.test(text) ? "\u2068" + text + "\u2069" : text;
}

/** @param {string} text */
function shorten(text) {
  return text.length > 60 ? text.slice(0, 60) + "…" : text;
}

/**
 * @param {FindState} state
 * @param {Answer} answer
 * @param {number} page
 * @param {number} pages
 * @param {boolean} focused whether the heading takes the focus, and so is read out: the status line then says only the rest
 */
function showHead(state, answer, page, pages, focused) {
  const text = sentence(state, answer);
  part("heading").textContent = text;
  const where = state.page === "all" ? say("find.one-page") : pages > 1 ? say("find.page-of", { page, pages }) : "";
  document.title = (page > 1 ? say("find.title-page", { heading: text, page, pages }) : text) + " - " + siteTitle;
  announce(focused ? where || say("find.updated") : [say("find.ended", { heading: text }), where].filter(Boolean).join(" "));
  const said = [];
  if (answer.understood.showing && !state.literal) {
    const back = make("a", { href: addressOf(state, { literal: true }), "data-go": "" }, say("find.instead", { words: shorten(state.q.trim()) }));
    const showing = make("strong", {}, answer.understood.showing);
    const also = andList(answer.understood.also.map((/** @type {string} */ word) => say("find.quoted", { words: word })));
    said.push(make("p", {}, ...(also ? sayParts("find.showing-also", { showing, also, back }) : sayParts("find.showing", { showing, back }))));
  }
  if (state.apart) {
    const back = make("a", { href: addressOf(state, { q: state.apart, near: "", within: "", literal: true }), "data-go": "" }, say("find.anywhere"));
    const place = isolated(shorten(state.near));
    said.push(make("p", { class: "meta" }, ...sayParts("find.apart", { place, back })));
  }
  part("said").replaceChildren(...said);
}

/** @param {string} text */
function announce(text) {
  if (part("status").textContent !== text) part("status").textContent = text;
}

/** A button that asks for everything anew; without the search itself, for the whole page. */
function again() {
  const button = make("button", { type: "button" }, say("find.again"));
  button.addEventListener("click", () => {
    if (!("search" in trustbridge)) return location.reload();
    trustbridge.forget();
    show(false);
  });
  return button;
}

/** @param {unknown} fault */
function showFailure(fault) {
  part("ways").hidden = false;
  // What was found for other words would be taken for an answer.
  part("found").hidden = true;
  part("heading").textContent = askingHeading;
  document.title = askingTitle;
  part("status").replaceChildren(say("find.failed"), " ", again());
  console.warn("search:", fault);
}

/** Loads the rest of the page's script, once; a failed load is tried again with the next answer. */
async function loadFilters() {
  if (trustbridge.onAnswer) return;
  const run = (/** @type {string} */ later) => {
    const address = document.querySelector("main")?.getAttribute(later);
    return address ? trustbridge.runScript(new URL(address, location.href).href) : undefined;
  };
  await run("data-filters");
  // These are extras: nobody misses them who has the results.
  for (const extra of ["data-suggestions", "data-save"]) Promise.resolve(run(extra)).catch((fault) => console.warn(extra, fault));
}

function submitted(/** @type {Event} */ event) {
  event.preventDefault();
  const before = new URLSearchParams(location.search);
  const data = new FormData(/** @type {HTMLFormElement} */ (part("find")));
  // As long as the filters have not loaded, those that the address asks for stay.
  const query = new URLSearchParams(part("within") ? "" : before);
  for (const key of ["page", "literal", ...data.keys()]) query.delete(key);
  for (const [key, value] of data) if (typeof value === "string" && value.trim()) query.append(key, value);
  const sort = before.get("sort");
  if (sort && (sort !== "best" || query.has("q"))) query.set("sort", sort);
  else query.delete("sort");
  const here = (!query.has("near") && history.state?.here) || undefined;
  if (!query.has("near") && !here) query.delete("within");
  go(location.pathname.replace(/.*\//, "") + "?" + query, here);
}

/** A link to a place on this page makes an entry of its own in the history; it asks nothing new. */
function movedInHistory() {
  if (location.hash && shownAnswer && !history.state && location.search === shownAt) {
    history.replaceState({ here: shownAnswer.state.here }, "");
    return;
  }
  show(true);
}

/** What the scripts that load later ask of this page. */
const findPage = { go, addressOf, show, sentence, shorten, inPlace, placeName, part, state: () => shownAnswer };
if ("search" in trustbridge) start();
else showFailure("search.js did not load");

function start() {
  trustbridge.find = findPage;
  part("find").addEventListener("submit", submitted);
  part("q").addEventListener("input", () => (typedDuring = asking));
  addEventListener("popstate", movedInHistory);
  show(false);
}

// Links to other states are followed here, so that the page need not load again; any other click is left alone.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-go]") : null;
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const keep = !link.hasAttribute("data-leave-place") && history.state ? history.state.here : undefined;
  go(link.getAttribute("href") || "", keep);
});
