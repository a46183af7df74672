"""Who reports, on which period, in what document: read off the letterhead, title, headings and closing words."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from district_reports.figures import SubmissionIdentity
from district_reports.problems import DistrictReportsError
from district_reports.readers.documents.document import Document, Paragraph
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.outline.letterheads import province_of_letterhead
from district_reports.readers.outline.rounds import Written, read_round
from district_reports.readers.outline.sections import Round, window_of_months
from district_reports.readers.outline.unit_names import PLACE, name_of_place, names_in
from district_reports.registry import Area, area, area_list_on, find_areas
from district_reports.values import CAPITAL, DATE, end_of_round, fold_letters, parse_date

_HEAD = 14
"""How many paragraphs may hold letterhead, number, date and title."""
_TAIL = 12
_TITLE_LINES = 5
_HEADING = re.compile(r"(?:[IVX]{1,5}|[A-H]|\d{1,2}|PHẦN\b.{0,20})\s*[./):-]")
# "(6 tháng đầu năm 2023)", "Năm 2024": a line of its own below the title.
_PERIOD_LINE = re.compile(r"\W*(?:\w+\s){0,8}?(?:nam|giai doan|quy [iv\d]+)\s*/?\s*20\d\d(?:\s*[-–]\s*20\d\d)?\W*")
_NUMBER = re.compile(r"\bSố(?:\s*:|(?=\s+\d+\s*/))\s*(\d*)\s*[A-Za-z]?\s*/\s*([A-ZĐa-z][\w\-&. ]*)")
# "Số: 51/BC-UBND Ba Bể, ngày …" in one line.
_PLACE_BEHIND = re.compile(rf"\s+(?={CAPITAL}[a-zà-ỹ])")
_DATE_LINE = re.compile(
    rf"(?P<place>{PLACE})\s*,?\s*ngày\s*(?P<day>\d{{0,2}})\s*[.…]*\s*tháng\s*(?P<month>\d{{0,2}})\s*[.…]*\s*"
    r"năm\s*(?P<year>20\d\d)"
)
_CUT_OFF = re.compile(r"(?:den|tinh den)\s+(?:het\s+)?(?:ngay\s+)?$")
# A day something is striven for, or expected by, is not one it was counted on.
_AHEAD = re.compile(r"\b(?:phan dau|uoc|du kien|kha nang|muc tieu|cam ket|bao dam|dam bao|hoan thanh)\b[^.;]*$")


@dataclass(frozen=True)
class Recognised:
    """What the documents tell of themselves; `round` None when no period is told.

    `reading_round` is the round by which "planned" and "assigned" are told apart; `candidates` are the areas the
    unit's name may mean when there is not exactly one; `unit_text` is the name as found, for messages.
    """

    identity: SubmissionIdentity
    reading_round: Round | None
    candidates: tuple[Area, ...]
    unit_text: str
    number_text: str


def recognise(
    documents: Sequence[Document], declared_unit: str | None = None, declared_round: str | None = None
) -> Recognised:
    """Identity of a submission; what its sender declared beside the files wins over what they say."""
    paragraphs = [p for document in documents for p in document.paragraphs if not p.is_footnote]
    head = [p.text for p in paragraphs[:_HEAD]]
    document_type, title = _read_title(paragraphs)
    number, number_text = _read_number(head)
    day, day_text, year = _read_date(head)
    round_, reading_round = read_round(title, document_type, paragraphs, Written(year, day))
    if declared_round:
        round_ = declared_round
        reading_round = parse_round(declared_round) or reading_round
    told_on = day or (end_of_round(reading_round.code) if reading_round else date(year or 2024, 6, 30))
    units, unit_text = _find_unit(paragraphs, declared_unit, area_list_on(told_on))
    identity = SubmissionIdentity(
        round=round_,
        document_type=document_type,
        title=title,
        document_number=number,
        document_date=day,
        document_date_text=day_text,
        is_draft=number is None or day is None,
        cut_off_date=_read_cut_off(paragraphs) or _day_in(title or ""),
        household_status=_read_status(paragraphs),
    )
    if len(units) == 1:
        identity = _with_unit(identity, units[0])
    return Recognised(identity, reading_round, units, unit_text, number_text)


def with_unit(recognised: Recognised, unit: Area) -> Recognised:
    """The same, with the unit known from elsewhere."""
    identity = _with_unit(recognised.identity, unit)
    return replace(recognised, identity=identity, candidates=(unit,), unit_text=unit.name_with_type)


def parse_round(code: str) -> Round | None:
    """The round a code names (`2024`, `2024H1`, `2024-9M`, `2024-8M`); None for anything else."""
    match = re.fullmatch(r"(20\d\d)(?:-?(H1|H2|Q[1-4]|(0?[1-9]|1[0-2])M))?", code.strip().upper())
    if match is None:
        return None
    return Round(int(match[1]), window_of_months(int(match[3])) if match[3] else match[2] or "")


def _with_unit(identity: SubmissionIdentity, unit: Area) -> SubmissionIdentity:
    province = area(unit.province_code, unit.area_list)
    return replace(
        identity,
        area_list=unit.area_list,
        province_code=province.code,
        province_name=province.name,
        reporting_unit_code=unit.code,
        reporting_unit_name=unit.name_with_type,
        unit_level=unit.level,
    )


# Unit


def _find_unit(paragraphs: Sequence[Paragraph], declared: str | None, area_list: str) -> tuple[tuple[Area, ...], str]:
    """The areas the reporting unit may be, and its name as printed: the most and best placed mentions win."""
    level = "district" if area_list == "before_2025_07" else "commune"
    if declared:
        try:
            return declared_units(declared, area_list, level), declared
        except DistrictReportsError:
            # A submission that says it is from nowhere is held, like one whose letterhead does.
            return (), declared
    if province := province_of_letterhead([paragraph.text for paragraph in paragraphs[:_HEAD]]):
        return (), province
    return _vote_for_unit(paragraphs, level, area_list)


def _vote_for_unit(paragraphs: Sequence[Paragraph], level: str, area_list: str) -> tuple[tuple[Area, ...], str]:
    provinces = _find_provinces(paragraphs, area_list)
    votes: Counter[str] = Counter()
    for index, paragraph in enumerate(paragraphs):
        weight = 6 if index < _HEAD else 3 if index >= len(paragraphs) - _TAIL else 1
        for name in names_in(paragraph.text, level):
            votes[name] += weight
        if index < _HEAD and (line := _DATE_LINE.search(paragraph.text)):
            votes[name_of_place(line["place"])] += weight
    _give_to_shorter_names(votes, level, area_list)
    known: Counter[tuple[Area, ...]] = Counter()
    for name, count in votes.items():
        known[_areas_called(name, level, area_list, provinces)] += count
    unknown = [(count, name) for name, count in votes.items() if not find_areas(name, level, area_list)]
    known.pop((), None)
    units, count = next(iter(known.most_common(1)), ((), 0))
    if units and (not unknown or count >= max(unknown)[0]):
        name = next(name for name in votes if _areas_called(name, level, area_list, provinces) == units)
        return _told_by_type(units, paragraphs), name
    return (), max(unknown)[1] if unknown else ""


def _told_by_type(units: tuple[Area, ...], paragraphs: Sequence[Paragraph]) -> tuple[Area, ...]:
    """Of areas of one name (a huyện and a thị xã) those that stand most often with their type before the name."""
    if len(units) < 2:
        return units
    texts = [fold_letters(paragraph.text) for paragraph in paragraphs]
    counts = {unit: sum(text.count(fold_letters(unit.name_with_type)) for text in texts) for unit in units}
    return tuple(unit for unit in units if counts[unit] == max(counts.values()))


def _give_to_shorter_names(votes: Counter[str], level: str, area_list: str) -> None:
    """A name with the next word's capital ("… Về") is the shorter name, if that stands alone elsewhere as an area."""
    for name in [name for name in votes if not find_areas(name, level, area_list)]:
        words = name.split()
        shorter = (" ".join(words[:count]) for count in range(len(words) - 1, 0, -1))
        known = next((short for short in shorter if short in votes and find_areas(short, level, area_list)), None)
        if known:
            votes[known] += votes.pop(name)


def declared_units(declared: str, area_list: str, level: str) -> tuple[Area, ...]:
    """The areas a code, or a name with its province ("huyện …, tỉnh …"), may stand for.

    Raises DistrictReportsError for a code the list does not have.
    """
    if re.fullmatch(r"\d{3}|\d{5}", declared):
        return (area(declared, area_list),)
    name, _, province = (part.strip() for part in declared.partition(","))
    within = find_areas(province, level="province", area_list=area_list)[:1] if province else ()
    return find_areas(name, level, area_list, within[0].code if within else None)


def _find_provinces(paragraphs: Iterable[Paragraph], area_list: str) -> tuple[str, ...]:
    """Codes of the provinces named, most often first."""
    votes: Counter[str] = Counter()
    for paragraph in paragraphs:
        for name in names_in(paragraph.text, "province"):
            words = name.split()
            shorter = (" ".join(words[:count]) for count in range(len(words), 0, -1))
            found = next((areas for short in shorter if (areas := find_areas(short, "province", area_list))), ())
            votes.update(area.code for area in found[:1])
    return tuple(code for code, _ in votes.most_common())


def _areas_called(name: str, level: str, area_list: str, provinces: Sequence[str]) -> tuple[Area, ...]:
    """Areas of this name, in the first of `provinces` that has any."""
    found = find_areas(name, level, area_list)
    within = (tuple(one for one in found if one.province_code == province) for province in provinces)
    return next((areas for areas in within if areas), found)


# Document


def _read_title(paragraphs: Sequence[Paragraph]) -> tuple[str | None, str | None]:
    """What the document calls itself and its title: the line in capitals and the one below it."""
    documents = phrase_groups("context")["documents"]
    for index, paragraph in enumerate(paragraphs[:_HEAD]):
        text = paragraph.text.strip(" *_")
        cues = documents.find(fold_letters(text))
        if not cues or cues[0].start or not (text[: cues[0].end].isupper() or cues[0].end == len(text)):
            continue
        lines = [one.text.strip(" *_") for one in paragraphs[index : index + _TITLE_LINES]]
        title = text if len(text) > cues[0].end + 12 else " ".join(lines[:2])
        rest = lines[1:] if title == text else lines[2:]
        return cues[0].means["document_type"], _tidy(" ".join([title, *_rest_of_title(title, rest)]))
    return None, None


def _rest_of_title(title: str, lines: Sequence[str]) -> list[str]:
    """The lines a title goes on with: in capitals as it is, or short and with the period it does not name."""
    rest: list[str] = []
    for line in lines:
        goes_on = line.isupper() and title[-20:].isupper() and not _HEADING.match(line)
        names_period = _PERIOD_LINE.fullmatch(fold_letters(line)) is not None
        if not (goes_on or names_period) or re.search(r"20\d\d", title):
            break
        rest.append(line)
        title = line
    return rest


def _tidy(title: str) -> str:
    return re.sub(r"[*_\s]+", " ", title)[:400].strip()


def _read_number(head: Sequence[str]) -> tuple[str | None, str]:
    for text in head:
        if match := _NUMBER.search(text):
            printed = " ".join(match[0].split())
            return (f"{match[1]}/{_PLACE_BEHIND.split(match[2])[0].strip()}" if match[1] else None), printed
    return None, ""


def _read_date(head: Sequence[str]) -> tuple[date | None, str | None, int | None]:
    for text in head:
        if match := _DATE_LINE.search(text):
            printed = text[match.start("place") : match.end()]
            year = int(match["year"])
            if not (match["day"] and match["month"]):
                return None, printed, year
            try:
                return date(year, int(match["month"]), int(match["day"])), printed, year
            except ValueError:
                return None, printed, year
    return None, None, None


def _day_in(title: str) -> date | None:
    """The day a title counts to: "… tính đến ngày 15/8/2024"."""
    folded = fold_letters(title)
    days = (parse_date(match) for match in DATE.finditer(folded) if _CUT_OFF.search(folded[: match.start()]))
    return next(days, None)


def _read_cut_off(paragraphs: Iterable[Paragraph]) -> date | None:
    """The day money is counted to: the first "đến 30/10/2024" of a paragraph about disbursing."""
    for paragraph in paragraphs:
        folded = fold_letters(paragraph.text)
        if "giai ngan" not in folded:
            continue
        for match in DATE.finditer(folded):
            before = folded[: match.start()]
            if _CUT_OFF.search(before) and not _AHEAD.search(before) and (day := parse_date(match)):
                return day
    return None


def _read_status(paragraphs: Iterable[Paragraph]) -> str | None:
    statuses = phrase_groups("context")["preliminary"]
    for paragraph in paragraphs:
        if cues := statuses.find(fold_letters(paragraph.text)):
            return cues[0].means["status"]
    return None
