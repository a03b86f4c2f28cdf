"""The record of cooperation: every event by date, with its source, as a list or on the map (`/record`)."""

from panels import record_page
from panels.entrance import guard
from panels.map_page import show_map_page

reader = guard()
if record_page.asks_for_map():
    show_map_page(reader, record_page.compose_map, record_page.show_events)
else:
    record_page.show_list(reader)
