"""Country codes: ISO 3166-1 alpha-3 as the tables write them, alpha-2 as CLDR names them."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from babel import Locale
from babel.core import get_global

if TYPE_CHECKING:
    from collections.abc import Mapping

CODE_LENGTH = 3

# CLDR keeps codes that ISO 3166-1 has withdrawn (ISO 3166-3) or only reserved beside those in force.
NOT_IN_FORCE = frozenset({"BUR", "DDR", "FXX", "TMP", "YMD", "ZAR", "ASC", "CPT", "DGA", "TAA"})
CLDR_ONLY = frozenset({"AC", "CP", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})


@cache
def alpha_2_codes() -> Mapping[str, str]:
    """List every country code in force.

    Returns
    -------
    codes
        Alpha-3 code to alpha-2 code (``KAZ`` to ``KZ``), read-only.

    Notes
    -----
    From the territory aliases of CLDR, through Babel, so that no second register is needed.
    """
    named = Locale("en").territories.keys() - CLDR_ONLY
    return MappingProxyType(
        {
            code: targets[0]
            for code, targets in sorted(get_global("territory_aliases").items())
            if len(code) == CODE_LENGTH
            and code.isalpha()
            and code not in NOT_IN_FORCE
            and len(targets) == 1
            and targets[0] in named
        }
    )
