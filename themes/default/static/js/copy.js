// @needs words.js
// Copies a text, or a part of it, to the clipboard. Without a script the page and the plain text file do the same job.

(() => {
  const text = document.getElementById("page-text");
  const place = document.getElementById("copy-place");
  const status = document.getElementById("copy-status");
  if (!text || !place || !status || !navigator.clipboard) return;

  /**
   * @param {string} label
   * @param {() => string} words
   * @returns {HTMLButtonElement}
   */
  const button = (label, words) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "quiet no-print";
    made.textContent = label;
    made.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(words());
        status.textContent = say("copy.done", { label });
      } catch {
        status.textContent = say("copy.blocked");
      }
    });
    return made;
  };

  place.append(button(say("copy.page"), () => text.innerText));
  for (const block of text.querySelectorAll("pre")) {
    /** @type {Element | null} */
    let before = block.previousElementSibling;
    while (before && !/^H[2-6]$/.test(before.tagName)) before = before.previousElementSibling;
    const what = before?.textContent ? say("copy.part", { heading: before.textContent }) : say("copy.text");
    const line = document.createElement("p");
    line.append(button(what, () => block.textContent ?? ""));
    block.before(line);
  }
})();
