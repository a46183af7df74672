"""The digest of a province: what is new, worse and mended in its reports since each recipient was told last."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from district_reports import registry
from district_reports.notify.letters import Digest, Item, ReleaseLinks, section
from district_reports.notify.missing_units import MissingUnit
from district_reports.notify.news import Change, Turn
from district_reports.notify.recipients import Recipient
from district_reports.settings import Settings
from district_reports.warehouse.quality.digests import ToldState
from district_reports.wording import FEEDBACK_FILE, place_label, round_label

Rows = Sequence[Mapping[str, Any]]
_SECTIONS = {Turn.WORSE: "Nặng hơn trước", Turn.NEW: "Mới phát hiện", Turn.WAIVED: "Được cho phép",
             Turn.MENDED: "Đã sửa"}  # fmt: skip
_COUNTED = {Turn.NEW: "{} mới", Turn.WORSE: "{} nặng hơn", Turn.WAIVED: "{} được cho phép", Turn.MENDED: "{} đã sửa"}
_CLOSING = (
    "Đơn vị có lỗi nghiêm trọng cần sửa theo hướng dẫn ở từng mục rồi gửi lại báo cáo: phần số liệu có lỗi chưa được "
    "cộng vào số toàn tỉnh. Cảnh báo không giữ số liệu lại nhưng cần được đối chiếu. Thư này chỉ được gửi khi có thay "
    "đổi, và mỗi tuần một lần khi còn lỗi nghiêm trọng."
)
_LISTED_NAMES = 12


@dataclass(frozen=True)
class Links:
    """Where the files of this installation are seen."""

    settings: Settings

    def release(self, header: Mapping[str, Any]) -> ReleaseLinks:
        """Page and workbook of a release."""
        address = f"{self._address}/{self.settings.output_dir.name}/{header['release_id']}"
        return ReleaseLinks(round_label(header["round"]), f"{address}.html", f"{address}.xlsx")

    def feedback(self, submission_id: str) -> str:
        """The feedback on a submission; empty where none was written."""
        directory = self.settings.feedback_dir
        if not (directory / submission_id / FEEDBACK_FILE).exists():
            return ""
        return f"{self._address}/{directory.name}/{submission_id}/{FEEDBACK_FILE}"

    @property
    def _address(self) -> str:
        return self.settings.public_url or self.settings.local_dir.as_uri()


def province_name(scope: str) -> str:
    """The province a scope (`<area_list>:<code>`) means; one that is not known is said to be so."""
    area_list, _, code = scope.partition(":")
    return registry.area(code, area_list).name if area_list and code else "Chưa rõ tỉnh"


def group_states(rows: Rows) -> dict[str, dict[tuple[str, str, str], list[Mapping[str, Any]]]]:
    """Findings by scope, and in it by what is told as one thing: round, unit and rule; their order stays."""
    scopes: dict[str, dict[tuple[str, str, str], list[Mapping[str, Any]]]] = {}
    for row in rows:
        key = (row["round"], row["unit_key"], row["rule"])
        scopes.setdefault(row["scope"], {}).setdefault(key, []).append(row)
    return scopes


def as_state(key: tuple[str, str, str], rows: Rows) -> ToldState:
    """What is told of one rule in one unit and round."""
    first = rows[0]
    severity = "critical" if first["is_holding"] else "waived" if first["is_waived"] else first["severity"]
    name = "Số tổng hợp toàn tỉnh" if first["gate"] == 2 else first["unit_name"] or f"Tệp {first['file_names']}"
    round_, unit_key, rule = key
    return ToldState(round_, unit_key, rule, name, severity, len(rows), first["message_vi"])


@dataclass(frozen=True)
class ProvinceDigest:
    """All that a province's digest is made of, whoever reads it."""

    scope: str
    day: str
    findings: Mapping[tuple[str, str, str], Rows]
    missing: Sequence[MissingUnit]
    releases: Rows
    links: Links
    rule_set_version: str

    @property
    def standing(self) -> list[ToldState]:
        """What stands now, most important first."""
        return [as_state(key, rows) for key, rows in self.findings.items()]

    def compose(self, changes: Sequence[Change], recipient: Recipient) -> Digest:
        """The digest of these changes; without any it is a reminder of what is critical."""
        turned = Counter(change.turn for change in changes)
        province = province_name(self.scope)
        critical = [state for state in self.standing if state.severity == "critical"]
        news = ", ".join(words.format(turned[turn]) for turn, words in _COUNTED.items() if turned[turn])
        told = {change.state.key for change in changes}
        sections = [
            part for turn, title in _SECTIONS.items()
            for part in section(title, [self._tell(change) for change in changes if change.turn == turn])
        ]  # fmt: skip
        still = [self._describe(state) for state in critical if state.key not in told]
        return Digest(
            title=f"[{province}] Báo cáo giảm nghèo: {news or f'nhắc lại {len(critical)} lỗi nghiêm trọng chưa sửa'}",
            heading=f"{province}: kiểm tra báo cáo Chương trình giảm nghèo bền vững, ngày {self.day}",
            summary=self._summarise(news),
            sections=[*sections, *section("Lỗi nghiêm trọng vẫn chưa sửa", still)],
            missing=list(list_missing_names(self.missing)),
            releases=[self.links.release(header) for header in self.releases],
            closing=_CLOSING,
            for_engineers=self._tell_engineers(turned) if recipient.role == "engineer" else "",
        )

    def _summarise(self, news: str) -> str:
        counts = Counter[str]()
        for state in self.standing:
            counts[state.severity] += state.finding_count
        held = len({state.unit_key for state in self.standing if state.severity == "critical"})
        now = f"Hiện có {counts['critical']} lỗi nghiêm trọng ở {held} đơn vị, {counts['warning']} cảnh báo"
        waived = f", {counts['waived']} nội dung được cho phép" if counts["waived"] else ""
        return f"{now}{waived}. Thay đổi: {news or 'không có'}."

    def _tell(self, change: Change) -> Item:
        before, now = change.before, change.now
        if now is None:
            return Item(self._who(change.state), f"không còn: {change.state.message_vi}")
        item = self._describe(now)
        if change.turn == Turn.WAIVED:
            row = self.findings[now.key][0]
            allowed = f"{row['waived_by']} cho phép đến hết {row['waived_until']:%d/%m/%Y}: {row['waiver_reason']}."
            return Item(item.who, f"{item.what} {allowed}", item.place, item.feedback)
        if before is None:
            return item
        return Item(item.who, f"{_compare(before, now)}{item.what}", item.place, item.feedback)

    def _describe(self, state: ToldState) -> Item:
        first = self.findings[state.key][0]
        more = f" (và {state.finding_count - 1} nội dung cùng loại)" if state.finding_count > 1 else ""
        place = place_label(first["location"])
        return Item(self._who(state), state.message_vi + more, place, self.links.feedback(first["submission_id"]))

    def _who(self, state: ToldState) -> str:
        period = f", {round_label(state.round)}" if state.round else ""
        return f"{state.unit_name}{period}: "

    def _tell_engineers(self, turned: Mapping[Turn, int]) -> str:
        counts = ", ".join(f"{turned.get(turn, 0)} {turn}" for turn in _COUNTED)
        return f"{self.scope}: {counts}; rule set {self.rule_set_version}; what to do: docs/runbook.md."


def list_missing_names(missing: Iterable[MissingUnit]) -> Iterable[str]:
    """One line per round: how many units have sent nothing, and which."""
    by_round: dict[str, list[str]] = {}
    for unit in missing:
        by_round.setdefault(unit.round, []).append(unit.reporting_unit_name)
    for round_, names in by_round.items():
        rest = f" và {len(names) - _LISTED_NAMES} đơn vị khác" if len(names) > _LISTED_NAMES else ""
        yield f"{round_label(round_)}, {len(names)} đơn vị: {', '.join(names[:_LISTED_NAMES])}{rest}"


def _compare(before: ToldState, now: ToldState) -> str:
    if before.severity != now.severity:
        words = {"warning": "cảnh báo", "critical": "lỗi nghiêm trọng", "waived": "được cho phép"}
        return f"(trước: {words[before.severity]}, nay: {words[now.severity]}) "
    return f"(trước {before.finding_count}, nay {now.finding_count} nội dung) "
