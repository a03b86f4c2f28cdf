"""The corridor: how long a journey takes, how much of it is standing, and where (`/corridor`)."""

from panels.corridor.page import show_corridor
from panels.shell.entrance import guard
from panels.shell.fault_note import show_fault_note

reader = guard()
show_fault_note(reader.catalogue, reader.language)
show_corridor(reader)
