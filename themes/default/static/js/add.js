// @needs words.js
// @needs record-load.js
// @needs record-schema.js
// @needs record-toml.js
// @needs record-check.js
// @needs record-form.js
// @needs record-send.js
// @needs record-existing.js
// The record builder: a form in, a TOML record out. Nothing is sent anywhere; a draft is kept only when asked for.

(() => {
  const found = document.getElementById("builder");
  if (!found) return;
  /** @type {HTMLElement} */
  const holder = found;
  const DRAFT = "trustbridge-draft";
  const FOLDERS = /** @type {Record<string, string>} */ ({ nhs: "nhs", school: "schools", body: "bodies" });

  /** @type {Schema} */ let schema;
  /** @type {Field} */ let form;
  /** @type {{id: string, folder: string} | null} the record that is being corrected */
  let existing = null;

  /** @template {HTMLElement} T @param {string} id @returns {T} */
  const by = (id) => /** @type {any} */ (document.getElementById(id));

  trustbridge.schema = (given) => { schema = given; };

  function today() {
    const now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  /** @param {RecordTable} record */
  function show(record) {
    form = recordForm(schema, record);
    by("builder-form").replaceChildren(form.element);
    holder.hidden = false;
    update();
  }

  /** @returns {{id: string, folder: string, file: string}} */
  function target(/** @type {RecordTable} */ record) {
    if (existing) return { ...existing, file: `data/organisations/${existing.folder}/${existing.id}.toml` };
    const folder = FOLDERS[record.sector] || "nhs";
    const id = suggestId(record.name || "new-record") || "new-record";
    return { id, folder, file: `data/organisations/${folder}/${id}.toml` };
  }

  /** Reads the form, checks it, writes the TOML below it. */
  function update() {
    const record = form.read();
    const { file, folder } = target(record);
    const toml = recordToml(record, schema, folder);
    by("builder-toml").textContent = toml;
    by("builder-file").textContent = file;
    const faults = checkRecord(record, schema, today());
    by("builder-count").textContent = say("add.to-fix", { count: faults.length });
    if (holder.dataset.asked === "yes") mark(faults);
    links(record, toml, file);
    return { record, toml, file, faults };
  }

  /** @param {{at: string, message: string}[]} faults */
  function mark(faults) {
    for (const old of holder.querySelectorAll(".fault:not([hidden])")) {
      old.textContent = "";
      old.setAttribute("hidden", "");
    }
    holder.querySelectorAll("[aria-invalid]").forEach((one) => one.removeAttribute("aria-invalid"));
    const list = by("builder-faults");
    list.replaceChildren();
    for (const fault of faults) {
      const id = `r-${fault.at.replaceAll(".", "-")}`;
      const control = document.getElementById(id);
      const place = document.getElementById(`${id}-fault`);
      if (place) {
        place.textContent = fault.message;
        place.removeAttribute("hidden");
      }
      control?.setAttribute("aria-invalid", "true");
      const item = document.createElement("li");
      const goal = control || place?.closest("[data-at]")?.querySelector("input, select, textarea, button");
      if (goal) {
        if (!goal.id) goal.id = `${id}-control`;
        const link = document.createElement("a");
        link.href = `#${goal.id}`;
        link.textContent = fault.message;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          goal.closest("details")?.setAttribute("open", "");
          /** @type {HTMLElement} */ (goal).focus();
        });
        item.append(link);
      } else item.textContent = fault.message;
      list.append(item);
    }
    by("builder-summary").hidden = faults.length === 0;
  }

  /**
   * Renews the ways to send; only those that the site can use are on the page.
   * @param {RecordTable} record
   * @param {string} toml
   * @param {string} file
   */
  function links(record, toml, file) {
    const sent = { existing: existing !== null, name: record.name || "", file, toml };
    const repository = (holder.dataset.repository || "").replace(/\/$/, "");
    const put = (/** @type {string} */ id, /** @type {() => string} */ address) => document.getElementById(id)?.setAttribute("href", address());
    put("builder-mail", () => mailAddress(holder.dataset.mail || "", sent));
    put("builder-issue", () => issueAddress(repository, sent));
    put("builder-request", () => changeAddress(repository, holder.dataset.branch || "main", sent));
  }

  /** Marks the faults and puts the focus on their list; answers whether there are none. */
  function ask() {
    holder.dataset.asked = "yes";
    const { faults } = update();
    if (faults.length) {
      const summary = by("builder-summary");
      summary.focus();
      summary.scrollIntoView({ block: "start" });
      announceInBuilder(say("add.fix-first", { count: faults.length }));
    }
    return faults.length === 0;
  }

  async function copy() {
    if (!ask()) return;
    const text = by("builder-toml").textContent || "";
    try {
      await navigator.clipboard.writeText(text);
      announceInBuilder(say("add.copied"));
    } catch {
      const range = document.createRange();
      range.selectNodeContents(by("builder-toml"));
      const selection = window.getSelection();
      selection?.removeAllRanges();
      selection?.addRange(range);
      announceInBuilder(say("add.copy-blocked"));
    }
  }

  function download() {
    if (!ask()) return;
    const { toml, file } = update();
    const link = document.createElement("a");
    const address = URL.createObjectURL(new Blob([toml], { type: "application/toml" }));
    link.href = address;
    link.download = file.split("/").pop() || "record.toml";
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    announceInBuilder(say("add.downloaded", { file: link.download }));
  }

  function keep() {
    try {
      localStorage.setItem(DRAFT, JSON.stringify({ record: form.read(), existing }));
      by("builder-forget").hidden = false;
      announceInBuilder(say("add.draft-kept"));
    } catch {
      announceInBuilder(say("add.draft-not-kept"));
    }
  }

  function forget() {
    try {
      localStorage.removeItem(DRAFT);
    } catch { /* nothing was kept either */ }
    by("builder-forget").hidden = true;
    announceInBuilder(say("add.draft-deleted"));
  }

  /**
   * The draft of this device, as far as it has the shape of one: the storage may hold anything. `null` where nothing is
   * kept; a draft without a record cannot be read.
   * @returns {{record?: RecordTable, existing?: {id: string, folder: string} | null} | null}
   */
  function kept() {
    let text = null;
    let draft = null;
    try {
      text = localStorage.getItem(DRAFT);
      draft = JSON.parse(text || "null");
    } catch { /* what cannot be read is no draft */ }
    if (text === null) return null;
    const record = inShape(draft?.record, schema, schema);
    const { id, folder } = draft?.existing || {};
    const known = isRecordId(id) && Object.values(FOLDERS).includes(folder);
    return { record, existing: known ? { id, folder } : null };
  }

  /** @returns {Promise<RecordTable>} the record to begin with */
  async function beginning() {
    // What was chosen on this page counts before the address by which it was reached.
    const id = new URLSearchParams(location.hash.slice(1)).get("edit") || new URLSearchParams(location.search).get("edit") || "";
    if (isRecordId(id)) {
      const loaded = await recordOf(id);
      if (loaded) {
        existing = { id, folder: loaded.folder };
        by("builder-title").textContent = say("add.correcting", { name: loaded.record.name });
        return loaded.record;
      }
      announceInBuilder(say("add.no-such-record"));
    }
    const draft = kept();
    if (draft) {
      by("builder-forget").hidden = false;
      if (draft.record) {
        existing = draft.existing || null;
        announceInBuilder(say("add.draft-found"));
        return draft.record;
      }
      announceInBuilder(say("add.draft-unreadable"));
    }
    return { review: { checked: today() } };
  }

  async function start() {
    announceInBuilder(say("add.loading"));
    try {
      await runScript(holder.dataset.schema || "");
    } catch {
      announceInBuilder(say("add.not-loaded"));
      return;
    }
    announceInBuilder("");
    show(await beginning());
  }

  by("builder-form").addEventListener("input", update);
  by("builder-form").addEventListener("change", update);
  by("builder-form").addEventListener("submit", (event) => event.preventDefault());
  by("builder-check").addEventListener("click", () => { if (ask()) announceInBuilder(say("add.to-fix", { count: 0 })); });
  by("builder-copy").addEventListener("click", copy);
  by("builder-download").addEventListener("click", download);
  by("builder-keep").addEventListener("click", keep);
  by("builder-forget").addEventListener("click", forget);
  for (const id of ["builder-mail", "builder-issue", "builder-request"]) document.getElementById(id)?.addEventListener("click", (event) => { if (!ask()) event.preventDefault(); });
  window.addEventListener("hashchange", start);
  start();
})();
