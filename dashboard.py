"""The entrance: `streamlit run dashboard.py` (or `server.py`, which adds security headers)."""

from panels.document.named import name_subject
from panels.shell.entrance import enter

enter(name_subject)
