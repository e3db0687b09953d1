// @needs saved.js
// @needs match-card.js
// @needs csv.js
// The shortlist page: order, notes, print, CSV, copy, mail, compare. A link to it holds ids, never notes.

(() => {
  const holder = document.getElementById("shortlist");
  if (!holder) return;
  const by = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const MOST = 4;
  const MOST_SHARED = 100;
  /** @type {MatchWorld} */ let world;
  /** @type {Set<string>} */ const ticked = new Set();

  trustbridge.matchWorld = (/** @type {MatchWorld} */ given) => {
    world = given;
    show();
  };

  /** @param {string} id @returns {MatchRecord | undefined} */
  const record = (id) => world?.organisations.find((/** @type {MatchRecord} */ one) => one.id === id);

  /** The name of an organisation of this directory; null until the page knows them, "" where it has none of this id. @param {string} id @returns {string | null} */
  const nameOf = (id) => (world ? record(id)?.name || world.others.find((/** @type {{ id: string }} */ one) => one.id === id)?.name || "" : null);

  /** The ids of a link that somebody sent; none for the reader's own list. */
  const sharedIds = () =>
    [...new Set((new URLSearchParams(location.hash.slice(1)).get("ids") || "").split(","))].filter(isSavedId).slice(0, MOST_SHARED);

  /** The organisations of that link that this directory holds: an address is anybody's words, so nothing else is shown. @returns {SavedEntry[]} */
  const sharedList = () =>
    sharedIds().flatMap((id) => {
      const name = nameOf(id);
      return name ? [{ id, name, note: "" }] : [];
    });

  const addressOf = (/** @type {SavedEntry[]} */ list) =>
    new URL(`#ids=${list.map((entry) => entry.id).join(",")}`, new URL(holder.dataset.here || "", location.href)).href;

  function show() {
    const sent = sharedIds();
    const shared = sharedList();
    const list = sent.length ? shared : savedList();
    holder?.removeAttribute("hidden");
    by("shortlist-actions").hidden = !list.length;
    by("saved").replaceChildren(...list.map((entry, at) => item(entry, at, list, !sent.length)));
    by("status").textContent = sent.length ? statusOfShared(sent, shared) : statusOfOwn(list);
    showShared(shared);
    link(list);
  }

  const statusOfOwn = (/** @type {SavedEntry[]} */ list) =>
    list.length
      ? [say("shortlist.count", { count: list.length }), notKept ? say("saved.not-kept") : ""].filter(Boolean).join(" ")
      : say("shortlist.empty");

  /** @param {string[]} sent @param {SavedEntry[]} shared */
  function statusOfShared(sent, shared) {
    if (!world) return say("shortlist.loading");
    const missing = sent.length - shared.length;
    const said = shared.length ? say("shortlist.count", { count: shared.length }) : "";
    return [said, missing ? say("shortlist.left-out", { count: missing }) : ""].filter(Boolean).join(" ");
  }

  /** @param {SavedEntry[]} shared */
  function showShared(shared) {
    const box = by("shortlist-shared");
    box.hidden = !shared.length;
    if (!shared.length) return;
    const keep = make("button", { type: "button" }, say("shortlist.keep"));
    keep.addEventListener("click", () => {
      const own = savedList();
      saveList([...own, ...shared.filter((entry) => !own.some((one) => one.id === entry.id))]);
      location.hash = "";
      show();
    });
    box.replaceChildren(say("shortlist.sent"), " ", keep);
  }

  /** @param {SavedEntry} entry @param {number} at @param {SavedEntry[]} list @param {boolean} own */
  function item(entry, at, list, own) {
    const found = record(entry.id);
    const name = nameOf(entry.id);
    const gone = name === "";
    const address = siteLink(`organisations/${entry.id}/`);
    const tick = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
    tick.checked = ticked.has(entry.id);
    tick.addEventListener("change", () => {
      if (tick.checked) ticked.add(entry.id);
      else ticked.delete(entry.id);
      link(list);
    });
    const element = make(
      "li",
      { class: `partner ${found?.sector || ""}`, "data-id": entry.id },
      make("h2", {}, gone ? entry.name : make("a", { href: address }, name || entry.name)),
      make("p", { class: "meta" }, found ? whoIs(world, found) : gone ? say("shortlist.gone") : ""),
      make("p", { class: "meta on-paper" }, gone ? "" : new URL(address, location.href).href),
    );
    if (own) element.append(noteOf(entry));
    const actions = make("p", { class: "actions no-print" }, make("label", { class: "tick" }, tick, make("span", {}, say("shortlist.compare"), make("span", { class: "unseen" }, " " + entry.name))));
    if (own) actions.append(...moves(entry, at, list));
    element.append(actions);
    return element;
  }

  /** @param {SavedEntry} entry */
  function noteOf(entry) {
    const area = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: "2" }));
    area.value = entry.note;
    area.addEventListener("input", () => {
      saveList(savedList().map((one) => (one.id === entry.id ? { ...one, note: area.value } : one)));
    });
    return make("label", {}, say("shortlist.note"), " ", make("span", { class: "unseen" }, say("shortlist.note-on", { name: entry.name })), area);
  }

  /** @param {SavedEntry} entry @param {number} at @param {SavedEntry[]} list */
  function moves(entry, at, list) {
    const button = (/** @type {string} */ label, /** @type {SavedEntry[]} */ after) => {
      const made = make("button", { type: "button", class: "quiet", "data-does": label }, label, make("span", { class: "unseen" }, " " + entry.name));
      made.addEventListener("click", () => {
        saveList(after);
        show();
        focusOn(entry.id, label);
      });
      return made;
    };
    const without = list.filter((one) => one.id !== entry.id);
    const moved = (/** @type {number} */ to) => [...without.slice(0, to), entry, ...without.slice(to)];
    const buttons = [];
    if (at > 0) buttons.push(button(say("shortlist.up"), moved(at - 1)));
    if (at < list.length - 1) buttons.push(button(say("shortlist.down"), moved(at + 1)));
    return [...buttons, button(say("shortlist.remove"), without)];
  }

  /** After the list is drawn anew, the same button has the focus, or else the status line's list. @param {string} id @param {string} label */
  function focusOn(id, label) {
    const item = [...by("saved").children].find((one) => one.getAttribute("data-id") === id);
    const again = [...(item?.querySelectorAll("button") || [])].find((one) => one.dataset.does === label);
    const next = again || item?.querySelector("button") || by("saved").querySelector("button") || by("main");
    /** @type {HTMLElement} */ (next).focus();
  }

  /** @param {SavedEntry[]} list */
  function link(list) {
    const chosen = list.map((entry) => entry.id).filter((id) => ticked.has(id));
    const ids = (chosen.length ? chosen : list.map((entry) => entry.id)).slice(0, MOST);
    by("shortlist-compare").setAttribute("href", `${holder?.dataset.compare}#ids=${ids.join(",")}`);
    by("shortlist-compare").hidden = list.length < 2;
    const lines = list.map((entry) => `${entry.name}: ${new URL(siteLink(`organisations/${entry.id}/`), location.href).href}`);
    const body = [...lines, "", say("shortlist.whole", { address: addressOf(list) })].join("\r\n");
    by("shortlist-mail").setAttribute("href", `mailto:?subject=${encodeURIComponent(say("shortlist.subject"))}&body=${encodeURIComponent(body)}`);
  }

  const listNow = () => (sharedIds().length ? sharedList() : savedList());

  by("shortlist-csv").addEventListener("click", () => {
    const rows = [["id", "name", "kind and place", "address", "note"]];
    for (const entry of listNow()) {
      const found = record(entry.id);
      rows.push([entry.id, entry.name, found ? whoIs(world, found) : "", new URL(siteLink(`organisations/${entry.id}/`), location.href).href, entry.note]);
    }
    downloadCsv("shortlist.csv", rows);
  });
  by("shortlist-copy").addEventListener("click", () => copyText(addressOf(listNow()), say("shortlist.copied")));
  by("shortlist-print").addEventListener("click", () => window.print());
  by("shortlist-clear").addEventListener("click", () => {
    if (!window.confirm(say("shortlist.sure"))) return;
    saveList([]);
    location.hash = "";
    show();
  });
  window.addEventListener("hashchange", show);
  show();
})();
