"""Try the newest Streamlit, folium and streamlit-folium: `make newest`, or `python -m tools.newest tests/tripwires`.

They are installed beside ours, in `build/newest`; the other pins stay, unless the newest refuse them. The tests
that fail name what would break; `docs/upgrading.md` says where to mend it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import venv
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent
FOLDER: Final = ROOT / "build" / "newest"
PYTHON: Final = FOLDER / "bin" / "python"
TRIED: Final = ("streamlit", "folium", "streamlit-folium")
_PIN: Final = re.compile(r"^([\w.-]+)==(\S+)$", re.MULTILINE)


def read_pins() -> dict[str, str]:
    """Read every pin of the project: name in small letters → version."""
    files = ("requirements.txt", "requirements-dev.txt", "requirements-mcp.txt")
    return {name.lower(): version for file in files for name, version in _PIN.findall((ROOT / file).read_text("utf-8"))}


def loosen(pins: dict[str, str], names: frozenset[str]) -> list[str]:
    """Write requirements in which these names have no pin, only their old version as the least."""
    return [f"{name}>={version}" if name in names else f"{name}=={version}" for name, version in pins.items()]


def install(pins: dict[str, str]) -> None:
    """Install the newest of the three: with the other pins, or without any where these stand in the way."""
    for names in (frozenset(TRIED), frozenset(pins)):
        wanted = FOLDER / "requirements.txt"
        wanted.write_text("\n".join(loosen(pins, names)) + "\n", encoding="utf-8")
        command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade"]
        if subprocess.run([*command, "-r", str(wanted)], check=False).returncode == 0:
            return
        print("The other pins stand in the way of the newest; trying without them.")
    sys.exit("The newest versions cannot be installed.")


def list_changes(pins: dict[str, str]) -> list[str]:
    """List what is installed otherwise than pinned."""
    command = [str(PYTHON), "-m", "pip", "list", "--format=freeze", "--disable-pip-version-check"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    now = {name.lower(): version for name, version in _PIN.findall(listed)}
    return [
        f"{name} {now.get(name, 'is missing')} (pinned {pins[name]})"
        for name in pins
        if name in TRIED or now.get(name, "") != pins[name]
    ]


def main() -> int:
    """Install, test and report; the answer of the tests is that of the command."""
    pins = read_pins()
    venv.create(FOLDER, clear=True, with_pip=True)
    install(pins)
    changes = list_changes(pins)
    print("\n".join(["Trying:", *changes]))
    asked = sys.argv[1:] or ["tests", "-n", "2", "--dist", "loadfile"]
    code = subprocess.run([str(PYTHON), "-m", "pytest", "-q", *asked], cwd=ROOT, check=False).returncode
    print("\n".join(["Tried:", *changes]))
    print("Nothing breaks." if code == 0 else "What failed above would break; docs/upgrading.md says where to mend it.")
    return code


if __name__ == "__main__":
    sys.exit(main())
