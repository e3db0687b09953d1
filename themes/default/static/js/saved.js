// @needs words.js
// The shortlist: kept in this browser and nowhere else, and only after the reader saves something. Where storage is
// blocked it lasts as long as the page.

/** @typedef {{ id: string, name: string, note: string }} SavedEntry */

const SAVED_KEY = "trustbridge-shortlist";
/** @type {SavedEntry[]} */
let savedForNow = [];

/** The longest list that is taken from the storage or an address. */
const MOST_SAVED = 500;

/** Whether a text has the form of an organisation's id. @param {unknown} text */
const isSavedId = (text) => typeof text === "string" && text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);

/** @returns {SavedEntry[]} */
function savedList() {
  let kept = null;
  try {
    kept = JSON.parse(window.localStorage.getItem(SAVED_KEY) || "null");
  } catch {
    return savedForNow;
  }
  if (notKept || !Array.isArray(kept)) return savedForNow;
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  const ids = new Set();
  return kept
    .filter((entry) => entry && isSavedId(entry.id) && !ids.has(entry.id) && ids.add(entry.id))
    .slice(0, MOST_SAVED)
    .map((entry) => ({ id: entry.id, name: text(entry.name) || entry.id, note: text(entry.note) }));
}

/** Whether this browser refused to keep the list. */
let notKept = false;

/** @param {SavedEntry[]} list */
function saveList(list) {
  savedForNow = list;
  notKept = false;
  try {
    if (list.length) window.localStorage.setItem(SAVED_KEY, JSON.stringify(list));
    else window.localStorage.removeItem(SAVED_KEY);
  } catch {
    // Storage is full or blocked: the list lives on in this page.
    notKept = list.length > 0;
  }
  document.dispatchEvent(new CustomEvent("trustbridge-saved"));
}

/** @param {string} id */
const isSaved = (id) => savedList().some((entry) => entry.id === id);

/**
 * A button that saves an organisation, and takes it off again.
 * @param {string} id
 * @param {string} name
 */
function saveButton(id, name) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "save quiet";
  const unseen = document.createElement("span");
  unseen.className = "unseen";
  unseen.textContent = " " + name;
  const show = () => {
    const saved = isSaved(id);
    button.setAttribute("aria-pressed", String(saved));
    button.replaceChildren(!saved ? say("saved.save") : notKept ? say("saved.on-this-page") : say("saved.saved"), unseen);
  };
  button.addEventListener("click", () => {
    const list = savedList();
    saveList(isSaved(id) ? list.filter((entry) => entry.id !== id) : [...list, { id, name, note: "" }]);
    document.getElementById("not-kept")?.remove();
    if (!notKept) return;
    const note = document.createElement("span");
    note.id = "not-kept";
    note.setAttribute("role", "status");
    note.className = "meta";
    button.after(note);
    note.textContent = " " + say("saved.not-kept");
  });
  document.addEventListener("trustbridge-saved", show);
  show();
  return button;
}
