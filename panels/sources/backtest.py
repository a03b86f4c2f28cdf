"""How wrong the hours of the corridor would have been, case by case: what was shown, what came, the error."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from geo.corridor import journey_backtest
from geo.corridor.backtest import COLUMNS, KINDS, LEG, POST, list_rows, list_trials, sum_up
from geo.corridor.journey_backtest import list_journey_trials
from geo.corridor.words import place_name, write_amount, write_record
from panels.ui.render import cell, render
from panels.ui.table_files import offer_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from geo.catalogue import Catalogue
    from geo.corridor.backtest import Trial
    from geo.corridor.journey_backtest import JourneyTrial
    from geo.language import Language


def show_backtest(catalogue: Catalogue, language: Language) -> None:
    """Show what a later year said of the hours that the corridor would have shown, and offer it as CSV."""
    trials = list_trials(catalogue)
    st.html(write_backtest(catalogue, trials, language))
    if trials:
        file = f"caravanserai-back-test-{catalogue.version}"
        offer_table(language.text("Download the back-test (CSV)"), file, COLUMNS, lambda: list_rows(trials), language)


def show_journey_backtest(catalogue: Catalogue, language: Language) -> None:
    """Show the same for whole journeys, as far as a later year is known of their parts, and offer it as CSV."""
    trials = list_journey_trials(catalogue)
    if not trials:
        return
    st.html(write_journey_backtest(catalogue, trials, language))
    label = language.text("Download the back-test of journeys (CSV)")
    file = f"caravanserai-back-test-journeys-{catalogue.version}"
    offer_table(label, file, journey_backtest.COLUMNS, lambda: journey_backtest.list_rows(trials), language)


def write_journey_backtest(catalogue: Catalogue, trials: Sequence[JourneyTrial], language: Language) -> str:
    """Write what `show_journey_backtest` shows."""
    names = {journey.journey_id: journey.name for journey in catalogue.journeys}
    return render(
        "sources/journey_backtest.html",
        language,
        journeys=[list(group) for _key, group in groupby(trials, key=lambda one: (one.journey_id, one.back))],
        name=lambda trial: cell(names[trial.journey_id], language),
        amount=lambda value: write_amount(value, "hours", language),
        error=lambda trial: write_error(trial, language),
    )


def write_backtest(catalogue: Catalogue, trials: Sequence[Trial], language: Language) -> str:
    """Write what `show_backtest` shows."""
    _ = language.text
    leads = {POST: _("Hours at posts"), LEG: _("Derived hours of legs")}
    records = {kind: sum_up([one for one in trials if one.kind == kind]) for kind in KINDS}
    return render(
        "sources/backtest.html",
        language,
        sentences=[(kind, leads[kind], write_record(one, language)) for kind, one in records.items() if one],
        parts=[list(group) for _key, group in groupby(trials, key=lambda one: (one.item_id, one.direction, one.mode))],
        name=lambda trial: cell(_name(catalogue, trial, language), language),
        term=lambda vocabulary, term: cell(catalogue.label(vocabulary, term), language),
        amount=lambda value: write_amount(value, "hours", language),
        error=lambda trial: write_error(trial, language),
        sources=catalogue.sources,
    )


def write_error(trial: Trial | JourneyTrial, language: Language) -> str:
    """Write the error of one trial with its sign, in hours and per cent; hours alone where nothing came."""
    hours = _sign(trial.error_h, lambda value: write_amount(value, "hours", language))
    if trial.error_percent is None:
        return hours
    per_cent = _sign(trial.error_percent, lambda value: language.text("{share}%", share=language.number(value, 0)))
    return f"{hours} ({per_cent})"


def _sign(value: float, write: Callable[[float], str]) -> str:
    """Write a number with its sign; what is rounded to nothing has none."""
    size = write(abs(value))
    return size if size == write(0) else f"{'+' if value > 0 else '−'}{size}"


def _name(catalogue: Catalogue, trial: Trial, language: Language) -> str:
    """Name the post or the leg in English, as the tables do; a leg by its ends."""
    if trial.kind == POST:
        return next(stop.name for stop in catalogue.journey_stops if stop.stop_id == trial.item_id)
    row = next(row for row in catalogue.stretches if row.stretch_id == trial.item_id)
    return " → ".join(place_name(catalogue, place, language) for place in (row.from_place, row.to_place))
