// @needs words.js
// Narrows the list of partnerships in the page. Without a script, the lists under "Browse partnerships" do the same.

(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("narrow"));
  const line = document.getElementById("narrow-status");
  if (!form || !line) return;
  const status = line;
  const selects = [...form.querySelectorAll("select")];
  const cards = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".narrowed [data-facets]")]);
  const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".narrowed")]);

  /** Shows the cards that have every chosen value, and says how many. */
  function show() {
    const wanted = selects.map((select) => select.value).filter(Boolean);
    for (const card of cards) {
      const has = (card.dataset.facets ?? "").split(" ");
      card.hidden = !wanted.every((value) => has.includes(value));
    }
    for (const section of sections) section.hidden = !section.querySelector("[data-facets]:not([hidden])");
    const shown = cards.filter((card) => !card.hidden).length;
    status.textContent = wanted.length ? say("partnerships.narrowed", { shown, all: cards.length }) : say("partnerships.all-shown", { count: cards.length });
    return wanted.length;
  }

  /** Reads the choices from the address. */
  function read() {
    const asked = new URLSearchParams(location.search);
    for (const select of selects) {
      const value = asked.get(select.name) ?? "";
      select.value = [...select.options].some((option) => option.value === `${select.name}-${value}`) ? `${select.name}-${value}` : "";
    }
    return show();
  }

  /** Writes the choices into the address, so that a link or the Back button brings them again. */
  function write() {
    const asked = new URLSearchParams();
    for (const select of selects) if (select.value) asked.set(select.name, select.value.slice(select.name.length + 1));
    const query = asked.toString();
    try { history.pushState(null, "", query ? `?${query}` : location.pathname); } catch { /* a page on a disk may refuse */ }
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    write();
    show();
    const first = sections.find((section) => !section.hidden)?.querySelector("h2");
    first?.focus();
  });
  form.addEventListener("reset", () => setTimeout(() => { write(); show(); }));
  addEventListener("popstate", read);
  form.hidden = false;
  if (read() === 0) status.textContent = "";
})();
