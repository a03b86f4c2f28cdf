"""Field visits, and the findings and recommendations about the sites (`/visits`)."""

from functools import partial

from panels.map.map_beside_text import show_map_page
from panels.shell.entrance import guard
from panels.shell.fault_note import show_fault_note
from panels.visits import page
from panels.visits.sheet import read_tab

reader = guard()
show_fault_note(reader.catalogue, reader.language)
tab = read_tab()
below = page.show_findings if tab == "findings" else None
show_map_page(reader, partial(page.compose_visits, tab=tab), below)
