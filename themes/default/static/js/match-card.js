// @needs matching-sentences.js
// @needs page-parts.js
// @needs words.js
// A possible partner as a card, as the site's own pages show it.

/**
 * @param {MatchWorld} world
 * @param {MatchRecord} record
 */
function whoIs(world, record) {
  const sector = say("match-card.side", { sector: record.sector });
  const kind = record.kind === undefined ? sector : world.kinds[record.kind];
  const board = record.boards?.length ? world.boards[record.boards[0]].short : "";
  const region = record.region === undefined ? "" : world.regions[record.region].name;
  return seriesOf([kind, board || region].filter((text) => text));
}

/**
 * @param {MatchWorld} world
 * @param {MatchFound} found
 */
function matchCard(world, found) {
  const said = trustbridge.matchingSentences.of(world, found);
  const { they } = found;
  const facts = [
    [say("match-card.you-gain"), said.youGain],
    [say("match-card.they-gain"), said.theyGain],
    [say("match-card.where"), said.place],
    [say("match-card.missing"), said.missing.join(" ")],
    [say("match-card.note"), said.remarks.join(" ")],
    [say("match-card.readiness"), said.readiness],
  ];
  const rows = facts.filter(([, text]) => text).map(([term, text]) => make("div", {}, make("dt", {}, term), make("dd", {}, text)));
  return make(
    "li",
    { class: `partner ${they.sector}`, "data-id": they.id, "data-score": (found.score / 1e6).toFixed(6) },
    make("h3", {}, make("a", { href: siteLink(`organisations/${they.id}/`) }, they.name)),
    make("p", { class: "meta" }, whoIs(world, they)),
    make("dl", { class: "two-way" }, ...rows),
  );
}

/** Copies a text and says so in the page's status line. @param {string} text @param {string} said */
async function copyText(text, said) {
  const status = document.getElementById("status");
  try {
    await navigator.clipboard.writeText(text);
    if (status) status.textContent = said;
  } catch {
    if (status) status.textContent = say("match-card.copying-blocked", { address: text });
  }
}

/**
 * The organisation that somebody typed, by name or id.
 * @param {MatchWorld} world
 * @param {string} typed
 */
function organisationNamed(world, typed) {
  const wanted = typed.trim().toLowerCase();
  return world.organisations.find((one) => one.id === wanted || one.name.toLowerCase() === wanted);
}

/** @param {MatchWorld} world @param {string} list the id of a `datalist` */
function offerNames(world, list) {
  const options = world.organisations.map((one) => make("option", { value: one.name }));
  document.getElementById(list)?.replaceChildren(...options);
}
