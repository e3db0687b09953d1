// @needs match-card.js
// @needs role-lines.js
// @needs record-load.js
// Match me: a form in, possible partners out. What is typed stays in this page and in its address.

/**
 * @typedef {object} NamedPlace a postcode district or a town
 * @property {string} name
 * @property {number[]} point
 * @property {number} [district]
 * @property {number} [region]
 * @property {number[]} [boards]
 */

(() => {
  const holder = document.getElementById("match-me");
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("match-form"));
  if (!holder || !form) return;
  const by = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const field = (/** @type {string} */ name) =>
    /** @type {HTMLInputElement | HTMLSelectElement} */ (form.elements.namedItem(name) || { value: "" });
  const boxes = (/** @type {string} */ name) =>
    /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`input[name="${name}"]`));
  const STEP = 10;

  /** How many names of places are proposed at once. */
  const PROPOSED = 20;

  /** The matching of all organisations: a large file, asked for once somebody is looked for. @type {MatchWorld} */ let world;
  let worldAsked = false;
  /** Places by their first letter; null while their file is on its way. @type {Record<string, NamedPlace[] | null>} */
  const places = {};
  /** The letters whose file could not be read: the next change asks again. @type {Set<string>} */
  const lost = new Set();
  /** @type {MatchRecord | null} the record of a listed organisation that the form started from */
  let base = null;
  let shown = STEP;
  /** The districts of the country; none until they have arrived. @type {DistrictRow[]} */
  let districts = [];
  /** Who serves the listed trust that the form started from; null while that is on its way. @type {ServingRow[] | null} */
  let servesBase = [];

  /** Whether the file of the districts has arrived, or cannot be read. */
  let districtsCame = false;
  /** The roles of `districts`. @type {ServingRole[]} */
  let roles = [];

  trustbridge.districts = (given, rows) => {
    [roles, districts] = [given, rows];
    update();
  };

  trustbridge.matchPlaces = (letter, rows) => {
    places[letter] = rows.map(([name, latitude, longitude, district, region, board]) => ({
      name,
      point: [latitude, longitude],
      district: district ?? undefined,
      region: region ?? undefined,
      boards: board === null ? undefined : [board],
    }));
  };

  trustbridge.matchWorld = (/** @type {MatchWorld} */ given) => {
    world = given;
    if (!roles.length) roles = world.roles;
    if (startsFrom()) readAddress();
    update();
  };

  /** The id of the listed organisation that the address starts from. */
  const startsFrom = () => new URLSearchParams(location.hash.slice(1)).get("from");

  /** The places whose names begin as what is typed; none until they have arrived. @param {string} typed in lower case */
  function placesLike(typed) {
    const letter = typed[0] || "";
    if (!letter || !holder?.dataset.letters?.includes(letter)) return [];
    if (places[letter] === undefined) {
      places[letter] = null;
      runScript(siteLink(`match/places/${letter}.js`))
        .catch(() => {
          places[letter] = [];
          lost.add(letter);
        })
        .then(update);
    }
    return places[letter] || [];
  }

  function askForWorld() {
    if (worldAsked) return;
    worldAsked = true;
    runScript(siteLink("match/world.js")).catch(() => {
      worldAsked = false;
      if (holder) holder.hidden = false;
      by("status").textContent = say("match-me.failed");
    });
  }

  // The file stands before the end of the page: by then it has run, or failed.
  document.addEventListener("DOMContentLoaded", () => {
    districtsCame = true;
    update();
  });

  const ticked = (/** @type {string} */ name) => [...boxes(name)].filter((box) => box.checked).map((box) => box.value);
  /** The services of the record that the form started from. @param {MatchListing[] | undefined} list */
  const services = (list) =>
    [...new Set((list || []).map((listing) => world.services[listing.s].id))];

  /** Fills the form from the address: a record by `from`, and whatever else is said. */
  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    const from = startsFrom();
    if (from) askForWorld();
    // What is typed before the record is there would be lost with it.
    if (holder) holder.hidden = !!from && !world;
    base = world?.organisations.find((/** @type {MatchRecord} */ one) => one.id === from) || null;
    const words = (/** @type {string} */ name) => (asked.get(name) || "").split(",").filter((word) => word);
    const sector = base ? base.sector : asked.get("sector") === "nhs" ? "nhs" : "school";
    for (const box of boxes("sector")) {
      box.checked = box.value === sector;
      box.disabled = !!base;
    }
    for (const name of /** @type {("needs" | "offers")[]} */ (["needs", "offers"])) {
      const chosen = asked.has(name) ? words(name) : services(base?.[name]);
      for (const box of boxes(name)) box.checked = chosen.includes(box.value);
    }
    for (const box of boxes("phases")) box.checked = words("phases").includes(box.value);
    field("place").value = asked.get("place") || "";
    field("icb").value = asked.get("icb") || "";
    field("openness").value = asked.get("openness") ?? base?.openness ?? "";
    field("district").value = asked.get("district") || "";
    by("match-from").hidden = !base;
    servesBase = [];
    if (base) {
      servesBase = null;
      const { id } = base;
      recordOf(id).then((found) => {
        if (base?.id !== id) return;
        servesBase = found?.serves || [];
        update();
      });
      const link = make("a", { href: siteLink(`organisations/${base.id}/`) }, base.name);
      by("match-from").replaceChildren(...sayParts("match-me.from", { name: link }));
    }
  }

  /** Writes the form into the address, without a new entry in the history. */
  function writeAddress() {
    const said = new URLSearchParams();
    if (base) said.set("from", base.id);
    else said.set("sector", sectorNow());
    for (const name of ["place", "district", "icb", "openness"]) {
      const value = field(name).value.trim();
      if (value !== (name === "openness" ? base?.openness || "" : "")) said.set(name, value);
    }
    for (const name of /** @type {("needs" | "offers")[]} */ (["needs", "offers"])) {
      const value = ticked(name).sort().join(",");
      if (value !== services(base?.[name]).sort().join(",")) said.set(name, value);
    }
    if (ticked("phases").length) said.set("phases", ticked("phases").join(","));
    history.replaceState(null, "", "#" + said.toString().replaceAll("%2C", ","));
  }

  const sectorNow = () => ([...boxes("sector")].find((box) => box.checked)?.value === "nhs" ? "nhs" : "school");

  /** The place that is typed, if the directory knows it; of a postcode the district counts. */
  function placeNow() {
    const typed = field("place").value.trim().toLowerCase();
    if (!typed) return null;
    const district = typed.replace(/\s+/g, "").replace(/\d[a-z]{2}$/, "");
    const known = placesLike(typed);
    const named = (/** @type {string} */ name) => known.find((place) => place.name.toLowerCase() === name);
    return named(typed) || (/^[a-z]{1,2}\d/.test(typed) && named(district)) || null;
  }

  /** Proposes the names that begin as what is typed. */
  function proposePlaces() {
    const typed = field("place").value.trim().toLowerCase();
    const like = placesLike(typed).filter((place) => place.name.toLowerCase().startsWith(typed));
    by("place-names").replaceChildren(...like.slice(0, PROPOSED).map((place) => make("option", { value: place.name })));
  }

  /** The number of the district: the one that is chosen, else that of the place. @returns {number | undefined} */
  function districtNow() {
    const chosen = field("district").value;
    return chosen ? Number(chosen) : placeNow()?.district;
  }

  /** What the form says, as a record for the engine. @returns {MatchRecord} */
  function recordNow() {
    const sector = sectorNow();
    /** @type {MatchRecord} */
    const record = { id: "", name: "You", ...(base || {}), sector };
    const place = placeNow();
    const board = world.boards.findIndex((one) => one.id === field("icb").value);
    if (place) Object.assign(record, { points: [place.point], region: place.region, boards: place.boards });
    const district = districtNow();
    if (district !== undefined && districts[district]) {
      const [, , latitude, longitude, , , , region, boards, shares] = districts[district];
      const elsewhere = !place || place.district !== district;
      if (elsewhere) Object.assign(record, { points: place ? [place.point] : [[latitude, longitude]], region: region ?? undefined, boards });
      if (sector === "school") record.shares = shares;
    }
    if (board >= 0) {
      record.boards = [board];
      if (!place && district === undefined) Object.assign(record, { region: world.boards[board].region ?? undefined, points: undefined });
    }
    const phases = world.phases.filter((phase) => ticked("phases").includes(phase.id));
    if (sector === "school" && phases.length) {
      const ages = phases.flatMap((phase) => phase.ages);
      record.ages = [Math.min(...ages), Math.max(...ages)];
    }
    record.openness = field("openness").value || undefined;
    record.needs = listings("needs");
    record.offers = listings("offers");
    return record;
  }

  /** Ticked services as listings; those that the record has already keep what it says of them. @param {"needs" | "offers"} name */
  function listings(name) {
    const chosen = ticked(name);
    if (!chosen.length) return base?.[name]?.length === 0 ? [] : undefined;
    const numbers = chosen.map((id) => world.services.findIndex((one) => one.id === id));
    const kept = base?.[name] || [];
    return numbers
      .sort((a, b) => a - b)
      .flatMap((s) => (kept.some((one) => one.s === s) ? kept.filter((one) => one.s === s) : [{ s }]));
  }

  function update() {
    by("phases").hidden = sectorNow() !== "school";
    for (const name of ["needs", "offers"]) {
      const count = ticked(name).length;
      const label = form?.querySelector(`#${name} .count`);
      if (label) label.textContent = count ? say("match-me.ticked", { count }) : "";
    }
    const typed = field("place").value.trim();
    proposePlaces();
    const found = placeNow();
    const lies = found?.district === undefined ? undefined : districts[found.district]?.[0];
    by("place-said").textContent = found && lies ? say("match-me.lies-in", { place: found.name, district: lies }) : whyNoPlace(typed, !!found);
    showServes();
    // What the address asks for is shown at once, so that nothing moves; afterwards each part as soon as it is there.
    const waits = holder?.hidden || places[typed[0]?.toLowerCase()] === null || (districtNow() !== undefined && !districtsCame) || !servesBase;
    if (!waits) by("match-found").hidden = false;
    const begun = base || found || districtNow() !== undefined || field("icb").value || ticked("needs").length || ticked("offers").length;
    if (!begun) return showNobody(say("match-me.nothing-said"));
    askForWorld();
    if (!world) return showNobody(say("match-me.loading"));
    const record = recordNow();
    if (record.points?.length || record.boards?.length || record.needs || record.offers) showMatches(record);
    else showNobody(say("match-me.nothing-said"));
  }

  /** @param {string} typed @param {boolean} found */
  function whyNoPlace(typed, found) {
    const letter = typed[0]?.toLowerCase();
    if (!letter || found || places[letter] === null) return "";
    return lost.has(letter) ? say("match-me.failed") : say("match-me.unknown-place");
  }

  /** @param {string} status */
  function showNobody(status) {
    by("matches").replaceChildren();
    by("match-more").hidden = true;
    by("status").textContent = status;
  }

  /** Who serves the place of a school trust, as the page of its district says; of a listed one, as its own page does. */
  function showServes() {
    const district = districtNow();
    const rows = /** @type {ServingRow[]} */ (district === undefined ? servesBase || [] : districts[district]?.[5] || []);
    const known = sectorNow() === "school" && (district === undefined ? rows.length > 0 : !!districts[district]);
    by("serves-part").hidden = !known;
    if (!known) return;
    const name = (district === undefined ? base?.name : districts[district]?.[0]) ?? "";
    by("serves-heading").textContent = say("match-me.who-serves", { name });
    const page = district === undefined ? base && `organisations/${base.id}/` : districts[district]?.[1];
    by("serves-page").replaceChildren(...(page ? [make("a", { href: siteLink(page) }, say("match-me.all-about", { name }))] : []));
    const needs = [...boxes("needs")].filter((box) => box.checked);
    const needed = needs.map((box) => ({ id: box.value, label: insideSentence(box.labels?.[0]?.textContent?.trim() ?? "") }));
    by("serves").replaceChildren(...roleLines(roles, rows, needed));
  }

  /** @param {MatchRecord} record */
  function showMatches(record) {
    const ranked = trustbridge.matching.rank(world, record);
    const best = ranked.slice(0, shown);
    const found = best.map((one) => trustbridge.matching.explain(world, record, one.partner));
    by("matches").replaceChildren(...found.map((/** @type {MatchFound} */ one) => matchCard(world, one)));
    by("match-more").hidden = ranked.length <= shown;
    const notice = trustbridge.matchingSentences.nothingStrong(found[0]?.band);
    const count = say("match-me.shown", { count: ranked.length, best: best.length });
    by("status").textContent = [count, notice].filter((text) => text).join(" ");
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    by("matches-heading").focus();
  });
  form.addEventListener("input", () => {
    shown = STEP;
    for (const letter of lost) delete places[letter];
    lost.clear();
    writeAddress();
    update();
  });
  form.addEventListener("reset", () => {
    history.replaceState(null, "", location.pathname + location.search + (base ? `#from=${base.id}` : ""));
    setTimeout(() => {
      readAddress();
      update();
    });
  });
  window.addEventListener("hashchange", () => {
    readAddress();
    update();
  });
  by("match-more").addEventListener("click", () => {
    shown += STEP;
    update();
  });
  by("match-copy").addEventListener("click", () => copyText(location.href, say("match-me.copied")));
  by("match-print").addEventListener("click", () => window.print());

  readAddress();
  update();
})();
