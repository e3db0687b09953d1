// @needs page-parts.js, find-panel.js, find-place.js, csv.js
// What the search page shows once its first results stand: filters, what is selected, orders, pages, the CSV file,
// hints from the guide, and what to do when nothing fits.

/** The longest list that is shown or written on one page. */
const ALL_AT_ONCE = 500;
let panelBuilt = false;

trustbridge.onAnswer = async (/** @type {any} */ shown) => {
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
 * @param {any} shown
 * @returns {Promise<HTMLElement[]>}
 */
async function sayings(shown) {
  const { state, answer } = shown;
  const out = [];
  const note = (/** @type {string} */ text) => out.push(make("p", {}, text));
  const { cut, folded, meanings } = answer.understood;
  if (cut) note("The search is long; only its beginning was used.");
  if (state.q && !folded) note("The search holds no letter or digit, so there is nothing to look for.");
  else if (folded && !meanings.length && !answer.order.length) note("These words stand in nearly every text, so they are not looked for. Add a name, a town or a service.");
  if (state.unknown.length) note("Part of the address means nothing here and was left out: " + state.unknown.map(short).slice(0, 5).join(", ") + ".");
  const chips = chipList(shown);
  if (chips) out.push(chips);
  out.push(...placeNotes(answer.place, state), ...(await townNote(shown)));
  if (!answer.order.length) out.push(await nothingFits(shown));
  return out;
}

/** @param {string} text */
function short(text) {
  return "“" + (text.length > 40 ? text.slice(0, 40) + "…" : text) + "”";
}

/**
 * @param {any} shown
 * @returns {HTMLElement | null}
 */
function chipList({ state, answer, manifest }) {
  const { addressOf, shorten } = trustbridge.find;
  const list = make("ul", { class: "chips no-print", "aria-label": "Selected filters" });
  const chip = (/** @type {string} */ text, /** @type {string} */ address, /** @type {Record<string, string>} */ more = {}) =>
    list.append(make("li", {}, make("a", { href: address, "data-go": "", ...more }, make("span", { class: "unseen" }, "Remove filter: "), text)));
  for (const { key, label } of PANEL) {
    if (key === "near") {
      const applied = answer.place && !["unknown", "outside"].includes(answer.place.kind);
      if (state.near) chip(label + ": " + shorten(state.near) + (applied ? "" : " (not applied)"), addressOf(state, { near: "", within: "" }));
      if (state.here) chip("Near your location", addressOf(state, { within: "" }), { "data-leave-place": "" });
      continue;
    }
    const labels = labelsOf(manifest, key);
    for (const value of state.groups[key]) {
      const others = state.groups[key].filter((/** @type {string} */ other) => other !== value);
      chip(label + ": " + labels[trustbridge.valuesOf(manifest, key).indexOf(value)], addressOf(state, { groups: { ...state.groups, [key]: others } }));
    }
  }
  if (!list.children.length) return null;
  const none = Object.fromEntries(Object.keys(state.groups).map((key) => [key, []]));
  list.append(make("li", {}, make("a", { class: "all", href: addressOf(state, { groups: none, near: "", within: "" }), "data-go": "", "data-leave-place": "" }, "Clear all filters")));
  return list;
}

/**
 * What is said of the place that was asked for.
 * @param {any} place
 * @param {any} state
 */
function placeNotes(place, state) {
  if (!place) return [];
  const { addressOf } = trustbridge.find;
  const note = (/** @type {(string | Node)[]} */ ...content) => [make("p", {}, ...content)];
  const link = (/** @type {string} */ text, /** @type {string} */ within) =>
    make("a", { href: addressOf(state, { q: "", near: place.label, within }), "data-go": "" }, text);
  const elsewhere = "Try a town nearby or a neighbouring postcode district, or choose the region or care board in the filters.";
  if (place.kind === "outside") {
    return note(place.label + " is a postcode in " + place.country + ". This directory covers England, where NHS trusts and academy trusts are organised differently. Organisations near the border may still be of use: try an English town nearby.");
  }
  if (place.kind === "unknown" && place.letters) {
    return note("Nobody in the directory has a postcode that begins with " + place.letters + ", so it cannot tell how far away " + place.label + " is. " + elsewhere);
  }
  if (place.kind === "unknown") {
    return note("No place called " + short(place.label) + " is known here, so the list is not narrowed to it. Try a town, a full postcode, or the first half of one, such as DY1.");
  }
  const notes = [];
  const hasBoard = place.board !== undefined && place.board >= 0;
  if (place.kind === "here") {
    notes.push(...note("Your location is no part of this page’s address. To share this list or come back to it, type a town or postcode instead."));
  }
  if (place.kind === "around") {
    const known = place.known.length > 8 ? place.known.slice(0, 8).join(", ") + " and others" : listed(place.known);
    notes.push(...note("Nobody in the directory is in " + place.label + ", so distances are measured from the middle of " + known + ", which it knows."));
  }
  if (place.instead) notes.push(...note("Showing " + (place.kind === "area" ? "" : "places near ") + place.label + " for " + short(place.instead) + "."));
  notes.push(...otherPlaces(place, state));
  if (state.within === "area" && !hasBoard) {
    notes.push(...note("The care board for " + place.label + " is not known here, so the list is not narrowed to it. Choose a distance instead."));
  } else if (place.kind === "area" && place.own.length && state.within !== "area") {
    notes.push(...note(place.label + " is an area, so this shows everybody in it, whatever the distance."));
  } else if (place.kind === "area" && !place.own.length) {
    notes.push(...note("Nobody in the directory is in " + place.label + ", so distances are measured from its middle."));
  }
  if (place.reach) {
    const serves = hasBoard ? [" or ", link("see who serves it", "area")] : [];
    notes.push(...note("This shows who is within " + place.reach + " miles of " + place.label + ". ", link("Look within 50 miles", "50"), ...serves, "."));
  }
  return notes;
}

/**
 * Other places that may be meant, each with a way there.
 * @param {any} place
 * @param {any} state
 */
function otherPlaces(place, state) {
  const to = (/** @type {string} */ near) => trustbridge.find.addressOf(state, { near, within: state.within === "area" ? "area" : state.within || "10" });
  const links = (/** @type {[string, string][]} */ names) =>
    names.flatMap(([text, near], at) => [at ? (at === names.length - 1 ? " or " : ", ") : "", make("a", { href: to(near), "data-go": "" }, text)]);
  if (place.each) {
    const each = place.each.map((/** @type {any} */ one) => [one.label, one.near]);
    return [make("p", {}, counted(each.length, "place") + " are called " + place.label + ". This shows what is near any of them. Show only what is near ", ...links(each), ".")];
  }
  const notes = [];
  if (place.others?.length) notes.push(make("p", {}, "Did you mean ", ...links(place.others.map((/** @type {string} */ name) => [name, name])), "?"));
  if (place.areaToo && state.near) notes.push(make("p", {}, place.label + " is also the name of an area. ", ...links([["Show everybody in it", place.areaToo]]), "."));
  return notes;
}

/**
 * A query that names a place finds who has its name; this offers what lies around it, or in it.
 * @param {any} shown
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
  if (place.kind === "outside") return [make("p", {}, near + " is a postcode in " + place.country + ". This directory covers England.")];
  const where = place.kind === "area" ? "in " + near : "within 10 miles of " + near;
  if (rest) return [make("p", {}, "Nobody listed is both. Near the place: ", way("“" + trustbridge.find.shorten(rest) + "” " + where), ".")];
  if (place.kind === "area") return [make("p", {}, near + " is an area. ", way("Show everybody in it"), ".")];
  if (place.kind !== "town") return [make("p", {}, "To look around a postcode, ask for it apart: ", way("everybody " + where), ".")];
  return [make("p", {}, place.label + " is a town. ", way("Show everybody within 10 miles of it, nearest first"), ".")];
}

/** @param {any} shown */
async function nothingFits({ state, answer, manifest }) {
  const { addressOf } = trustbridge.find;
  const list = make("ul", {});
  const link = (/** @type {string} */ text, /** @type {string} */ address, /** @type {Record<string, string>} */ more = { "data-go": "" }) =>
    list.append(make("li", {}, make("a", { href: address, ...more }, text)));
  const [most] = await answer.without();
  if (most && most.count) {
    const label = /** @type {{label: string}} */ (PANEL.find((one) => one.key === most.group)).label;
    const address = most.group === "near"
      ? addressOf(state, { near: "", within: "" })
      : addressOf(state, { groups: { ...state.groups, [most.group]: [] } });
    link("Drop the filter “" + label + "”, which removed the most: " + counted(most.count, "organisation") + " without it", address, most.group === "near" ? { "data-go": "", "data-leave-place": "" } : { "data-go": "" });
  }
  for (const { miles, count } of await answer.wider()) {
    link("Look within " + miles + " miles: " + counted(count, "organisation"), addressOf(state, { within: String(miles) }));
  }
  const board = answer.place && answer.place.board >= 0 ? manifest.words.icb[answer.place.board] : null;
  if (board && board[2] >= 0) {
    link("See " + board[1] + ": whom to contact there first, and who is there", siteLink("places/" + manifest.words.region[board[2]][0] + "/" + board[0] + "/"), {});
  }
  for (const [id, label] of await servicesCalled(answer.understood.folded)) link("Read about the service “" + label + "”: who offers it, who needs it, what has worked", siteLink("services/" + id + "/"), {});
  if (state.q.trim()) link("Show everybody, without the words", addressOf(state, { q: "", literal: false }));
  link("Browse all organisations from A to Z", siteLink("organisations/"), {});
  return make("div", {}, make("h2", {}, "What you can do"), list);
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

/** @param {any} shown */
function showTools(shown) {
  const { state, answer } = shown;
  const { addressOf, part } = trustbridge.find;
  if (!answer.order.length) {
    part("tools").replaceChildren();
    return;
  }
  const list = make("ul", {});
  const sorts = { best: "Best match", near: "Nearest", name: "A to Z", confirmed: "Recently checked" };
  for (const [sort, label] of Object.entries(sorts)) {
    if ((sort === "near" && !answer.miles) || (sort === "best" && !state.q.trim())) continue;
    /** @type {Record<string, string>} */
    const more = sort === answer.sort ? { "aria-current": "true" } : { href: addressOf(state, { sort }), "data-go": "" };
    list.append(make("li", {}, make(sort === answer.sort ? "span" : "a", more, label)));
  }
  const label = make("span", { id: "orders" }, "Order:");
  list.setAttribute("aria-labelledby", "orders");
  const csv = make("button", { type: "button", class: "quiet" }, "Download this list (CSV)");
  const failed = make("span", { role: "status" });
  csv.addEventListener("click", () => {
    failed.textContent = "";
    downloadList(shown).catch(() => (failed.textContent = "The list could not load. Check your connection, then press the button again."));
  });
  part("tools").replaceChildren(label, list, csv, failed);
}

/** @param {any} shown */
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
  if (state.page !== "all" && page > 1) add("Previous", String(page - 1), "Previous page");
  for (let number = 1; number <= pages; number++) {
    if (number === 1 || number === pages || Math.abs(number - page) < 3) add(String(number), String(number), "Page " + number);
    else if (Math.abs(number - page) === 3) list.append(make("li", {}, "…"));
  }
  if (state.page !== "all" && page < pages) add("Next", String(page + 1), "Next page");
  if (answer.order.length <= ALL_AT_ONCE) add("Show all " + answer.order.length, "all", "Show all " + answer.order.length + " on one page");
  nav.replaceChildren(list);
}

/**
 * @param {any} shown
 * @param {() => boolean} current
 */
async function showHints({ state, answer, manifest }, current) {
  const section = trustbridge.find.part("hints");
  const items = [];
  for (const value of state.groups.focus) {
    const row = manifest.words.focus[trustbridge.valuesOf(manifest, "focus").indexOf(value)];
    if (row && row[2]) items.push(make("li", {}, "Not sure where to start? Read ", make("a", { href: siteLink("guide/" + row[2] + "/") }, row[1]), "."));
  }
  for (const card of await trustbridge.cards(answer.pages)) {
    const kind = card.kindOf === "guide" ? "Guide" : "Case study";
    items.push(make("li", {}, make("a", { href: siteLink(card.address) }, card.name), make("span", { class: "meta" }, " " + kind + (card.line ? ". " + card.line : ""))));
  }
  if (!current()) return;
  section.hidden = !items.length;
  section.querySelector("ul").replaceChildren(...items);
}

/**
 * Exactly the list that the filters leave, in its order.
 * @param {any} shown
 */
async function downloadList({ answer }) {
  const rows = [["id", "name", "sector", "kind", "town", "region", "care_boards", "openness", "offers", "needs", "miles", "checked", "page"]];
  const miles = (/** @type {number} */ far) => (far < Infinity ? far.toFixed(1) : "");
  const stated = (/** @type {string[] | null} */ list) => (list ? list.join("; ") || "none" : "not stated");
  for (const card of await trustbridge.cards(answer.order)) {
    const { id, name, kindOf, kind, line, region, boards, openId, offers, needs, confirmed, address } = card;
    const far = answer.miles ? miles(answer.miles[card.document]) : "";
    rows.push([id, name, kindOf, kind, line, region, boards.join("; "), openId, stated(offers), stated(needs), far, confirmed, siteLink(address)]);
  }
  downloadCsv("trustbridge-results.csv", rows);
}
