// The matching in the browser: the same formulas, in the same order of operations, as the program that builds the
// site, so that both come to the same millionth. Knows nothing of the page.

/**
 * @typedef {{ s: number, p?: number, ages?: number[], mode?: string }} MatchListing one that holds today
 *
 * @typedef {object} MatchRecord an organisation; what is not stated is left out
 * @property {string} id
 * @property {string} name
 * @property {string} sector "nhs" or "school"
 * @property {number} [kind]
 * @property {number} [region]
 * @property {number[]} [boards]
 * @property {number[][]} [points] latitude and longitude of each site
 * @property {number[]} [ages] the ages that a school trust teaches
 * @property {string} [openness]
 * @property {MatchListing[]} [offers] sorted by service; left out is not stated, empty is none
 * @property {MatchListing[]} [needs]
 * @property {number[]} [focus] as stated; otherwise worked out from its services
 * @property {number} [reach] kilometres
 * @property {boolean} [board] a care board, which covers an area and is not near or far
 * @property {boolean} [away] never suggested
 * @property {boolean} [full] has no room for a new partnership
 * @property {boolean} [many] whether enough of those who are for the same state their offers to call one rare
 * @property {string[]} [partners]
 * @property {Record<string, number>} [shares] ids of the other sector, with the share of the place that is served
 *
 * @typedef {object} MatchWorld
 * @property {Record<string, number>} constants
 * @property {{ id: string, label: string, mode: string, travels?: string, ages: number[], focus: number[] }[]} services
 * @property {{ id: string, short: string, region?: number | null }[]} boards
 * @property {string[]} kinds
 * @property {ServingRole[]} roles
 * @property {{ id: string, name: string }[]} regions
 * @property {{ id: string, label: string, ages: number[] }[]} phases
 * @property {{ id: string, label: string }[]} focus
 * @property {Record<string, { stating: number, offering: number[] }>} rarity
 * @property {MatchRecord[]} organisations
 * @property {{ id: string, name: string }[]} others those that have a page and are not matched
 *
 * @typedef {{ service: number, weight: number, age: number, reach: number, area: boolean }} MatchTerm
 * @typedef {{ service: number, weight: number, who: "you" | "they" }} MatchWeighed
 *
 * @typedef {object} MatchReason
 * @property {"met" | "missing" | "place" | "not_stated"} kind
 * @property {"you" | "they"} [who] who needs it, or whose record is silent
 * @property {number} [service]
 * @property {number} [weight]
 * @property {"distance" | "area" | "age" | null} [limited]
 * @property {number[]} [listedBy] how many list it, of how many that state offers
 * @property {boolean} [rare]
 * @property {number | null} [km]
 * @property {number[]} [boards] shared care boards
 * @property {number | null} [region] the region of both
 * @property {number} [value] what nearness is worth
 * @property {string} [field] needs, offers, place or openness
 *
 * @typedef {object} MatchFound
 * @property {MatchRecord} you
 * @property {MatchRecord} they
 * @property {number} score whole millionths
 * @property {"strong" | "good" | "possible" | "distant"} band
 * @property {"high" | "medium" | "low"} confidence
 * @property {number} sureness
 * @property {{ you: number, they: number }} gain
 * @property {{ mutual: number, place: number, focus: number, ready: number }} parts
 * @property {MatchReason[]} reasons
 * @property {boolean} knownPartner
 */

window.trustbridge ??= /** @type {Trustbridge} */ ({});

const matchingRules = (function () {
  const EARTH_RADIUS_KM = 6371.0088;
  const RADIANS = Math.PI / 180;

  /** @param {number[]} a @param {number[]} b latitude and longitude in degrees */
  function greatCircle(a, b) {
    const lat1 = a[0] * RADIANS;
    const lat2 = b[0] * RADIANS;
    const halfLat = Math.sin((lat2 - lat1) / 2);
    const halfLon = Math.sin(((b[1] - a[1]) * RADIANS) / 2);
    const h = halfLat * halfLat + Math.cos(lat1) * Math.cos(lat2) * halfLon * halfLon;
    return 2 * EARTH_RADIUS_KM * Math.asin(Math.min(Math.sqrt(h), 1));
  }

  /**
   * The least distance over pairs of sites in kilometres, rounded to 0.1; null when either has none.
   * @param {MatchRecord} a
   * @param {MatchRecord} b
   */
  function distance(a, b) {
    const [ours, theirs] = [a.points || [], b.points || []];
    if (!ours.length || !theirs.length) return null;
    let least = Infinity;
    for (const one of ours) for (const other of theirs) least = Math.min(least, greatCircle(one, other));
    return Math.floor(least * 10 + 0.5) / 10;
  }

  /** @param {number[] | undefined} a @param {number[] | undefined} b */
  const shared = (a, b) => (a || []).filter((one) => (b || []).includes(one));

  /**
   * @param {Record<string, number>} constants
   * @param {MatchRecord} a
   * @param {MatchRecord} b
   * @param {number | null} km
   */
  function proximity(constants, a, b, km) {
    const share = km === null ? 0 : km / constants.half_distance_km;
    const near = km === null ? 0 : 1 / (1 + share * share);
    const sameRegion = a.region !== undefined && a.region === b.region;
    let value = near;
    if (shared(a.boards, b.boards).length) {
      value = km === null ? constants.shared_board_unknown : near + constants.shared_board_pull * (1 - near);
    } else if (sameRegion) {
      value = Math.max(near, constants.same_region_least);
    }
    if (km === null && !(a.boards?.length && b.boards?.length)) {
      if (sameRegion) value = Math.max(value, constants.same_region_unknown);
      else if (a.region === undefined || b.region === undefined) value = Math.max(value, constants.region_unknown);
    }
    return value;
  }

  /**
   * How rare an offer is: 0 when a quarter or more list it, then 1 to an eighth, 2 to a sixteenth, 3 below.
   * @param {MatchWorld} world
   * @param {string} sector
   * @param {number} service
   */
  function tier(world, sector, service) {
    const { stating, offering } = world.rarity[sector];
    if (offering[service] * 4 >= stating) return 0;
    if (offering[service] * 8 >= stating) return 1;
    return offering[service] * 16 >= stating ? 2 : 3;
  }

  /**
   * @param {MatchWorld} world
   * @param {number[] | undefined} school
   * @param {number} service
   */
  function ageFactor(world, school, service) {
    const [from, to] = world.services[service].ages;
    if (!school || from >= world.constants.adult_age) return 1;
    const common = Math.min(school[1], to) - Math.max(school[0], from);
    const shorter = Math.min(school[1] - school[0], to - from);
    const share = Math.min(Math.max(common / Math.max(shorter, 1), 0), 1);
    return share === 0 ? 0 : world.constants.age_least + (1 - world.constants.age_least) * share;
  }

  /** @param {MatchWorld} world @param {string} mode */
  const remoteShare = (world, mode) =>
    mode === "on-site" ? 0 : mode === "remote" ? 1 : world.constants.remote_share_either;

  /** @param {number[] | undefined} one @param {number[] | undefined} other */
  function touch(one, other) {
    if (!one || !other) return true;
    const from = Math.max(one[0], other[0]);
    const to = Math.min(one[1], other[1]);
    return from < to || (from === to && (one[0] === one[1] || other[0] === other[1]));
  }

  /**
   * The share of a service that can be done from afar, or null when a need and an offer of it do not fit.
   * @param {MatchWorld} world
   * @param {MatchListing} need
   * @param {MatchListing} offer
   * @param {number[] | undefined} school
   */
  function fit(world, need, offer, school) {
    const service = world.services[need.s];
    const adult = service.ages[0] >= world.constants.adult_age;
    if (!adult && !(touch(need.ages, offer.ages) && touch(need.ages, school) && touch(offer.ages, school))) return null;
    if (!need.mode && !offer.mode) return remoteShare(world, service.mode);
    const modes = [need.mode, offer.mode];
    if (modes.includes("on-site") && modes.includes("remote")) return null;
    const mode = !need.mode || need.mode === "either" ? offer.mode || need.mode : need.mode;
    return remoteShare(world, mode || service.mode);
  }

  /**
   * How present the giver of a service by footprint is: the share of the place that is served, or what a shared care
   * board is worth.
   * @param {MatchWorld} world
   * @param {MatchRecord} a
   * @param {MatchRecord} b
   */
  function presence(world, a, b) {
    const share = Math.max(a.shares?.[b.id] || 0, b.shares?.[a.id] || 0);
    return shared(a.boards, b.boards).length ? Math.max(world.constants.presence_shared_board, share) : share;
  }

  /**
   * Every need of one that the other meets, services ascending; of several listings the one of greatest weight.
   * @param {MatchWorld} world
   * @param {MatchRecord} needing
   * @param {MatchRecord} offering
   * @param {number | null} km
   * @param {number} near
   * @returns {MatchTerm[]}
   */
  function terms(world, needing, offering, km, near) {
    const school = needing.sector === "school" ? needing.ages : offering.ages;
    const present = presence(world, needing, offering);
    const outOfReach = km !== null && offering.reach !== undefined && km > offering.reach;
    /** @type {Map<number, MatchTerm>} */
    const best = new Map();
    for (const need of needing.needs || []) {
      for (const offer of offering.offers || []) {
        if (offer.s !== need.s) continue;
        const { travels = "distance" } = world.services[need.s];
        const remote = fit(world, need, offer, school);
        if (remote === null || (remote === 0 && outOfReach && travels === "distance")) continue;
        const age = ageFactor(world, school, need.s);
        const area = travels === "footprint";
        const reach = area ? present : travels === "anywhere" ? 1 : remote + (1 - remote) * near;
        const rarity = 1 + world.constants.rarity_step * tier(world, offering.sector, need.s);
        const weight = ((need.p || 2) / 2) * rarity * age * reach;
        const soFar = best.get(need.s);
        if (age > 0 && (!soFar || weight > soFar.weight)) best.set(need.s, { service: need.s, weight, age, reach, area });
      }
    }
    return [...best.values()].sort((a, b) => a.service - b.service);
  }

  /**
   * @param {MatchWorld} world
   * @param {MatchRecord} needing
   * @param {MatchRecord} offering
   * @param {number | null} km
   * @param {number} near
   */
  function gain(world, needing, offering, km, near) {
    let met = 0;
    for (const term of terms(world, needing, offering, km, near)) met += term.weight;
    const gained = met / (met + world.constants.gain_half);
    return gained + world.constants.gain_unstated * near * (1 - gained);
  }

  /**
   * The focus areas of a record: as it states them, else those of its services; null when it states neither.
   * @param {MatchWorld} world
   * @param {MatchRecord} record
   */
  function focusOf(world, record) {
    if (record.focus) return record.focus;
    if (!record.offers && !record.needs) return null;
    const listings = [...(record.offers || []), ...(record.needs || [])];
    return [...new Set(listings.flatMap((listing) => world.services[listing.s].focus))];
  }

  /** @param {MatchWorld} world @param {MatchRecord} a @param {MatchRecord} b */
  function focus(world, a, b) {
    const [ours, theirs] = [focusOf(world, a), focusOf(world, b)];
    const least = world.constants.focus_unstated;
    if (!ours?.length || !theirs?.length) return least;
    return least + (1 - least) * ((2 * shared(ours, theirs).length) / (ours.length + theirs.length));
  }

  /** @param {Record<string, number>} constants @param {MatchRecord} record */
  function readiness(constants, record) {
    if (record.openness === "offering") return constants.ready_offering;
    if (record.openness === "open") return constants.ready_open;
    return record.openness === "may-offer" ? constants.ready_may_offer : constants.ready_unstated;
  }

  /**
   * The score of two records and what it is made of.
   * @param {MatchWorld} world
   * @param {MatchRecord} a
   * @param {MatchRecord} b
   */
  function anatomy(world, a, b) {
    const constants = world.constants;
    const km = distance(a, b);
    const near = proximity(constants, a, b, km);
    const you = gain(world, a, b, km, near);
    const they = gain(world, b, a, km, near);
    const soft = constants.softening;
    const mutual = (2 * (you + soft) * (they + soft)) / (you + they + 2 * soft) - soft;
    const parts = {
      mutual: constants.weight_mutual * mutual,
      place: constants.weight_place * near,
      focus: constants.weight_focus * focus(world, a, b),
      ready: constants.weight_ready * Math.sqrt(readiness(constants, a) * readiness(constants, b)),
    };
    const share = parts.mutual + parts.place + parts.focus + parts.ready;
    return { km, near, gain: { you, they }, parts, score: millionths(share) };
  }

  /** @param {number} share */
  const millionths = (share) => Math.floor(Math.min(Math.max(share, 0), 1) * 1e6 + 0.5);

  /** @param {Record<string, number>} constants @param {number} score */
  function band(constants, score) {
    if (score >= millionths(constants.band_strong)) return "strong";
    if (score >= millionths(constants.band_good)) return "good";
    return score >= millionths(constants.band_possible) ? "possible" : "distant";
  }

  /** @param {MatchRecord} record */
  const placed = (record) => !!(record.points?.length || record.boards?.length);
  /** @param {MatchRecord} record */
  const spoken = (record) => !!record.openness && record.openness !== "not-known";

  /** @param {Record<string, number>} constants @param {MatchRecord} a @param {MatchRecord} b */
  function sureness(constants, a, b) {
    let sure = constants.sure_list * [a.needs, a.offers, b.needs, b.offers].filter((list) => list).length;
    if (placed(a) && placed(b)) sure += constants.sure_place;
    if (spoken(a) && spoken(b)) sure += constants.sure_ready;
    return Math.round(sure * 100) / 100;
  }

  /**
   * Everything that can be said of two records, from the side of `you`.
   * @param {MatchWorld} world
   * @param {MatchRecord} you
   * @param {MatchRecord} they
   * @returns {MatchFound}
   */
  function explain(world, you, they) {
    const found = anatomy(world, you, they);
    const sure = sureness(world.constants, you, they);
    const atLeast = (/** @type {number} */ least) => sure + 1e-9 >= least;
    return {
      you,
      they,
      score: found.score,
      band: band(world.constants, found.score),
      confidence: atLeast(world.constants.sure_high) ? "high" : atLeast(world.constants.sure_medium) ? "medium" : "low",
      sureness: sure,
      gain: found.gain,
      parts: found.parts,
      reasons: reasons(world, you, they, found.km, found.near),
      knownPartner: partners(you, they),
    };
  }

  /** @param {MatchRecord} a @param {MatchRecord} b */
  const partners = (a, b) => !!(a.partners?.includes(b.id) || b.partners?.includes(a.id));

  /**
   * @param {MatchWorld} world
   * @param {MatchRecord} you
   * @param {MatchRecord} they
   * @param {number | null} km
   * @param {number} near
   * @returns {MatchReason[]}
   */
  function reasons(world, you, they, km, near) {
    /** @type {(MatchTerm & { who: "you" | "they" })[]} */
    const met = [];
    /** @type {MatchWeighed[]} */
    const missing = [];
    for (const who of /** @type {("you" | "they")[]} */ (["you", "they"])) {
      const [needing, offering] = who === "you" ? [you, they] : [they, you];
      if (!needing.needs || !offering.offers) continue;
      for (const term of terms(world, needing, offering, km, near)) met.push({ ...term, who });
      for (const [service, weight] of unlisted(world, needing, offering)) missing.push({ weight, service, who });
    }
    const rank = (/** @type {"you" | "they"} */ who) => (who === "you" ? 0 : 1);
    /** @param {MatchWeighed} a @param {MatchWeighed} b */
    const order = (a, b) => b.weight - a.weight || a.service - b.service || rank(a.who) - rank(b.who);
    return [
      ...met.sort(order).map((term) => metReason(world, term.who === "you" ? they : you, term)),
      ...missing.sort(order).map(({ who, service }) => /** @type {MatchReason} */ ({ kind: "missing", who, service })),
      {
        kind: "place",
        km,
        boards: shared(you.boards, they.boards),
        region: you.region !== undefined && you.region === they.region ? you.region : null,
        value: near,
      },
      ...unstated("you", you),
      ...unstated("they", they),
    ];
  }

  /**
   * @param {MatchWorld} world
   * @param {MatchRecord} giver
   * @param {MatchTerm & { who: "you" | "they" }} term
   * @returns {MatchReason}
   */
  function metReason(world, giver, term) {
    const { stating, offering } = world.rarity[giver.sector];
    const { who, service, weight } = term;
    const far = term.reach < world.constants.limited_distance;
    const limited = far ? (term.area ? "area" : "distance") : term.age < world.constants.limited_age ? "age" : null;
    const listedBy = [offering[service], stating];
    return { kind: "met", who, service, weight, limited, listedBy, rare: giver.many === true && tier(world, giver.sector, service) >= 2 };
  }

  /**
   * The needs that the other does not list, each with the weight that it would have if it were met next door.
   * @param {MatchWorld} world
   * @param {MatchRecord} needing
   * @param {MatchRecord} offering
   */
  function unlisted(world, needing, offering) {
    const school = needing.sector === "school" ? needing.ages : offering.ages;
    /** @type {Map<number, number>} */
    const weights = new Map();
    for (const need of needing.needs || []) {
      if ((offering.offers || []).some((offer) => offer.s === need.s)) continue;
      const rarity = 1 + world.constants.rarity_step * tier(world, offering.sector, need.s);
      const weight = ((need.p || 2) / 2) * rarity * ageFactor(world, school, need.s);
      weights.set(need.s, Math.max(weights.get(need.s) || 0, weight));
    }
    return weights;
  }

  /**
   * @param {"you" | "they"} who
   * @param {MatchRecord} record
   * @returns {MatchReason[]}
   */
  function unstated(who, record) {
    /** @type {[unknown, string][]} */
    const fields = [
      [record.needs, "needs"],
      [record.offers, "offers"],
      [placed(record), "place"],
      [spoken(record), "openness"],
    ];
    return fields.filter(([stated]) => !stated).map(([, field]) => ({ kind: "not_stated", who, field }));
  }

  /**
   * Who may be suggested to a record, best first; never itself, its own sector, known partners, those who are away.
   * @param {MatchWorld} world
   * @param {MatchRecord} of
   * @param {number} [top]
   * @returns {{ partner: MatchRecord, score: number }[]}
   */
  function rank(world, of, top = Infinity) {
    return world.organisations
      .filter((other) => other.sector !== of.sector && !other.away && other.id !== of.id && !partners(of, other))
      .map((partner) => ({ partner, score: anatomy(world, of, partner).score }))
      .sort((a, b) => b.score - a.score || (a.partner.id < b.partner.id ? -1 : 1))
      .slice(0, top);
  }

  return { distance, anatomy, explain, rank, focusOf };
})();
trustbridge.matching = matchingRules;
