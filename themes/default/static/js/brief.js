// @needs match-card.js
// One page for a first meeting of two organisations, which the address names.

(() => {
  const holder = document.getElementById("brief");
  const form = document.getElementById("brief-form");
  if (!holder || !form) return;
  const by = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
  const input = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (by(id));
  /** @type {any} */ let world = null;

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
    if (opposite) holder?.replaceChildren(...sheet(a, b));
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
      ...part("What each could gain", [said.standing, said.youGain, said.theyGain, ...said.remarks]),
      ...part("What to ask about", said.missing),
      ...part("Where and when", [said.place, readiness(a), readiness(b)]),
      ...part("How much this rests on", [said.sureness]),
    ];
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
