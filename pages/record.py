"""The record of cooperation: every event by date, with its source, as a list or on the map (`/record`)."""

from panels.map.map_beside_text import show_map_page
from panels.record import page
from panels.shell.entrance import guard

reader = guard()
if page.asks_for_map():
    show_map_page(reader, page.compose_map, page.show_events)
else:
    page.show_list(reader)
