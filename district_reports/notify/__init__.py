"""Telling people: who is missing, what is new in the checks, what failed here."""

from district_reports.notify.missing_units import (
    MissingUnit,
    digest_missing_units,
    end_of_round,
    list_missing_units,
    today_in_vietnam,
)

__all__ = ["MissingUnit", "digest_missing_units", "end_of_round", "list_missing_units", "today_in_vietnam"]
