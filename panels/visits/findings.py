"""The tracker of findings and recommendations: what was said, by whom, how it stands, how old the evidence is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo.sites import findings
from geo.sites.findings import FindingFilter
from geo.sites.selection import facing_posts
from panels.ui.address import link_here
from panels.ui.citations import Citations
from panels.ui.list_filter import write_hiding
from panels.ui.render import render

if TYPE_CHECKING:
    import datetime as dt

    from geo.records.cooperation import Finding
    from panels.reader import Reader


def name_statuses(reader: Reader) -> dict[str, str]:
    """Name the four states, in the order in which the groups stand."""
    return {term: _label(reader, "finding-status", term) for term in findings.STATUSES}


def name_topics(reader: Reader) -> dict[str, str]:
    """Name the topics, sorted, the last one for whatever else."""
    known = reader.catalogue.vocabularies.get("finding-topic", {})
    names = {term: _label(reader, "finding-topic", term) for term in known}
    return dict(sorted(names.items(), key=lambda item: (item[0] == "other", reader.language.order(item[1]))))


def render_findings(reader: Reader, today: dt.date) -> str:
    """Write all findings as HTML, grouped by how they stand; the list stays the same whatever is filtered.

    Parameters
    ----------
    reader
        Data and language.
    today
        From this day the age of evidence is counted.

    Returns
    -------
    html
        Every finding is an element with `data-id` and its source.
    """
    citations = Citations(reader.catalogue.sources, "source-findings")
    groups = [
        (term, _label(reader, "finding-status", term), [_row(reader, row, today) for row in rows])
        for term, rows in findings.group_by_status(findings.find_findings(reader.catalogue, FindingFilter())).items()
    ]
    return render("visits/findings.html", reader.language, groups=groups, cite=citations.cite, listed=citations.listed)


def render_findings_head(reader: Reader, asked: FindingFilter, today: dt.date) -> str:
    """Write how many findings answer, and the style that leaves the others out of the list.

    Parameters
    ----------
    reader, today
        As for `render_findings`.
    asked
        The filter.
    """
    every = findings.group_by_status(findings.find_findings(reader.catalogue, FindingFilter()))
    found = findings.find_findings(reader.catalogue, asked)
    left = {term: len(rows) for term, rows in findings.group_by_status(found).items()}
    ids = {row.finding_id for row in found}
    listed = [row for rows in every.values() for row in rows]
    return render(
        "visits/findings_head.html",
        reader.language,
        number=len(found),
        total=len(listed),
        old=sum(1 for row in found if findings.is_old(row.year, today)),
        unreviewed=sum(1 for row in found if not row.last_reviewed),
        facing=_facing(reader, asked.site),
        reset=link_here({"country": [], "site": [], "status": [], "topic": []}),
        numbers={place: left[term] for place, term in enumerate(every) if term in left},
        hiding=write_hiding(
            (number for number, row in enumerate(listed) if row.finding_id not in ids),
            (f"finding-group--{place}" for place, term in enumerate(every) if term not in left),
        ),
    )


def _row(reader: Reader, row: Finding, today: dt.date) -> dict[str, Any]:
    confidence = _label(reader, "confidence", row.confidence) if row.confidence in {"low", "unverified"} else ""
    return {
        "finding": row,
        "category": _label(reader, "finding-category", row.category),
        "topics": " · ".join(_label(reader, "finding-topic", term) for term in row.topic),
        "old": findings.is_old(row.year, today),
        "confidence": confidence,
    }


def _facing(reader: Reader, site_id: str) -> str:
    """Name the posts whose findings are shown with those of a site."""
    posts = facing_posts(reader.catalogue, site_id)[1:]
    return reader.language.listing(reader.language.cell(reader.catalogue.places[post].name) for post in posts)


def _label(reader: Reader, vocabulary: str, term: str) -> str:
    return reader.language.cell(reader.catalogue.label(vocabulary, term))
