"""Edits that are sound, however much they change: the check has nothing to say of them."""

import re

import pytest

from geo.check import folder as checking
from geo.records.registry import RECORDS
from tests.geo.check.damage_kinds import write
from tests.geo.check.test_mutations import dictionary, folder, rows_of  # noqa: F401 - fixtures

WAYS = {  # tables that a new site wants no row of: ways and what is counted along them
    "lines", "waypoints", "vertices", "alignments", "lengths", "legs", "stretches", "journeys", "journey_stops",
    "comparisons", "scenarios", "etir_routes", "etir_legs", "crosswalk", "corrections", "disagreements",
}  # fmt: skip
COUNTED = (("waypoints", "line_id"), ("legs", "corridor"), ("etir_legs", "route_id"), ("vertices", "line_id"))


class Tables:
    """The tables of a folder as rows by heading, and what points from one to another."""

    def __init__(self, folder):  # noqa: F811
        self.folder = folder
        self.read = {name: rows_of(folder / f"{name}.csv") for name in RECORDS}
        self.rows = {
            name: [dict(zip(read[0], row, strict=True)) for row in read[1:]] for name, read in self.read.items()
        }
        told = [row for row in self.rows["dictionary"] if row["type"] == "id"]
        self.own = {row["table"]: row["column"] for row in told if row["key"] == "yes" and not row["refers_to"]}
        self.points = {
            (row["table"], row["column"]): (row["refers_to"].partition(".")[0], row["required"] == "yes")
            for row in told if row["refers_to"]
        }  # fmt: skip
        self.stories = {path: path.read_text(encoding="utf-8") for path in (folder / "walkthroughs").glob("*.toml")}

    def check(self):
        """Check what the rows and stories now say, and put everything back."""
        changed = {name: [[row[one] for one in self.read[name][0]] for row in rows] for name, rows in self.rows.items()}
        changed = {name: [self.read[name][0], *rows] for name, rows in changed.items() if rows != self.read[name][1:]}
        before = {
            path: path.read_bytes() for path in [self.folder / f"{name}.csv" for name in changed] + [*self.stories]
        }
        try:
            for name, rows in changed.items():
                (self.folder / f"{name}.csv").write_text(write(rows), encoding="utf-8")
            for path, text in self.stories.items():
                path.write_text(text, encoding="utf-8")
            return [str(fault) for fault in checking.check_folder(self.folder).faults]
        finally:
            for path, content in before.items():
                path.write_bytes(content)

    def rename(self, table, ids):
        """Write other ids, and name them so everywhere."""
        for row in self.rows[table]:
            row[self.own[table]] = ids.get(row[self.own[table]], row[self.own[table]])
        naming = [(name, column) for (name, column), (target, _) in self.points.items() if target == table]
        for name, column in [*naming, ("disagreements", "concerns"), ("corrections", "row_id")]:
            for row in self.rows[name]:
                row[column] = "; ".join(ids.get(one, one) for one in row[column].split("; "))
        for path, text in self.stories.items():
            self.stories[path] = re.sub(r'"([^"\n]*)"', lambda found: f'"{ids.get(found[1], found[1])}"', text)

    def delete(self, gone):
        """Delete rows, all that cannot be without them, and what else names them."""
        while True:
            count = sum(map(len, gone.values()))
            for name, column in self.points:
                self.rows[name] = [row for row in self.rows[name] if self._is_kept(name, row, column, gone)]
            if count == sum(map(len, gone.values())):
                break
        for table, ids in gone.items():
            self.rows[table] = [row for row in self.rows[table] if row[self.own[table]] not in ids]
        every = set().union(*gone.values())
        self.rows["corrections"] = [row for row in self.rows["corrections"] if row["row_id"] not in every]
        for row in self.rows["disagreements"]:
            row["concerns"] = "; ".join(one for one in row["concerns"].split("; ") if one not in every)
        self.rows["crosswalk"] = [row for row in self.rows["crosswalk"] if row["place_id"] or row["kind"] != "place"]
        for name, group in COUNTED:
            numbers = {}
            for row in self.rows[name]:
                numbers[row[group]] = numbers.get(row[group], 0) + 1
                row["seq"] = str(numbers[row[group]])
        for path, text in self.stories.items():
            self.stories[path] = _cut(text, every)

    def _is_kept(self, name, row, column, gone):
        target, needed = self.points[name, column]
        entries = row[column].split("; ")
        left = [one for one in entries if one not in gone.get(target, ())]
        if left == entries:
            return True
        row[column] = "; ".join(left)
        if left or not needed:
            return True
        if name in self.own:
            gone.setdefault(name, set()).add(row[self.own[name]])
        return False

    def add(self, ids, words):
        """Add rows like those of some places for new ones, at the end of each table that wants them."""
        new = {"places": dict(ids)}
        for name in [name for name in self.rows if name not in WAYS]:
            columns = [column for of, column in self.points if of == name and self.points[of, column][0] == "places"]
            own = self.own.get(name)
            like = [
                row for row in self.rows[name]
                if (name == "places" and row[own] in ids)
                or any(one in ids for column in columns for one in row[column].split("; "))
            ]  # fmt: skip
            new.setdefault(name, {})
            for number, row in enumerate(like):
                if own and name != "places":
                    new[name][row[own]] = _number_on(row[own], [row[own] for row in self.rows[name]], number, words)
                self.rows[name].append(dict(row))
            self._name_anew(name, self.rows[name][len(self.rows[name]) - len(like) :], new, words)

    def _name_anew(self, name, rows, new, words):
        for row in rows:
            for column, cell in row.items():
                if column == self.own.get(name):
                    row[column] = new[name][cell]
                elif (name, column) in self.points:
                    ids = new.get(self.points[name, column][0], {})
                    row[column] = "; ".join(ids.get(one, one) for one in cell.split("; "))
                else:
                    row[column] = _say(cell, words)


def _number_on(one, ids, number, words):
    """Give the next id of a counted kind; else the same in other words."""
    if not (counted := re.fullmatch(r"([A-Z]+)([0-9]+)", one)):
        return _say(one, words)
    last = max(int(found[1]) for each in ids if (found := re.fullmatch(counted[1] + "([0-9]+)", each)))
    return f"{counted[1]}{last + number + 1:0{len(counted[2])}}"


def _say(text, words):
    for word, other in words.items():
        text = text.replace(word, other)
    return text


def _cut(text, gone):
    """Take ids out of a story, with the stops that are about them alone."""
    kept = []
    for part in re.split(r"(?m)^(?=\[\[)", text):
        about = set(re.findall(r'(?m)^site = "([^"]*)"', part))
        if about.isdisjoint(gone):
            kept.append(re.sub(r'(?:, )?"([^"\n]*)"', lambda found: "" if found[1] in gone else found[0], part))
    return "".join(kept).replace("[, ", "[")


@pytest.fixture
def tables(folder):  # noqa: F811
    """Give the rows of all tables, to be changed."""
    return Tables(folder)


@pytest.mark.parametrize("site", ["kapikule", "torugart", "khorgos-gateway", "khorgos-icbc", "tsiteli-khidi"])
def test_a_site_is_deleted_with_all_rows_that_name_it(tables, site):
    tables.delete({"places": {site}})
    assert tables.check() == []


def test_an_etir_route_is_deleted_with_all_its_legs(tables):
    tables.delete({"etir_routes": {"T1"}})
    said = [line for line in tables.check() if not line.startswith("walkthroughs/e-tir.toml")]
    assert said == []  # the story is about that route: what it says then stands in no row


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ({"torugart": "bakhty", "torugart-cn": "bakhty-cn"}, {"Torugart": "Bakhty", "torugart": "bakhty"}),
        ({"kapikule": "hamzabeyli", "kapitan-andreevo": "lesovo"},
         {"Kapıkule": "Hamzabeyli", "kapikule": "hamzabeyli", "Kapitan Andreevo": "Lesovo", "kapitan-andreevo": "lesovo"}),
        ({"red-bridge": "balakan", "tsiteli-khidi": "lagodekhi"},
         {"Red Bridge": "Balakan", "red-bridge": "balakan", "Tsiteli Khidi": "Lagodekhi", "tsiteli-khidi": "lagodekhi"}),
        ({"tashkent-ark-buloq": "andijan-cargo"}, {"Ark buloq": "Andijan cargo"}),
    ],
    ids=["torugart", "kapikule", "red-bridge", "ark-buloq"],
)  # fmt: skip
def test_a_site_is_added_with_its_rows_in_all_tables_that_want_them(tables, ids, words):
    count = {name: len(rows) for name, rows in tables.rows.items()}
    tables.add(ids, words)
    assert sum(len(tables.rows[name]) > count[name] for name in count) >= 3
    assert tables.check() == []


def test_a_country_is_added(tables):
    for name in ("members", "readiness", "time_zones", "speeds"):
        for row in [row for row in tables.rows[name] if row["country"] == "KGZ"]:
            new = {column: cell.replace("KGZ", "MNG").replace("Kyrgyzstan", "Mongolia") for column, cell in row.items()}
            if name == "speeds":
                new["speed_id"] = _number_on(row["speed_id"], [one["speed_id"] for one in tables.rows[name]], 0, {})
            new |= (
                {"member_id": "mng"}
                if name == "members"
                else {"zone": "Asia/Ulaanbaatar"}
                if name == "time_zones"
                else {}
            )
            tables.rows[name].append(new)
    assert tables.check() == []


@pytest.mark.parametrize("line", ["R1", "S1"])
def test_a_line_is_added_with_its_vertices(tables, line):
    for name in ("lines", "waypoints", "vertices", "alignments", "lengths"):
        tables.rows[name] += [row | {"line_id": "Z9"} for row in tables.rows[name] if row["line_id"] == line]
    assert tables.check() == []


@pytest.mark.parametrize("journey", [0, -1])
def test_a_journey_and_a_corridor_are_added(tables, journey):
    tables.rows["journeys"].append(tables.rows["journeys"][journey] | {"journey_id": "another-way"})
    legs = [row for row in tables.rows["legs"] if row["corridor"] == "BTK"]
    tables.rows["legs"] += [row | {"corridor": "NEW", "leg_id": row["leg_id"].replace("BTK", "NEW")} for row in legs]
    assert tables.check() == []


@pytest.mark.parametrize(
    ("table", "ids"),
    [
        ("places", {"kapikule": "edirne-gate"}), ("places", {"red-bridge": "krasny-most", "torugart": "torugart-kg"}),
        ("sources", {"cpmm-2022": "carec-report"}), ("lines", {"R1": "rail-1"}), ("journeys", {"altynkol-kapikule": "whole"}),
        ("legs", {"TITR-03": "TITR-03b"}), ("site_facts", {"A057": "A057-new"}), ("dwell", {"D012": "D012b-late"}),
        ("crossings", {"baku-aktau": "caspian"}), ("stretches", {"aktau-alat": "caspian"}),
        ("scenarios", {"khorgos-24-7": "always"}),
    ],
)  # fmt: skip
def test_an_id_is_renamed_everywhere(tables, table, ids):
    tables.rename(table, ids)
    assert tables.check() == []


@pytest.mark.parametrize("table", ["sources", "places", "lines"])
def test_all_ids_of_a_table_are_numbers_from_now_on(tables, table):
    old = [row[tables.own[table]] for row in tables.rows[table]]
    tables.rename(table, {one: f"n{number:04}" for number, one in enumerate(old)})
    assert tables.check() == []


def test_rows_that_get_other_names_keep_their_ids(tables):
    for row in tables.rows["scenarios"]:
        row["name"] = "Rewritten by an editor"
    assert tables.check() == []


@pytest.mark.parametrize("name", ["legs", "dwell", "corrections", "volumes"])
def test_the_rows_of_a_table_stand_in_another_order(tables, name):
    rows = tables.rows[name]
    for order in (rows[::-1], sorted(rows, key=lambda row: row["source_id"]), [*rows[1:], rows[0]]):
        tables.rows[name] = order
        assert tables.check() == []
