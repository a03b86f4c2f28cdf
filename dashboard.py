"""The entrance: `streamlit run dashboard.py` (or `server.py`, which adds security headers)."""

from panels.shell.entrance import enter

enter()
