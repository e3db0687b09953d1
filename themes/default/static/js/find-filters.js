// @needs page-parts.js, words.js, find-panel.js, find-place.js, csv.js
// What the search page shows once its first results stand: filters, what is selected, orders, pages, the CSV file,
// hints from the guide, and what to do when nothing fits.

/** The longest list that is shown or written on one page. */
const ALL_AT_ONCE = 500;
let panelBuilt = false;

trustbridge.onAnswer = async (shown) => {
  const { current } = shown;
  if (!panelBuilt) {
    buildPanel(shown.manifest);
    panelBuilt = true;
  }
  showSelected(shown.state);
  const pieces = await sayings(shown);
  // An extra: the results stand without it.
  const place = await placeAnswer(shown).catch((fault) => console.warn("places:", fault));
  if (place) pieces.unshift(place);
  if (!current()) return;
  trustbridge.find.part("said").append(...pieces);
  showTools(shown);
  showPages(shown);
  await Promise.all([showHints(shown, current), showCounts(shown, current)]);
};

/**
 * Chips, what was understood, and advice for an empty list.
 * @param {ShownAnswer} shown
 * @returns {Promise<HTMLElement[]>}
 */
async function sayings(shown) {
  const { state, answer } = shown;
  const out = [];
  const note = (/** @type {string} */ text) => out.push(make("p", {}, text));
  const { cut, folded, meanings } = answer.understood;
  if (cut) note(say("find.cut"));
  if (state.q && !folded) note(say("find.no-letters"));
  else if (folded && !meanings.length && !answer.order.length) note(say("find.common-words"));
  if (state.unknown.length) note(say("find.unknown-parts", { parts: seriesOf(state.unknown.map(short).slice(0, 5)) }));
  const chips = chipList(shown);
  if (chips) out.push(chips);
  out.push(...placeNotes(answer.place, state), ...(await townNote(shown)));
  if (!answer.order.length) out.push(await nothingFits(shown));
  return out;
}

/** @param {string} text */
function short(text) {
  return say("find.quoted", { words: text.length > 40 ? text.slice(0, 40) + "…" : text });
}

/**
 * What a message makes of an element, its words for screen readers only.
 * @param {(string | Node)[]} parts
 */
function wordsUnseen(parts) {
  return parts.map((part) => (typeof part === "string" ? make("span", { class: "unseen" }, part) : part));
}

/**
 * @param {ShownAnswer} shown
 * @returns {HTMLElement | null}
 */
function chipList({ state, answer, manifest }) {
  const { addressOf, shorten } = trustbridge.find;
  const list = make("ul", { class: "chips no-print", "aria-label": say("find.selected-filters") });
  const chip = (/** @type {string} */ text, /** @type {string} */ address, /** @type {Record<string, string>} */ more = {}) =>
    list.append(make("li", {}, make("a", { href: address, "data-go": "", ...more }, ...wordsUnseen(sayParts("find.remove-filter", { filter: document.createTextNode(text) })))));
  for (const { key } of PANEL) {
    const filter = filterLabel(key);
    if (key === "near") {
      const applied = answer.place && !["unknown", "outside"].includes(answer.place.kind);
      const value = shorten(state.near);
      if (state.near) chip(applied ? say("find.chip", { filter, value }) : say("find.chip-not-applied", { filter, value }), addressOf(state, { near: "", within: "" }));
      if (state.here) chip(say("find.near-you"), addressOf(state, { within: "" }), { "data-leave-place": "" });
      continue;
    }
    const labels = labelsOf(manifest, key);
    for (const value of state.groups[key]) {
      const others = state.groups[key].filter((/** @type {string} */ other) => other !== value);
      chip(say("find.chip", { filter, value: labels[trustbridge.valuesOf(manifest, key).indexOf(value)] }), addressOf(state, { groups: { ...state.groups, [key]: others } }));
    }
  }
  if (!list.children.length) return null;
  const none = Object.fromEntries(Object.keys(state.groups).map((key) => [key, []]));
  list.append(make("li", {}, make("a", { class: "all", href: addressOf(state, { groups: none, near: "", within: "" }), "data-go": "", "data-leave-place": "" }, say("find.clear"))));
  return list;
}

/** Where a postcode outside England lies. @param {FoundPlace} place */
function countryOf(place) {
  const form = (place.country ?? "").toLowerCase().replaceAll(" ", "-");
  return say("find.country", { country: form });
}

/**
 * What is said of the place that was asked for.
 * @param {FoundPlace | null} place
 * @param {FindState} state
 */
function placeNotes(place, state) {
  if (!place) return [];
  const { addressOf, placeName } = trustbridge.find;
  const name = placeName(place);
  const note = (/** @type {(string | Node)[]} */ ...content) => [make("p", {}, ...content)];
  const link = (/** @type {string} */ text, /** @type {string} */ within) =>
    make("a", { href: addressOf(state, { q: "", near: place.label, within }), "data-go": "" }, text);
  if (place.kind === "outside") return note(say("find.outside", { place: name, country: countryOf(place) }));
  if (place.kind === "unknown" && place.letters) return note(say("find.no-postcodes", { place: name, letters: place.letters }));
  if (place.kind === "unknown") return note(say("find.unknown-place", { place: short(name) }));
  const notes = [];
  const hasBoard = place.board !== undefined && place.board >= 0;
  if (place.kind === "here") notes.push(...note(say("find.here")));
  if (place.kind === "around") {
    const all = place.known ?? [];
    const some = all.slice(0, 8);
    const known = all.length > 8 ? say("list.and", { start: seriesOf(some), last: say("find.other-districts") }) : andList(some);
    notes.push(...note(say("find.around", { place: name, known })));
  }
  if (place.instead) notes.push(...note(say("find.taken-for", { kind: place.kind, place: name, typed: short(place.instead) })));
  notes.push(...otherPlaces(place, state));
  if (state.within === "area" && !hasBoard) {
    notes.push(...note(say("find.no-board", { place: name })));
  } else if (place.kind === "area" && place.own?.length && state.within !== "area") {
    notes.push(...note(say("find.whole-area", { place: name })));
  } else if (place.kind === "area" && !place.own?.length) {
    notes.push(...note(say("find.empty-area", { place: name })));
  }
  if (place.reach) {
    const [miles, wider] = [place.reach, link(say("find.look-within", { miles: 50 }), "50")];
    const board = link(say("find.see-serving"), "area");
    notes.push(...note(...(hasBoard ? sayParts("find.reach-or-board", { miles, place: name, wider, board }) : sayParts("find.reach", { miles, place: name, wider }))));
  }
  return notes;
}

/**
 * Other places that may be meant, each with a way there.
 * @param {FoundPlace} place
 * @param {FindState} state
 */
function otherPlaces(place, state) {
  const to = (/** @type {string} */ near) => trustbridge.find.addressOf(state, { near, within: state.within === "area" ? "area" : state.within || "10" });
  const links = (/** @type {[string, string][]} */ names) =>
    orParts(names.map(([text, near]) => make("a", { href: to(near), "data-go": "" }, text)));
  if (place.each) {
    const each = place.each.map((one) => /** @type {[string, string]} */ ([one.label, one.near ?? one.label]));
    return [make("p", {}, ...sayParts("find.several", { count: each.length, place: place.label, links: links(each) }))];
  }
  const notes = [];
  const others = place.others?.map((name) => /** @type {[string, string]} */ ([name, name])) ?? [];
  if (others.length) notes.push(make("p", {}, ...sayParts("find.did-you-mean", { links: links(others) })));
  if (place.areaToo && state.near) notes.push(make("p", {}, ...sayParts("find.also-area", { place: place.label, link: links([[say("find.show-area"), place.areaToo]]) })));
  return notes;
}

/**
 * "a, b or c" of links.
 * @param {Node[]} nodes
 * @returns {Node}
 */
function orParts(nodes) {
  const [start, all] = [new DocumentFragment(), new DocumentFragment()];
  nodes.slice(0, -1).forEach((node, at) => start.append(at ? say("list.between") : "", node));
  const last = nodes[nodes.length - 1];
  all.append(...(nodes.length < 2 ? nodes : sayParts("list.or", { start, last })));
  return all;
}

/**
 * A query that names a place finds who has its name; this offers what lies around it, or in it.
 * @param {ShownAnswer} shown
 * @returns {Promise<HTMLElement[]>}
 */
async function townNote({ state, answer, manifest }) {
  const { understood } = answer;
  if (answer.place || understood.cut || understood.folded.length < 3) return [];
  const more = trustbridge.more || (await trustbridge.loadMore());
  const among = await more.placeAmong(manifest, understood.folded);
  if (!among || among.place.kind === "unknown") return [];
  const { place, near, rest } = among;
  if (rest && understood.named) return [];
  const address = trustbridge.find.addressOf(state, { q: rest, near, within: "10", literal: false });
  const way = (/** @type {string} */ text) => make("a", { href: address, "data-go": "" }, text);
  const { inPlace, shorten } = trustbridge.find;
  const note = (/** @type {(string | Node)[]} */ parts) => [make("p", {}, ...parts)];
  if (place.kind === "outside") return note([say("find.outside-too", { place: near, country: countryOf(place) })]);
  const within = place.kind === "area" ? "in" : "10";
  const words = say("find.quoted", { words: shorten(rest) });
  if (rest) return note(sayParts("find.not-both", { link: way(inPlace(words, near, within)) }));
  if (place.kind === "area") return note(sayParts("find.is-area", { place: near, link: way(say("find.show-area")) }));
  if (place.kind !== "town") return note(sayParts("find.is-postcode", { link: way(inPlace(say("find.everybody"), near, within)) }));
  const link = way(say("find.show-around", { miles: 10 }));
  return note(sayParts("find.is-town", { place: place.label, link }));
}

/** @param {ShownAnswer} shown */
async function nothingFits({ state, answer, manifest }) {
  const { addressOf } = trustbridge.find;
  const list = make("ul", {});
  const link = (/** @type {string} */ text, /** @type {string} */ address, /** @type {Record<string, string>} */ more = { "data-go": "" }) =>
    list.append(make("li", {}, make("a", { href: address, ...more }, text)));
  const [most] = await answer.without();
  if (most && most.count) {
    const address = most.group === "near"
      ? addressOf(state, { near: "", within: "" })
      : addressOf(state, { groups: { ...state.groups, [most.group]: [] } });
    link(say("find.drop-filter", { count: most.count, filter: filterLabel(most.group) }), address, most.group === "near" ? { "data-go": "", "data-leave-place": "" } : { "data-go": "" });
  }
  for (const { miles, count } of await answer.wider()) {
    link(say("find.wider", { count, miles }), addressOf(state, { within: String(miles) }));
  }
  const at = answer.place?.board ?? -1;
  const board = at >= 0 ? manifest.words.icb[at] : null;
  if (board && board[2] >= 0) {
    link(say("find.see-board", { board: board[1] }), siteLink("places/" + manifest.words.region[board[2]][0] + "/" + board[0] + "/"), {});
  }
  for (const [id, label] of await servicesCalled(answer.understood.folded)) link(say("find.read-service", { service: label }), siteLink("services/" + id + "/"), {});
  if (state.q.trim()) link(say("find.without-words"), addressOf(state, { q: "", literal: false }));
  link(say("find.browse-all"), siteLink("organisations/"), {});
  return make("div", {}, make("h2", {}, say("find.what-to-do")), list);
}

/**
 * Services that a text names, by their label or by what people call them.
 * @param {string} folded
 * @returns {Promise<[string, string, string[]][]>} id, label and names
 */
async function servicesCalled(folded) {
  if (!folded) return [];
  const services = await trustbridge.core.loadJson("services");
  return services.filter((/** @type {[string, string, string[]]} */ [, , called]) => called.some((name) => (" " + folded + " ").includes(" " + name + " "))).slice(0, 3);
}

/** @param {ShownAnswer} shown */
function showTools(shown) {
  const { state, answer } = shown;
  const { addressOf, part } = trustbridge.find;
  if (!answer.order.length) {
    part("tools").replaceChildren();
    return;
  }
  const list = make("ul", {});
  for (const sort of ["best", "near", "name", "confirmed"]) {
    if ((sort === "near" && !answer.miles) || (sort === "best" && !state.q.trim())) continue;
    /** @type {Record<string, string>} */
    const more = sort === answer.sort ? { "aria-current": "true" } : { href: addressOf(state, { sort }), "data-go": "" };
    list.append(make("li", {}, make(sort === answer.sort ? "span" : "a", more, say("find.sort", { sort }))));
  }
  const label = make("span", { id: "orders" }, say("find.order"));
  list.setAttribute("aria-labelledby", "orders");
  const csv = make("button", { type: "button", class: "quiet" }, say("find.download"));
  const failed = make("span", { role: "status" });
  csv.addEventListener("click", () => {
    failed.textContent = "";
    downloadList(shown).catch(() => (failed.textContent = say("find.download-failed")));
  });
  part("tools").replaceChildren(label, list, csv, failed);
}

/** @param {ShownAnswer} shown */
function showPages({ state, answer, page, pages }) {
  const { addressOf, part } = trustbridge.find;
  const nav = part("pages");
  nav.hidden = pages < 2;
  const list = make("ul", {});
  const add = (/** @type {string} */ text, /** @type {string} */ to, /** @type {string} */ label) => {
    const here = state.page === "all" ? to === "all" : to === String(page);
    /** @type {Record<string, string>} */
    const more = here ? { "aria-current": "page" } : { href: addressOf(state, { page: to }), "data-go": "", "aria-label": label };
    list.append(make("li", {}, make(here ? "span" : "a", more, text)));
  };
  if (state.page !== "all" && page > 1) add(say("find.previous"), String(page - 1), say("find.previous-page"));
  for (let number = 1; number <= pages; number++) {
    if (number === 1 || number === pages || Math.abs(number - page) < 3) add(String(number), String(number), say("find.page", { page: number }));
    else if (Math.abs(number - page) === 3) list.append(make("li", {}, "…"));
  }
  if (state.page !== "all" && page < pages) add(say("find.next"), String(page + 1), say("find.next-page"));
  const count = answer.order.length;
  if (count <= ALL_AT_ONCE) add(say("find.show-all", { count }), "all", say("find.show-all-on-one", { count }));
  nav.replaceChildren(list);
}

/**
 * @param {ShownAnswer} shown
 * @param {() => boolean} current
 */
async function showHints({ state, answer, manifest }, current) {
  const section = trustbridge.find.part("hints");
  const items = [];
  for (const value of state.groups.focus) {
    const row = manifest.words.focus[trustbridge.valuesOf(manifest, "focus").indexOf(value)];
    if (!row || !row[2]) continue;
    const link = make("a", { href: siteLink("guide/" + row[2] + "/") }, row[1]);
    items.push(make("li", {}, ...sayParts("find.start-with", { link })));
  }
  for (const card of await trustbridge.cards(answer.pages)) {
    const kind = say("find.page-kind", { kind: card.kindOf });
    items.push(make("li", {}, make("a", { href: siteLink(card.address) }, card.name), " ", make("span", { class: "meta" }, card.line ? say("find.page-line", { kind, line: card.line }) : kind)));
  }
  if (!current()) return;
  section.hidden = !items.length;
  section.querySelector("ul")?.replaceChildren(...items);
}

/**
 * Exactly the list that the filters leave, in its order.
 * @param {ShownAnswer} shown
 */
async function downloadList({ answer }) {
  const rows = [["id", "name", "sector", "kind", "town", "region", "care_boards", "openness", "offers", "needs", "miles", "checked", "page"]];
  const miles = (/** @type {number} */ far) => (far < Infinity ? far.toFixed(1) : "");
  const stated = (/** @type {string[] | null} */ list) => (list ? list.join("; ") || say("find.csv-none") : say("find.csv-not-stated"));
  for (const card of await trustbridge.cards(answer.order)) {
    const { id, name, kindOf, kind, line, region, boards, openId, offers, needs, confirmed, address } = card;
    const far = answer.miles ? miles(answer.miles[card.document]) : "";
    rows.push([id, name, kindOf, kind, line, region, boards.join("; "), openId, stated(offers), stated(needs), far, confirmed, siteLink(address)]);
  }
  downloadCsv("trustbridge-results.csv", rows);
}
