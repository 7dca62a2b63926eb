"""Time zones by their names, as feeds and papers write them.

Many names mean several zones. Without a hint the one is taken that feeds mean by it, which for the names of RFC 822 is
the American one; a feed that says its language with a country (``en-AU``), or in a language of one zone (``he``), has
its own. The choices: AMT Amazon (not Armenia), AST Atlantic (not Arabia), BST British summer (not Bangladesh), CST and
CDT central North America (not China, Cuba, Australia), ECT Ecuador, EST and EDT eastern North America (not Australia),
GST Gulf (not South Georgia), IST India (not Ireland, Israel), MST mountain time (not Malaysia), PST Pacific (not the
Philippines), SST Samoa (not Singapore), WST western Australia.
"""

from __future__ import annotations

import re
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_HOURS: dict[str, float] = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "AZOST": 0, "EGST": 0,
    "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "MEZ": 1, "WAT": 1, "IRISH": 1,
    "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "SAST": 2, "CAT": 2, "WAST": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "IDT": 3, "FET": 3,
    "IRST": 3.5, "GST": 4, "SAMT": 4, "MSD": 4, "GET": 4, "AZT": 4, "MUT": 4, "RET": 4, "IRDT": 4.5, "AFT": 4.5,
    "PKT": 5, "UZT": 5, "YEKT": 5, "MVT": 5, "TJT": 5, "TMT": 5, "AQTT": 5, "ORAT": 5,
    "IST": 5.5, "SLST": 5.5, "NPT": 5.75, "BDT": 6, "BTT": 6, "KGT": 6, "ALMT": 6, "OMST": 6, "MMT": 6.5,
    "ICT": 7, "WIB": 7, "NOVT": 7, "KRAT": 7, "HOVT": 7,
    "SGT": 8, "MYT": 8, "HKT": 8, "PHT": 8, "AWST": 8, "WST": 8, "WITA": 8, "BNT": 8, "IRKT": 8, "ULAT": 8,
    "JST": 9, "KST": 9, "WIT": 9, "TLT": 9, "YAKT": 9, "PWT": 9, "AWDT": 9, "ACST": 9.5, "ACDT": 10.5,
    "AEST": 10, "CHST": 10, "PGT": 10, "VLAT": 10, "AEDT": 11, "LHDT": 11, "SBT": 11, "MAGT": 11, "NCT": 11,
    "NZST": 12, "FJT": 12, "PETT": 12, "NZDT": 13, "TOT": 13, "CHAST": 12.75, "CHADT": 13.75,
    "AZOT": -1, "CVT": -1, "EGT": -1, "FNT": -2, "BRST": -2, "UYST": -2, "NDT": -2.5,
    "BRT": -3, "ART": -3, "UYT": -3, "CLST": -3, "PYST": -3, "GFT": -3, "ADT": -3, "SRT": -3, "ROTT": -3, "NST": -3.5,
    "AMT": -4, "AST": -4, "CLT": -4, "BOT": -4, "VET": -4, "GYT": -4, "PYT": -4, "EDT": -4,
    "EST": -5, "CDT": -5, "COT": -5, "PET": -5, "ECT": -5, "ACT": -5, "CST": -6, "MDT": -6, "GALT": -6, "EAST": -6,
    "MST": -7, "PDT": -7, "PST": -8, "AKDT": -8, "AKST": -9, "HADT": -9, "GAMT": -9, "HST": -10, "HAST": -10,
    "TAHT": -10, "SST": -11,
}  # fmt: skip

_AT_HOME: dict[str, dict[str, float]] = {
    "au": {"EST": 10, "EDT": 11, "EET": 10, "CST": 9.5, "CDT": 10.5, "WST": 8, "ACT": 10},
    "cn": {"CST": 8}, "zh": {"CST": 8}, "tw": {"CST": 8}, "cu": {"CST": -5, "CDT": -4},
    "ie": {"IST": 1}, "ga": {"IST": 1}, "il": {"IST": 2}, "he": {"IST": 2},
    "bd": {"BST": 6}, "bn": {"BST": 6}, "am": {"AMT": 4}, "hy": {"AMT": 4},
    "sa": {"AST": 3}, "ar": {"AST": 3}, "iq": {"AST": 3}, "my": {"MST": 8}, "ms": {"MST": 8}, "mm": {"MST": 6.5},
    "ph": {"PST": 8, "PHST": 8}, "fil": {"PST": 8}, "sg": {"SST": 8}, "pk": {"PST": 5},
}  # fmt: skip
"""By country or language, both in lower case."""

_REGIONS = {
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
    "AET": "Australia/Sydney",
    "NT": "America/St_Johns",
}
"""Names that stand for standard or summer time, whichever the date is in."""
# "America/Argentina/Buenos_Aires". `zoneinfo` opens and imports by such names: it gets none of another shape.
_OF_DATABASE = re.compile(r"[A-Za-z0-9_+-]{1,20}(?:/[A-Za-z0-9_+-]{1,20}){1,2}")


def zone_named(name: str, language: str = "") -> tzinfo | None:
    """The zone of a name, an abbreviation or one of the tz database (``Europe/Berlin``); ``None`` for an unknown one.

    Args:
        name: in capitals, unless it is of the tz database.
        language: the BCP 47 tag of what the name stands in, for names of several zones.
    """
    if _OF_DATABASE.fullmatch(name) if "/" in name else name in _REGIONS:
        try:
            return ZoneInfo(_REGIONS.get(name, name.removeprefix("Etc/") if name == "Etc/UTC" else name))
        except (ZoneInfoNotFoundError, ValueError, OSError):  # unknown, or a system without the data base
            return None
    parts = [part for part in language.lower().replace("_", "-").split("-") if part]
    for part in reversed(parts[:1] + parts[-1:]):
        if name in _AT_HOME.get(part, {}):
            return _fixed(_AT_HOME[part][name])
    return _fixed(_HOURS[name]) if name in _HOURS else None


def _fixed(hours: float) -> timezone:
    return timezone(timedelta(hours=hours)) if hours else UTC
