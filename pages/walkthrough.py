"""A story on a stage: a presenter leads a room from site to site (`/walkthrough`)."""

from panels.shell.entrance import guard
from panels.walkthrough.stage import show_stage

show_stage(guard())
