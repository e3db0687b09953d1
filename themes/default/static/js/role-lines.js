// @needs page-parts.js
// @needs words.js
// Who serves a place, a line for each role, as the pages of the site show it.

/**
 * @typedef {object} ServingRole
 * @property {string} id
 * @property {string} label
 * @property {string} question
 * @property {string} ask what to ask of those who hold it
 * @property {string[]} services what its holders usually run
 * @property {boolean} held whether it has a line only where somebody is known to hold it
 *
 * @typedef {[role: number, name: string, id: string, tag: string, basis: string, sureness: string]} ServingRow
 */

/** @param {ServingRow} row */
function roleHolder([, name, id, tag, , sureness]) {
  const link = make("a", { href: siteLink("organisations/" + id + "/") }, name);
  return [link, " ", make("span", { class: "basis " + sureness }, tag)];
}

/**
 * Lines for a list. Roles that usually run something that is needed come first, with that marked: it is a question, not an offer.
 * @param {ServingRole[]} roles
 * @param {ServingRow[]} rows
 * @param {{ id: string, label: string }[]} [needed] services, with labels as they stand inside a sentence
 */
function roleLines(roles, rows, needed = []) {
  const usual = (/** @type {ServingRole} */ role) => needed.filter((one) => role.services.includes(one.id));
  const lines = roles
    .map((role, at) => ({ role, held: rows.filter((row) => row[0] === at), usual: usual(role) }))
    .filter(({ role, held }) => held.length || !role.held);
  return [...lines.filter((one) => one.usual.length), ...lines.filter((one) => !one.usual.length)].map(roleLine);
}

/** @param {{ role: ServingRole, held: ServingRow[], usual: { id: string, label: string }[] }} line */
function roleLine({ role, held, usual }) {
  const [first] = held;
  const data = { "data-role": role.id, ...(first ? { "data-id": first[2], "data-basis": first[4] } : {}) };
  const names = held.map((row, at) => make("p", { class: "name", ...(at ? { "data-id": row[2], "data-basis": row[4] } : {}) }, ...roleHolder(row)));
  const open = make("p", {}, role.question + " ", make("span", { class: "basis open" }, say("role-line.open")));
  const runs = andList(usual.map((one) => one.label));
  const marked = runs ? [make("p", { class: "usual" }, say("role-line.usual", { services: runs }))] : [];
  return make(
    "li",
    { class: "line nhs", ...data },
    make("h3", { class: "role" }, role.label),
    make("div", {}, ...(names.length ? names : [open]), ...marked),
    make("div", { class: "do" }, make("p", {}, role.ask)),
  );
}
