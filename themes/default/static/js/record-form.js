// @needs page-parts.js, words.js, record-schema.js
// Makes a form from the schema of a record. The form is the record: reading it gives what was typed, and nothing else.

/** Keys that the form does not show: upkeep of the files, not facts. */
const HIDDEN_KEYS = ["former_ids", "draft", "opt_out", "closed", "successor"];
/** Who it is. What it offers and needs, whom to ring, where it is and what that rests on follow, in this order. */
const FIRST_KEYS = ["name", "sector", "kind", "website"];
const NEXT_KEYS = ["offers", "needs", "contacts", "place", "sources"];
/** What an entry of a list asks at once; its other keys start closed, since few people need them. */
const OF_ENTRY = /** @type {Record<string, string[]>} */ ({
  offers: ["service", "basis", "source", "note"], needs: ["service", "basis", "source", "note"], sources: ["url", "title"],
  sites: ["name", "town", "postcode"],
});
/** Keys that nobody is asked for: they follow from the postcode, and are dropped where that is changed. */
const OF_POSTCODE = ["latitude", "longitude", "district"];

/**
 * A field: the element to show, how to read it, how to mark a fault.
 * @typedef {{element: HTMLElement, read: () => any, control?: HTMLElement}} Field
 */

/**
 * The form of a whole record.
 * @param {Schema} schema
 * @param {RecordTable} record
 * @returns {Field}
 */
function recordForm(schema, record) {
  const keys = Object.keys(schema.properties || {}).filter((key) => !HIDDEN_KEYS.includes(key));
  const order = [...FIRST_KEYS, ...NEXT_KEYS, ...keys.filter((key) => !FIRST_KEYS.includes(key) && !NEXT_KEYS.includes(key))].filter((key) => keys.includes(key));
  /** @type {Record<string, Field>} */
  const fields = {};
  const who = make("fieldset", { class: "part" }, make("legend", {}, say("record.who")));
  const about = make("details", { class: "part" }, make("summary", {}, say("record.more-about")));
  const element = make("div", {}, who);
  for (const key of order) {
    const form = resolveSchema(schema.properties?.[key] ?? {}, schema);
    const field = fieldOf(key, form, schema, record[key], key, (schema.required || []).includes(key));
    fields[key] = field;
    const grouped = form.type === "object" || (form.type === "array" && resolveSchema(form.items || {}, schema).type === "object");
    if (FIRST_KEYS.includes(key)) who.append(field.element);
    else if (NEXT_KEYS.includes(key)) element.append(field.element);
    else if (!grouped) about.append(field.element);
    else element.append(make("details", { class: "part" }, make("summary", {}, optionalLabel(key)), field.element));
  }
  element.insertBefore(about, element.querySelector(":scope > details"));
  const kept = Object.fromEntries(HIDDEN_KEYS.filter((key) => record[key] !== undefined).map((key) => [key, record[key]]));
  return { element, read: () => ({ ...readFields(fields), ...kept }) };
}

/** The label of a field that may stay empty. @param {string} key @returns {string} */
function optionalLabel(key) {
  return say("record.optional", { label: keyLabel(key) });
}

/** @param {Record<string, Field>} fields */
function readFields(fields) {
  /** @type {Record<string, any>} */
  const value = {};
  for (const [key, field] of Object.entries(fields)) {
    const read = field.read();
    if (read !== undefined) value[key] = read;
  }
  return value;
}

/**
 * @param {string} key
 * @param {Schema} form
 * @param {Schema} root
 * @param {any} value
 * @param {string} path
 * @param {boolean} required
 * @returns {Field}
 */
function fieldOf(key, form, root, value, path, required) {
  if (form.type === "object") return tableField(key, form, root, value || {}, path);
  if (form.type === "array") {
    const item = resolveSchema(form.items || {}, root);
    if (item.type === "object") return listField(key, item, root, value, path);
    if (item.enum) return ticksField(key, form, item, value || [], path);
    return linesField(key, form, item, value || [], path);
  }
  if (form.type === "boolean") return tickField(key, form, value, path);
  if (form.enum) return choiceField(key, form, value, path, required);
  return inputField(key, form, value, path, required);
}

/**
 * Label, hint and place for a fault around a control.
 * @param {string} key
 * @param {Schema} form
 * @param {HTMLElement} control
 * @param {string} path
 * @param {boolean} required
 */
function labelled(key, form, control, path, required) {
  const id = `r-${path.replaceAll(".", "-")}`;
  const about = aboutOf(form);
  control.id = id;
  control.setAttribute("aria-describedby", `${id}-hint ${id}-fault`);
  const label = required ? keyLabel(key) : optionalLabel(key);
  return make("div", { class: "field", "data-at": path },
    make("label", { for: id }, label),
    make("p", { class: "hint", id: `${id}-hint` }, about),
    make("p", { class: "fault", id: `${id}-fault`, hidden: "" }),
    control,
  );
}

/** @type {(key: string, form: Schema, value: any, path: string, required: boolean) => Field} */
function inputField(key, form, value, path, required) {
  const number = form.type === "integer" || form.type === "number";
  const long = (form.maxLength || 0) > 300 && form["x-is"] !== "url";
  const type = form.format === "date" ? "date" : form["x-is"] === "url" ? "url" : form["x-is"] === "email" ? "email" : "text";
  const control = long ? make("textarea", { rows: "4" }) : make("input", { type, autocomplete: "off", spellcheck: number ? "false" : "true" });
  if (number) control.setAttribute("inputmode", form.type === "integer" ? "numeric" : "text");
  control.value = value === undefined ? "" : String(value);
  const read = () => {
    const text = control.value.trim().replaceAll("\r\n", "\n");
    if (text === "") return undefined;
    if (!number) return form["x-is"] === "postcode" ? text.toUpperCase() : text;
    return /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
  };
  return { element: labelled(key, form, control, path, required), read, control };
}

/** @type {(key: string, form: Schema, value: any, path: string, required: boolean) => Field} */
function choiceField(key, form, value, path, required) {
  const options = choicesOf(form).map(([id, words]) => make("option", { value: id }, words === id ? id : say("record.option", { words, id })));
  const control = make("select", {}, make("option", { value: "" }, required ? say("record.choose-one") : say("record.not-stated")), ...options);
  control.value = value ?? "";
  return { element: labelled(key, form, control, path, required), read: () => control.value || undefined, control };
}

/** @type {(key: string, form: Schema, value: any, path: string) => Field} */
function tickField(key, form, value, path) {
  const control = make("input", { type: "checkbox" });
  control.checked = value === true;
  return { element: labelled(key, form, control, path, false), read: () => control.checked || undefined, control };
}

/** @type {(key: string, form: Schema, item: Schema, value: any[], path: string) => Field} */
function ticksField(key, form, item, value, path) {
  const id = `r-${path.replaceAll(".", "-")}`;
  const listed = choicesOf(item);
  /** @type {[string, string][]} */
  const ended = value.filter((one) => !listed.some(([known]) => known === one)).map((one) => [one, say("record.not-in-list", { value: one })]);
  const boxes = [...ended, ...listed].map(([one, words]) => {
    const box = make("input", { type: "checkbox", value: one });
    box.checked = value.includes(one);
    return { box, element: make("label", { class: "tick" }, box, " " + words) };
  });
  const element = make("fieldset", { class: "field", "data-at": path, "aria-describedby": `${id}-fault` },
    make("legend", {}, optionalLabel(key)),
    make("p", { class: "hint" }, aboutOf(form)),
    make("p", { class: "fault", id: `${id}-fault`, hidden: "" }),
    ...ticksList(keyLabel(key), boxes),
  );
  const read = () => {
    const on = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
    // What was there keeps its order; the first care board is the main one.
    const all = [...value.filter((one) => on.includes(one)), ...on.filter((/** @type {string} */ one) => !value.includes(one))];
    return all.length ? all : undefined;
  };
  return { element, read };
}

/**
 * The boxes; a long list can be narrowed by typing, and never hides what is ticked.
 * @param {string} label
 * @param {{box: HTMLInputElement, element: HTMLElement}[]} boxes
 * @returns {HTMLElement[]}
 */
function ticksList(label, boxes) {
  const FEW = 12;
  const list = make("div", { class: boxes.length > FEW ? "ticks long" : "ticks" }, ...boxes.map((one) => one.element));
  if (boxes.length <= FEW) return [list];
  list.setAttribute("tabindex", "0");
  list.setAttribute("role", "group");
  list.setAttribute("aria-label", label);
  const shown = make("span", { role: "status" });
  const search = make("input", { type: "search", autocomplete: "off" });
  search.addEventListener("input", (/** @type {Event} */ event) => {
    event.stopPropagation();
    const wanted = plainWords(search.value);
    const fitting = boxes.filter(({ box, element }) => {
      const fits = plainWords(element.textContent || "").includes(wanted);
      element.hidden = !fits && !box.checked;
      return fits;
    });
    shown.textContent = wanted ? " " + say("record.fitting", { count: fitting.length, all: boxes.length }) : "";
  });
  return [make("label", { class: "narrow" }, say("record.narrow"), shown, search), list];
}

/** @type {(key: string, form: Schema, item: Schema, value: any[], path: string) => Field} */
function linesField(key, form, item, value, path) {
  const number = item.type === "integer" || item.type === "number";
  const control = make("textarea", { rows: String(Math.max(2, value.length + 1)) });
  control.value = value.join("\n");
  const shown = { ...form, description: [aboutOf(form), say("record.on-each-line")].join(" ") };
  const read = () => {
    const texts = control.value.split("\n").map((/** @type {string} */ line) => line.trim()).filter(Boolean);
    if (!texts.length) return undefined;
    return number ? texts.map((/** @type {string} */ text) => (/^\d+$/.test(text) ? Number(text) : text)) : texts;
  };
  return { element: labelled(key, shown, control, path, false), read, control };
}

/** @type {(key: string, form: Schema, root: Schema, value: any, path: string) => Field} */
function tableField(key, form, root, value, path) {
  const { read, elements } = fieldsInside(form, root, value, path);
  const element = make("fieldset", { class: "part" }, make("legend", {}, keyLabel(key)), ...elements);
  return { element, read: () => { const all = read(); return Object.keys(all).length ? all : undefined; } };
}

/**
 * The fields of a table; those that are asked at once first, if `first` names them.
 * @type {(form: Schema, root: Schema, value: any, path: string, first?: string[]) => {read: () => any, elements: HTMLElement[]}}
 */
function fieldsInside(form, root, value, path, first) {
  /** @type {Record<string, Field>} */
  const fields = {};
  const follows = OF_POSTCODE.filter((key) => form.properties?.postcode && form.properties[key]);
  const keys = Object.keys(form.properties || {}).filter((key) => !follows.includes(key));
  for (const key of keys) {
    const resolved = resolveSchema(form.properties?.[key] ?? {}, root);
    fields[key] = fieldOf(key, resolved, root, value[key], `${path}.${key}`, (form.required || []).includes(key));
  }
  const read = () => {
    const all = readFields(fields);
    if (all.postcode === value.postcode) for (const key of follows) if (value[key] !== undefined) all[key] = value[key];
    return all;
  };
  const asked = keys.filter((key) => !first || first.includes(key) || (form.required || []).includes(key));
  const rest = keys.filter((key) => !asked.includes(key)).map((key) => fields[key].element);
  const more = rest.length ? [make("details", { class: "more-of-entry" }, make("summary", {}, say("record.more")), ...rest)] : [];
  return { read, elements: [...asked.map((key) => fields[key].element), ...more] };
}

/** @type {(key: string, form: Schema, root: Schema, value: any, path: string) => Field} */
function listField(key, form, root, value, path) {
  const label = keyLabel(key);
  /** @type {{element: HTMLElement, read: () => any}[]} */
  let items = [];
  let made = 0;
  const holder = make("div", {});
  const none = ["offers", "needs"].includes(key) ? make("input", { type: "checkbox" }) : null;
  if (none) none.checked = Array.isArray(value) && value.length === 0;
  const add = (/** @type {any} */ entry, /** @type {boolean} */ byHand) => {
    const number = made++;
    const { read, elements } = fieldsInside(form, root, entry, `${path}.${number}`, OF_ENTRY[key]);
    const remove = make("button", { type: "button", class: "button quiet" }, say("record.remove", { key, label }));
    const element = make("fieldset", { class: "entry" }, make("legend", {}, say("record.entry", { key, label, number: number + 1 })), ...elements, remove);
    const item = { element, read };
    remove.addEventListener("click", () => {
      items = items.filter((other) => other !== item);
      element.remove();
      button.focus();
      holder.dispatchEvent(new Event("input", { bubbles: true }));
    });
    items.push(item);
    holder.append(element);
    if (none) none.checked = false;
    if (byHand) {
      /** @type {HTMLElement | null} */ (element.querySelector("input, select, textarea"))?.focus();
      holder.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const button = make("button", { type: "button", class: "button quiet" }, say("record.add", { key, label }));
  button.addEventListener("click", () => add({}, true));
  (value || []).forEach((/** @type {any} */ entry) => add(entry, false));
  const nothing = none ? [make("label", { class: "tick" }, none, " " + say("record.nothing", { key, label }))] : [];
  const element = make("fieldset", { class: "part", "data-at": path },
    make("legend", {}, label),
    make("p", { class: "fault", id: `r-${path}-fault`, hidden: "" }),
    ...nothing,
    holder,
    button,
  );
  const read = () => {
    if (items.length) return items.map((item) => item.read());
    return none?.checked ? [] : undefined;
  };
  return { element, read };
}
