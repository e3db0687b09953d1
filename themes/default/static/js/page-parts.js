// Small pieces that several pages' scripts are made of.

globalThis.trustbridge ??= /** @type {Trustbridge} */ ({});

/**
 * An element with attributes and content; text is never read as HTML.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElementTagNameMap[T]}
 */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

/**
 * The words of a text in plain small letters, to find an option by a part of its label.
 * @param {string} text
 */
function plainWords(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/&/g, " and ").replace(/[^a-z0-9]+/g, " ").trim();
}

const siteRoot =
  document.currentScript instanceof HTMLScriptElement ? new URL("../", document.currentScript.src).href : location.href;

/** Whether addresses must name their file: on a disk, and in a site that was built for one. */
const namesFiles = location.protocol === "file:" || location.pathname.endsWith("/index.html");

/**
 * The link to an address of this site.
 * @param {string} address relative to the root of the site, `organisations/dudley-group/`
 */
function siteLink(address) {
  return siteRoot + address + (namesFiles && address.endsWith("/") ? "index.html" : "");
}
