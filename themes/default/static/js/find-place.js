// @needs role-lines.js
// The answer for a place on the search page: who serves the district that the words name, with a link to its page.

/**
 * @typedef {object} DistrictAnswer
 * @property {string} name
 * @property {string} address
 * @property {number} latitude
 * @property {number} longitude
 * @property {number} trusts school trusts with schools there
 * @property {ServingRow[]} serves
 */

/**
 * @typedef {object} CouncilAnswer an upper-tier council with several districts
 * @property {string} area
 * @property {string} name
 * @property {string} address
 * @property {number} trusts school trusts with schools there
 * @property {number[]} districts which of the districts
 */

/** How many roles the answer for a place names. */
const ROLES_SHOWN = 5;

/** @type {ServingRole[]} */
let rolesOfPlaces = [];

/** @type {CouncilAnswer[]} */
let councilsOfPlaces = [];

/** @type {Promise<DistrictAnswer[]> | null} */
let districtsLoading = null;

function allDistricts() {
  districtsLoading =
    districtsLoading ||
    new Promise((done, failed) => {
      trustbridge.districts = (roles, rows, councils = []) => {
        rolesOfPlaces = roles;
        councilsOfPlaces = councils.map(([area, name, address, trusts, districts]) => ({ area, name, address, trusts, districts }));
        done(rows.map(([name, address, latitude, longitude, trusts, serves]) => ({ name, address, latitude, longitude, trusts, serves })));
      };
      trustbridge.runScript(siteRoot + "find/districts.js").catch(failed);
    });
  return districtsLoading;
}

/** The box that answers for a place; null where the words name none. @param {ShownAnswer} shown */
async function placeAnswer({ state, answer, manifest }) {
  const asked = (state.near || state.q).trim();
  if (asked.length < 2 || asked.length > 80) return null;
  const districts = await allDistricts();
  if (!districts.length) return null;
  const more = trustbridge.more || (await trustbridge.loadMore());
  const { fold } = trustbridge.core;
  const words = " " + fold(asked) + " ";
  const plain = (/** @type {DistrictAnswer} */ one) => " " + fold(one.name.replace(/, (City|County) of$/, "")) + " ";
  const named = districts.filter((one) => words.includes(plain(one))).sort((a, b) => b.name.length - a.name.length)[0];
  if (named) return answerBox(named, say("find.who-serves", { name: named.name }));
  const place = answer.place || (await more.placeAmong(manifest, fold(asked)))?.place;
  const council = place && place.kind === "area" && councilsOfPlaces.find((one) => one.area === place.label);
  if (council) return councilBox(council, districts);
  // An area has many districts, and towns of one name each their own.
  if (!place || place.latitude === undefined || place.kind === "area" || place.each) return null;
  const { latitude, longitude = 0 } = place;
  const far = (/** @type {DistrictAnswer} */ one) => (one.latitude - latitude) ** 2 + ((one.longitude - longitude) * Math.cos((latitude * Math.PI) / 180)) ** 2;
  const nearest = districts.reduce((best, one) => (far(one) < far(best) ? one : best));
  return answerBox(nearest, say("find.nearest-district", { name: nearest.name }));
}

/** @param {DistrictAnswer} one @param {string} title */
function answerBox(one, title) {
  const firsts = one.serves.filter((row, at) => one.serves.findIndex((other) => other[0] === row[0]) === at).slice(0, ROLES_SHOWN);
  const lines = firsts.map((row) => make("li", {}, make("b", {}, rolesOfPlaces[row[0]].label + " "), ...roleHolder(row)));
  const trusts = make("a", { href: siteLink(one.address) }, say("find.all-about", { count: one.trusts, name: one.name }));
  return folded(title, make("ul", {}, ...lines), make("p", {}, trusts));
}

/** @param {CouncilAnswer} one @param {DistrictAnswer[]} districts */
function councilBox(one, districts) {
  const page = make("a", { href: siteLink(one.address) }, say("find.council-page", { name: one.name, count: one.trusts }));
  const below = one.districts.map((at) => make("li", {}, make("a", { href: siteLink(districts[at].address) }, districts[at].name)));
  return folded(say("find.council", { name: one.name, count: below.length }), make("p", {}, page), make("ul", {}, ...below));
}

/**
 * On a phone it would push the results off the first screen: it opens there at a touch.
 * @param {string} title
 * @param {...HTMLElement} said
 */
function folded(title, ...said) {
  const box = make("details", { class: "answer" }, make("summary", {}, make("h2", {}, title)), ...said);
  if (!matchMedia("(max-width: 48em)").matches) box.setAttribute("open", "");
  return box;
}
