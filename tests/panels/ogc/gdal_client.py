"""Reads `/ogc` through GDAL and writes what it found as JSON: `python gdal_client.py ADDRESS`.

A process of its own: while GDAL waits for an answer it lets no other thread of its process run, not the server's either.
"""

import json
import sys

import pyogrio


def read(address, layer, **options):
    meta, _, shapes, columns = pyogrio.raw.read(address, layer=layer, **options)
    fields = {name: [str(cell) for cell in cells] for name, cells in zip(meta["fields"], columns, strict=True)}
    return {"crs": meta["crs"], "shapes": [bytes(one).hex() if one else None for one in shapes], "fields": fields}


def main():
    address = f"OAPIF:{sys.argv[1]}"
    layers = [str(name) for name, _ in pyogrio.list_layers(address)]
    found = {
        "layers": layers,
        "whole": {layer: read(address, layer, force_2d=True) for layer in layers},
        "paged": read(address, "events", PAGE_SIZE="7"),
        "boxed": read(address, "sites", bbox=(70, 40, 81, 45)),
        "filtered": read(address, "sites", where="country = 'KAZ'"),
    }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
