"""What Streamlit knows of the run of a page and keeps for itself.

`docs/upgrading.md` says what breaks when a new version does it otherwise.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from streamlit.runtime.scriptrunner import get_script_run_ctx

from panels.web.streamlit_paths import RESERVED_PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def is_history_step() -> bool:
    """Tell whether a step in the browser's history, back or on, is the newest cause of this run."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def restore_address(query: Mapping[str, Sequence[str]]) -> None:
    """Have the run read these parameters of the address, and send nothing to the browser.

    Streamlit sends whatever is written to `st.query_params`; where the browser has left that address by a step in its
    history meanwhile, it would go there again, as a new step.

    Parameters
    ----------
    query
        Name → values; the parameters that Streamlit keeps to itself stay.
    """
    context = get_script_run_ctx()
    if context is None:
        return
    kept = [one for one in parse_qsl(context.query_string) if one[0].lower() in RESERVED_PARAMETERS]
    context.query_string = urlencode(kept + list(query.items()), doseq=True)
    with context.session_state.query_params() as parameters:
        parameters.populate_from_query_string(context.query_string)
