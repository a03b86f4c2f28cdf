"""The brief of one country, on one screen and one printed page (`/brief`)."""

import datetime as dt

import streamlit as st

from geo.cooperation.brief import gather_brief, list_countries, list_years
from panels.brief.sheet import USUAL_AGE, USUAL_COUNTRY, render_brief
from panels.shell.entrance import guard
from panels.ui.address import hold_address, page_address, read_all, write_link
from panels.ui.choices import choose_date
from panels.ui.facets import Facet, render_facets
from panels.ui.html_cache import keep_text
from panels.ui.quick_links import follow_quick_links
from panels.ui.renewal import renew
from panels.ui.window_title import follow_title

reader = guard()
catalogue, language = reader.catalogue, reader.language
_ = language.text


@st.fragment
def show_brief() -> None:
    """Show the brief of the country that is asked for; only this runs again when another is chosen."""
    hold_address()
    follow_quick_links()
    renew(catalogue)
    follow_title()
    names = language.by_name({code: language.country(code) for code in list_countries(catalogue)})
    years = [str(year) for year in list_years(catalogue)]
    if not names:
        st.title(_("Country brief"), anchor=False)
        st.html(f'<p class="empty">{_("The tables name no country.")}</p>')
        return
    with st.container(key="brief-bar", horizontal=True, vertical_alignment="bottom", gap="small"):
        usual = USUAL_COUNTRY if USUAL_COUNTRY in names else next(iter(names))
        choice = Facet("country", _("Country"), names, single=True, default=usual)
        st.html(render_facets([choice], None, language))
        age = years[min(USUAL_AGE, len(years) - 1)] if years else str(dt.datetime.now(tz=dt.UTC).year)
        since = choose_date("since", _("Changed since (year or day)"), {year: year for year in years}, age)

    base = page_address({})

    def write() -> str:
        return render_brief(catalogue, gather_brief(catalogue, choice.chosen[0], since), read_all(), language, base)

    today = f"{dt.datetime.now(tz=dt.UTC):%F}"
    st.html(keep_text("brief", catalogue, language, write, query=base + write_link(read_all()), moment=today))


with st.container(key="reading"):
    show_brief()
