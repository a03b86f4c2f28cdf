"""What Streamlit knows of the run of a page and keeps for itself.

`docs/upgrading.md` says what breaks when a new version does it otherwise.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def is_history_step() -> bool:
    """Tell whether a step in the browser's history, back or on, is the newest cause of this run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation
