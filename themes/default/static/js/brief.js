// @needs match-card.js
// @needs role-lines.js
// @needs record-load.js
// One page for a first meeting of two organisations, which the address names.

(() => {
  const holder = document.getElementById("brief");
  const form = document.getElementById("brief-form");
  if (!holder || !form) return;
  const by = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (by(id));
  /** @type {any} */ let world = null;
  /** What the site keeps of the two, by id; none while it is on its way, null where it cannot be read. */
  const records = /** @type {Record<string, any>} */ ({});

  trustbridge.matchWorld = (/** @type {MatchWorld} */ given) => {
    world = given;
    offerNames(world, "brief-names");
    form.hidden = false;
    show();
  };

  function show() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const [a, b] = ["a", "b"].map((key) => organisationNamed(world, asked.get(key) || ""));
    if (a) input("brief-a").value = a.name;
    if (b) input("brief-b").value = b.name;
    const opposite = a && b && a.sector !== b.sector;
    by("status").textContent = opposite
      ? ""
      : a && b
        ? "The two are of the same sector; the sheet is for one NHS organisation and one school trust."
        : "Choose one NHS organisation and one school trust.";
    holder?.toggleAttribute("hidden", !opposite);
    by("brief-title").textContent = opposite ? `${a.name} and ${b.name}: first meeting` : "First meeting";
    if (!opposite) return;
    holder?.replaceChildren(...sheet(a, b));
    for (const { id } of [a, b].filter((one) => !(one.id in records))) {
      recordOf(id).then((found) => {
        records[id] = found;
        show();
      });
    }
  }

  /** @param {MatchRecord} a @param {MatchRecord} b */
  function sheet(a, b) {
    const found = trustbridge.matching.explain(world, a, b);
    const said = trustbridge.matchingSentences.of(world, found, trustbridge.matchingSentences.byName(a.name, b.name));
    const part = (/** @type {string} */ title, /** @type {string[]} */ sentences) => {
      const some = sentences.filter((text) => text);
      return some.length ? [make("h2", {}, title), make("ul", {}, ...some.map((text) => make("li", {}, text)))] : [];
    };
    const who = [a, b].map((one) =>
      make("li", {}, make("a", { href: siteLink(`organisations/${one.id}/`) }, one.name), `: ${whoIs(world, one)}`),
    );
    return [
      make("ul", {}, ...who),
      ...part("What one is for where the other works", serving(a, b)),
      ...part("What each could gain", [said.standing, said.youGain, said.theyGain, ...said.remarks]),
      ...part("What to ask about", said.missing),
      ...part("Where and when", [said.place, readiness(a), readiness(b)]),
      ...part("Shared priorities", [priorities(a, b)]),
      make("h2", {}, "Whom to ring"),
      make("ul", { class: "to-ring" }, ...[a, b].flatMap(contacts)),
    ];
  }

  /**
   * In which roles the health body serves the school trust, and how that is known.
   * @param {MatchRecord} a @param {MatchRecord} b
   */
  function serving(a, b) {
    const [trust, body] = a.sector === "school" ? [a, b] : [b, a];
    const rows = /** @type {ServingRow[]} */ (records[trust.id]?.serves || []).filter((row) => row[2] === body.id);
    return rows.map((row) => `${world.roles[row[0]].label} for ${trust.name}: ${row[3]}.`);
  }

  /**
   * The focus areas in which both work, as they state them or as follows from what they list.
   * @param {MatchRecord} a @param {MatchRecord} b
   */
  function priorities(a, b) {
    const [ours, theirs] = [a, b].map((one) => trustbridge.matching.focusOf(world, one));
    if (!ours || !theirs) return "Nothing is recorded here yet about the areas in which one of the two works.";
    const both = ours.filter((/** @type {number} */ area) => theirs.includes(area)).map((/** @type {number} */ area) => world.focus[area].label);
    return both.length ? `Both work on: ${both.join("; ")}.` : "No area of work is shared by what the two have listed.";
  }

  /**
   * Whom to ring at an organisation: its shared contacts by role, else where to begin.
   * @param {MatchRecord} one
   */
  function contacts(one) {
    const record = records[one.id]?.record;
    const known = (record?.contacts || []).filter((/** @type {any} */ contact) => contact.role && (contact.phone || contact.email || contact.url));
    if (known.length) {
      return known.map((/** @type {any} */ contact) =>
        make("li", {}, make("strong", {}, one.name), `, ${contact.role}: ${[contact.phone, contact.email, contact.url].filter((way) => way).join(", ")}`));
    }
    const board = one.boards?.length ? world.boards[one.boards[0]] : null;
    const place = board && typeof board.region === "number" ? `places/${world.regions[board.region].id}/${board.id}/` : "";
    return [make("li", {}, make("strong", {}, one.name), ": no shared telephone or mailbox is recorded. ",
      ...(record?.website ? [`Begin at ${record.website}`, place ? ", or with " : "."] : place ? ["Begin with "] : []),
      ...(place ? [make("a", { href: siteLink(place) }, `the doors of ${board.short}`), "."] : []))];
  }

  /** @param {MatchRecord} one */
  function readiness(one) {
    const words = /** @type {Record<string, string>} */ ({
      offering: "is looking for partners now",
      open: "is open to a conversation",
      "may-offer": "may have something to offer",
      "not-now": "is not looking for partners at present",
    });
    return one.openness && words[one.openness] ? `${one.name} ${words[one.openness]}.` : "";
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [a, b] = ["brief-a", "brief-b"].map((id) => organisationNamed(world, input(id).value)?.id || "");
    history.replaceState(null, "", `#a=${a}&b=${b}`);
    show();
  });
  by("brief-print").addEventListener("click", () => window.print());
  window.addEventListener("hashchange", () => world && show());
})();
