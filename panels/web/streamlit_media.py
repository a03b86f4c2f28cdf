"""Downloads and pictures of Streamlit can be fetched from any process; files that were sent to it are let go of.

`docs/upgrading.md` says what breaks when a new version of Streamlit keeps them otherwise.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from streamlit.runtime import exists, get_instance
from streamlit.runtime.media_file_storage import MediaFileKind, MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryFile
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.scriptrunner import get_script_run_ctx

from panels.web.made_files import find_made, hand_over

if TYPE_CHECKING:
    from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

_ID: Final = re.compile(r"([0-9a-f]{32,64})(\.\w{1,8})?")


def share_media(storage: MemoryMediaFileStorage) -> None:
    """Hand what Streamlit keeps for its pages to the other processes too, and find what they have.

    Parameters
    ----------
    storage
        Streamlit's own. It is changed in place, for its routes hold it already.
    """
    load, get = storage.load_and_get_id, storage.get_file

    def load_and_share(path_or_data: str | bytes, *rest: Any, **named: Any) -> str:  # noqa: ANN401 - handed on
        file_id = load(path_or_data, *rest, **named)
        file = get(file_id)
        hand_over(_name(file_id), file.content, mimetype=file.mimetype, kind=file.kind.value, filename=file.filename)
        return file_id

    def get_or_find(filename: str) -> MemoryFile:
        try:
            return get(filename)
        except MediaFileStorageError:
            asked = _ID.fullmatch(filename)
            found = find_made(_name(asked[1])) if asked else None
            if found is None:
                raise
            content, about = found
            return MemoryFile(content, about["mimetype"], MediaFileKind(about["kind"]), about["filename"])

    storage.load_and_get_id = load_and_share  # type: ignore[method-assign]
    storage.get_file = get_or_find  # type: ignore[method-assign]


def forget_upload(file_id: str) -> None:
    """Hold a file that this session has sent no longer: Streamlit would hold it until the page is closed."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and isinstance(context.uploaded_file_mgr, MemoryUploadedFileManager):
        context.uploaded_file_mgr.remove_file(context.session_id, file_id)


def keep_download(content: bytes, mimetype: str, name: str) -> str:
    """Keep a file that a page offers, as a button for downloads does.

    Parameters
    ----------
    content, mimetype, name
        What a button for the same file is given: it is then the same file.

    Returns
    -------
    address
        As seen from a page; blank where no server runs.
    """
    if not exists():
        return ""
    address = get_instance().media_file_mgr.add(
        content, mimetype, f"own-files-{name}", name, is_for_static_download=True
    )
    return address.removeprefix("/")


def _name(file_id: str) -> str:
    return f"media:{file_id}"
