"""``python -m geo.editing hash`` asks for a password and writes what stands for it in the file of editors."""

from __future__ import annotations

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from geo.console import run_command
from geo.editing.people import hash_password
from geo.errors import EditingError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns
    -------
    status
        0, or 2 when the password cannot be taken; standard error then says why.
    """
    parser = argparse.ArgumentParser(prog="python -m geo.editing", description="Prepare who may change the tables.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    commands.add_parser("hash", help="ask for a password, or read it from standard input, and write its hash")
    parser.parse_args(arguments)
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("The same again: ") != password:
            sys.stderr.write("The two are not the same.\n")
            return 2
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    try:
        sys.stdout.write(f"{hash_password(password)}\n")
    except EditingError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(run_command(main))
