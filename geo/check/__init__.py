"""All checks of a data folder in one report; the command is `python -m geo.check`."""
