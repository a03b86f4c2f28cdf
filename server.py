"""The app with security headers on every answer, and lines for those who follow a walkthrough."""

from streamlit import App

from panels.rooms.stream import stream_routes
from panels.server.headers import security_middleware
from panels.server.startup import lifespan

app = App("dashboard.py", routes=stream_routes(), middleware=security_middleware(), lifespan=lifespan)
