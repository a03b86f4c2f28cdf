"""The record of cooperation: every event by date, with its source (`/record`)."""

import streamlit as st

from geo.language import fold
from geo.timeline import KINDS, Wanted, involved, list_events
from panels.choices import choose_many
from panels.entrance import guard
from panels.record_list import render_chart, render_record

reader = guard()
catalogue, language = reader.catalogue, reader.language
_ = language.text


def name_terms(vocabulary: str, words: set[str]) -> dict[str, str]:
    """Name the words that occur, in the order of the vocabulary."""
    known = catalogue.vocabularies.get(vocabulary, {})
    return {word: language.cell(catalogue.label(vocabulary, word)) for word in (*known, *words) if word in words}


types = name_terms("event-type", {event.type for event in catalogue.events})
ordered = [word for kind in KINDS.values() for word in kind if word in types]
countries = sorted({code for event in catalogue.events for code in involved(catalogue, event)})
names = {code: language.country(code) for code in countries}

with st.container(key="reading"):
    st.title(_("Record of cooperation"), anchor=False)
    with st.container(key="cooperation-filters"):
        boxes = st.columns(4)
        with boxes[0]:
            chosen_types = choose_many(
                "type", _("Type"), {word: types[word] for word in dict.fromkeys([*ordered, *types])}
            )
        with boxes[1]:
            chosen_countries = choose_many(
                "country", _("Country"), dict(sorted(names.items(), key=lambda item: fold(item[1])))
            )
        with boxes[2]:
            instruments = name_terms("instrument", {word for event in catalogue.events for word in event.instruments})
            chosen_instruments = choose_many("instrument", _("Instrument"), instruments)
        with boxes[3]:
            origins = name_terms("origin", {event.origin for event in catalogue.events})
            chosen_origins = choose_many("origin", _("Told by"), origins)
    events = list_events(catalogue, Wanted(chosen_types, chosen_countries, chosen_instruments, chosen_origins))
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    st.html(render_chart(catalogue, events, query, language) + render_record(catalogue, events, query, language))
