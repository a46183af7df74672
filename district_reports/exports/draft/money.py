"""What the draft says of money: the programme, its sources and types, what is expected, units, projects."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from district_reports.exports.draft.figures import SummaryFigures
from district_reports.exports.draft.rows import list_rows, list_units, stated_measures
from district_reports.exports.draft.word_document import Paragraph, WordTable
from district_reports.exports.labels import label, project_label, project_title, year_label
from district_reports.exports.page.charts import list_project_rows, whole_measure
from district_reports.exports.tables import order_rows
from district_reports.warehouse.releases.published import PublishedRelease

Row = Mapping[str, Any]
Block = Paragraph | WordTable

# What is said of the programme and of a project beside what was assigned and disbursed.
_OTHERS = ("carried_over_vnd", "allocated_vnd", "unallocated_vnd", "unallocated_share_pct")
_FORECASTS = (
    "forecast_9m_vnd", "forecast_9m_rate_pct", "reported_forecast_9m_rate_pct",
    "forecast_year_vnd", "forecast_year_rate_pct", "reported_forecast_year_rate_pct",
)  # fmt: skip
_APPROVED = ("approved_vnd",)
_PROGRESS = ("earlier_disbursed_vnd", "increment_vnd", "forecast_vnd", "forecast_attainment_pct")
_COFINANCING = ("central_vnd", "local_vnd", "cofinancing_share_pct", "reported_cofinancing_share_pct")


def tell_money(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Block]:
    """The paragraphs on money, the programme first, its projects last."""
    headline = release.headline("disbursement")
    if headline is None:
        yield Paragraph(["Vốn giao, giải ngân của toàn Chương trình: ", figures.figure("disbursement", None, ""), "."])
    else:
        yield _sentence(figures, headline, f"Toàn Chương trình ({_scope(headline)})")
        yield from _others(figures, headline, (*_OTHERS, *_FORECASTS, *_APPROVED))
        yield from _splits(release, figures, headline)
        yield from list_units(release, figures, "disbursement", headline, whole_measure(headline), "disbursed_vnd")
    yield from _compared(release, figures)
    yield Paragraph(["Theo dự án"], "Heading2")
    for code, row in list_project_rows(release):
        title = project_title(code)
        named = f"{project_label(row or {'project': code})}{f' ({title})' if title else ''}"
        if row is None:
            yield Paragraph([f"- {named}: ", figures.figure("disbursement", None, ""), "."], "ListItem")
            continue
        yield _sentence(figures, row, f"- {named}, {_scope(row)}", "ListItem")
        yield from _others(figures, row, (*_FORECASTS, *_APPROVED))


def _sentence(figures: SummaryFigures, row: Row, subject: str, style: str = "Normal") -> Paragraph:
    whole = whole_measure(row)
    against = label("rate_denominator", row["rate_denominator"])
    rate = f"; tỷ lệ giải ngân trên {against} " if against else "; tỷ lệ giải ngân "
    worded = (
        (f"{subject}: {label('measures', whole).lower()} ", whole),
        ("; đã giải ngân ", "disbursed_vnd"),
        (rate, "disbursement_rate_pct"),
    )
    return Paragraph([*figures.told("disbursement", row, worded), "."], style)


def _others(figures: SummaryFigures, row: Row, measures: Sequence[str]) -> Iterator[Paragraph]:
    for measure in stated_measures(row, measures):
        worded = [(f"{label('measures', measure)}: ", measure)]
        yield Paragraph([*figures.told("disbursement", row, worded), "."], "ListItem")


def _splits(release: PublishedRelease, figures: SummaryFigures, headline: Row) -> Iterator[Paragraph]:
    """The programme's money of the same year by source and by type, as far as units divide it."""
    rows = [
        row
        for row in order_rows(release, "disbursement")
        if not (row["project"] or row["subproject"] or row["component"])
        and row["budget_year"] == headline["budget_year"]
        and row["row_key"] != headline["row_key"]
        and (row[whole_measure(row)] is not None or row["disbursed_vnd"] is not None)
    ]
    if rows:
        yield Paragraph(["Theo nguồn vốn và loại vốn"], "Heading2")
    for row in rows:
        scope = _scope(row)
        yield _sentence(figures, row, f"- {scope[:1].upper()}{scope[1:]}", "ListItem")


def _compared(release: PublishedRelease, figures: SummaryFigures) -> Iterator[Paragraph]:
    """Against the round before and what was forecast then, and local money against central, of the programme."""
    for table_name, heading, measures in (
        ("capital_progress", "So với kỳ trước và số đã ước", _PROGRESS),
        ("cofinancing", "Vốn đối ứng của địa phương", _COFINANCING),
    ):
        of_programme = [row for row in order_rows(release, table_name) if not row["project"]]
        told = list(list_rows(figures, table_name, of_programme, measures))
        if told:
            yield Paragraph([heading], "Heading2")
        yield from told


def _scope(row: Row) -> str:
    """Which money, as in a sentence: `mọi nguồn, vốn đầu tư, năm 2024`."""
    year = year_label(row["budget_year"])
    words = [label("fund_source", row["fund_source"]).lower(), label("capital_type", row["capital_type"]).lower()]
    return ", ".join([*words, *([f"năm {year}"] if year else [])])
