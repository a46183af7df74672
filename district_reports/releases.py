"""Publish what the rollups say, once and for ever; list, show, revert and explain what was published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from psycopg import Connection

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.releases import published
from district_reports.warehouse.releases import publishing as warehouse
from district_reports.warehouse.releases.changes import RELEASE, Reason, list_changes
from district_reports.warehouse.releases.content import Content
from district_reports.warehouse.releases.hashing import hash_content
from district_reports.warehouse.releases.national import is_added_up, list_province_numbers
from district_reports.warehouse.releases.province_rounds import AS_REPORTED, SUBJECT_COLUMNS, ProvinceRound
from district_reports.warehouse.releases.published import PublishedRelease
from district_reports.warehouse.releases.rollup_content import read_rollups
from district_reports.warehouse.releases.status import status_of
from district_reports.warehouse.releases.tracing import TracedNumber, Tracer

Header = Mapping[str, Any]


class Outcome(StrEnum):
    """What publishing made of one province and round."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    HELD = "held"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ReleaseResult:
    """One province and round: `release_id` is its newest release, None when it never had one."""

    area_view: str
    area_list: str
    province_code: str
    province_name: str
    round: str
    outcome: Outcome
    release_id: str | None
    reason_vi: str
    reason_en: str
    change_count: int = 0


@dataclass(frozen=True)
class ReleaseStamp:
    """When a release is made and by what: given by the caller, for nothing here looks at a clock."""

    published_at: datetime
    code_version: str
    rule_set_version: str


def publish_releases(
    connection: Connection, published_at: datetime, code_version: str, rule_set_version: str
) -> list[ReleaseResult]:
    """A new release of every province and round whose content differs from its newest one, and of the country.

    Each is a transaction of its own, under a lock, so one that fails leaves the others published. The connection
    must have no transaction open. Run twice, the second run writes nothing.
    """
    stamp = ReleaseStamp(published_at, code_version, rule_set_version)
    results: list[ReleaseResult] = []
    for subject in warehouse.list_province_rounds(connection):
        results.append(_publish(connection, subject, stamp, results))
    return results


def _publish(
    connection: Connection, subject: ProvinceRound, stamp: ReleaseStamp, published_before: Sequence[ReleaseResult]
) -> ReleaseResult:
    with warehouse.lock_province_round(connection, subject):
        content = read_rollups(connection, subject)
        history = published.list_headers_of(connection, subject.parameters)
        newest = history[-1] if history else None
        refusal = (
            _held_by_gate_2(connection, subject)
            or _nothing_accepted(content)
            or _waits_for_provinces(subject, published_before)
            or _unchanged(content, newest)
            or _withdrawn(content, history)
        )
        if refusal:
            return _result(subject, content, newest, *refusal)
        changes = _list_changes(connection, subject, newest, content) if newest else []
        header = _header(subject, content, newest, stamp)
        warehouse.write_release(connection, header, {**content, "changes": changes})
    reason = ("công bố lần đầu", "first release")
    if newest:
        told_vi = f"thay {newest['release_id']}, {len(changes)} số liệu thay đổi"
        reason = (told_vi, f"replaces {newest['release_id']}, {len(changes)} numbers changed")
    return _result(subject, content, header, Outcome.PUBLISHED, *reason, change_count=len(changes))


Refusal = tuple[Outcome, str, str] | None


def _held_by_gate_2(connection: Connection, subject: ProvinceRound) -> Refusal:
    obstacles = warehouse.list_gate_2_obstacles(connection, subject)
    if not obstacles:
        return None
    told_vi = "; ".join(f"{row['rule']}: {row['message_vi']}" for row in obstacles)
    told_en = "; ".join(f"{row['rule']}: {row['message_en']}" for row in obstacles)
    return Outcome.HELD, f"giữ lại, số tổng hợp chưa qua kiểm tra: {told_vi}", f"held by gate 2: {told_en}"


def _nothing_accepted(content: Content) -> Refusal:
    if any(row["accepted_unit_count"] for row in content["completeness"]):
        return None
    return Outcome.HELD, "chưa có báo cáo nào qua được kiểm tra", "no report has been accepted yet"


def _waits_for_provinces(subject: ProvinceRound, results: Sequence[ReleaseResult]) -> Refusal:
    """The country is the sum of what is published: it waits while a province's reports say other than its release."""
    waiting = [
        result.release_id
        for result in results
        if subject.is_national
        and (result.area_view, result.round) == (AS_REPORTED, subject.round)
        and result.outcome in {Outcome.HELD, Outcome.WITHDRAWN}
        and result.release_id is not None
    ]
    if not waiting:
        return None
    ids = ", ".join(waiting)
    return (
        Outcome.HELD,
        f"chờ các tỉnh: báo cáo không còn như đợt công bố {ids}",
        f"waits for provinces: the reports no longer say what {ids} says",
    )


def _list_changes(
    connection: Connection, subject: ProvinceRound, newest: Header, content: Content, reason: Reason | None = None
) -> list[dict[str, Any]]:
    old = published.read_release(connection, newest["release_id"]).tables
    if not subject.is_national:
        return list_changes(old, content, reason)
    before, now = (_with_provinces_as_sources(connection, subject, tables) for tables in (old, content))
    return list_changes(before, now, reason, RELEASE)


def _with_provinces_as_sources(connection: Connection, subject: ProvinceRound, tables: Content) -> Content:
    numbers = list_province_numbers(connection, subject.row_key, tables["provinces"])
    return {**tables, "sources": [number for number in numbers if is_added_up(number)]}


def _unchanged(content: Content, newest: Header | None) -> Refusal:
    if newest is None or newest["content_sha256"] != hash_content(content):
        return None
    return Outcome.UNCHANGED, "không thay đổi", "unchanged"


def _withdrawn(content: Content, history: Sequence[Header]) -> Refusal:
    """What was reverted does not come back by itself at the next run; only new content ends a revert."""
    newest = history[-1] if history else None
    if newest is None or newest["reverts_to_release_id"] is None:
        return None
    kept = next(h["release_number"] for h in history if h["release_id"] == newest["reverts_to_release_id"])
    withdrawn = {h["content_sha256"]: h["release_id"] for h in history[:-1] if h["release_number"] > kept}
    release_id = withdrawn.get(hash_content(content))
    if release_id is None:
        return None
    return (
        Outcome.WITHDRAWN,
        f"nội dung của {release_id} đã bị rút; vẫn công bố {newest['release_id']} cho đến khi có báo cáo mới",
        f"the content of {release_id} was withdrawn; {newest['release_id']} stands until a new report comes",
    )


def _header(
    subject: ProvinceRound, content: Content, newest: Header | None, stamp: ReleaseStamp, reverts_to: str | None = None
) -> dict[str, Any]:
    completeness = content["completeness"][0]
    # Of the country, what its provinces' releases say of it.
    waived = sum(row["waived_finding_count"] for row in content.get("provinces", ()))
    waived += sum(row["finding_count"] for row in content.get("waivers", ()))
    number = newest["release_number"] + 1 if newest else 1
    standing = status_of(completeness, stamp.published_at)
    return {
        "release_id": subject.release_id(number),
        "area_view": subject.area_view,
        "area_list": subject.area_list,
        "province_code": subject.province_code,
        "province_name": completeness["province_name"],
        "round": subject.round,
        "release_number": number,
        "content_sha256": hash_content(content),
        "published_at": stamp.published_at,
        "status": standing.status,
        "status_reason_vi": standing.reason_vi,
        "status_reason_en": standing.reason_en,
        "expected_unit_count": completeness["expected_unit_count"],
        "received_unit_count": completeness["received_unit_count"],
        "accepted_unit_count": completeness["accepted_unit_count"],
        "held_unit_count": completeness["held_unit_count"],
        "held_line_count": completeness["held_line_count"],
        "not_due_unit_count": standing.not_due_unit_count,
        "planned_capital_covered_pct": completeness["planned_capital_covered_pct"],
        "waived_finding_count": waived,
        "rule_set_version": stamp.rule_set_version,
        "code_version": stamp.code_version,
        "replaces_release_id": newest["release_id"] if newest else None,
        "reverts_to_release_id": reverts_to,
    }


def _result(
    subject: ProvinceRound,
    content: Content,
    newest: Header | None,
    outcome: Outcome,
    reason_vi: str,
    reason_en: str,
    change_count: int = 0,
) -> ReleaseResult:
    return ReleaseResult(
        subject.area_view,
        subject.area_list,
        subject.province_code,
        content["completeness"][0]["province_name"] or "",
        subject.round,
        outcome,
        newest["release_id"] if newest else None,
        reason_vi,
        reason_en,
        change_count,
    )


def list_releases(connection: Connection) -> list[dict[str, Any]]:
    """The headers of all releases, by province, round and number."""
    return published.list_release_headers(connection)


def show_release(connection: Connection, release_id: str) -> PublishedRelease:
    """One release, whole."""
    return published.read_release(connection, release_id)


def revert_release(
    connection: Connection, release_id: str, published_at: datetime, code_version: str, rule_set_version: str
) -> ReleaseResult:
    """Publish an older release again, as a new one; what it replaces stays readable and does not come back by itself.

    Releases of other views that hold the same stand; the result names them, for whoever reverts to decide about.
    Raises DistrictReportsError when there is no such release or it is the newest one already.
    """
    older = published.read_release(connection, release_id)
    subject = ProvinceRound(*(older.header[name] for name in SUBJECT_COLUMNS))
    with warehouse.lock_province_round(connection, subject):
        history = published.list_headers_of(connection, subject.parameters)
        newest = history[-1]
        if newest["content_sha256"] == older.header["content_sha256"]:
            raise DistrictReportsError(
                "this is what is published now: nothing to revert",
                place=newest["release_id"],
                remedy="name an older release; `district-reports releases` lists them",
            )
        reason = (f"Công bố lại {release_id}.", f"{release_id} published again.")
        changes = _list_changes(connection, subject, newest, older.tables, reason)
        stamp = ReleaseStamp(published_at, code_version, rule_set_version)
        header = _header(subject, older.tables, newest, stamp, reverts_to=release_id)
        warehouse.write_release(connection, header, {**older.tables, "changes": changes})
        standing = published.list_other_views_of(connection, newest["release_id"])
    told = _with_standing(reason, standing)
    return _result(subject, older.tables, header, Outcome.PUBLISHED, *told, change_count=len(changes))


def _with_standing(reason: tuple[str, str], standing: Sequence[str]) -> tuple[str, str]:
    """Why, and which releases of other views stand as they were."""
    if not standing:
        return reason
    names = ", ".join(standing)
    return f"{reason[0]} {names} vẫn giữ nguyên.", f"{reason[1]} {names} stands as it was: revert it by itself."


def trace(connection: Connection, release_id: str, table_name: str, row_key: str, measure: str) -> TracedNumber:
    """The tree of one published number: units, submissions, figures with file, place and quote."""
    return Tracer(published.read_with_evidence(connection, release_id)).trace(table_name, row_key, measure)
