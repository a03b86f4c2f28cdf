"""Field visits, and the findings and recommendations about the sites (`/visits`)."""

import datetime as dt

from panels import visits_panel
from panels.entrance import guard
from panels.fault_note import show_fault_note
from panels.map_page import show_map_page, site_clicked
from panels.quick_links import follow_quick_links

reader = guard()
show_fault_note(reader.catalogue, reader.language)
follow_quick_links()
visits_panel.note_click(site_clicked(reader))
wish = visits_panel.read_wish(reader)
today = dt.datetime.now(tz=dt.UTC).date()
show_map_page(
    reader, lambda: visits_panel.show_visits_panel(reader, wish, today), visits_panel.choose_view(reader, wish)
)
