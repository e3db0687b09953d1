// @needs match-card.js
// @needs role-lines.js
// @needs record-load.js
// Match me: a form in, possible partners out. What is typed stays in this page and in its address.

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

  /** @type {any} */ let world = null;
  /** @type {MatchRecord | null} the record of a listed organisation that the form started from */
  let base = null;
  let shown = STEP;
  /** The districts of the country; none until they have arrived. @type {any[][]} */
  let districts = [];
  /** Who serves the listed trust that the form started from. @type {ServingRow[]} */
  let servesBase = [];

  trustbridge.districts = (/** @type {ServingRole[]} */ _roles, /** @type {any[][]} */ rows) => {
    districts = rows;
    if (world) update();
  };

  trustbridge.matchWorld = (/** @type {MatchWorld} */ given) => {
    world = given;
    by("place-names").replaceChildren(...world.places.map((/** @type {any} */ place) => make("option", { value: place.name })));
    readAddress();
    holder.hidden = false;
    update();
  };

  const ticked = (/** @type {string} */ name) => [...boxes(name)].filter((box) => box.checked).map((box) => box.value);
  const services = (/** @type {MatchListing[] | undefined} */ list) =>
    [...new Set((list || []).map((listing) => world.services[listing.s].id))];

  /** Fills the form from the address: a record by `from`, and whatever else is said. */
  function readAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    base = world.organisations.find((/** @type {MatchRecord} */ one) => one.id === asked.get("from")) || null;
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
    const named = (/** @type {string} */ name) =>
      world.places.find((/** @type {any} */ place) => place.name.toLowerCase() === name);
    return named(typed) || (/^[a-z]{1,2}\d/.test(typed) && named(district)) || null;
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
    const board = world.boards.findIndex((/** @type {any} */ one) => one.id === field("icb").value);
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
    const phases = world.phases.filter((/** @type {any} */ phase) => ticked("phases").includes(phase.id));
    if (sector === "school" && phases.length) {
      const ages = phases.flatMap((/** @type {any} */ phase) => phase.ages);
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
    const numbers = chosen.map((id) => world.services.findIndex((/** @type {any} */ one) => one.id === id));
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
    const [found, lies] = [placeNow(), districts[placeNow()?.district]?.[0]];
    by("place-said").textContent =
      typed && !found
        ? say("match-me.unknown-place")
        : lies
          ? say("match-me.lies-in", { place: found.name, district: lies })
          : "";
    showServes();
    const record = recordNow();
    const silent = !record.points?.length && !record.boards?.length && !record.needs && !record.offers;
    if (silent) {
      by("matches").replaceChildren();
      by("match-more").hidden = true;
      by("status").textContent = say("match-me.nothing-said");
      return;
    }
    showMatches(record);
  }

  /** Who serves the place of a school trust, as the page of its district says; of a listed one, as its own page does. */
  function showServes() {
    const district = districtNow();
    const rows = /** @type {ServingRow[]} */ (district === undefined ? servesBase : districts[district]?.[5] || []);
    const known = sectorNow() === "school" && (rows.length > 0 || district !== undefined);
    by("serves-part").hidden = !known;
    if (!known) return;
    const name = (district === undefined ? base?.name : districts[district]?.[0]) ?? "";
    by("serves-heading").textContent = say("match-me.who-serves", { name });
    const page = district === undefined ? base && `organisations/${base.id}/` : districts[district]?.[1];
    by("serves-page").replaceChildren(...(page ? [make("a", { href: siteLink(page) }, say("match-me.all-about", { name }))] : []));
    const needed = ticked("needs").map((id) => {
      const at = world.services.findIndex((/** @type {any} */ one) => one.id === id);
      return { id, label: trustbridge.matchingSentences.label(world, at) };
    });
    by("serves").replaceChildren(...roleLines(world.roles, rows, needed));
  }

  /** @param {MatchRecord} record */
  function showMatches(record) {
    const ranked = trustbridge.matching.rank(world, record);
    const best = ranked.slice(0, shown);
    const found = best.map((/** @type {any} */ one) => trustbridge.matching.explain(world, record, one.partner));
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
    if (!world) return;
    readAddress();
    update();
  });
  by("match-more").addEventListener("click", () => {
    shown += STEP;
    update();
  });
  by("match-copy").addEventListener("click", () => copyText(location.href, say("match-me.copied")));
  by("match-print").addEventListener("click", () => window.print());
})();
