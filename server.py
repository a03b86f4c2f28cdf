"""The app with security headers on every answer: `streamlit run server.py`."""

from streamlit import App

from panels.headers import security_middleware
from panels.warm_up import lifespan

app = App("dashboard.py", middleware=security_middleware(), lifespan=lifespan)
