"""The sheet that says of every number where it comes from: its cell, the unit, what is printed, and in which file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from district_reports.exports.labels import label, row_label
from district_reports.exports.source_notes import document_label
from district_reports.exports.tables import order_rows
from district_reports.exports.unit_numbers import spread_of, trace_with_units
from district_reports.exports.workbook.tables import UNITS, WHOLE_PROVINCE, PlacedTable
from district_reports.exports.worksheets import Sheet, SheetRow
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.tracing import TracedNumber, TracedUnit, Tracer
from district_reports.wording import place_label

TITLE = "Nguồn số liệu"
_HEADINGS = [
    "Ô", "Số liệu", "Dòng", "Đơn vị báo cáo", "Giá trị", "Đơn vị tính", "Chữ trong báo cáo", "Trích dẫn hoặc cách tính",
    "Văn bản", "Vị trí", "Tệp", "sha256",
]  # fmt: skip


def list_sources(release: PublishedRelease, tracer: Tracer, tables: Sequence[PlacedTable]) -> Sheet:
    """A row for each published number, how it was made, followed by a row for each figure it was made of."""
    rows = [
        source
        for placed in tables
        for row in order_rows(release, placed.table.table_name)
        for measure in placed.table.measures
        if (row["row_key"], measure, "") in placed.addresses or spread_of(tracer, placed.table.table_name, row, measure)
        for source in _list_rows(tracer, placed, row, measure)
    ]
    return Sheet(TITLE, _HEADINGS, rows)


def _list_rows(tracer: Tracer, placed: PlacedTable, row: Mapping[str, Any], measure: str) -> Iterator[SheetRow]:
    table_name, row_key = placed.table.table_name, row["row_key"]
    traced = trace_with_units(tracer, table_name, row, measure)
    spread = spread_of(tracer, table_name, row, measure)
    unit_label = UNITS.get(traced.unit, traced.unit)

    def address(unit_code: str = "") -> str:
        cell = placed.addresses.get((row_key, measure, unit_code))
        return f"{placed.table.title}!{cell}" if cell else ""

    about = [label("measures", measure), row_label(table_name, row)]
    blanks = [""] * 4
    yield SheetRow(
        [
            address(),
            *about,
            WHOLE_PROVINCE,
            spread.text() if spread else traced.value,
            unit_label,
            "",
            _formula(traced),
            *blanks,
        ],
        {4: traced.unit},
        is_total=True,
    )
    for unit in traced.units:
        for evidence in _list_evidence(unit):
            value, *where = evidence
            yield SheetRow(
                [address(unit.code), *about, unit.name, value, unit_label, *where], {4: traced.unit}, level=1
            )


def _formula(traced: TracedNumber) -> str:
    """How the province's number was made, in words."""
    if traced.parts:
        part, whole = (label("measures", side.measure) for side in traced.parts)
        if traced.factor is None:
            return f"So sánh {part} với {whole}, của những đơn vị nêu cả hai"
        times = ", nhân 100" if traced.factor == 100 else ""
        return f"Tính lại: {part} chia {whole}{times}, của những đơn vị nêu cả hai"
    if traced.value is None:
        return f"Mức thấp nhất và cao nhất của {len(traced.units)} đơn vị, không cộng"
    if traced.measure.startswith(("lowest_", "highest_")):
        return f"Mức thấp nhất hoặc cao nhất của {len(traced.units)} đơn vị"
    return f"Cộng số của {len(traced.units)} đơn vị" if len(traced.units) > 1 else "Số của một đơn vị"


def _list_evidence(unit: TracedUnit) -> Iterator[list[Any]]:
    for submission in unit.submissions:
        for figure in submission.figures:
            printed = " ".join(part for part in (figure["value_text"], figure["unit_text"]) if part)
            yield [
                figure["value"], printed, figure["quote"], document_label(submission.submission),
                place_label(figure["locator"] or ""),
                figure["file_name"], figure["file_sha256"],
            ]  # fmt: skip
