"""The app with security headers, lines for followers of a walkthrough, data for programs, pages for frames."""

from streamlit import App

from panels.embeds.routes import embed_routes
from panels.ogc.routes import ogc_routes
from panels.open_data.citing import cite_routes
from panels.open_data.routes import data_routes
from panels.open_data.views import view_routes
from panels.rooms.stream import stream_routes
from panels.server.headers import security_middleware
from panels.server.startup import lifespan

routes = [*stream_routes(), *data_routes(), *cite_routes(), *ogc_routes(), *view_routes(), *embed_routes()]
app = App("dashboard.py", routes=routes, middleware=security_middleware(), lifespan=lifespan)
