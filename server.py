"""The app with security headers on every answer, and lines for those who follow a walkthrough."""

from streamlit import App

from panels.headers import security_middleware
from panels.room_stream import stream_route
from panels.warm_up import lifespan

app = App("dashboard.py", routes=[stream_route()], middleware=security_middleware(), lifespan=lifespan)
