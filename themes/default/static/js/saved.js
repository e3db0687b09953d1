// The shortlist: kept in this browser and nowhere else, and only after the reader saves something. Where storage is
// blocked it lasts as long as the page.

/** @typedef {{ id: string, name: string, note: string }} SavedEntry */

const SAVED_KEY = "trustbridge-shortlist";
/** @type {SavedEntry[]} */
let savedForNow = [];

/** @returns {SavedEntry[]} */
function savedList() {
  let kept = null;
  try {
    kept = JSON.parse(window.localStorage.getItem(SAVED_KEY) || "null");
  } catch {
    return savedForNow;
  }
  if (!Array.isArray(kept)) return savedForNow;
  const text = (/** @type {unknown} */ value) => (typeof value === "string" ? value : "");
  return kept
    .filter((entry) => entry && typeof entry.id === "string" && entry.id)
    .map((entry) => ({ id: entry.id, name: text(entry.name) || entry.id, note: text(entry.note) }));
}

/** @param {SavedEntry[]} list */
function saveList(list) {
  savedForNow = list;
  try {
    if (list.length) window.localStorage.setItem(SAVED_KEY, JSON.stringify(list));
    else window.localStorage.removeItem(SAVED_KEY);
  } catch {
    // Storage is full or blocked: the list lives on in this page.
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
    button.replaceChildren(saved ? "Saved" : "Save", unseen);
  };
  button.addEventListener("click", () => {
    const list = savedList();
    saveList(isSaved(id) ? list.filter((entry) => entry.id !== id) : [...list, { id, name, note: "" }]);
  });
  document.addEventListener("trustbridge-saved", show);
  show();
  return button;
}
