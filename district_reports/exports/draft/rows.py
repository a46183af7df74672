"""Rows of a release in a draft: a line for each, or a table of the units one is made of."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from district_reports.exports.draft.figures import Part, SummaryFigures
from district_reports.exports.draft.word_document import Paragraph, WordTable
from district_reports.exports.labels import label, row_label
from district_reports.exports.numbers import usual_decimals
from district_reports.exports.unit_numbers import list_standings, list_unit_lines
from district_reports.warehouse.releases.content import TABLE_BY_NAME, unit_of
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]


def stated_measures(row: Row, measures: Iterable[str]) -> list[str]:
    """Those a row has a number for; what a report prints beside a recomputed ratio stands in the ratio's footnote."""
    return [
        measure
        for measure in measures
        if row[measure] is not None
        and not (measure.startswith("reported_") and row.get(measure.removeprefix("reported_")) is not None)
    ]


def list_rows(
    figures: SummaryFigures, table_name: str, rows: Iterable[Row], measures: tuple[str, ...]
) -> Iterator[Paragraph]:
    """A line for each row that states one of the measures."""
    for row in rows:
        stated = stated_measures(row, measures)
        named = [label("measures", measure) for measure in stated]
        about = row_label(table_name, row).replace(" · ", ", ")
        begin = f"- {about}: "
        worded = [
            (f"{'; ' if number else begin}{name[:1].lower()}{name[1:]} ", measure)
            for number, (name, measure) in enumerate(zip(named, stated, strict=True))
        ]
        if worded:
            yield Paragraph([*figures.told(table_name, row, worded), "."], "ListItem")


def list_units(
    release: PublishedRelease, figures: SummaryFigures, table_name: str, row: Row, *counts: str
) -> Iterator[Paragraph | WordTable]:
    """A table of the units, the highest rate first, the silent ones at its end."""
    rate = {"disbursement": "disbursement_rate_pct", "poverty": "poor_household_rate_pct"}[table_name]
    measures, table = (*counts, rate), TABLE_BY_NAME[table_name]
    lines = list_unit_lines(figures.tracer, table_name, row)
    rates = {line.code: line.rate(rate, row) for line in lines}
    lines = sorted(lines, key=lambda line: (rates[line.code] is None, -(rates[line.code] or 0), line.code))
    told = {line.name for line in lines}
    silent = [standing.name for standing in list_standings(release) if standing.name not in told]
    values = [row[name] for name in counts] + [line.value(name) for name in counts for line in lines]
    # Amounts beside each other have as many decimals.
    common = usual_decimals(values, unit_of(table, counts[0], row))
    decimals = {name: common if name in counts else usual_decimals([row[name]], "percent") for name in measures}
    rows: list[list[Part]] = [
        [line.name, *(figures.unit_figure(table_name, row, name, line, decimals[name]) for name in measures)]
        for line in lines
    ]
    rows += [[name, *[figures.figure(table_name, None, "")] * len(measures)] for name in silent]
    rows.append(["Tổng cộng", *(figures.bare_figure(table_name, row, name, decimals[name]) for name in measures)])
    rows.append(["Số đơn vị nêu số này", *(figures.count(table_name, row, name) for name in measures)])
    unit = {"disbursement": "triệu đồng", "poverty": "hộ"}[table_name]
    yield Paragraph(["Theo đơn vị báo cáo"], "Heading2")
    yield WordTable(["Đơn vị", *(f"{label('measures', name)} ({unit})" for name in counts), "Tỷ lệ (%)"], rows)
