// Part of the preview only; no published page has it. Waits for word of a new build, then shows its faults or reloads.
"use strict";
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const seen = script.dataset.version;
  /** @type {EventSource | undefined} */
  let source;

  /** @param {string} faults */
  const show = (faults) => {
    document.getElementById("trustbridge-faults")?.remove();
    const box = document.createElement("aside");
    box.id = "trustbridge-faults";
    box.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.textContent = "Not built: this is the last good site";
    const text = document.createElement("pre");
    text.textContent = faults;
    box.append(heading, text);
    document.body.append(box);
  };

  const listen = () => {
    source = new EventSource(script.src.replace(/reload\.js.*$/, "events"));
    source.onmessage = (message) => {
      const word = JSON.parse(message.data);
      if (word.version === seen) return;
      if (word.faults) show(word.faults);
      else location.reload();
    };
  };

  // A browser opens only six connections to one server; pages that nobody sees must not hold them.
  document.addEventListener("visibilitychange", () => {
    source?.close();
    if (!document.hidden) listen();
  });
  addEventListener("pagehide", () => source?.close());
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  if (!document.hidden) listen();
})();
