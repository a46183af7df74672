"""What stands around a table of a document says of all its money: programme, project, source, type, years."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from district_reports.figures import Figure
from district_reports.readers.documents.document import Document
from district_reports.readers.language.phrases import phrase_groups
from district_reports.readers.layouts import find_layout
from district_reports.readers.outline.sections import Round, Section, find_project, read_section
from district_reports.readers.outline.structure import HeadedPassage, build_passages
from district_reports.readers.outline.years import carried_from, carried_into, join_years, years_of
from district_reports.readers.workbooks.document_tables import DocumentTable
from district_reports.readers.workbooks.heads import only_meaning
from district_reports.readers.workbooks.rows import SOME_PLACES
from district_reports.values import DATE, fold, fold_letters, parse_date

_CUT_OFF = re.compile(r"(?:den|tinh den)\s+(?:het\s+)?(?:ngay\s+)?$")
# "gồm cả vốn năm 2022 chuyển sang", "vốn năm 2023 và vốn 2022 chuyển sang": old money and new together.
_TOGETHER = re.compile(r"\b(?:gom|ke|tinh) ca\b|20\d\d\s*(?:,|va)\s*(?:nguon\s+)?von\s+(?:nam\s+)?20\d\d")
_SOME = re.compile(r"\bmot so (?:xa|thi tran|phuong|dia phuong|dia ban|don vi)\b")
_MONEY = ("capital_assigned", "capital_disbursed", "capital_carried_over", "capital_available", "disbursement_rate")


@dataclass(frozen=True)
class Surroundings:
    """What headings and the text above a table say of all its rows; empty where they are silent or name several.

    `carried_from` are the years whose money was carried over, `carried_into` the year it was carried into, and
    `is_together` says that new money is in the same amounts; `is_of_some_places` that the rows are some of a unit's
    communes, so that their sum is not the unit's; `as_of` is the day the text says money is counted to.
    """

    is_other_programme: bool = False
    is_policy: bool = False
    project: str = ""
    subproject: str = ""
    fund_source: str = ""
    capital_type: str = ""
    carried_from: str = ""
    carried_into: str = ""
    is_together: bool = False
    is_of_some_places: bool = False
    as_of: date | None = None


def read_surroundings(
    document: Document, tables: Iterable[DocumentTable], round_: Round, title: str
) -> dict[int, Surroundings]:
    """What stands around each table, by its number."""
    passages = [passage for passage in build_passages(p for p in document.paragraphs if not p.table)
                if not passage.paragraph.is_footnote]  # fmt: skip
    return {table.number: _read_around(table, passages, round_, fold_letters(title)) for table in tables}


def is_elsewhere(text: str) -> bool:
    """Whether a text names another programme, and not this one."""
    capital, folded = phrase_groups("capital"), fold_letters(text)
    return capital["other_programmes"].says(folded) and not capital["programme"].says(folded)


def _read_around(table: DocumentTable, passages: Sequence[HeadedPassage], round_: Round, title: str) -> Surroundings:
    first = table.rows[0]
    before = [passage for passage in passages if passage.paragraph.number < first.number]
    headings = before[-1].headings if before else ()
    section = read_section(HeadedPassage(first, headings, 0), round_, title=title)
    is_other = bool(section.breakdown) or any(is_elsewhere(paragraph.text) for paragraph in table.above)
    if is_other:
        return Surroundings(is_other_programme=True)
    # A list item with numbers of its own says what its own sentence is about, and no more.
    over = tuple(heading for heading in headings if heading.is_only_title or heading.kind in ("part", "roman"))
    section = read_section(HeadedPassage(first, over, 0), round_, title=title)
    above = fold_letters(" ".join(paragraph.text for paragraph in table.above))
    told = replace(_read_words(above, section), is_of_some_places=bool(_SOME.search(above)), as_of=_day_above(above))
    texts = [above, *(fold_letters(heading.opening) for heading in reversed(over))]
    return next((_read_years(told, text, round_) for text in texts if carried_from(text, round_.year)), told)


def _read_words(above: str, section: Section) -> Surroundings:
    project, subproject = find_project(above, section) or (section.project, section.subproject)
    is_policy = section.is_policy or phrase_groups("capital")["policies"].says(above)
    return Surroundings(
        is_policy=is_policy or (not project and _names_policy(above)),
        project=project,
        subproject=subproject,
        fund_source=only_meaning(above, "sources", "fund_source", section.fund_source),
        capital_type=only_meaning(above, "capital_types", "capital_type", section.capital_type),
    )


def _names_policy(folded: str) -> bool:
    labels = (fold(label) for entry in find_layout("support").entries for label in entry.labels)
    return any(re.search(rf"\b{label}\b", fold(folded)) for label in labels)


def _read_years(told: Surroundings, folded: str, round_: Round) -> Surroundings:
    return replace(told, carried_from=carried_from(folded, round_.year), carried_into=carried_into(folded),
                   is_together=bool(_TOGETHER.search(folded)))  # fmt: skip


def _day_above(above: str) -> date | None:
    days = {day for match in DATE.finditer(above)
            if _CUT_OFF.search(above[: match.start()]) and (day := parse_date(match))}  # fmt: skip
    return days.pop() if len(days) == 1 else None


def settle(
    figures: Sequence[Figure], around: Surroundings, round_: Round, *, names_years: bool, is_spent_dated: bool = False
) -> list[Figure]:
    """The figures of a table with what is said around it where the table itself is silent.

    `names_years` says that headings of the table name years of their own: then those hold. `is_spent_dated` says that
    those over what was spent do.
    """
    told = _give_sums_their_years(_fill_in(figures, around))
    if not is_spent_dated:
        told = _give_spent_its_years(told)
    stages = {one.indicator for one in figures} & {"capital_assigned", "capital_carried_over", "capital_available"}
    if around.carried_from and not names_years and len(stages) < 2:
        told = [_settle_years(one, around, round_) if one.indicator in _MONEY else one for one in told]
    if around.is_of_some_places and any(one.place for one in told):
        told = [one if one.place else _mark_some(one) for one in told]
    return [replace(one, as_of=around.as_of) if one.kind == "disbursed" and one.as_of is None else one for one in told]


def _mark_some(figure: Figure) -> Figure:
    parts = [part for part in figure.breakdown.split(";") if part and part != SOME_PLACES]
    return replace(figure, breakdown=";".join([*parts, SOME_PLACES]))


def _give_sums_their_years(figures: Sequence[Figure]) -> list[Figure]:
    """A sum below rows of several years is of them all: "2021-2023"."""
    years = {int(one.budget_year) for one in figures if one.indicator in _MONEY and one.budget_year.isdigit()}
    if len(years) < 2 or years != set(range(min(years), max(years) + 1)):
        return list(figures)
    span = f"{min(years)}-{max(years)}"
    return [
        replace(one, budget_year=span, period=span if one.kind == "assigned" else one.period)
        if one.indicator in _MONEY and not one.budget_year
        else one
        for one in figures
    ]


def _give_spent_its_years(figures: Sequence[Figure]) -> list[Figure]:
    """What was spent of the money of several years ("KHV 2022-2023 | Giải ngân") is of these, and was spent in them."""
    spans = {one.budget_year for one in figures if one.kind == "assigned" and one.indicator in _MONEY}
    span = spans.pop() if len(spans) == 1 else ""
    return [
        replace(one, budget_year=span, period=one.period if one.as_of else span)
        if "-" in span and one.kind == "disbursed"
        else one
        for one in figures
    ]


def _fill_in(figures: Sequence[Figure], around: Surroundings) -> list[Figure]:
    """Project, source and type where no figure of the table tells another."""
    projects = {one.project for one in figures} - {""}
    is_of_one = bool(around.project) and projects <= {around.project}
    source = "" if any(one.fund_source for one in figures) else around.fund_source
    type_ = "" if any(one.capital_type for one in figures) else around.capital_type
    return [
        replace(
            one,
            project=one.project or (around.project if is_of_one else ""),
            subproject=one.subproject or (around.subproject if is_of_one and not projects else ""),
            fund_source=one.fund_source or source,
            capital_type=one.capital_type or type_,
        )
        if one.indicator in _MONEY
        else one
        for one in figures
    ]


def _settle_years(figure: Figure, around: Surroundings, round_: Round) -> Figure:
    """Money that is told to be carried over keeps the years it came from; together with new money, it has both."""
    into = around.carried_into or str(round_.year)
    years = join_years(years_of(around.carried_from) | ({int(into)} if around.is_together else set()))
    if figure.indicator not in ("capital_assigned", "capital_carried_over"):
        return replace(figure, budget_year=years)
    if around.is_together:
        return replace(figure, indicator="capital_available", kind="assigned", budget_year=years, period=into)
    return replace(figure, indicator="capital_carried_over", kind="carried_over", budget_year=years, period=into)
