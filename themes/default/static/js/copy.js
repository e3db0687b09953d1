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
        status.textContent = `${label}: done.`;
      } catch {
        status.textContent = "The browser did not allow copying. Select the text and copy it, or use the plain text file.";
      }
    });
    return made;
  };

  place.append(button("Copy the whole page", () => text.innerText));
  for (const block of text.querySelectorAll("pre")) {
    /** @type {Element | null} */
    let before = block.previousElementSibling;
    while (before && !/^H[2-6]$/.test(before.tagName)) before = before.previousElementSibling;
    const what = before?.textContent ? `Copy “${before.textContent}”` : "Copy this text";
    const line = document.createElement("p");
    line.append(button(what, () => block.textContent ?? ""));
    block.before(line);
  }
})();
