"""A data folder with very many sites, to see whether the map stays quick.

    python -m tests.bench.synthetic TARGET [--sites 10000] [--data data]

Copies the data folder and adds sites along the corridor until there are as many as asked for. Every new
site is a copy of a real one with an id, a name and a position of its own. The same seed makes the same folder.
"""

from __future__ import annotations

import argparse
import random
import shutil
from pathlib import Path

from tests.bench.tables import SEED, SPREAD, Stretch, read_rows, stretches, write_rows

ROOT = Path(__file__).resolve().parents[2]


def new_place(number: int, model: dict[str, str], pieces: list[Stretch], chance: random.Random) -> dict[str, str]:
    """Put a copy of a place somewhere along the corridor."""
    country, (south, west), (north, east) = chance.choice(pieces)
    share = chance.random()
    lat = south + share * (north - south) + chance.uniform(-SPREAD, SPREAD)
    lon = west + share * (east - west) + chance.uniform(-SPREAD, SPREAD)
    own = {"place_id": f"synthetic-{number:05d}", "name": f"Synthetic {number}", "country": country}
    return model | own | {"lat": f"{lat:.5f}", "lon": f"{lon:.5f}", "unlocode": ""}


def write_folder(data: Path, target: Path, count: int) -> None:
    """Write the extended copy of a data folder.

    Parameters
    ----------
    data
        The folder to start from; it stays as it is.
    target
        The folder to write; what is there is replaced.
    count
        How many sites there shall be, the real ones included.
    """
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(data, target)
    chance = random.Random(SEED)  # noqa: S311 - nothing secret
    places = read_rows(data / "places.csv")
    sites = read_rows(data / "sites.csv")
    known = {row["place_id"]: row for row in places}
    models = [row for row in sites if known[row["site_id"]]["lat"] and row["role"] != "counterpart"]
    pieces = stretches(data)
    for number in range(1, count - len(sites) + 1):
        model = models[number % len(models)]
        place = new_place(number, known[model["site_id"]], pieces, chance)
        own = {"site_id": place["place_id"], "short_name": place["name"], "counterpart_ids": ""}
        places.append(place)
        sites.append(model | own)
    write_rows(target / "places.csv", places)
    write_rows(target / "sites.csv", sites)


def main() -> None:
    """Write the folder named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", type=Path)
    parser.add_argument("--sites", type=int, default=10_000)
    parser.add_argument("--data", type=Path, default=ROOT / "data")
    chosen = parser.parse_args()
    write_folder(chosen.data, chosen.target, chosen.sites)


if __name__ == "__main__":
    main()
