"""Who is missing: the units a province still waits for."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from psycopg import Connection

from district_reports.values import end_of_round
from district_reports.warehouse.quality.expected_units import list_expected_units
from district_reports.wording import round_label

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True, order=True)
class MissingUnit:
    """One unit that has sent nothing for a round others have reported on; `due_date` is None where none is known."""

    area_list: str
    province_code: str
    province_name: str
    round: str
    reporting_unit_code: str
    reporting_unit_name: str
    due_date: date | None = field(default=None, compare=False)

    def is_overdue(self, on: date) -> bool:
        """Whether its day had passed by the end of `on`. Without a known day nobody is late."""
        return self.due_date is not None and self.due_date < on


def list_missing_units(connection: Connection, on: date) -> list[MissingUnit]:
    """Units that had not reported by the end of `on`, for every province and round with any submission; sorted."""
    return sorted(
        MissingUnit(**{name: row[name] for name in MissingUnit.__dataclass_fields__})
        for row in list_expected_units(connection, on)
        if not row["has_reported"] and _stands_at_end_of_round(row)
    )


def digest_missing_units(missing: list[MissingUnit]) -> str:
    """The list as plain text in Vietnamese, one paragraph per province and round, for a log or a letter."""
    if not missing:
        return "Không thiếu báo cáo nào."
    paragraphs: dict[tuple[str, str], list[str]] = {}
    for unit in missing:
        paragraphs.setdefault((unit.province_name, unit.round), []).append(unit.reporting_unit_name)
    return "\n\n".join(
        f"{province}, {round_label(round_)}: chưa nhận được báo cáo của {len(names)} đơn vị\n"
        + "\n".join(f"  - {n}" for n in names)
        for (province, round_), names in paragraphs.items()
    )


def today_in_vietnam() -> date:
    """The day it is now where the reports come from."""
    return datetime.now(VIETNAM).date()


def _stands_at_end_of_round(unit: dict[str, Any]) -> bool:
    end = end_of_round(unit["round"])
    begins, ends = unit["valid_from_date"], unit["valid_to_date"]
    return (begins is None or begins <= end) and (ends is None or ends >= end)
