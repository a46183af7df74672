"""The SQL of waivers: enter one, take one back, list them, and settle which of them a run goes by."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import psycopg
from psycopg import Connection
from psycopg.rows import dict_row

from district_reports import registry, rules
from district_reports.problems import DistrictReportsError

WAIVER_COLUMNS = ("waiver_id", "state", "rule", "reporting_unit_code", "reporting_unit_name", "round", "approved_by",
                  "reason", "valid_until", "finding_count", "withdrawn_by", "withdrawal_reason", "entered_by",
                  "entered_at")  # fmt: skip
_SUBMISSION_ID_LENGTH = 16


@dataclass(frozen=True)
class WaivedUnit:
    """Whom a waiver is for: a unit or province, named with its type, or a submission that tells no unit (no list)."""

    area_list: str
    code: str
    name: str


@dataclass(frozen=True)
class Waiver:
    """One rule let pass for one unit and round, to the end of the day `valid_until` in Viet Nam."""

    rule: str
    unit: WaivedUnit
    round: str
    approved_by: str
    reason: str
    valid_until: date


def find_unit(connection: Connection, text: str, area_list: str) -> WaivedUnit:
    """The unit that a code, a name ("huyện …, tỉnh …") or the id of a submission without a unit means.

    Raises DistrictReportsError when there is none or more than one.
    """
    if text.isdecimal() and len(text) < _SUBMISSION_ID_LENGTH:
        area = registry.area(text, area_list)
        return WaivedUnit(area_list, area.code, area.name_with_type)
    if len(text) == _SUBMISSION_ID_LENGTH and not text.strip("0123456789abcdef"):
        return _find_submission(connection, text)
    name, _, province = (part.strip() for part in text.partition(","))
    within = registry.find_areas(province, "province", area_list)[:1] if province else ()
    found = registry.find_areas(name, None, area_list, within[0].code if within else None)
    # A province has no code above it; a commune of before the reform never reports.
    level = "district" if area_list == registry.AREA_LISTS[0] else "commune"
    found = tuple(area for area in found if area.level in {level, "province"})
    if len(found) != 1:
        names = "; ".join(f"{area.code} {area.name_with_type}" for area in found) or "none"
        raise DistrictReportsError(
            f"{len(found)} units are called that", place=text, remedy=f"write the unit's code ({names})"
        )
    return WaivedUnit(area_list, found[0].code, found[0].name_with_type)


def enter_waiver(connection: Connection, waiver: Waiver) -> int:
    """Write a waiver; its number. It counts from the next run on.

    Raises DistrictReportsError when the connected user is no approver, or rule, reason or day will not do.
    """
    rules.find_rule(waiver.rule)
    with _refusals(waiver.rule):
        row = connection.execute(
            """
            insert into quality.waivers (
                rule, area_list, reporting_unit_code, reporting_unit_name, round, approved_by, reason, valid_until
            ) values (%s, %s, %s, %s, %s, %s, %s, %s)
            returning waiver_id
            """,
            [waiver.rule, waiver.unit.area_list, waiver.unit.code, waiver.unit.name,
             waiver.round if waiver.unit.area_list else "", waiver.approved_by, waiver.reason, waiver.valid_until],
        ).fetchone()  # fmt: skip
    assert row is not None
    return row[0]


def withdraw_waiver(connection: Connection, waiver_id: int, withdrawn_by: str, reason: str) -> None:
    """Take a waiver back from the next run on. Raises DistrictReportsError when that is refused."""
    with _refusals(f"waiver {waiver_id}"):
        connection.execute(
            "insert into quality.waiver_withdrawals (waiver_id, withdrawn_by, reason) values (%s, %s, %s)",
            [waiver_id, withdrawn_by, reason],
        )


def list_waivers(connection: Connection, on: date) -> list[dict[str, Any]]:
    """All waivers ever entered by WAIVER_COLUMNS, newest first; `state` on that day: `in force`, `ended`, `withdrawn`.

    `finding_count` is the number of findings each covers in the newest run.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(_LIST, {"on": on}).fetchall()


def settle_waivers(connection: Connection, on: date) -> int:
    """Put down which waivers count on a day, for all that reads findings until the next run; how many.

    Of several for one rule, unit and round the one that lasts longest counts.
    """
    with connection.transaction():
        connection.execute("delete from quality.waivers_in_force")
        connection.execute(_SETTLE, {"on": on})
        row = connection.execute("select count(*) from quality.waivers_in_force").fetchone()
    assert row is not None
    return row[0]


def _find_submission(connection: Connection, submission_id: str) -> WaivedUnit:
    row = connection.execute(
        "select reporting_unit_code is not null and round is not null from raw.submissions where submission_id = %s",
        [submission_id],
    ).fetchone()
    if row is None or row[0]:
        raise DistrictReportsError(
            "no submission without unit or round has this id", place=submission_id, remedy="write the unit's code"
        )
    return WaivedUnit("", submission_id, submission_id)


@contextmanager
def _refusals(place: str) -> Iterator[None]:
    """What the database refuses, in the words of this project."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise DistrictReportsError(
            "only an approver may waive",
            place=place,
            remedy=error.diag.message_hint or "connect (DATABASE_URL) as a member of district_reports_approver",
        ) from error
    except psycopg.errors.CheckViolation as error:
        raise DistrictReportsError(
            "this waiver is not complete",
            place=place,
            remedy="say who approves and why, and name a last day that is not past",
        ) from error
    except psycopg.errors.ForeignKeyViolation as error:
        raise DistrictReportsError(
            "there is no such waiver", place=place, remedy="`district-reports waivers` lists them"
        ) from error
    except psycopg.errors.UniqueViolation as error:
        raise DistrictReportsError("this waiver is withdrawn already", place=place) from error


_SETTLE = """
    insert into quality.waivers_in_force
    select distinct on (waivers.rule, waivers.area_list, waivers.reporting_unit_code, waivers.round)
        waivers.rule, waivers.area_list, waivers.reporting_unit_code, waivers.round, waivers.waiver_id, %(on)s::date
    from quality.waivers
    left join quality.waiver_withdrawals as withdrawals on waivers.waiver_id = withdrawals.waiver_id
    where waivers.valid_until >= %(on)s and withdrawals.waiver_id is null
    order by
        waivers.rule, waivers.area_list, waivers.reporting_unit_code, waivers.round,
        waivers.valid_until desc, waivers.waiver_id desc
"""

_LIST = """
    with covered as (

        select waiver_id, count(*) as finding_count
        from quality.findings_told
        where waiver_id is not null
        group by waiver_id

    )

    select
        waivers.waiver_id,
        case
            when withdrawals.waiver_id is not null then 'withdrawn'
            when waivers.valid_until < %(on)s then 'ended'
            else 'in force'
        end as state,
        waivers.rule, waivers.reporting_unit_code, waivers.reporting_unit_name, waivers.round, waivers.approved_by,
        waivers.reason, waivers.valid_until, coalesce(covered.finding_count, 0) as finding_count,
        withdrawals.withdrawn_by, withdrawals.reason as withdrawal_reason, waivers.entered_by, waivers.entered_at
    from quality.waivers
    left join quality.waiver_withdrawals as withdrawals on waivers.waiver_id = withdrawals.waiver_id
    left join covered on waivers.waiver_id = covered.waiver_id
    order by waivers.waiver_id desc
"""
