// Small pieces that several pages' scripts are made of.

/**
 * An element with attributes and content; text is never read as HTML.
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {...(Node | string)} content
 * @returns {HTMLElement}
 */
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...content);
  return element;
}

/**
 * "1 mile", "3 miles"
 * @param {number} count
 * @param {string} one
 * @param {string} [many]
 */
function counted(count, one, many) {
  return count.toLocaleString("en-GB") + " " + (count === 1 ? one : many || one + "s");
}

/**
 * "a", "a and b", "a, b and c"
 * @param {string[]} words
 */
function listed(words) {
  return words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];
}

/**
 * "March 2026"
 * @param {string} date as in 2026-03-05
 */
function monthOf(date) {
  const names = "January February March April May June July August September October November December".split(" ");
  return names[Number(date.slice(5, 7)) - 1] + " " + date.slice(0, 4);
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

/**
 * Runs a script of this site.
 * @param {string} address relative to the root of the site
 * @returns {Promise<boolean>} whether it could be read
 */
function runScript(address) {
  return new Promise((done) => {
    const script = document.createElement("script");
    script.src = siteLink(address);
    for (const [event, ran] of /** @type {[string, boolean][]} */ ([["load", true], ["error", false]])) {
      script.addEventListener(event, () => {
        script.remove();
        done(ran);
      });
    }
    document.head.append(script);
  });
}
