"""Field visits, and the findings and recommendations about the sites (`/visits`)."""

from functools import partial

from panels import visits_panel
from panels.entrance import guard
from panels.fault_note import show_fault_note
from panels.map_page import show_map_page

reader = guard()
show_fault_note(reader.catalogue, reader.language)
tab = visits_panel.read_tab()
below = visits_panel.show_findings if tab == "findings" else None
show_map_page(reader, partial(visits_panel.compose_visits, tab=tab), below)
