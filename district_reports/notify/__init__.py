"""Telling people: who is missing, what is new in the checks, what failed here."""

from district_reports.notify.digests import send_digests, send_reminders
from district_reports.notify.missing_units import (
    MissingUnit,
    digest_missing_units,
    list_missing_units,
    today_in_vietnam,
)

__all__ = [
    "MissingUnit",
    "digest_missing_units",
    "list_missing_units",
    "send_digests",
    "send_reminders",
    "today_in_vietnam",
]
