"""e-TIR routes and the weakest link on the map, and the readiness of countries for each instrument (`/etir`)."""

from panels.etir import page
from panels.map.map_beside_text import show_map_page
from panels.shell.entrance import guard

reader = guard()
if page.asks_for_readiness():
    page.show_readiness(reader)
else:
    show_map_page(reader, page.compose_etir)
