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
  /** @type {MatchWorld} */ let world;
  /** What the site keeps of the two, by id; none while it is on its way, null where it cannot be read. */
  const records = /** @type {Record<string, KeptRecord | null>} */ ({});

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
        ? say("brief.same-side")
        : say("brief.choose");
    holder?.toggleAttribute("hidden", !opposite);
    by("brief-title").textContent = opposite ? say("brief.heading", { one: a.name, other: b.name }) : say("brief.title");
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
      ...part(say("brief.serving"), serving(a, b)),
      ...part(say("brief.gain"), [said.standing, said.youGain, said.theyGain, ...said.remarks]),
      ...part(say("brief.ask"), said.missing),
      ...part(say("brief.where"), [said.place, readiness(a), readiness(b)]),
      ...part(say("brief.priorities"), [priorities(a, b)]),
      make("h2", {}, say("brief.ring")),
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
    return rows.map(([role, , , tag]) => say("brief.role", { role: world.roles[role].label, trust: trust.name, tag }));
  }

  /**
   * The focus areas in which both work, as they state them or as follows from what they list.
   * @param {MatchRecord} a @param {MatchRecord} b
   */
  function priorities(a, b) {
    const [ours, theirs] = [a, b].map((one) => trustbridge.matching.focusOf(world, one));
    if (!ours || !theirs) return say("brief.areas-unknown");
    const both = ours.filter((/** @type {number} */ area) => theirs.includes(area)).map((/** @type {number} */ area) => world.focus[area].label);
    const areas = both.join(say("list.parts"));
    return areas ? say("brief.areas", { areas }) : say("brief.areas-none");
  }

  /**
   * Whom to ring at an organisation: its shared contacts by role, else where to begin.
   * @param {MatchRecord} one
   */
  function contacts(one) {
    const record = records[one.id]?.record;
    const known = (record?.contacts || []).filter((/** @type {RecordTable} */ contact) => contact.role && (contact.phone || contact.email || contact.url));
    if (known.length) {
      return known.map((/** @type {RecordTable} */ contact) =>
        make("li", {}, make("strong", {}, one.name), `, ${contact.role}: ${[contact.phone, contact.email, contact.url].filter((way) => way).join(", ")}`));
    }
    const board = one.boards?.length ? world.boards[one.boards[0]] : null;
    const place = board && typeof board.region === "number" ? `places/${world.regions[board.region].id}/${board.id}/` : "";
    const name = make("strong", {}, one.name);
    return [make("li", {}, ...sayParts("brief.no-contact", { name }), " ", ...begin(record?.website, place, board?.short ?? ""))];
  }

  /**
   * Where to begin at an organisation without contacts.
   * @param {string | undefined} website @param {string} place the address of the page of its board, or nothing @param {string} name
   */
  function begin(website, place, name) {
    const board = place ? make("a", { href: siteLink(place) }, say("brief.doors", { board: name })) : "";
    if (website) return board ? sayParts("brief.begin-either", { website, board }) : [say("brief.begin-at", { website })];
    return board ? sayParts("brief.begin-with", { board }) : [];
  }

  /** @param {MatchRecord} one */
  function readiness({ openness, name }) {
    const who = "name";
    if (openness === "offering") return say("match.offering", { who, name });
    if (openness === "open") return say("match.open", { who, name });
    if (openness === "may-offer") return say("match.may-offer", { who, name });
    return openness === "not-now" ? say("match.not-now", { who, name }) : "";
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
