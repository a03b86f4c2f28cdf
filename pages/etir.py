"""e-TIR routes and the weakest link on the map, and the readiness of countries for each instrument (`/etir`)."""

from panels import etir_page
from panels.entrance import guard
from panels.map_page import show_map_page

reader = guard()
if etir_page.asks_for_readiness():
    etir_page.show_readiness(reader)
else:
    show_map_page(reader, etir_page.compose_etir)
