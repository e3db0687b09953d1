// @needs match-card.js
// @needs role-lines.js
// @needs record-load.js
// Two to four organisations side by side; the address says which.

(() => {
  const holder = document.getElementById("compare");
  const form = document.getElementById("compare-form");
  if (!holder || !form) return;
  const by = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const MOST = 4;
  /** @type {MatchWorld} */ let world;
  /** Who serves the school trusts that were chosen, by id. */
  const serving = /** @type {Record<string, ServingRow[]>} */ ({});

  trustbridge.matchWorld = (/** @type {MatchWorld} */ given) => {
    world = given;
    offerNames(world, "compare-names");
    form.hidden = false;
    show();
  };

  const idsNow = () => (new URLSearchParams(location.hash.slice(1)).get("ids") || "").split(",").filter((id) => id);

  /** @returns {MatchRecord[]} */
  const chosen = () =>
    [...new Set(idsNow())].flatMap((id) => world.organisations.filter((/** @type {MatchRecord} */ one) => one.id === id)).slice(0, MOST);

  function show() {
    const list = chosen();
    by("status").textContent = !list.length
      ? say("compare.none")
      : list.length === 1
        ? say("compare.one")
        : idsNow().length > MOST
          ? say("compare.too-many", { most: MOST })
          : "";
    holder?.toggleAttribute("hidden", !list.length);
    holder?.replaceChildren(table(list));
    by("compare-pairs").replaceChildren(...pairs(list));
    for (const { id } of list.filter((one) => one.sector === "school" && !(one.id in serving))) {
      recordOf(id).then((found) => {
        serving[id] = found?.serves || [];
        show();
      });
    }
  }

  /** Who serves a school trust; of a health body, whom of those beside it it serves. @param {MatchRecord} one @param {MatchRecord[]} list */
  function roles(one, list) {
    const named = (/** @type {ServingRow} */ row, /** @type {(Node | string)[]} */ who) => make("li", {}, world.roles[row[0]].label + ": ", ...who);
    const items =
      one.sector === "school"
        ? (serving[one.id] || []).map((row) => named(row, roleHolder(row)))
        : list.flatMap((trust) => (serving[trust.id] || []).filter((row) => row[2] === one.id).map((row) => named(row, [`${trust.name} (${row[3]})`])));
    return items.length ? make("ul", {}, ...items) : one.sector === "school" ? say("compare.nothing-known") : say("compare.serves-none");
  }

  /** @param {MatchRecord[]} list */
  function table(list) {
    const head = list.map((one) => make("th", { scope: "col" }, make("a", { href: siteLink(`organisations/${one.id}/`) }, one.name), remove(one)));
    const rows = /** @type {[string, (one: MatchRecord) => (Node | string)][]} */ ([
      [say("compare.who"), (one) => whoIs(world, one)],
      [say("compare.ages"), (one) => (one.ages ? say("compare.from-to", { from: one.ages[0], to: one.ages[1] }) : say("compare.not-stated"))],
      [say("compare.serving"), (one) => roles(one, list)],
      [say("compare.offers"), (one) => services(one.offers, say("compare.offers-nothing"))],
      [say("compare.needs"), (one) => services(one.needs, say("compare.needs-nothing"))],
      [say("compare.openness"), (one) => openness(one.openness)],
    ]);
    return make(
      "table",
      {},
      make("thead", {}, make("tr", {}, make("td", {}), ...head)),
      make("tbody", {}, ...rows.map(([label, cell]) => make("tr", {}, make("th", { scope: "row" }, label), ...list.map((one) => make("td", {}, cell(one)))))),
    );
  }

  /** @param {MatchRecord} one */
  function remove(one) {
    const button = make("button", { type: "button", class: "quiet no-print" }, say("compare.take-off"), make("span", { class: "unseen" }, " " + one.name));
    button.addEventListener("click", () => {
      go(idsNow().filter((id) => id !== one.id));
      by("compare-add").focus();
    });
    return make("p", {}, button);
  }

  /** @param {MatchListing[] | undefined} list @param {string} none */
  function services(list, none) {
    if (!list) return say("compare.not-stated");
    const labels = [...new Set(list.map((listing) => world.services[listing.s].label))];
    return labels.length ? make("ul", {}, ...labels.map((label) => make("li", {}, label))) : none;
  }

  /** @param {string | undefined} word */
  function openness(word) {
    return say("compare.open", { word: word || "" });
  }

  /** What any two of opposite sectors could do for each other. @param {MatchRecord[]} list */
  function pairs(list) {
    const found = [];
    for (const [at, one] of list.entries()) {
      for (const other of list.slice(at + 1)) {
        if (one.sector === other.sector) continue;
        const match = trustbridge.matching.explain(world, one, other);
        const said = trustbridge.matchingSentences.of(world, match, trustbridge.matchingSentences.byName(one.name, other.name));
        const sentences = trustbridge.matchingSentences.asList({ ...said, sureness: "" }).map((/** @type {string} */ text) => make("li", {}, text));
        const sheet = make("a", { href: `${holder?.dataset.brief}#a=${one.id}&b=${other.id}` }, say("compare.sheet"));
        found.push(make("section", {}, make("h2", {}, andList([one.name, other.name])), make("ul", {}, ...sentences), make("p", { class: "no-print" }, sheet)));
      }
    }
    return found;
  }

  /** @param {string[]} ids */
  function go(ids) {
    history.replaceState(null, "", `#ids=${ids.join(",")}`);
    show();
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const input = /** @type {HTMLInputElement} */ (by("compare-add"));
    const found = organisationNamed(world, input.value);
    if (!found) {
      by("status").textContent = say("compare.unknown");
      return;
    }
    input.value = "";
    go([...idsNow(), found.id]);
  });
  window.addEventListener("hashchange", () => world && show());
})();
