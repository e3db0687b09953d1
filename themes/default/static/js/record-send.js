// Ways to hand a record over: an email, an issue or a change in the repository that holds the records, each ready to send.

(() => {
  /** @type {Record<string, any>} */
  const trustbridge = (window.trustbridge = window.trustbridge || {});
  /** Longer addresses are refused by code hosts, or cut by programs for email; the text then has to be pasted. */
  const LONGEST = 7000;
  const LONGEST_MAIL = 1900;

  /**
   * @typedef {object} Sent
   * @property {boolean} existing whether the record is there already
   * @property {string} name of the organisation
   * @property {string} file where the record belongs
   * @property {string} toml the record
   */

  /**
   * @param {Sent} sent
   * @param {(body: string) => string} address of what is sent with a text
   * @param {number} longest
   * @param {string} instead what to do where the record is too long for an address
   */
  function fitting(sent, address, longest, instead) {
    const begin = `Please ${sent.existing ? "correct" : "add"} this record.\n\nFile: ${sent.file}\n\n`;
    const whole = address(begin + sent.toml);
    return whole.length <= longest ? whole : address(begin + instead);
  }

  /** @param {Sent} sent */
  function subject(sent) {
    return `${sent.existing ? "Correction" : "New record"}: ${sent.name || "unnamed"}`;
  }

  /** @type {(mail: string, sent: Sent) => string} */
  trustbridge.mailAddress = (mail, sent) =>
    fitting(
      sent,
      (body) => `mailto:${encodeURIComponent(mail).replace("%40", "@")}?subject=${encodeURIComponent(subject(sent))}&body=${encodeURIComponent(body)}`,
      LONGEST_MAIL,
      "The record is too long for this link. Please attach the file that \"Download\" saved.",
    );

  /** @type {(repository: string, sent: Sent) => string} */
  trustbridge.issueAddress = (repository, sent) => {
    const fenced = (/** @type {string} */ body) => body.replace(sent.toml, `\`\`\`toml\n${sent.toml}\`\`\`\n`);
    const address = (/** @type {string} */ body) => {
      const [title, text] = [encodeURIComponent(subject(sent)), encodeURIComponent(fenced(body))];
      return repository.includes("gitlab")
        ? `${repository}/-/issues/new?issue%5Btitle%5D=${title}&issue%5Bdescription%5D=${text}`
        : `${repository}/issues/new?title=${title}&body=${text}`;
    };
    return fitting(sent, address, LONGEST, "Please paste the record here: \"Copy\" in the form has it.");
  };

  /** @type {(repository: string, branch: string, sent: Sent) => string} */
  trustbridge.changeAddress = (repository, branch, sent) => {
    const path = sent.file.split("/").map(encodeURIComponent).join("/");
    const at = encodeURIComponent(branch);
    const gitlab = repository.includes("gitlab");
    if (sent.existing) return gitlab ? `${repository}/-/edit/${at}/${path}` : `${repository}/edit/${at}/${path}`;
    const value = encodeURIComponent(sent.toml);
    const message = encodeURIComponent(subject(sent));
    return gitlab
      ? `${repository}/-/new/${at}?file_name=${encodeURIComponent(sent.file)}&content=${value}&commit_message=${message}`
      : `${repository}/new/${at}?filename=${encodeURIComponent(sent.file)}&value=${value}&message=${message}`;
  };
})();
