"""What a sender is told of one submission: the verdict, the findings most important first, each place once. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from district_reports.exports.labels import day_label, label, project_label
from district_reports.exports.numbers import scale
from district_reports.problems import Severity
from district_reports.warehouse.quality.feedback import Feedback
from district_reports.wording import place_label, round_label, spot_label

MOST_PER_RULE = 5
_SUBJECTS_IN_ALL = 4
_MEND = " Sửa theo bảng dưới đây rồi gửi lại."


@dataclass(frozen=True)
class ToldFinding:
    """One place of a submission with all that is wrong there: `row` is the loudest finding, `also` are the others.

    Rows are those of `quality.findings_told`.
    """

    row: Mapping[str, Any]
    also: tuple[Mapping[str, Any], ...] = ()

    @property
    def message(self) -> str:
        """What is wrong and what to do, in Vietnamese."""
        return "\nCũng ở chỗ này: ".join(_with_waiver(row) for row in (self.row, *self.also))

    def amount(self, name: str) -> Decimal | None:
        """`stated`, `computed` or `difference` as people read it: money in million đồng."""
        value = self.row[name]
        return None if value is None else scale(value, self.row["unit"])


def _with_waiver(row: Mapping[str, Any]) -> str:
    message = row["message_vi"][:1].upper() + row["message_vi"][1:]
    if not row["is_waived"]:
        return message
    waiver = f"Được bỏ qua đến hết ngày {day_label(row['waived_until'])}, người duyệt: {row['waived_by']}"
    return f"{message} [{waiver}. Lý do: {row['waiver_reason']}]"


def tell_findings(findings: Sequence[Mapping[str, Any]]) -> list[ToldFinding]:
    """Findings, most important first, with those about one and the same place told together."""
    by_place: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for row in findings:
        # What concerns a whole file has no place of its own to share.
        place = (row["location"],) if "#" in row["location"] else (row["location"], row["finding_id"])
        by_place.setdefault(place, []).append(row)
    return [ToldFinding(rows[0], tuple(rows[1:])) for rows in by_place.values()]


def shorten(told: Sequence[ToldFinding]) -> Iterator[ToldFinding | tuple[str, int]]:
    """At most `MOST_PER_RULE` findings of one rule; then, once, the rule and how many more there are."""
    counts: dict[str, int] = {}
    for finding in told:
        counts[finding.row["rule"]] = counts.get(finding.row["rule"], 0) + 1
    shown: dict[str, int] = {}
    for finding in told:
        rule = finding.row["rule"]
        shown[rule] = shown.get(rule, 0) + 1
        if shown[rule] <= MOST_PER_RULE:
            yield finding
        elif shown[rule] == MOST_PER_RULE + 1:
            yield rule, counts[rule] - MOST_PER_RULE


def verdict(feedback: Feedback) -> str:
    """In one or two sentences: whether the submission counts, and what the sender has to do."""
    loud = [row for row in feedback.findings if row["severity"] != Severity.INFO and not row["is_waived"]]
    if not feedback.figures:
        return _say(feedback, "Chưa nhận được số liệu nào.", "Chưa đọc được số liệu nào.") + _MEND
    if len(feedback.held) == _SUBJECTS_IN_ALL:
        return "Số liệu chưa thể tính vào tổng hợp của tỉnh." + _MEND
    if feedback.held:
        names = ", ".join(label("subject", subject).lower() for subject in feedback.held)
        others = _say(feedback, "Các phần khác đã được nhận.", "Các phần khác gửi được.")
        return f"Phần {names} chưa thể tính vào tổng hợp của tỉnh.{_MEND} {others}"
    if loud:
        found = f"Có {len(loud)} điểm cần xem lại; gửi bản sửa nếu số liệu sai."
        return f"{_say(feedback, 'Số liệu đã được nhận.', 'Báo cáo gửi được.')} {found}"
    return _say(feedback, "Số liệu đã được nhận đầy đủ.", "Báo cáo gửi được.") + " Không phát hiện điểm nào cần sửa."


def _say(feedback: Feedback, sent: str, checked: str) -> str:
    return sent if feedback.is_sent else checked


def sender_label(feedback: Feedback) -> str:
    """Unit and province, as far as the documents tell."""
    names = (feedback.submission["reporting_unit_name"], feedback.submission["province_name"])
    return ", ".join(filter(None, names)) or "Chưa xác định được đơn vị báo cáo"


def period_label(feedback: Feedback) -> str:
    """The round in words."""
    round_ = feedback.submission["round"]
    return round_label(round_) if round_ else "Chưa xác định được kỳ báo cáo"


def count_by_severity(feedback: Feedback) -> dict[str, int]:
    """How many findings there are of each severity, the loudest first."""
    severities = [row["severity"] for row in feedback.findings]
    return {str(severity): severities.count(severity) for severity in Severity}


def where_label(feedback: Feedback, row: Mapping[str, Any]) -> str:
    """Where a finding is, with the words of the document that stand there; the file only where several were sent."""
    locator = row["location"]
    place = spot_label(locator) if len(feedback.files) == 1 else place_label(locator)
    quote = next((one["quote"] for one in feedback.figures if one["locator"] == locator and "#p" in locator), "")
    return f"{place}: “{quote}”" if quote else place


def describe_figure(figure: Mapping[str, Any]) -> str:
    """A figure's dimensions in words, without its value."""
    parts = (
        project_label(figure) if figure["project"] else label("component", figure["component"]),
        label("fund_source", figure["fund_source"]) if figure["fund_source"] else "",
        label("capital_type", figure["capital_type"]) if figure["capital_type"] else "",
        *(label("breakdown", token) for token in figure["breakdown"].split(";")),
        figure["place"],
        label("kind", figure["kind"]),
        figure["budget_year"] or figure["period"],
    )
    return " · ".join(filter(None, parts))
