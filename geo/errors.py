"""What can go wrong: the exceptions that this package raises on purpose."""

from __future__ import annotations


class GeoError(Exception):
    """Any error that this package raises on purpose."""


class DataFolderError(GeoError, FileNotFoundError):
    """The folder that should hold the tables is not there."""


class DateError(GeoError, ValueError):
    """A text is not a date as the tables write dates."""


class GeometryError(GeoError, ValueError):
    """A position, a line or a shape cannot be measured."""


class RouteError(GeoError, LookupError):
    """There is no way between two places, or a line does not lead where it is said to."""


class ScenarioError(GeoError, ValueError):
    """A part of a journey, or what a scenario leaves of it, is no possible length, time or cost."""


class RoomStoreError(GeoError, ConnectionError):
    """The store that holds the rooms of a walkthrough cannot be reached."""


class QueryError(GeoError, ValueError):
    """A program asks for features in a way that is not understood."""


class EditionStoreError(GeoError):
    """The database of the editions cannot be opened, read or written, or holds no such edition."""


class ImportedFileError(GeoError, ValueError):
    """A file that somebody brings cannot be read, or is more than is read; its message is translated when shown."""


class PhotographError(GeoError, ValueError):
    """A photograph is not taken: it is no picture, a damaged one or too large; its message is translated when shown."""


class EditingError(GeoError, ValueError):
    """A change of the tables cannot be made: the message says why, for whoever keeps them."""


class StaleDraftError(EditingError):
    """What is saved, approved or published has been changed meanwhile by somebody else."""
