// @needs saved.js
// Puts a button to save beside every organisation that a page shows, and the number of those saved beside the link to
// the shortlist.

(() => {
  const LISTS = "#results > li[data-id], #matches > li[data-id], .partners:not(#saved) > li[data-id], .cards > li[data-id]";

  /** @param {Element} item @param {Element | null} heading @param {Element} place */
  function add(item, heading, place) {
    const id = item.getAttribute("data-id");
    if (!id || !heading || item.hasAttribute("data-saves")) return;
    item.setAttribute("data-saves", "");
    const actions = document.createElement("p");
    actions.className = "save-row no-print";
    actions.append(saveButton(id, (heading.textContent || id).trim()));
    place.append(actions);
  }

  function addAll() {
    document.querySelectorAll(LISTS).forEach((item) => add(item, item.querySelector("h2, h3, h4, a"), item));
  }

  const main = document.querySelector("main");
  if (!main) return;
  const heading = main.querySelector("h1");
  if (main.hasAttribute("data-id") && !main.querySelector(".partners[data-all]")) {
    const acts = main.querySelector(".who .acts");
    const id = main.getAttribute("data-id") || "";
    if (acts) acts.prepend(saveButton(id, (heading?.textContent || id).trim()));
    else add(main, heading, main);
  }
  addAll();
  new MutationObserver(addAll).observe(main, { childList: true, subtree: true });

  const link = document.querySelector("footer a[href*='shortlist/']");
  const label = link?.textContent || "";
  const count = () => {
    const saved = savedList().length;
    if (link) link.textContent = saved ? say("saved.count", { label, count: saved }) : label;
  };
  document.addEventListener("trustbridge-saved", count);
  count();
})();
