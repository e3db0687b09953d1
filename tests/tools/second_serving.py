"""A second implementation of who serves whom, written from the design alone, to compare the program with.

    second_serving.py PROGRAM DATA SEED COUNT

writes a site of COUNT synthetic organisations in the real districts of the folder DATA with a synthetic table of shares, asks
PROGRAM for all slots and patches, and works them out again. It prints what differs by more than a millionth, and ends with 1
where something does.
"""

import csv
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

EARTH_KM = 6371.0088


def table(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def around(district, rng):
    return [f'latitude = {float(district["latitude"]) + rng.uniform(-0.1, 0.1):.4f}',
            f'longitude = {float(district["longitude"]) + rng.uniform(-0.1, 0.1):.4f}']


def body(number, kinds, districts, rng):
    home = rng.choice(districts)
    lines = [f'name = "Synthetic body {number}"', 'sector = "nhs"', f'kind = "{rng.choice(kinds)}"', "[place]"]
    if rng.random() < 0.8:
        lines += around(home, rng)
    boards = home["icbs"].split(";")[:1] if rng.random() < 0.9 else []
    if rng.random() < 0.2:
        boards += rng.choice(districts)["icbs"].split(";")[:1]
    lines.append(f"icbs = {json.dumps(list(dict.fromkeys(boards)))}")
    if rng.random() < 0.15:
        lines += ["[serves]", f'districts = {json.dumps([one["code"] for one in rng.sample(districts, 2)])}']
    for site in range(rng.choice([0, 0, 1, 3])):
        lines += ["[[sites]]", f'name = "Hospital {site}"', *around(home, rng)]
    return lines


def trust(number, districts, rng):
    home = rng.randrange(len(districts))
    near = districts[max(0, home - 3):home + 3]
    lines = [f'name = "Synthetic trust {number}"', 'sector = "school"', 'kind = "multi-academy-trust"', "[place]",
             *around(districts[home], rng)]
    if rng.random() < 0.7:
        lines.append(f'district = "{districts[home]["code"]}"')
    if rng.random() < 0.8:
        lines.append(f'icbs = {json.dumps(districts[home]["icbs"].split(";"))}')
    counted = rng.random() < 0.5
    for site in range(rng.choice([0, 1, 2, 5, 12])):
        place = rng.choice(near)
        lines += ["[[sites]]", f'name = "School {site}"', *around(place, rng)]
        if rng.random() < 0.95:
            lines.append(f'district = "{place["code"]}"')
        if counted or rng.random() < 0.6:
            lines.append(f"pupils = {rng.randint(0, 1500)}")
    return lines


def write_site(root, data, seed, count):
    rng = random.Random(seed)
    for folder in ("vocabulary", "places"):
        shutil.copytree(data / folder, root / "data" / folder, ignore=shutil.ignore_patterns("serves.csv"))
    (root / "data/site.toml").write_text('title = "Synthetic"\nowner = "The tests"\n')
    start = rng.randrange(200)
    districts = rows(data / "places/districts.csv")[start:start + 40]
    kinds = {one["id"]: one for one in table(data / "vocabulary/kinds.toml")["kind"]}
    nhs = [name for name, one in kinds.items() if one["sector"] == "nhs"]
    chosen = {}
    for folder in ("nhs", "schools"):
        (root / "data/organisations" / folder).mkdir(parents=True)
    for number in range(count):
        lines = body(number, nhs, districts, rng) if number % 2 else trust(number, districts, rng)
        lines += ["[[sources]]", 'url = "https://example.org/"']
        name = f"synthetic-{number:04}"
        folder = "nhs" if number % 2 else "schools"
        text = "\n".join(lines) + "\n"
        (root / "data/organisations" / folder / f"{name}.toml").write_text(text)
        if number % 2:
            chosen[name] = kinds[tomllib.loads(text)["kind"]]
    reach = {one["id"]: one.get("reach", "district") for one in table(data / "vocabulary/roles.toml")["role"]}
    able = {role: [name for name, kind in chosen.items()
                   if role in kind["roles"] + kind["other_roles"] and not any(reach[one] == "nowhere" for one in kind["roles"])]
            for role in reach if reach[role] == "district"}
    lines = []
    for role, names in able.items():
        for district in districts:
            left = 1.0
            for name in rng.sample(names, min(len(names), rng.choice([0, 0, 1, 3, 6]))):
                share = round(left * rng.random(), 6)
                left -= share
                known = rng.random() < 0.85
                lines.append([role, district["code"], name, share if known else "", "admissions" if known else "stated",
                              "https://example.org/", "2021"])
                left += 0 if known else share
    rng.shuffle(lines)
    with (root / "data/places/serves.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["role", "district", "organisation", "share", "basis", "source", "date"], *lines])


def distance(a, b):
    best = None
    for north, east in a:
        for other_north, other_east in b:
            one, two = math.radians(north), math.radians(other_north)
            half = (math.sin((two - one) / 2) ** 2
                    + math.cos(one) * math.cos(two) * math.sin(math.radians(other_east - east) / 2) ** 2)
            km = 2 * EARTH_KM * math.asin(math.sqrt(half))
            best = km if best is None else min(best, km)
    return None if best is None else math.floor(best * 10 + 0.5) / 10


class World:
    def __init__(self, root):
        self.roles = {one["id"]: one for one in table(root / "data/vocabulary/roles.toml")["role"]}
        kinds = {one["id"]: one for one in table(root / "data/vocabulary/kinds.toml")["kind"]}
        self.districts = {one["code"]: one["icbs"].split(";") for one in rows(root / "data/places/districts.csv")}
        self.shares = {}
        for row in rows(root / "data/places/serves.csv"):
            share = float(row["share"]) if row["share"] else None
            self.shares.setdefault((row["role"], row["district"]), {})[row["organisation"]] = share
        self.bodies, self.trusts = {}, {}
        for path in sorted((root / "data/organisations").rglob("*.toml")):
            raw = table(path)
            place, sites = raw.get("place", {}), raw.get("sites", [])
            points = [(one["latitude"], one["longitude"]) for one in sites if "latitude" in one]
            if not points and "latitude" in place:
                points = [(place["latitude"], place["longitude"])]
            one = {"name": raw["name"], "boards": place.get("icbs", []), "points": points, "sites": sites,
                   "districts": raw.get("serves", {}).get("districts", []), "home": place.get("district")}
            if raw["sector"] == "school":
                self.trusts[path.stem] = one
                continue
            own = kinds[raw["kind"]]["roles"]
            if any(self.roles[role].get("reach") == "nowhere" for role in own):
                continue
            given = [role for (role, _), bodies in self.shares.items() if path.stem in bodies]
            one["roles"] = set(own) | set(given)
            one["points"] = [] if "care-board" in one["roles"] else points
            self.bodies[path.stem] = one

    def part(self, role, district, name):
        """The share of a district; named without a number: what the numbers leave."""
        bodies = self.shares.get((role, district), {})
        if name not in bodies:
            return 0.0
        told = sum(share for share in bodies.values() if share is not None)
        return bodies[name] if bodies[name] is not None else min(1.0, max(0.0, 1.0 - told))

    def schools(self, one):
        """(district, board, pupils) of each school; the head office where no school has a district."""
        def board(district):
            if district is None:
                return one["boards"][0] if one["boards"] else None
            both = [board for board in self.districts[district] if board in one["boards"]]
            return (both or self.districts[district])[0]
        placed = [(site["district"], board(site["district"]), site.get("pupils")) for site in one["sites"] if "district" in site]
        return placed, placed or [(one["home"], board(one["home"]), None)]

    def inside(self, body, district, board):
        return board in body["boards"] or district in body["districts"]

    def of_trust(self, one):
        _, schools = self.schools(one)
        counted = all(pupils is not None for *_, pupils in schools) and sum(pupils for *_, pupils in schools) > 0
        weights = [pupils if counted else 1 for *_, pupils in schools]
        boards = {board for _, board, _ in schools if board} | set(one["boards"])
        found = {}
        for role, word in self.roles.items():
            if word.get("reach") == "nowhere":
                continue
            ranked = []
            for name, body in self.bodies.items():
                if role not in body["roles"]:
                    continue
                if word.get("reach") == "footprint":
                    parts = [1.0 if self.inside(body, district, board) else 0.0 for district, board, _ in schools]
                else:
                    parts = [self.part(role, district, name) for district, _, _ in schools]
                share = sum(weight * part for weight, part in zip(weights, parts)) / sum(weights)
                within = sum(self.inside(body, district, board) for district, board, _ in schools) / len(schools)
                km = distance(one["points"], body["points"])
                ranked.append((-round(share, 9), -within, math.inf if km is None else km, name))
            ranked.sort()
            lines = []
            if ranked and self.may_hold(role, ranked[0], schools, boards):
                lines = [entry for at, entry in enumerate(ranked[:2]) if at == 0 or -entry[0] >= 0.15]
            found[role] = [(name, self.basis(role, name, -share, schools, boards), -share) for share, _, _, name in lines]
        return found

    def named(self, role, name, schools):
        """Whether a source names it for a district of the schools, and whether with a number."""
        rows = [self.shares.get((role, district), {}).get(name, "none") for district, _, _ in schools]
        numbered = any(row not in ("none", None) and row > 0 for row in rows)
        own = any(district in self.bodies[name]["districts"] for district, _, _ in schools)
        return any(row != "none" for row in rows) or own, numbered

    def may_hold(self, role, entry, schools, boards):
        share, _, km, name = entry
        both = bool(boards & set(self.bodies[name]["boards"]))
        far = self.roles[role].get("needs_source", False) and 50 < km < math.inf
        return -share > 0 or self.named(role, name, schools)[0] or (both and not far) or km <= 25

    def basis(self, role, name, share, schools, boards):
        reach = self.roles[role].get("reach", "district")
        if reach == "footprint" and share > 0:
            return "covers"
        named, numbered = self.named(role, name, schools)
        if numbered and share > 0:
            return "share"
        if named:
            return "stated"
        both = boards & set(self.bodies[name]["boards"])
        alone = all(sum(board in body["boards"] and role in body["roles"] for body in self.bodies.values()) == 1 for board in both)
        return "only" if both and alone and reach == "district" and not self.roles[role].get("needs_source") else "nearest"

    def patch(self, name, body):
        districts = {district: self.part(role, district, name) for (role, district), bodies in self.shares.items() if name in bodies}
        for (role, district), bodies in self.shares.items():
            if name in bodies:
                districts[district] = max(districts[district], self.part(role, district, name))
        served = {district for district, share in districts.items() if share >= 0.15}
        if districts and not served:
            pairs = sorted((-self.part(role, district, name), district)
                           for (role, district), bodies in self.shares.items() if name in bodies)
            served = {district for _, district in pairs[:3]}
        found = []
        for trust, one in self.trusts.items():
            placed, schools = self.schools(one)
            here = [school for school in schools
                    if (school[0] in served if districts else self.inside(body, school[0], school[1]))]
            if here:
                pupils = [school[2] for school in here]
                known = None if None in pupils else sum(pupils)
                found.append((-(len(here) if placed else 0), -(known or 0), one["name"], trust, len(one["sites"]), known))
        return [(trust, -schools, of, pupils) for schools, _, _, trust, of, pupils in sorted(found, key=lambda one: one[:4])]


def same(expected, found):
    if len(expected) != len(found):
        return False
    return all(one[:2] == (other["id"], other["basis"]) and abs(one[2] - other.get("share", 0.0)) <= 1e-6
               for one, other in zip(expected, found))


def main():
    program, data, seed, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_site(root, data, seed, count)
        command = [program, "--root", folder, "match", "--all", "--serves", "--format", "json"]
        said = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
        world = World(root)
    compared, wrong = 0, 0
    for name, one in world.trusts.items():
        for role, expected in world.of_trust(one).items():
            compared += len(expected)
            if not same(expected, said[name][role]):
                wrong += 1
                print(f"{name} {role}: expected {expected}, found {said[name][role]}")
    for name, body in world.bodies.items():
        expected = world.patch(name, body)
        found = [(one["id"], one["schools"], one["of"], one.get("pupils")) for one in said[name]["patch"]]
        compared += len(expected)
        if expected != found:
            wrong += 1
            first = next((two for two in zip(expected, found) if two[0] != two[1]), (len(expected), len(found)))
            print(f"{name} patch: expected {first[0]}, found {first[1]}")
    print(f"{compared} slots and places in patches, {wrong} differ")
    sys.exit(1 if wrong or compared == 0 else 0)


main()
