// Runs scripts of the site: what a page loads must come from a disk too, so data for scripts are scripts.

/**
 * Runs a script by its address.
 * @param {string} address
 * @returns {Promise<void>} fails where it cannot be read
 */
function runScript(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => {
      script.remove();
      done();
    };
    script.onerror = () => {
      script.remove();
      failed(new Error("could not load " + address));
    };
    document.head.append(script);
  });
}
