"""What one logger of ours said: a thread that an earlier test began may log meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from logging import LogRecord

    import pytest


def list_records(caplog: pytest.LogCaptureFixture, *names: str) -> list[LogRecord]:
    """List what these loggers said, in its order."""
    return [record for record in caplog.records if record.name in names]
