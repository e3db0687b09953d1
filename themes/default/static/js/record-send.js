// Ways to hand a record over: an email, an issue or a change in the repository that holds the records, each ready to send.

/** Longer addresses are refused by code hosts, or cut by programs for email; the text then has to be pasted. */
const LONGEST_ADDRESS = 7000;
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
function letterAddress(sent, address, longest, instead) {
  const begin = [sent.existing ? say("letter.correct") : say("letter.add"), say("letter.file", { file: sent.file }), ""].join("\n\n");
  const whole = address(begin + sent.toml);
  return whole.length <= longest ? whole : address(begin + instead);
}

/** @param {Sent} sent */
function letterSubject(sent) {
  const name = sent.name || say("letter.unnamed");
  return sent.existing ? say("letter.correction", { name }) : say("letter.new-record", { name });
}

/** @param {string} mail @param {Sent} sent */
function mailAddress(mail, sent) {
  return letterAddress(
    sent,
    (body) => `mailto:${encodeURIComponent(mail).replace("%40", "@")}?subject=${encodeURIComponent(letterSubject(sent))}&body=${encodeURIComponent(body)}`,
    LONGEST_MAIL,
    say("letter.attach"),
  );
}

/** @param {string} repository @param {Sent} sent */
function issueAddress(repository, sent) {
  const fenced = (/** @type {string} */ body) => body.replace(sent.toml, `\`\`\`toml\n${sent.toml}\`\`\`\n`);
  const address = (/** @type {string} */ body) => {
    const [title, text] = [encodeURIComponent(letterSubject(sent)), encodeURIComponent(fenced(body))];
    return repository.includes("gitlab")
      ? `${repository}/-/issues/new?issue%5Btitle%5D=${title}&issue%5Bdescription%5D=${text}`
      : `${repository}/issues/new?title=${title}&body=${text}`;
  };
  return letterAddress(sent, address, LONGEST_ADDRESS, say("letter.paste"));
}

/** @param {string} repository @param {string} branch @param {Sent} sent */
function changeAddress(repository, branch, sent) {
  const path = sent.file.split("/").map(encodeURIComponent).join("/");
  const at = encodeURIComponent(branch);
  const gitlab = repository.includes("gitlab");
  if (sent.existing) return gitlab ? `${repository}/-/edit/${at}/${path}` : `${repository}/edit/${at}/${path}`;
  const value = encodeURIComponent(sent.toml);
  const message = encodeURIComponent(letterSubject(sent));
  return gitlab
    ? `${repository}/-/new/${at}?file_name=${encodeURIComponent(sent.file)}&content=${value}&commit_message=${message}`
    : `${repository}/new/${at}?filename=${encodeURIComponent(sent.file)}&value=${value}&message=${message}`;
}
