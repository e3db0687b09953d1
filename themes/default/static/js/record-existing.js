// Finds the record that somebody wants to correct by the name of its organisation. The suggestions below the box are those
// of every search box; this decides what happens with the one that is chosen.

(() => {
  const MOST = 6;
  /** @type {Record<string, any>} */
  const trustbridge = (window.trustbridge = window.trustbridge || {});
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("builder-existing"));
  const found = document.getElementById("builder-found");
  if (!form || !found) return;

  /** @param {any} card */
  const isRecord = (card) => ["nhs", "school", "body"].includes(card.kindOf);

  /** @param {any} card */
  function open(card) {
    found?.replaceChildren();
    location.hash = `edit=${card.id}`;
  }

  /** @param {any} card */
  function line(card) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `#edit=${card.id}`;
    link.textContent = card.name;
    item.append(link, card.area ? ` ${card.area}` : "");
    link.addEventListener("click", () => found?.replaceChildren());
    return item;
  }

  form.addEventListener("suggestion", (event) => {
    const card = /** @type {CustomEvent} */ (event).detail;
    event.preventDefault();
    if (isRecord(card)) open(card);
    else trustbridge.announce(`${card.name} is a page, and no record of an organisation.`);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const asked = String(new FormData(form).get("q") || "").trim();
    if (!asked) return;
    try {
      await trustbridge.searchReady();
      const answer = await trustbridge.search(asked);
      const cards = (await trustbridge.cards(answer.order.slice(0, MOST * 3))).filter(isRecord).slice(0, MOST);
      if (cards.length === 1) return open(cards[0]);
      found.replaceChildren(...cards.map(line));
      trustbridge.announce(cards.length ? "Choose the record below the box." : "There is no record under that name. Fill in the form for a new one.");
    } catch {
      trustbridge.announce("The names could not be loaded. Check your connection, or begin from the page of the organisation.");
    }
  });
})();
