"""The app with security headers on every answer, lines for those who follow a walkthrough, and data for programs."""

from streamlit import App

from panels.document.manifest import manifest_routes
from panels.document.preview import preview_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import view_routes
from panels.rooms.stream import stream_routes
from panels.server.headers import security_middleware
from panels.server.startup import lifespan

routes = [*stream_routes(), *data_routes(), *view_routes(), *preview_routes(), *manifest_routes()]
app = App("dashboard.py", routes=routes, middleware=security_middleware(), lifespan=lifespan)
