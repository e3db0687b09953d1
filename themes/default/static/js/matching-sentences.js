// @needs matching.js
// From reasons to plain English: the same sentences as the program that builds the site writes, word for word.

/**
 * @typedef {{ subject: string, pronoun: string, third: boolean }} MatchPerson
 * @typedef {{ you: MatchPerson, they: MatchPerson }} MatchVoice
 * @typedef {object} MatchSentences
 * @property {string} headline
 * @property {string} standing
 * @property {string} youGain
 * @property {string} theyGain
 * @property {string[]} remarks
 * @property {string[]} missing
 * @property {string} place
 * @property {string} readiness
 * @property {string} sureness
 */

trustbridge.matchingSentences = (function () {
  /** @type {MatchVoice} */
  const reader = {
    you: { subject: "you", pronoun: "you", third: false },
    they: { subject: "they", pronoun: "they", third: false },
  };

  /** @param {string} you @param {string} they @returns {MatchVoice} */
  const byName = (you, they) => ({
    you: { subject: you, pronoun: "it", third: true },
    they: { subject: they, pronoun: "it", third: true },
  });

  /** @param {MatchPerson} person @param {string} verb */
  const verb = (person, verb) =>
    !person.third ? verb : verb === "have" ? "has" : verb === "are" ? "is" : verb + "s";

  /** @param {MatchPerson} person @param {string} what */
  const does = (person, what) => person.subject + " " + verb(person, what);

  /** @param {MatchPerson} person @param {string} field @param {string} subject */
  function unstated(person, field, subject) {
    if (field === "needs") return `what ${subject} ${verb(person, "need")}`;
    if (field === "offers") return `what ${subject} ${verb(person, "offer")}`;
    if (field === "place") return `where ${subject} ${verb(person, "are")}`;
    return `how ready ${subject} ${verb(person, "are")}`;
  }

  /** @param {MatchPerson} person @param {string} one @param {string} many */
  function nearest(person, one, many) {
    if (person.subject === "you") return `the nearest of your ${many}`;
    return person.subject === "they" ? `the nearest of their ${many}` : `the nearest ${one} of ${person.subject}`;
  }

  /** @param {string} sentence */
  const capital = (sentence) => {
    const [first = "", ...rest] = sentence;
    return first.toUpperCase() + rest.join("");
  };

  /** @param {string[]} items @param {string} last */
  const inOrder = (items, last) =>
    items.length < 2 ? items.join("") : items.slice(0, -1).join(", ") + ` ${last} ` + items[items.length - 1];

  /** @param {"you" | "they" | undefined} who @returns {"you" | "they"} */
  const other = (who) => (who === "you" ? "they" : "you");

  /** @param {MatchWorld} world @param {number | undefined} service */
  function label(world, service) {
    const text = world.services[service || 0].label;
    return /^[A-Z][a-z]/.test(text) ? text[0].toLowerCase() + text.slice(1) : text;
  }

  /** @param {MatchFound} found */
  function headline(found) {
    if (!found.reasons.some((reason) => reason.kind === "met")) {
      // A shared care board can stretch far; beyond 50 km nobody would call it near.
      const near = found.reasons.some(
        ({ kind, value = 0, km = null }) => kind === "place" && value >= 0.5 && (km === null || km <= 50),
      );
      return near ? "Nearby: nothing listed matches yet" : "Nothing listed matches yet";
    }
    return found.band === "distant" ? "A distant possibility" : `A ${found.band} match`;
  }

  /** @param {MatchFound} found @param {MatchVoice} voice */
  function standing(found, voice) {
    if (found.knownPartner) return "The two already work together.";
    if (found.they.openness === "not-now") return capital(does(voice.they, "are") + " not looking for partners at present.");
    return found.they.full ? capital(does(voice.they, "have") + " no room for a new partnership now.") : "";
  }

  /** @param {MatchVoice} voice @param {"you" | "they"} who @param {string[]} services @param {number} more */
  function met(voice, who, services, more) {
    const all = more > 0 ? [...services, `${more} more`] : services;
    return capital(`${does(voice[other(who)], "offer")} ${inOrder(all, "and")}, which ${does(voice[who], "need")}.`);
  }

  /** @param {MatchWorld} world @param {MatchFound} found @param {MatchVoice} voice @param {"you" | "they"} who */
  function gain(world, found, voice, who) {
    const services = found.reasons
      .filter((reason) => reason.kind === "met" && reason.who === who)
      .map((reason) => label(world, reason.service));
    if (services.length) {
      const shown = Math.min(services.length, services.length === 4 ? 4 : 3);
      return met(voice, who, services.slice(0, shown), services.length - shown);
    }
    const silent = (/** @type {string} */ whose, /** @type {string} */ field) =>
      found.reasons.some((reason) => reason.kind === "not_stated" && reason.who === whose && reason.field === field);
    if (silent(other(who), "offers") || silent(who, "needs")) return "";
    return capital(`${does(voice[other(who)], "have")} listed nothing yet that ${does(voice[who], "need")}.`);
  }

  /** @param {MatchWorld} world @param {MatchFound} found @param {MatchVoice} voice @param {"you" | "they"} who */
  function missing(world, found, voice, who) {
    const lack = found.reasons.find((reason) => reason.kind === "missing" && reason.who === who);
    if (!lack) return "";
    const also = found.reasons.some((reason) => reason.kind === "met" && reason.who === who);
    return notListed(voice, who, label(world, lack.service), also);
  }

  /** @param {MatchVoice} voice @param {"you" | "they"} who @param {string} service @param {boolean} also */
  function notListed(voice, who, service, also) {
    const person = voice[who];
    const needs = `${person.subject} ${also ? "also " : ""}${verb(person, "need")}`;
    return capital(`${needs} ${service}, which ${does(voice[other(who)], "have")} not listed.`);
  }

  /** @param {MatchWorld} world @param {MatchFound} found */
  function remarks(world, found) {
    const remarks = [];
    const all = found.reasons.filter((reason) => reason.kind === "met");
    const rare = all.find((reason) => reason.rare);
    if (rare) {
      const giver = rare.who === "you" ? found.they : found.you;
      const [listing, stating] = rare.listedBy || [0, 0];
      const side = giver.sector === "nhs" ? "NHS organisations" : "school trusts";
      const verb = listing === 1 ? "lists" : "list";
      const name = label(world, rare.service);
      remarks.push(`Of the ${stating} ${side} that have said what they offer, only ${listing} ${verb} ${name}.`);
    }
    const limited = (/** @type {string} */ by) => [
      ...new Set(all.filter((reason) => reason.limited === by).map((reason) => label(world, reason.service))),
    ];
    const [far, area, aged] = [limited("distance"), limited("area"), limited("age")];
    const km = found.reasons.find((reason) => reason.kind === "place")?.km ?? null;
    if (far.length) {
      const services = inOrder(far, "and");
      remarks.push(
        km === null
          ? `How far apart the two are is not known, and it matters for ${services}: people must be in one place.`
          : `The distance stands in the way of ${services}: people must be in one place.`,
      );
    }
    if (area.length) {
      const are = area.length === 1 ? "is" : "are";
      const so = `${are} provided area by area, and nothing is recorded here yet that includes both of these places.`;
      remarks.push(capital(`${inOrder(area, "and")} ${so}`));
    }
    if (aged.length) remarks.push(`Only some of the school trust's pupils are of the age for ${inOrder(aged, "or")}.`);
    return remarks;
  }

  /** @param {number} km */
  function distance(km) {
    const miles = Math.floor(km * 0.621371 + 0.5);
    const metric = `(${km.toFixed(1)} km)`;
    if (miles < 1) return `Less than a mile ${metric}`;
    return miles < 2 ? `About 1 mile ${metric}` : `About ${miles} miles ${metric}`;
  }

  /**
   * Where the two are: of one with several schools or sites, it is the nearest of them that is so far away.
   * @param {MatchWorld} world
   * @param {MatchFound} found
   * @param {MatchReason} reason
   * @param {MatchVoice} voice
   */
  function place(world, found, reason, voice) {
    const { you, they } = found;
    const km = reason.km ?? null;
    const boards = (reason.boards || []).map((board) => world.boards[board].short);
    if (km === null && (you.board || they.board) && !boards.length) return "In the areas of different care boards.";
    const several = (/** @type {MatchRecord} */ one, /** @type {string} */ sector) =>
      one.sector === sector && (one.points || []).length > 1;
    const sides = [["school", "school", "schools"], ["nhs", "site", "sites"]];
    const [whose = ""] = sides.flatMap(([sector, one, many]) => {
      if (several(they, sector)) return [nearest(voice.they, one, many)];
      return several(you, sector) ? [nearest(voice.you, one, many)] : [];
    });
    let apart = "";
    if (km !== null) {
      const far = distance(km);
      apart = whose ? capital(`${whose} is ${far[0].toLowerCase() + far.slice(1)} away`) : far + " apart";
    }
    if (boards.length) return apart ? `${apart}; both in ${inOrder(boards, "and")}.` : `Both in ${inOrder(boards, "and")}.`;
    const region = reason.region ?? null;
    if (region === null) return apart ? `${apart}.` : "The distance is not known.";
    const name = world.regions[region].name;
    return apart ? `${apart}; in the same region (${name}).` : `In the same region (${name}); the distance is not known.`;
  }

  /** @param {MatchFound} found @param {MatchVoice} voice */
  function readiness(found, voice) {
    const openness = found.they.openness;
    if (openness === "offering") return capital(does(voice.they, "are") + " looking for partners now.");
    if (openness === "open") return capital(does(voice.they, "are") + " open to a conversation.");
    return openness === "may-offer" ? capital(voice.they.subject + " may have something to offer.") : "";
  }

  /** How sure, where a need is met; else what is not recorded. @param {MatchFound} found @param {MatchVoice} voice */
  function sureness(found, voice) {
    const anyMet = found.reasons.some((reason) => reason.kind === "met");
    const gaps = /** @type {("they" | "you")[]} */ (["they", "you"]).flatMap((who) => {
      const person = voice[who];
      return found.reasons
        .filter(({ kind, who: whose, field }) => kind === "not_stated" && whose === who && (anyMet || field !== "openness"))
        .map(({ field = "" }, at) => unstated(person, field, at === 0 ? person.subject : person.pronoun));
    });
    const nothing = `nothing is recorded here yet about ${inOrder(gaps, "or")}`;
    if (!anyMet) return gaps.length ? `${capital(nothing)}.` : "";
    if (!gaps.length) return "How sure: high. Both records state all that counts.";
    if (found.confidence === "high") return `How sure: high, although ${nothing}.`;
    if (found.confidence === "medium") return `How sure: medium, because ${nothing}.`;
    return `How sure: low, because ${nothing}: this rests on little information.`;
  }

  /**
   * Everything there is to say of a match.
   * @param {MatchWorld} world
   * @param {MatchFound} found
   * @param {MatchVoice} [voice]
   * @returns {MatchSentences}
   */
  function of(world, found, voice = reader) {
    const where = found.reasons.find((reason) => reason.kind === "place");
    return {
      headline: headline(found),
      standing: standing(found, voice),
      youGain: gain(world, found, voice, "you"),
      theyGain: gain(world, found, voice, "they"),
      remarks: remarks(world, found),
      missing: [missing(world, found, voice, "they"), missing(world, found, voice, "you")].filter((text) => text),
      place: where ? place(world, found, where, voice) : "",
      readiness: readiness(found, voice),
      sureness: sureness(found, voice),
    };
  }

  /**
   * All sentences but the headline, in the order in which they are read.
   * @param {MatchSentences} said
   */
  function asList(said) {
    const { standing, youGain, theyGain, remarks, missing, place, readiness, sureness } = said;
    return [standing, youGain, theyGain, ...remarks, ...missing, place, readiness, sureness].filter((text) => text);
  }

  /** @param {string | undefined} best the band of the best of a list */
  const nothingStrong = (best) =>
    best && best !== "distant" ? "" : "No strong match is listed near you yet.";

  return { of, asList, reader, byName, distance, label, nothingStrong };
})();
