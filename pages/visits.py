"""Field visits, and the findings and recommendations about the sites (`/visits`)."""

from panels.entrance import guard
from panels.fault_note import show_fault_note
from panels.map_page import show_map_page
from panels.visits_panel import compose_visits

reader = guard()
show_fault_note(reader.catalogue, reader.language)
show_map_page(reader, compose_visits)
