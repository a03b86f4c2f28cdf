"""Files as others bring them, made up for the tests: none of their figures was measured by anybody."""

import datetime as dt
import io
import json
import sqlite3
import struct
import zipfile

import openpyxl

ROWS = [["Post", "Hours"], ["Torugart", 4.5], ["Нур Жолы", 12]]


def workbook(sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(book)


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def dated_workbook():
    book = openpyxl.Workbook()
    book.active.append(["day", "moment", "yes", "formula", "shared"])
    book.active.append([dt.date(2024, 3, 5), dt.datetime(2024, 3, 5, 13, 30), True, "=1+1", "a b"])  # noqa: DTZ001
    return saved(book)


def open_workbook(body, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"):
    content = (
        '<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body>'
        f"<office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    return packed({"mimetype": mimetype, "content.xml": content})


def packed(parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as base:
        for name, content in parts.items():
            base.writestr(zipfile.ZipInfo(name) if name == "mimetype" else name, content)
    return stream.getvalue()


def repacked(raw, name, content):
    """Put another content into one part of a workbook."""
    with zipfile.ZipFile(io.BytesIO(raw)) as base:
        parts = {told.filename: base.read(told) for told in base.filelist}
    return packed(parts | {name: content})


def with_words(words, cells='<c t="s"><v>0</v></c>'):
    """Make a workbook whose cells share their texts, as Excel writes it."""
    own = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return packed({
        "_rels/.rels": f'<Relationships><Relationship Id="r" Type="{own}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships><Relationship Id="rId1" Type="{own}/worksheet" Target="worksheets/s.xml"/>'
        f'<Relationship Id="rId2" Type="{own}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": words,
        "xl/worksheets/s.xml": f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>",
    })  # fmt: skip


def geojson(*features, **more):
    return json.dumps({"type": "FeatureCollection", "features": list(features), **more}).encode()


def feature(lon, lat, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [lon, lat]}}


KML = """<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Posts</name>
<Placemark><name>Torugart</name><ExtendedData><Data name="hours"><value>4.5</value></Data></ExtendedData>
<Point><coordinates>75.3925,40.5525,0</coordinates></Point></Placemark>
<Placemark><name>A line</name><LineString><coordinates>75,40 76,41</coordinates></LineString></Placemark>
</Document></kml>"""


def geopackage(script="", system=4326):
    base = sqlite3.connect(":memory:")
    base.executescript(
        "CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT, srs_id INT);"
        "CREATE TABLE posts (fid INTEGER PRIMARY KEY, geom POINT, name TEXT, hours REAL);"
    )
    base.execute("INSERT INTO gpkg_contents VALUES ('posts', 'features', ?)", [system])
    base.executescript(script)
    blob = b"GP" + struct.pack("<BBi", 0, 1, 4326) + struct.pack("<BIdd", 1, 1, 75.3925, 40.5525)
    base.execute("INSERT INTO posts (geom, name, hours) VALUES (?, 'Torugart', 4.5)", [blob])
    base.commit()
    raw = base.serialize()
    base.close()
    return raw
