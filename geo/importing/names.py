"""Joins what others write for countries, places and terms to ours; what cannot be known for certain stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geo.countries import alpha_2_codes
from geo.importing.rules import read_terms
from geo.kept import keep_per_edition
from geo.language import fold, list_languages, load_language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.catalogue import Catalogue
    from geo.language import Language

COUNTRY: Final = "country"
PLACE: Final = "place"
TERM: Final = "term"
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")


class Written(NamedTuple):
    """A name as it is written, with what is named beside it and helps to tell what is meant."""

    kind: str
    text: str
    country: str = ""
    mode: str = ""


@dataclass(frozen=True, slots=True)
class _Index:
    """Folded names → what they may mean."""

    places: Mapping[str, set[str]]
    countries: Mapping[str, set[str]]
    terms: Mapping[str, Mapping[str, set[str]]]


@keep_per_edition
def _index(catalogue: Catalogue) -> _Index:
    languages = [load_language(code) for code in list_languages()]
    places: dict[str, set[str]] = {}
    countries: dict[str, set[str]] = {}
    for code, short in alpha_2_codes().items():
        for name in (code, short, *(language.country(code) for language in languages)):
            countries.setdefault(fold_name(name), set()).add(code)
    for place_id, name in _name_places(catalogue, languages):
        if place_id and name:
            places.setdefault(fold_name(name), set()).add(place_id)
    terms: dict[str, dict[str, set[str]]] = {}
    for vocabulary, known in catalogue.vocabularies.items():
        here = terms.setdefault(vocabulary, {})
        others = read_terms().get(vocabulary, {})
        for term in known.values():
            labels = (one.cell(term.label) for one in languages)
            for name in (term.term, term.label, *labels, *others.get(term.term, ())):
                here.setdefault(fold(name), set()).add(term.term)
    return _Index(places, countries, terms)


def _name_places(catalogue: Catalogue, languages: Sequence[Language]) -> Iterator[tuple[str, str]]:
    """List the names of places, wherever they stand in our tables."""
    for place in catalogue.places.values():
        yield place.place_id, place.place_id
        yield place.place_id, place.name
        yield from ((place.place_id, language.cell(place.name)) for language in languages)
    for site in catalogue.sites.values():
        yield site.site_id, site.short_name
        yield site.site_id, site.founding_name
        yield from ((site.site_id, language.cell(site.short_name)) for language in languages)
    yield from ((name.place_id, name.name) for name in catalogue.place_names)
    yield from ((row.place_id, row.post_as_printed) for row in catalogue.dwell)


class Names:
    """What countries, places and terms are called, in every language and in the tables of others.

    Parameters
    ----------
    catalogue
        The checked tables.
    answers
        What somebody has said that a name means: comes before all else.
    """

    def __init__(self, catalogue: Catalogue, answers: Mapping[Written, str] | None = None) -> None:
        self._catalogue = catalogue
        self._index = _index(catalogue)
        self._decided: dict[Written, str] = {}
        self._known: dict[Written, tuple[str, ...]] = {}
        for row in catalogue.crosswalk:
            meant = row.place_id if row.kind == PLACE else row.country
            beside = row.country if row.kind == PLACE else ""
            self._decided[Written(row.kind, fold_name(row.written), beside, row.mode)] = meant
        for written, meant in (answers or {}).items():
            self._decided[written._replace(text=fold_name(written.text))] = meant

    def find(self, written: Written) -> tuple[str, ...]:
        """Find what a name of a country or place may mean.

        Returns
        -------
        ids
            One when it is clear, several or none when it must be asked.
        """
        if written not in self._known:
            self._known[written] = self._find(written)
        return self._known[written]

    def _find(self, written: Written) -> tuple[str, ...]:
        kind, text, country, mode = written
        folded = fold_name(text)
        for beside in ((country, mode), (country, ""), ("", mode), ("", "")):
            if found := self._decided.get(Written(kind, folded, *beside)):
                return (found,)
        if kind == COUNTRY:
            return tuple(sorted(self._index.countries.get(folded, ())))
        places = self._catalogue.places
        found_ids = [one for one in sorted(self._index.places.get(folded, ())) if one in places]
        if country:
            found_ids = [one for one in found_ids if places[one].country == country]
        fitting = [one for one in found_ids if mode in places[one].modes] if mode else found_ids
        return tuple(fitting or found_ids)

    def offer(self, written: Written) -> tuple[str, ...]:
        """Offer what a name that cannot be known may mean, the likeliest first."""
        if found := self.find(written):
            return found
        if written.kind == COUNTRY:
            return _nearest(written.text, {code: load_language("en").country(code) for code in alpha_2_codes()})
        there = {
            place.place_id: place.name
            for place in self._catalogue.places.values()
            if written.country in {"", place.country}
        }
        return _nearest(written.text, there)

    def term(self, vocabulary: str, text: str) -> str:
        """Find a word of a closed list by its label in any language; blank when it cannot be known."""
        written = Written(TERM, fold_name(text), vocabulary)
        if written not in self._known:
            told = self._decided.get(written)
            found = self._index.terms.get(vocabulary, {}).get(fold(text), set())
            self._known[written] = (told,) if told else tuple(sorted(found))
        known = self._known[written]
        return known[0] if len(known) == 1 else ""


@lru_cache(maxsize=16_384)
def fold_name(text: str) -> str:
    """Fold a name, without what stands in brackets after it."""
    return fold(_BRACKETS.sub("", text) or text)


def _nearest(text: str, names: Mapping[str, str]) -> tuple[str, ...]:
    folded = fold_name(text)

    def likeness(code: str) -> float:
        return SequenceMatcher(None, folded, fold_name(names[code])).ratio()

    return tuple(sorted(names, key=lambda code: (-likeness(code), code)))
