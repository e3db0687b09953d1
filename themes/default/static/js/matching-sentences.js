// @needs matching.js
// @needs words.js
// From reasons to sentences: the same as the program that builds the site writes, word for word.

/**
 * @typedef {{ names?: { you: string, they: string } }} MatchVoice in which words the two are spoken of: by name, or to the reader
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

const matchingWords = (function () {
  /** @type {MatchVoice} */
  const reader = {};

  /** @param {string} you @param {string} they @returns {MatchVoice} */
  const byName = (you, they) => ({ names: { you, they } });

  /** The form of a message that speaks of one of the two. @param {MatchVoice} voice @param {"you" | "they"} whose */
  const formOf = (voice, whose) => (voice.names ? "name" : whose);

  /** @param {MatchVoice} voice @param {"you" | "they"} whose */
  const nameOf = (voice, whose) => voice.names?.[whose] ?? "";

  /** @param {"you" | "they" | undefined} who @returns {"you" | "they"} */
  const other = (who) => (who === "you" ? "they" : "you");

  /**
   * What a record does not state; `again` where the same sentence has named the organisation already.
   * @param {MatchVoice} voice @param {string} field @param {"you" | "they"} whose @param {boolean} again
   */
  function unstated(voice, field, whose, again) {
    const [who, name] = [again && voice.names ? "it" : formOf(voice, whose), nameOf(voice, whose)];
    if (field === "needs") return say("match.unstated-needs", { who, name });
    if (field === "offers") return say("match.unstated-offers", { who, name });
    if (field === "place") return say("match.unstated-place", { who, name });
    return say("match.unstated-openness", { who, name });
  }

  /** @param {MatchWorld} world @param {number | undefined} service */
  const label = (world, service) => insideSentence(world.services[service || 0].label);

  /** @param {MatchFound} found */
  function headline(found) {
    if (found.reasons.some((reason) => reason.kind === "met")) return say("match.headline", { band: found.band });
    // A shared care board can stretch far; beyond 50 km nobody would call it near.
    const near = found.reasons.some(
      ({ kind, value = 0, km = null }) => kind === "place" && value >= 0.5 && (km === null || km <= 50),
    );
    return near ? say("match.near") : say("match.nothing");
  }

  /** @param {MatchFound} found @param {MatchVoice} voice */
  function standing(found, voice) {
    const [who, name] = [formOf(voice, "they"), nameOf(voice, "they")];
    if (found.knownPartner) return say("match.together");
    if (found.they.openness === "not-now") return capital(say("match.not-now", { who, name }));
    return found.they.full ? capital(say("match.full", { who, name })) : "";
  }

  /** @param {MatchVoice} voice @param {"you" | "they"} needing @param {string[]} services @param {number} more */
  function met(voice, needing, services, more) {
    const all = andList(more > 0 ? [...services, say("list.more", { count: more })] : services);
    const [giver, taker] = [nameOf(voice, other(needing)), nameOf(voice, needing)];
    return capital(say("match.met", { who: formOf(voice, needing), giver, taker, services: all }));
  }

  /** @param {MatchWorld} world @param {MatchFound} found @param {MatchVoice} voice @param {"you" | "they"} needing */
  function gain(world, found, voice, needing) {
    const services = found.reasons
      .filter((reason) => reason.kind === "met" && reason.who === needing)
      .map((reason) => label(world, reason.service));
    if (services.length) {
      const shown = Math.min(services.length, services.length === 4 ? 4 : 3);
      return met(voice, needing, services.slice(0, shown), services.length - shown);
    }
    const silent = (/** @type {string} */ whose, /** @type {string} */ field) =>
      found.reasons.some((reason) => reason.kind === "not_stated" && reason.who === whose && reason.field === field);
    if (silent(other(needing), "offers") || silent(needing, "needs")) return "";
    // What is needed and not listed has a sentence of its own.
    if (found.reasons.some((reason) => reason.kind === "missing" && reason.who === needing)) return "";
    const [giver, taker] = [nameOf(voice, other(needing)), nameOf(voice, needing)];
    return capital(say("match.met-nothing", { who: formOf(voice, needing), giver, taker }));
  }

  /** @param {MatchWorld} world @param {MatchFound} found @param {MatchVoice} voice @param {"you" | "they"} needing */
  function missing(world, found, voice, needing) {
    const lack = found.reasons.find((reason) => reason.kind === "missing" && reason.who === needing);
    if (!lack) return "";
    const also = found.reasons.some((reason) => reason.kind === "met" && reason.who === needing);
    const [who, service] = [formOf(voice, needing), label(world, lack.service)];
    const [giver, taker] = [nameOf(voice, other(needing)), nameOf(voice, needing)];
    return capital(
      also ? say("match.lacks-also", { who, giver, taker, service }) : say("match.lacks", { who, giver, taker, service }),
    );
  }

  /** @param {MatchWorld} world @param {MatchFound} found */
  function remarks(world, found) {
    const remarks = [];
    const all = found.reasons.filter((reason) => reason.kind === "met");
    const rare = all.find((reason) => reason.rare);
    if (rare) {
      const { sector } = rare.who === "you" ? found.they : found.you;
      const [listing, stating] = rare.listedBy || [0, 0];
      remarks.push(say("match.rare", { sector, stating, listing, service: label(world, rare.service) }));
    }
    const limited = (/** @type {string} */ by) => [
      ...new Set(all.filter((reason) => reason.limited === by).map((reason) => label(world, reason.service))),
    ];
    const [far, area, aged] = [limited("distance"), limited("area"), limited("age")];
    const km = found.reasons.find((reason) => reason.kind === "place")?.km ?? null;
    if (far.length) {
      const services = andList(far);
      remarks.push(km === null ? say("match.far-unknown", { services }) : say("match.far", { services }));
    }
    if (area.length) remarks.push(capital(say("match.by-area", { services: andList(area), count: area.length })));
    if (aged.length) remarks.push(say("match.ages", { services: orList(aged) }));
    return remarks;
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
    const boards = andList((reason.boards || []).map((board) => world.boards[board].short));
    if (km === null && (you.board || they.board) && !boards) return say("match.place.other-boards");
    const apart = km === null ? "" : howFar(you, they, voice, km);
    if (boards) return apart ? say("match.place.far-boards", { apart, boards }) : say("match.place.boards", { boards });
    const region = world.regions[reason.region ?? -1]?.name;
    if (!region) return apart ? say("match.place.far", { apart }) : say("match.place.unknown");
    return apart ? say("match.place.far-region", { apart, region }) : say("match.place.region", { region });
  }

  /** @param {MatchRecord} you @param {MatchRecord} they @param {MatchVoice} voice @param {number} km */
  function howFar(you, they, voice, km) {
    const distance = aboutDistance(km);
    for (const sector of ["school", "nhs"]) {
      const several = (/** @type {MatchRecord} */ one) => one.sector === sector && (one.points || []).length > 1;
      if (!several(they) && !several(you)) continue;
      const whose = several(they) ? "they" : "you";
      const [who, name] = [formOf(voice, whose), nameOf(voice, whose)];
      return sector === "school"
        ? say("match.place.nearest-school", { who, name, distance })
        : say("match.place.nearest-site", { who, name, distance });
    }
    return say("match.place.apart", { distance: capital(distance) });
  }

  /** @param {MatchFound} found @param {MatchVoice} voice */
  function readiness(found, voice) {
    const [who, name] = [formOf(voice, "they"), nameOf(voice, "they")];
    const { openness } = found.they;
    if (openness === "offering") return capital(say("match.offering", { who, name }));
    if (openness === "open") return capital(say("match.open", { who, name }));
    return openness === "may-offer" ? capital(say("match.may-offer", { who, name })) : "";
  }

  /** How sure, where a need is met; else what is not recorded. @param {MatchFound} found @param {MatchVoice} voice */
  function sureness(found, voice) {
    const anyMet = found.reasons.some((reason) => reason.kind === "met");
    const gaps = orList(
      /** @type {("they" | "you")[]} */ (["they", "you"]).flatMap((whose) =>
        found.reasons
          .filter(({ kind, who, field }) => kind === "not_stated" && who === whose && (anyMet || field !== "openness"))
          .map(({ field = "" }, at) => unstated(voice, field, whose, at > 0)),
      ),
    );
    if (!anyMet) return gaps ? say("match.unrecorded", { gaps }) : "";
    if (!gaps) return say("match.sure.all");
    if (found.confidence === "high") return say("match.sure.high", { gaps });
    return found.confidence === "medium" ? say("match.sure.medium", { gaps }) : say("match.sure.low", { gaps });
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
    best && best !== "distant" ? "" : say("match.nothing-strong");

  return { of, asList, reader, byName, label, nothingStrong };
})();
trustbridge.matchingSentences = matchingWords;
