"""Whether a release is final, in words of both languages why it is not, and who could still be in time."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from district_reports.warehouse.releases.content import Row

_VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class ReleaseStatus:
    """`provisional` or `final`, with every reason for the former; a final one has none.

    `not_due_unit_count` are the silent units whose day had not passed when it was published; None where none is known.
    """

    status: str
    reason_vi: str
    reason_en: str
    not_due_unit_count: int | None


def status_of(completeness: Row, published_at: datetime) -> ReleaseStatus:
    """The status that a row of completeness gives a release of that moment.

    A row of before a count was kept has None for it, which is told as nothing.
    """
    not_due = _count_not_due(completeness, published_at)
    if completeness["is_final"]:
        return ReleaseStatus("final", "", "", not_due)
    told = [one for one in _reasons(completeness, not_due or 0) if one[0] > 0]
    return ReleaseStatus(
        "provisional",
        "; ".join(f"{count} {told_vi}" for count, told_vi, _ in told),
        "; ".join(f"{told_en}: {count}" for count, _, told_en in told),
        not_due,
    )


def _count_not_due(completeness: Row, published_at: datetime) -> int | None:
    due_date = completeness["due_date"]
    if due_date is None:
        return None
    return _count_silent(completeness) if published_at.astimezone(_VIETNAM).date() <= due_date else 0


def _count_silent(completeness: Row) -> int:
    # Not what is expected less what came: a report that nobody expected would stand for one that did not come.
    return len([name for name in (completeness["missing_unit_names"] or "").split(";") if name.strip()])


def _count_unexpected(completeness: Row) -> int:
    expected, received = (completeness[name] or 0 for name in ("expected_unit_count", "received_unit_count"))
    return received - (expected - _count_silent(completeness))


def _reasons(completeness: Row, not_due: int) -> list[tuple[int, str, str]]:
    received, accepted, held, held_lines = (
        completeness[name] or 0
        for name in ("received_unit_count", "accepted_unit_count", "held_unit_count", "held_line_count")
    )
    return [
        (not_due, "đơn vị chưa gửi báo cáo, chưa đến hạn", "units without a report that are not due yet"),
        (_count_silent(completeness) - not_due, "đơn vị chưa gửi báo cáo", "units without a report"),
        (
            _count_unexpected(completeness),
            "báo cáo của đơn vị không còn hoặc chưa có vào ngày cuối kỳ",
            "reports of units that did not stand on the last day",
        ),
        (received - accepted, "đơn vị đã gửi nhưng chưa có số liệu được tính", "units of whose reports nothing counts"),
        (held, "đơn vị còn nội dung bị giữ lại", "units with a held subject"),
        (
            held_lines,
            "số tiền của dòng vốn mâu thuẫn hoặc chưa rõ, chưa cộng vào tổng",
            "amounts of capital lines left out of the sums",
        ),
    ]
