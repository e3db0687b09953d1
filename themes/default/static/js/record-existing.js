// Finds the record that somebody wants to correct by the name of its organisation. The suggestions below the box are those
// of every search box; this decides what happens with the one that is chosen.

/** Says something in the line of the page that is read out. @param {string} words */
function announceInBuilder(words) {
  const line = document.getElementById("builder-status");
  if (line) line.textContent = words;
}

(() => {
  const MOST = 6;
  const form = /** @type {HTMLFormElement | null} */ (document.getElementById("builder-existing"));
  const found = document.getElementById("builder-found");
  if (!form || !found) return;

  /** @param {ResultCard} card */
  const isRecord = (card) => ["nhs", "school", "body"].includes(card.kindOf);

  /** @param {ResultCard} card */
  function open(card) {
    found?.replaceChildren();
    location.hash = `edit=${card.id}`;
  }

  /** @param {ResultCard} card */
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
    else announceInBuilder(say("add.is-page", { name: card.name }));
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
      announceInBuilder(cards.length ? say("add.choose-record") : say("add.no-record"));
    } catch {
      announceInBuilder(say("add.names-not-loaded"));
    }
  });
})();
