// The filters beside the results: groups that open, options with counts, a box that narrows long lists.

/** In the order of the page; the place follows the kinds. */
const PANEL = /** @type {const} */ ([
  { key: "sector", words: "" },
  { key: "kind", words: "kind" },
  { key: "near", words: "" },
  { key: "region", words: "region" },
  { key: "icb", words: "icb" },
  { key: "offers", words: "service" },
  { key: "needs", words: "service" },
  { key: "focus", words: "focus" },
  { key: "phase", words: "phase" },
  { key: "open", words: "open" },
  { key: "confirmed", words: "" },
]);
/** Longer groups get a box to narrow them. */
const LONG = 8;

/** @param {string} key */
function filterLabel(key) {
  return say("find.filter", { filter: key });
}

/**
 * The words for the values of a group, in the order of their numbers.
 * @param {Manifest} manifest
 * @param {keyof Filters} key
 * @returns {string[]}
 */
function labelsOf(manifest, key) {
  if (key === "sector") return trustbridge.valuesOf(manifest, key).map((side) => say("find.side", { side }));
  if (key === "confirmed") return trustbridge.valuesOf(manifest, key).map((months) => say("find.months", { count: Number(months) }));
  const words = PANEL.find((one) => one.key === key)?.words ?? "";
  return manifest.words[words].map((row) => row[1]);
}

/** @param {Manifest} manifest */
function buildPanel(manifest) {
  const panel = trustbridge.find.part("panel");
  const all = make("details", {});
  all.append(make("summary", {}, make("span", {}, say("find.filters")), " ", make("span", { class: "selected", id: "selected-all" })));
  all.toggleAttribute("open", matchMedia("(min-width: 62em)").matches);
  all.append(make("button", { type: "submit", form: "find" }, say("find.apply")));
  for (const { key } of PANEL) all.append(key === "near" ? placeGroup(filterLabel(key)) : optionGroup(manifest, key, filterLabel(key)));
  all.append(make("button", { type: "submit", form: "find" }, say("find.apply")));
  panel.replaceChildren(all);
}

/**
 * @param {string} key
 * @param {string} label
 * @param {HTMLElement} fields
 */
function group(key, label, fields) {
  const details = make("details", { class: "group", id: "group-" + key });
  details.append(make("summary", {}, make("span", {}, label), make("span", { class: "selected" })), fields);
  return details;
}

/**
 * @param {Manifest} manifest
 * @param {keyof Filters} key
 * @param {string} label
 */
function optionGroup(manifest, key, label) {
  const labels = labelsOf(manifest, key);
  const values = trustbridge.valuesOf(manifest, key);
  const fields = make("fieldset", {}, make("legend", { class: "unseen" }, label));
  const list = make("ul", { class: "options" });
  let order = values.map((_, at) => at);
  // Boards that ended are not offered; their successors are.
  if (key === "icb") order = order.filter((at) => manifest.words.icb[at][3]);
  if (key === "focus") order.sort((a, b) => manifest.words.focus[a][3] - manifest.words.focus[b][3]);
  if (["kind", "region", "icb", "offers", "needs"].includes(key)) order.sort((a, b) => labels[a].localeCompare(labels[b], "en-GB"));
  for (const at of order) {
    const box = make("input", { type: key === "confirmed" ? "radio" : "checkbox", name: key, value: values[at], form: "find" });
    list.append(make("li", {}, make("label", {}, box, make("span", {}, labels[at]), make("span", { class: "number", "data-at": String(at) }))));
  }
  if (key === "confirmed") {
    const any = make("input", { type: "radio", name: key, value: "", form: "find" });
    list.prepend(make("li", {}, make("label", {}, any, make("span", {}, say("find.any-time")))));
  }
  if (order.length > LONG) fields.append(narrowBox(key, label, list));
  fields.append(list);
  return group(key, label, fields);
}

/**
 * A box that hides options which do not hold what is typed; ticked options stay.
 * @param {string} key
 * @param {string} label
 * @param {HTMLElement} list
 */
function narrowBox(key, label, list) {
  const said = make("span", { class: "unseen", role: "status" });
  const box = make("input", { type: "search", autocomplete: "off", id: "narrow-" + key });
  box.addEventListener("input", () => {
    const wanted = plainWords(box.value);
    let shown = 0;
    for (const item of list.children) {
      const ticked = /** @type {HTMLInputElement} */ (item.querySelector("input")).checked;
      const fits = plainWords(item.querySelector("span")?.textContent || "").includes(wanted);
      /** @type {HTMLElement} */ (item).hidden = !fits && !ticked;
      if (fits) shown++;
    }
    said.textContent = say("find.options-fit", { count: shown });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  return make("div", { class: "narrow" }, make("label", { for: "narrow-" + key }, say("find.narrow", { filter: label })), box, said);
}

/** @param {string} label */
function placeGroup(label) {
  const fields = make("fieldset", {}, make("legend", { class: "unseen" }, label));
  const near = make("input", { type: "text", name: "near", id: "near", form: "find", autocomplete: "off", "aria-describedby": "near-hint" });
  fields.append(
    make("div", { class: "place-field" }, make("label", { for: "near" }, say("find.town-or-postcode")),
      make("span", { class: "meta", id: "near-hint" }, " " + say("find.half-postcode")), near),
  );
  const within = make("select", { name: "within", id: "within", form: "find" });
  for (const miles of [5, 10, 20, 50, 100]) within.append(make("option", { value: String(miles) }, say("find.within-miles", { miles })));
  within.append(make("option", { value: "area" }, say("find.serves-place")));
  within.value = "10";
  fields.append(make("div", { class: "place-field" }, make("label", { for: "within" }, say("find.how-far")), within));
  const said = make("p", { class: "meta", role: "status", id: "here-said" }, "");
  const button = make("button", { type: "button", class: "quiet" }, say("find.use-location"));
  button.addEventListener("click", () => useLocation(said));
  fields.append(button, make("p", { class: "meta" }, say("find.location-stays")), said);
  return group("near", label, fields);
}

/** @param {HTMLElement} said */
function useLocation(said) {
  if (!navigator.geolocation) {
    said.textContent = say("find.no-location");
    return;
  }
  said.textContent = say("find.asking-location");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      said.textContent = "";
      const { find } = trustbridge;
      const asked = find.state();
      if (!asked) return;
      const within = /** @type {HTMLSelectElement} */ (find.part("within")).value;
      const address = find.addressOf(asked.state, { near: "", within: within === "area" ? "10" : within });
      find.go(address, { latitude: coords.latitude, longitude: coords.longitude });
    },
    () => (said.textContent = say("find.location-refused")),
    { maximumAge: 600000, timeout: 10000 },
  );
}

/**
 * Ticks what the address asks and says how many are selected.
 * @param {FindState} state
 */
function showSelected(state) {
  let all = 0;
  for (const { key } of PANEL) {
    const details = trustbridge.find.part("group-" + key);
    const chosen = key === "near" ? [state.near || (state.here ? "here" : "")].filter(Boolean) : state.groups[key];
    all += chosen.length;
    /** @type {HTMLElement} */ (details.querySelector(".selected")).textContent = chosen.length ? say("find.selected", { count: chosen.length }) : "";
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (details.querySelectorAll("input[name]"))) {
      if (key === "near") box.value = state.near;
      else box.checked = box.type === "radio" && !box.value ? !chosen.length : chosen.includes(box.value);
    }
  }
  const within = /** @type {HTMLSelectElement} */ (trustbridge.find.part("within"));
  if (state.within && ![...within.options].some(({ value }) => value === state.within)) {
    within.prepend(make("option", { value: state.within }, say("find.within-miles", { miles: Number(state.within) })));
  }
  if (state.within) within.value = state.within;
  trustbridge.find.part("selected-all").textContent = all ? say("find.selected", { count: all }) : "";
}

/** In a large site the counts of a group are worked out when it is opened. */
const MANY_DOCUMENTS = 20000;

/**
 * @param {ShownAnswer} shown
 * @param {() => boolean} current
 */
async function showCounts(shown, current) {
  for (const { key } of PANEL) {
    if (key === "near") continue;
    const details = /** @type {HTMLDetailsElement} */ (trustbridge.find.part("group-" + key));
    if (shown.manifest.count > MANY_DOCUMENTS && !details.open) {
      details.ontoggle = () => details.open && countGroup(shown, key, details, current);
    } else {
      await countGroup(shown, key, details, current);
    }
  }
}

/**
 * @param {ShownAnswer} shown
 * @param {keyof Filters} key
 * @param {HTMLDetailsElement} details
 * @param {() => boolean} current
 */
async function countGroup(shown, key, details, current) {
  /** @type {number[]} */
  const counts = await shown.answer.count(key);
  if (!current()) return;
  for (const number of /** @type {NodeListOf<HTMLElement>} */ (details.querySelectorAll(".number"))) {
    const count = counts[Number(number.dataset.at)];
    number.replaceChildren(...wordsUnseen(sayParts("find.option-count", { count, number: document.createTextNode(shownValue(count)) })));
    number.parentElement?.classList.toggle("none", count === 0);
  }
}
