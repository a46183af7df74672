"""A warehouse of its own, with ways to fill it with made-up figures, to build it and to look into it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from psycopg.rows import dict_row

from district_reports import registry
from district_reports.figures import Figure, Reading, SubmissionIdentity
from district_reports.warehouse.building import transform
from district_reports.warehouse.building.load import ReceivedFile, SubmissionReceipt, load_submission
from district_reports.warehouse.database.connection import connect

ROUND = "2024H1"
FIRST_DAY = datetime(2024, 7, 1, tzinfo=UTC)
DISBURSEMENT = "rollups.agg_province_disbursement_by_round"
AS_REPORTED = "where area_view = 'as_reported'"


@dataclass(frozen=True)
class Warehouse:
    """A warehouse of its own, with ways to fill it and to look into it."""

    url: str
    local_dir: Path

    def build(self) -> None:
        """Build what the rollups are made of, which leaves out the relations that gates judge."""
        proven = ["int_figures_superseded", "int_recurrent_lines_summed", "int_capital_types_proven"]
        chosen = ["int_submissions_latest", "int_capital_measures_chosen", "int_poverty_measures_chosen"]
        chosen += ["int_household_measures_chosen", "int_deprivation_measures_chosen"]
        chosen += ["int_support_measures_chosen", "int_target_sides_chosen"]
        chosen += ["int_household_figure_uses", "int_deprivation_figure_uses", "int_support_figure_uses"]
        received = ["int_submissions_received", "int_submissions_cut_short", "int_submissions_timed"]
        received += ["int_submissions_described", "int_submissions_changed"]
        resolved = [*received, "int_figures_described", *proven, "int_figures_resolved"]
        transform.build(self.url, [*resolved, *chosen, "marts", "rollups"], self.local_dir)

    def empty(self) -> None:
        for table in ("raw.submissions", "raw.files", "raw.figures", "raw.problems", "quality.findings"):
            self.execute(f"delete from {table}")

    def execute(self, query: str, parameters: list | None = None) -> None:
        with connect(self.url) as connection:
            connection.execute(query, parameters)

    def rows(self, query: str, parameters: list | None = None) -> list[dict[str, Any]]:
        with connect(self.url) as connection, connection.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(query, parameters).fetchall()

    def line(self, **wanted: str) -> dict[str, Any]:
        """The one rollup row of a capital line; dimensions left out are the widest."""
        key = {"project": "", "subproject": "", "component": "", "fund_source": "central", "capital_type": "all"}
        key |= {"budget_year": "2024", "round": ROUND, "area_view": "as_reported"} | wanted
        where = " and ".join(f"{name} = %s" for name in key)
        (row,) = self.rows(f"select * from {DISBURSEMENT} where {where}", list(key.values()))
        return row

    def load(self, number: int, unit: registry.Area, figures: list[Figure], *, days: int = 0, **identity: Any) -> str:
        """Load one submission of a unit; `days` is how long after FIRST_DAY it came."""
        sha256 = f"{number:064x}"
        receipt = SubmissionReceipt(
            submission_id=f"{number:016x}",
            package_sha256=sha256,
            files=(ReceivedFile(sha256, "report.txt", "text/plain", 1),),
            received_at=FIRST_DAY + timedelta(days=days),
            reader_version="1",
        )
        who = SubmissionIdentity(
            area_list=unit.area_list, province_code=unit.province_code, reporting_unit_code=unit.code,
            reporting_unit_name=unit.name, unit_level=unit.level, round=ROUND,
        )  # fmt: skip
        numbered = tuple(replace(figure, figure_id=f"f{index}") for index, figure in enumerate(figures))
        with connect(self.url) as connection:
            load_submission(connection, receipt, Reading(replace(who, **identity), numbered))
        return receipt.submission_id

    def hold(self, submission_id: str, subject: str) -> None:
        self.execute(
            """
            insert into quality.findings (
                submission_id, finding_id, gate, rule, severity, subject, location, unit, figure_ids, message_vi,
                message_en, rule_set_version
            ) values (%s, %s, 1, 'SUM-001', 'critical', %s, '', '', '', '', '', '1')
            """,
            [submission_id, f"held {subject}", subject],
        )


def capital(value: int, measure: str = "assigned", **dimensions: str) -> Figure:
    """Central capital of the budget year 2024, in đồng."""
    given = {"fund_source": "central", "budget_year": "2024", "period": "2024"} | dimensions
    kind = given.pop("kind", measure)
    return Figure(
        figure_id="", indicator=f"capital_{measure}", value=Decimal(value), unit=given.pop("unit", "vnd"), kind=kind,
        **given,
    )  # fmt: skip


def paid(value: int, **dimensions: str) -> Figure:
    return capital(value, "disbursed", **({"period": ROUND} | dimensions))


def households(indicator: str, value: int) -> Figure:
    return Figure(
        figure_id="", indicator=indicator, value=Decimal(value), unit="households", kind="actual", period="2023"
    )
