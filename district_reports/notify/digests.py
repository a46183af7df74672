"""Digests of what the gates found, reminders of who is missing: on change, and weekly while something is pressing."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime

from psycopg import Connection

from district_reports.notify.letters import Digest, Item, section
from district_reports.notify.missing_units import MissingUnit, list_missing_units
from district_reports.notify.news import Change, Turn
from district_reports.notify.quality_digests import (
    Links,
    ProvinceDigest,
    group_states,
    list_missing_names,
    province_name,
)
from district_reports.notify.recipients import Recipient, read_recipients, recipients_of
from district_reports.notify.sending import Post, Sender
from district_reports.rules import rule_set_version
from district_reports.settings import Settings
from district_reports.warehouse.quality import digests as store
from district_reports.warehouse.quality.digests import SentDigest, Thread, ToldState
from district_reports.warehouse.releases.published import list_newest_headers
from district_reports.wording import round_label

_REMINDER_SECTIONS = {Turn.NEW: "Mới chưa gửi", Turn.MENDED: "Đã gửi hoặc không còn phải gửi"}
_REMINDER_CLOSING = "Đơn vị đã gửi báo cáo bằng giấy vui lòng gửi cả tệp: số toàn tỉnh chỉ cộng từ tệp đã nhận."

Sent = list[tuple[Thread, SentDigest]]


def send_digests(connection: Connection, settings: Settings, now: datetime) -> Sent:
    """Tell every recipient what changed in the findings of its provinces; what was sent.

    Raises DistrictReportsError, when the rest is sent, for letters that were not taken.
    """
    with _sending(connection, settings, now) as (sender, recipients):
        findings = group_states(store.list_standing_findings(connection))
        missing = list_missing_units(connection, sender.post.today)
        headers = list_newest_headers(connection)
        for scope in sorted(findings.keys() | _told_scopes(connection, "quality")):
            province = ProvinceDigest(
                scope,
                f"{sender.post.today:%d/%m/%Y}",
                findings.get(scope, {}),
                [unit for unit in missing if _scope_of(unit) == scope],
                [header for header in headers if f"{header['area_list']}:{header['province_code']}" == scope],
                Links(settings),
                rule_set_version(),
            )
            for recipient in recipients_of(recipients, scope.partition(":")[2]):
                thread = Thread("quality", recipient.address, scope)
                sender.tell(thread, recipient, province.standing, province.compose)
    return sender.sent


def send_reminders(connection: Connection, settings: Settings, now: datetime, on: date) -> Sent:
    """Tell every recipient which units of its provinces had not reported by their day, as of `on`; what was sent."""
    with _sending(connection, settings, now) as (sender, recipients):
        by_scope: dict[str, list[MissingUnit]] = {}
        for unit in list_missing_units(connection, on):
            if unit.is_overdue(on):
                by_scope.setdefault(_scope_of(unit), []).append(unit)
        for scope in sorted(by_scope.keys() | _told_scopes(connection, "missing")):
            reminder = _Reminder(scope, on, by_scope.get(scope, []))
            for recipient in recipients_of(recipients, scope.partition(":")[2]):
                thread = Thread("missing", recipient.address, scope)
                sender.tell(thread, recipient, reminder.standing, reminder.compose)
    return sender.sent


@contextmanager
def _sending(connection: Connection, settings: Settings, now: datetime) -> Iterator[tuple[Sender, list[Recipient]]]:
    """A sender and whom it may tell: nobody, without a list. Nobody else sends meanwhile."""
    sender = Sender(connection, Post(settings, now))
    recipients = read_recipients(settings.alerts_file) if settings.alerts_file else []
    with store.sending_alone(connection):
        yield sender, recipients
    sender.post.close()


def _told_scopes(connection: Connection, topic: str) -> set[str]:
    return {thread.scope for thread in store.list_threads(connection, topic)}


def _scope_of(unit: MissingUnit) -> str:
    return f"{unit.area_list}:{unit.province_code}"


class _Reminder:
    """The letter about the units of one province that have sent nothing."""

    def __init__(self, scope: str, on: date, missing: Sequence[MissingUnit]) -> None:
        self.scope, self.on, self.missing = scope, on, missing

    @property
    def standing(self) -> list[ToldState]:
        return [
            ToldState(unit.round, unit.reporting_unit_code, "", unit.reporting_unit_name, "missing", 1)
            for unit in self.missing
        ]

    def compose(self, changes: Sequence[Change], recipient: Recipient) -> Digest:
        province = province_name(self.scope)
        sections = [
            part for turn, title in _REMINDER_SECTIONS.items()
            for part in section(title, [self._tell(change) for change in changes if change.turn == turn])
        ]  # fmt: skip
        count = len(self.missing)
        state = f"còn {count} đơn vị chưa gửi" if count else "các đơn vị đã gửi"
        return Digest(
            title=f"[{province}] Báo cáo giảm nghèo: {state}",
            heading=f"{province}: đơn vị chưa gửi báo cáo Chương trình giảm nghèo bền vững, ngày {self.on:%d/%m/%Y}",
            summary=f"Còn {count} báo cáo chưa nhận được." if count else "Không thiếu báo cáo nào.",
            sections=sections,
            missing=list(list_missing_names(self.missing)),
            closing=_REMINDER_CLOSING,
            for_engineers=f"{self.scope}: {count} reports missing; what to do: docs/runbook.md."
            if recipient.role == "engineer"
            else "",
        )

    def _tell(self, change: Change) -> Item:
        return Item(change.state.unit_name, f", {round_label(change.state.round)}")
