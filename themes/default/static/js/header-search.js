// @needs page-parts.js
// @needs words.js
// Suggestions below every search box: the combobox pattern of the ARIA authoring practices. The box stays a plain form
// field; nothing loads before it has the focus.

const SUGGESTIONS = 6;
const PAUSE = 150;

for (const form of document.querySelectorAll("form[role=search]")) {
  const box = form.querySelector("input[name=q]");
  if (box instanceof HTMLInputElement) suggestIn(box);
}

/** Loads the search where the page does not have it yet. */
async function searchReady() {
  const address = document.querySelector("[data-search]")?.getAttribute("data-search");
    if (!("search" in trustbridge) && address) {
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }
  await trustbridge.manifest();
}

trustbridge.searchReady = searchReady;

/** @param {HTMLInputElement} box */
function suggestIn(box) {
  const listId = box.id + "-list";
  const list = make("ul", { id: listId, class: "suggestions", role: "listbox", "aria-label": say("suggestions.label") });
  const said = make("span", { class: "unseen", role: "status" });
  list.hidden = true;
  for (const [key, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": listId, "aria-autocomplete": "list" })) {
    box.setAttribute(key, value);
  }
  box.after(list, said);
  /** @type {ResultCard[]} */
  let cards = [];
  let active = -1;
  let asked = 0;
  /** @type {Promise<void> | null} */
  let ready = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  const close = () => {
    list.hidden = true;
    said.textContent = "";
    active = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };
  const move = (/** @type {number} */ to) => {
    active = to;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === to)));
    if (to < 0) box.removeAttribute("aria-activedescendant");
    else box.setAttribute("aria-activedescendant", list.children[to].id);
  };
  // A page that wants something else than to go there says so by preventing it.
  const choose = (/** @type {ResultCard} */ card) => {
    close();
    if (box.dispatchEvent(new CustomEvent("suggestion", { detail: card, bubbles: true, cancelable: true }))) location.assign(siteLink(card.address));
  };
  const suggest = async () => {
    const mine = ++asked;
    const text = box.value;
    if (text.trim().length < 2) return close();
    try {
      await (ready = ready || searchReady());
      const answer = await trustbridge.search(text);
      const found = await trustbridge.cards(answer.order.slice(0, SUGGESTIONS));
      if (mine !== asked || document.activeElement !== box) return;
      cards = found;
      list.replaceChildren(
        ...cards.map((card, at) => {
          const item = make("li", { id: listId + "-" + at, role: "option", "aria-selected": "false" }, card.name);
          if (card.area) item.append(make("span", { class: "meta" }, " " + card.area));
          return item;
        }),
      );
      move(-1);
      list.hidden = !cards.length;
      box.setAttribute("aria-expanded", String(cards.length > 0));
      said.textContent = say("suggestions.found", { count: cards.length });
    } catch {
      // Suggestions are an extra: the form works without them, and the search page says what failed.
      ready = null;
      close();
    }
  };

  box.addEventListener("focus", () => {
    ready = ready || searchReady();
    ready.catch(() => (ready = null));
  });
  box.addEventListener("input", () => {
    // What was chosen was chosen for other words.
    if (active >= 0) move(-1);
    clearTimeout(timer);
    timer = setTimeout(suggest, PAUSE);
  });
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !list.hidden) {
      event.preventDefault();
      const count = cards.length + 1;
      move(((active + 1 + (event.key === "ArrowDown" ? 1 : -1) + count) % count) - 1);
    } else if (event.key === "Enter" && active >= 0 && !list.hidden) {
      event.preventDefault();
      choose(cards[active]);
    } else if (event.key === "Enter") {
      clearTimeout(timer);
      asked++;
      close();
    }
  });
  // The press comes before the box loses its focus, so the list is still there.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest("li") : null;
    if (item) choose(cards[[...list.children].indexOf(item)]);
  });
}
