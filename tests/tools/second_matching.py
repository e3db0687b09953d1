"""A second implementation of the scores of matching, written from the design alone, to compare the program with.

    second_matching.py PROGRAM DATA SEED COUNT

writes a site of COUNT synthetic organisations with the words and places of the folder DATA, asks PROGRAM for every list, and
works all of them out again. It prints what differs, by more than nothing at all, and ends with 1 where something does.
"""

import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from datetime import date, timedelta
from pathlib import Path

READY = {"offering": 1.0, "open": 0.6, "may-offer": 0.4, "not-known": 0.4, "not-now": 0.4}
REMOTE = {"on-site": 0.0, "either": 0.5, "remote": 1.0}
EARTH_KM = 6371.0088


def table(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


TODAY = date(2026, 11, 26)


def record(number, sector, words, earlier, rng):
    """The text of one synthetic record: any part may be missing, empty or several."""
    phases = ["early-years", "primary", "secondary", "post-16"]
    board = rng.choice(words["boards"])
    centre = board.get("centre") or [52.5, -1.9]
    point = lambda: [f"{key} = {at + rng.uniform(-spread, spread):.4f}"
                     for key, at, spread in zip(("latitude", "longitude"), centre, (0.15, 0.2))]
    lines = [f'name = "Synthetic {number}"', f'sector = "{sector}"', f'kind = "{rng.choice(words["kinds"][sector])}"',
             'website = "https://example.org/"']
    openness = rng.choice(["offering", "open", "may-offer", "not-known", "", "not-now" if rng.random() < 0.2 else ""])
    if openness:
        lines.append(f'openness = "{openness}"')
    if rng.random() < 0.1:
        lines.append(f"capacity = {rng.choice([0, 1, 3])}")
    if rng.random() < 0.1 and earlier:
        lines.append(f'partners = ["{rng.choice(earlier)}"]')
    if rng.random() < 0.3:
        areas = rng.sample(words["areas"], rng.randint(0, 3))
        lines.append(f"focus = {json.dumps(areas)}")
    empty = {key for key in ("offers", "needs") if rng.random() < 0.12}
    lines += [f"{key} = []" for key in sorted(empty)]
    lines.append("[place]")
    if rng.random() < 0.8:
        lines += point()
    if rng.random() < 0.8:
        more = [rng.choice(words["boards"])["id"]] if rng.random() < 0.2 else []
        lines.append(f"icbs = {json.dumps(list(dict.fromkeys([board['id'], *more])))}")
    if rng.random() < 0.8:
        lines.append(f'region = "{board["regions"][0]}"')
    if rng.random() < 0.15:
        for site in range(rng.randint(1, 3)):
            lines += ["[[sites]]", f'name = "Synthetic site {site}"', *point()]
    if sector == "school" and rng.random() < 0.7:
        first = rng.randint(0, 3)
        lines += ["[serves]", f"phases = {json.dumps(phases[first:rng.randint(first, 3) + 1])}"]
        if rng.random() < 0.3:
            youngest = rng.randint(2, 12)
            lines.append(f"ages = [{youngest}, {youngest + rng.randint(0, 8)}]")
    for key in ("offers", "needs"):
        if key in empty or rng.random() < 0.3:
            continue
        for service in rng.sample(words["services"], int(rng.random() ** 2 * 9) + 1):
            lines += [f"[[{key}]]", f'service = "{service}"', 'basis = "declared"']
            if rng.random() < 0.06:
                lines.append('status = "past"')
            elif key == "needs" and earlier and rng.random() < 0.1:
                lines += ['status = "met"', f'met_by = "{rng.choice(earlier)}"']
            if rng.random() < 0.1:
                lines.append(f"until = {TODAY + timedelta(days=rng.choice([-200, -1, 0, 90]))}")
            elif rng.random() < 0.1:
                lines.append(f"from = {TODAY + timedelta(days=rng.choice([-200, 0, 1, 90]))}")
            if key == "needs" and rng.random() < 0.5:
                lines.append(f"priority = {rng.randint(1, 3)}")
    return "\n".join(lines) + "\n"


def write_site(root, data, seed, count):
    rng = random.Random(seed)
    for folder in ("vocabulary", "places"):
        # Who serves which place names real organisations, of which there are none here.
        shutil.copytree(data / folder, root / "data" / folder, ignore=shutil.ignore_patterns("serves.csv"))
    (root / "data/site.toml").write_text('title = "Synthetic"\nowner = "The tests"\n')
    kinds = table(data / "vocabulary/kinds.toml")["kind"]
    words = {
        "services": [one["id"] for one in table(data / "vocabulary/services.toml")["service"]],
        "areas": [one["id"] for one in table(data / "vocabulary/focus-areas.toml")["focus_area"]],
        "kinds": {sector: [one["id"] for one in kinds if one["sector"] == sector] for sector in ("nhs", "school")},
        "boards": [one for one in table(data / "places/icbs.toml")["icb"] if not one.get("successor") and not one.get("closed")],
    }
    earlier = []
    for number in range(count):
        sector = rng.choice(["nhs", "school"])
        folder = root / "data/organisations" / {"nhs": "nhs", "school": "schools"}[sector]
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"synthetic-{number:04}.toml").write_text(record(number, sector, words, earlier, rng))
        earlier.append(f"synthetic-{number:04}")


class World:
    """All records as the formulas of section 3.2 read them."""

    def __init__(self, root):
        self.services = {one["id"]: one for one in table(root / "data/vocabulary/services.toml")["service"]}
        phases = {one["id"]: one["ages"] for one in table(root / "data/vocabulary/phases.toml")["phase"]}
        self.all = {path.stem: self.read(table(path), phases) for path in sorted((root / "data/organisations").rglob("*.toml"))}
        self.partners = {name: set() for name in self.all}
        for name, one in self.all.items():
            for other in one["partners"]:
                self.partners[name].add(other)
                self.partners[other].add(name)

    def read(self, raw, phases):
        place, serves = raw.get("place", {}), raw.get("serves", {})
        live = lambda key: live_list(raw.get(key))
        one = {"sector": raw["sector"], "kind": raw["kind"], "main_board": next(iter(place.get("icbs", [])), None), "needs": live("needs"), "offers": live("offers"), "partners": raw.get("partners", []),
               "ready": raw.get("openness", "not-known"), "capacity": raw.get("capacity"),
               "boards": set(place.get("icbs", [])), "region": place.get("region"),
               "points": [] if raw["kind"] == "integrated-care-board" else points_of(raw.get("sites", [])) or points_of([place])}
        if "focus" in raw:
            one["focus"] = set(raw["focus"])
        elif one["needs"] is None and one["offers"] is None:
            one["focus"] = None
        else:
            listed = [*(one["needs"] or {}), *(one["offers"] or {})]
            one["focus"] = {area for service in listed for area in self.services[service].get("focus", [])}
        spans = [phases[phase] for phase in serves.get("phases", [])]
        one["ages"] = serves.get("ages") or ([min(a for a, _ in spans), max(b for _, b in spans)] if spans else None)
        return one

    def rarity(self, service, sector):
        stating = [one for one in self.all.values() if one["sector"] == sector and one["offers"] is not None]
        offering = sum(service in one["offers"] for one in stating)
        tier = next((tier for tier, part in enumerate((4, 8, 16)) if part * offering >= len(stating)), 3)
        return 1 + 0.15 * tier

    def presence(self, a, b):
        """Half for a shared board; a care board or ambulance trust is wholly present where the school trust's board is its own."""
        body, school = (a, b) if a["sector"] == "nhs" else (b, a)
        if body["kind"] in ("integrated-care-board", "ambulance-trust") and school["main_board"] in body["boards"]:
            return 1.0
        return 0.5 * bool(a["boards"] & b["boards"])

    def gain(self, a, b, near, ages):
        total = 0.0
        for service in sorted((a["needs"] or {}).keys() & (b["offers"] or {}).keys()):
            word = self.services[service]
            remote = REMOTE[word["mode"]]
            present = {"distance": remote + (1 - remote) * near, "footprint": self.presence(a, b),
                       "anywhere": 1.0}[word.get("travels", "distance")]
            total += (a["needs"][service] / 2 * self.rarity(service, b["sector"])
                      * age_factor(ages, word["min_age"], word["max_age"]) * present)
        met = total / (total + 2)
        return met + 0.15 * near * (1 - met)

    def score(self, a, b):
        near = proximity(a, b)
        ages = (a if a["sector"] == "school" else b)["ages"]
        x, y, soft = self.gain(a, b, near, ages), self.gain(b, a, near, ages), 0.25
        mutual = 2 * (x + soft) * (y + soft) / (x + y + 2 * soft) - soft
        focus = 0.5
        if a["focus"] and b["focus"]:
            focus += 0.5 * 2 * len(a["focus"] & b["focus"]) / (len(a["focus"]) + len(b["focus"]))
        ready = math.sqrt(READY[a["ready"]] * READY[b["ready"]])
        return math.floor((0.52 * mutual + 0.26 * near + 0.04 * focus + 0.18 * ready) * 1e6 + 0.5)

    def list_of(self, name):
        """Everybody who may be suggested, as (millionths, id), in true order."""
        one = self.all[name]
        fits = lambda other, them: (them["sector"] != one["sector"] and them["capacity"] != 0 and them["ready"] != "not-now"
                                    and other not in self.partners[name])
        found = [(-self.score(one, them), other) for other, them in self.all.items() if fits(other, them)]
        return [(-minus, other) for minus, other in sorted(found)]


def live_list(listings):
    """What holds today, with its priority; nothing left of a list that is not empty is not stated."""
    holds = lambda one: (one.get("status") not in ("past", "met") and one.get("until", TODAY) >= TODAY
                         and one.get("from", TODAY) <= TODAY)
    left = {one["service"]: one.get("priority", 2) for one in listings or [] if holds(one)}
    return None if listings is None or (listings and not left) else left


def points_of(places):
    return [(at["latitude"], at["longitude"]) for at in places if "latitude" in at]


def distance(a, b):
    best = None
    for north, east in a["points"]:
        for other_north, other_east in b["points"]:
            one, two = math.radians(north), math.radians(other_north)
            half = (math.sin((two - one) / 2) ** 2
                    + math.cos(one) * math.cos(two) * math.sin(math.radians(other_east - east) / 2) ** 2)
            km = 2 * EARTH_KM * math.asin(math.sqrt(half))
            best = km if best is None else min(best, km)
    return None if best is None else math.floor(best * 10 + 0.5) / 10


def proximity(a, b):
    km = distance(a, b)
    plain = 0.0 if km is None else 1 / (1 + (km / 25) ** 2)
    same_region = a["region"] is not None and a["region"] == b["region"]
    if a["boards"] & b["boards"]:
        near = 0.7 if km is None else plain + 0.5 * (1 - plain)
    else:
        near = max(plain, 0.1) if same_region else plain
    if km is None and not (a["boards"] and b["boards"]):
        if same_region:
            near = max(near, 0.3)
        elif a["region"] is None or b["region"] is None:
            near = max(near, 0.15)
    return near


def age_factor(ages, youngest, oldest):
    if ages is None or youngest >= 18:
        return 1.0
    shared = min(ages[1], oldest) - max(ages[0], youngest)
    share = min(1.0, max(0.0, shared / max(1, min(ages[1] - ages[0], oldest - youngest))))
    return 0.4 + 0.6 * share if share > 0 else 0.0


def main():
    program, data, seed, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, data, seed, count)
        command = [program, "--root", folder, "match", "--all", "--top", "0", "--format", "json", "--as-of", str(TODAY)]
        lists = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        world = World(root)
    pairs, wrong = 0, 0
    for name in world.all:
        expected = world.list_of(name)
        found = [(round(one["score"] * 1e6), one["id"]) for one in lists[name]]
        pairs += len(expected)
        if found != expected:
            wrong += 1
            first = next((two for two in zip(expected, found) if two[0] != two[1]), (len(expected), len(found)))
            print(f"{name}: expected {first[0]}, found {first[1]}")
    print(f"{pairs} pairs in {len(world.all)} lists, {wrong} lists differ")
    sys.exit(1 if wrong or pairs == 0 else 0)


main()
