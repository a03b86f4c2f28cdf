"""Where Streamlit keeps its own files, and which addresses and parameters it uses: insides no other module may know.

`docs/upgrading.md` says what breaks when a new version of Streamlit or streamlit-folium keeps them elsewhere. Neither
is imported here: components may be declared only while a page is run.
"""

from __future__ import annotations

import logging
import re
import threading
from contextlib import contextmanager
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

REGISTRAR: Final = "panels.web.components"
"""The module that registers our folders: Streamlit puts its name into their addresses."""
INSIDE: Final = "/_stcore/"
"""Address below which Streamlit speaks with its pages."""
UPLOADS: Final = "/_stcore/upload_file/"
"""Address below which Streamlit takes the files of a session; the name of the session follows."""
STATIC_ADDRESS: Final = "app/static"
"""Address of the folder `static/`, as seen from a page."""
RESERVED_PARAMETERS: Final = ("embed", "embed_options")
"""Parameters of an address that Streamlit keeps for itself: it refuses to have them set."""
SESSION_LOG: Final = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""Where Streamlit logs that a session is missing."""
_COMPONENTS: Final = "component"
_FRAME: Final = "streamlit_folium.st_folium"
_IMPORTED: Final = re.compile(r'\b(?:from|import)\s*"\./([\w.-]+\.js)"')


def component_address(name: str, file: str, module: str = REGISTRAR) -> str:
    """Write the address of a file in the folder of a component, as seen from a page."""
    return f"{_COMPONENTS}/{module}.{name}/{file}"


def from_frame(address: str) -> str:
    """Write an address as it is seen from inside the frame of a component, which lies two folders further down."""
    return f"../../{address}"


def is_component(path: str) -> bool:
    """Return whether a path of the server is that of a component's file."""
    return f"/{_COMPONENTS}/" in path


def frame_scripts() -> list[str]:
    """List the addresses of the scripts that start the map's frame.

    Raises
    ------
    FileNotFoundError
        When streamlit-folium keeps none where we look.
    """
    folder = _package_folder("streamlit_folium") / "frontend" / "build"
    found = sorted(path.relative_to(folder).as_posix() for path in folder.glob("static/js/main.*.js"))
    if not found:
        msg = "streamlit-folium keeps no script main.*.js where it did"
        raise FileNotFoundError(msg)
    return [f"{_COMPONENTS}/{_FRAME}/{path}" for path in found]


def read_document() -> str:
    """Read the HTML document that Streamlit answers every page with."""
    return (_static_folder() / "index.html").read_text(encoding="utf-8")


def find_chunk(part: str) -> str:
    """Find the script that a part of Streamlit comes in.

    Parameters
    ----------
    part
        Beginning of its file name.

    Raises
    ------
    FileNotFoundError
        When Streamlit keeps none of that name where we look.
    """
    found = sorted(path.name for path in _chunk_folder().glob(f"{part}.*.js"))
    if not found:
        msg = f"Streamlit keeps no script {part}.*.js where it did"
        raise FileNotFoundError(msg)
    return found[0]


def read_chunk(name: str) -> str:
    """Read one of Streamlit's scripts."""
    return (_chunk_folder() / name).read_text(encoding="utf-8")


def imported_chunks(name: str) -> list[str]:
    """List the scripts of Streamlit that one of them imports."""
    return _IMPORTED.findall(read_chunk(name))


@lru_cache(maxsize=256)
def measure_chunk(address: str) -> int:
    """Measure a script that Streamlit's document names, in bytes."""
    return (_chunk_folder() / address.rpartition("/")[2]).stat().st_size


def chunk_address(name: str) -> str:
    """Write the address of one of Streamlit's scripts, as seen from a page."""
    return f"static/js/{name}"


def _static_folder() -> Path:
    return _package_folder("streamlit") / "static"


def _chunk_folder() -> Path:
    return _static_folder() / "static" / "js"


def _package_folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.origin:
        msg = f"the package {package} lies in no folder"
        raise FileNotFoundError(msg)
    return Path(spec.origin).parent


@contextmanager
def without_session() -> Iterator[None]:
    """Keep Streamlit from logging, for this thread, that a component is declared outside of a session."""
    thread, log = threading.get_ident(), logging.getLogger(SESSION_LOG)

    def speaks(record: logging.LogRecord) -> bool:
        return record.thread != thread

    log.addFilter(speaks)
    try:
        yield
    finally:
        log.removeFilter(speaks)
