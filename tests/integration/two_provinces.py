"""Two made-up provinces of before, both whole in one of today, as the rollups tell of them in every view."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from hand_made import insert
from psycopg import Connection

JULY, AUGUST, SEPTEMBER = (datetime(2024, month, 10, 2, 0, tzinfo=UTC) for month in (7, 8, 9))
ROUND = "2024H1"
BEFORE, TODAY = "before_2025_07", "from_2025_07"
PROVINCES = {"97": "Mây Trắng", "98": "Biển Xanh"}
COUNTRY = {"area_view": "national", "area_list": TODAY, "province_code": "VN", "province_name": "Cả nước"}
SUCCESSOR = {"area_view": "recast", "area_list": TODAY, "province_code": "96", "province_name": "Trời Cao"}
# submission -> unit, assigned and disbursed million dong; a unit's code begins with its province's.
FIRST = {"suoi-1": ("971", 90, 30), "dao-1": ("981", 10, 5)}
LATE = {**FIRST, "nui-1": ("972", 100, 60)}

Reports = dict[str, tuple[str, int, int]]


def place_units(connection: Connection) -> None:
    """Which province each unit counts for."""
    for unit in ("971", "972", "981"):
        for view, area_list, province in (("as_reported", BEFORE, unit[:2]), ("recast", TODAY, "96"),
                                          ("national", TODAY, "VN")):  # fmt: skip
            insert(connection, "marts.dim_unit_provinces", area_view=view, area_list=BEFORE,
                   reporting_unit_code=unit, own_province_code=unit[:2], province_area_list=area_list,
                   province_code=province, province_name=PROVINCES[unit[:2]])  # fmt: skip


def state(connection: Connection, reports: Reports, *, with_country: bool = False) -> None:
    """Make the warehouse say this, by the provinces of the time and of today, and of the country where asked for."""
    connection.execute("truncate raw.submissions, raw.files, raw.figures, rollups.agg_province_sources")
    connection.execute("truncate rollups.agg_province_disbursement_by_round")
    connection.execute("truncate rollups.agg_province_completeness_by_round")
    for submission_id, (unit, assigned, disbursed) in reports.items():
        insert(connection, "raw.submissions", submission_id=submission_id, area_list=BEFORE, round=ROUND,
               province_code=unit[:2], reporting_unit_code=unit, reporting_unit_name=unit,
               received_at=JULY)  # fmt: skip
        for measure, million in (("assigned_vnd", assigned), ("disbursed_vnd", disbursed)):
            insert(connection, "raw.figures", submission_id=submission_id, figure_id=measure, indicator="capital",
                   value=million * 10**6, unit="vnd", presence="stated", value_text=str(million),
                   quote=f"là {million} triệu đồng", locator="report.docx#p1:0-9")  # fmt: skip
    for code, name in PROVINCES.items():
        own = {key: report for key, report in reports.items() if report[0].startswith(code)}
        place = {"area_view": "as_reported", "area_list": BEFORE, "province_code": code, "province_name": name}
        roll_up(connection, place, f"{BEFORE}|{code}|{ROUND}", own)
    roll_up(connection, SUCCESSOR, f"recast|{TODAY}|96|{ROUND}", reports, recast_unit_count=len(reports))
    if with_country:
        roll_up(connection, COUNTRY, f"national|{TODAY}|VN|{ROUND}", reports)


def roll_up(connection: Connection, place: dict[str, Any], key: str, reports: Reports, recast_unit_count=0) -> None:
    coverage = {"expected_unit_count": 3, "received_unit_count": len(reports), "accepted_unit_count": len(reports)}
    assigned, disbursed = (sum(report[side] for report in reports.values()) for side in (1, 2))
    silent = {"971", "972", "981"} - {unit for unit, *_ in reports.values()}
    shared = {**place, **coverage, "round": ROUND, "is_exact": True}
    insert(connection, "rollups.agg_province_completeness_by_round", row_key=key, held_unit_count=0, is_final=False,
           missing_unit_names="; ".join(sorted(silent)), recast_unit_count=recast_unit_count, **shared)  # fmt: skip
    insert(connection, "rollups.agg_province_disbursement_by_round", row_key=f"{key}|line", budget_year="2024",
           project="", subproject="", component="", fund_source="all", capital_type="all", is_headline=True,
           assigned_vnd=assigned * 10**6, disbursed_vnd=disbursed * 10**6, rate_denominator="assigned",
           disbursement_rate_pct=round(Decimal(100 * disbursed) / assigned, 2), **shared)  # fmt: skip
    where = {name: shared[name] for name in ("area_view", "area_list", "province_code", "round")}
    # The country's numbers have their sources in those of provinces.
    for submission_id in reports if place["area_view"] != "national" else ():
        for measure in ("assigned_vnd", "disbursed_vnd"):
            insert(connection, "rollups.agg_province_sources", table_name="agg_province_disbursement_by_round",
                   row_key=f"{key}|line", measure=measure, submission_id=submission_id, figure_id=measure,
                   **where)  # fmt: skip
