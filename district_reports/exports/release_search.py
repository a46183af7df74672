"""Which release a few words name: a province or the country, and a round; in Vietnamese, with or without its marks."""

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.releases.province_rounds import NATIONAL, RECAST
from district_reports.wording import round_label

Header = Mapping[str, Any]

MOST_SUGGESTED = 6
_OF_THE_COUNTRY = {NATIONAL, "ca nuoc", "toan quoc"}
_BY_THE_MAP_OF_TODAY = {RECAST, "theo dia gioi moi", "theo dia gioi hien nay", "theo tinh hien nay", "34 tinh"}


def find_header(headers: Sequence[Header], words: Sequence[str]) -> tuple[Header, str]:
    """The release whose province and round the words name, and what they say besides, folded.

    A re-cast release counts only where they say `recast`, in English or Vietnamese. Raises DistrictReportsError, with
    the releases that are called most alike, when there is none.
    """
    text = fold(" ".join(words))
    view, text = _take(text, _BY_THE_MAP_OF_TODAY)
    place, text = _take(text, {name for header in headers for name in _place_names(header)})
    round_, text = _take(text, {name for header in headers for name in _round_names(header["round"])})
    fitting = [
        header
        for header in headers
        if place in _place_names(header)
        and round_ in _round_names(header["round"])
        and (header["area_view"] == RECAST) == (view is not None)
    ]
    if fitting:
        return fitting[-1], text
    raise DistrictReportsError(
        "no release of this province and round", place=" ".join(words), remedy=_suggest(headers, words)
    )


def _suggest(headers: Sequence[Header], words: Sequence[str]) -> str:
    if not headers:
        return "nothing yet is published: `district-reports run` reads the inbox and publishes"
    names = sort_by_likeness({_call(header) for header in headers}, " ".join(words))
    rest = "; `district-reports releases` lists all" if len(names) > MOST_SUGGESTED else ""
    return f"published so far: {', '.join(names[:MOST_SUGGESTED])}{rest}"


def sort_by_likeness(names: Iterable[str], asked: str) -> list[str]:
    """The names, those first that are spelt most like what was asked for."""
    key = fold(asked)
    return sorted(names, key=lambda name: (-SequenceMatcher(None, key, fold(name)).ratio(), name))


def _take(text: str, phrases: set[str]) -> tuple[str | None, str]:
    """The longest of the phrases that stands in the text, the first of several, and the text without it."""
    padded = f" {text} "
    found = [phrase for phrase in phrases if phrase and f" {phrase} " in padded]
    if not found:
        return None, text
    phrase = min(found, key=lambda phrase: (-len(phrase), padded.index(f" {phrase} ")))
    return phrase, padded.replace(f" {phrase} ", " ", 1).strip()


def _place_names(header: Header) -> set[str]:
    country = _OF_THE_COUNTRY if header["area_view"] == NATIONAL else set()
    return {fold(header["province_name"]), fold(header["province_code"])} | country


def _round_names(round_: str) -> set[str]:
    told = fold(round_label(round_))
    # "6 tháng đầu năm 2024" is also said without "đầu", "năm" or both.
    shorter = {told.replace(words, "") for words in ("dau nam ", "dau ", "nam ")}
    return {fold(round_), fold(round_label(round_, "en")), told, *shorter}


def _call(header: Header) -> str:
    name = f"{header['province_name']} {header['round']}"
    return f"{name} {RECAST}" if header["area_view"] == RECAST else name
