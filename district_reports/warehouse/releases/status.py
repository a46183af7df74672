"""Whether a release is final, and in words of both languages why it is not."""

from dataclasses import dataclass

from district_reports.warehouse.releases.content import Row


@dataclass(frozen=True)
class ReleaseStatus:
    """`provisional` or `final`, with every reason for the former; a final one has none."""

    status: str
    reason_vi: str
    reason_en: str


def status_of(completeness: Row) -> ReleaseStatus:
    """The status that a row of completeness gives its release; counts of before there were held lines are unknown."""
    if completeness["is_final"]:
        return ReleaseStatus("final", "", "")
    told = [(count, told_vi, told_en) for count, told_vi, told_en in _reasons(completeness) if count > 0]
    return ReleaseStatus(
        "provisional",
        "; ".join(f"{count} {told_vi}" for count, told_vi, _ in told),
        "; ".join(f"{told_en}: {count}" for count, _, told_en in told),
    )


def _reasons(completeness: Row) -> list[tuple[int, str, str]]:
    expected, received, accepted, held, held_lines = (
        completeness[name] or 0
        for name in (
            "expected_unit_count", "received_unit_count", "accepted_unit_count", "held_unit_count", "held_line_count",
        )
    )  # fmt: skip
    return [
        (expected - received, "đơn vị chưa gửi báo cáo", "units without a report"),
        (received - accepted, "đơn vị đã gửi nhưng chưa có số liệu được tính", "units of whose reports nothing counts"),
        (held, "đơn vị còn nội dung bị giữ lại", "units with a held subject"),
        (
            held_lines,
            "số tiền của dòng vốn mâu thuẫn hoặc chưa rõ, chưa cộng vào tổng",
            "amounts of capital lines left out of the sums",
        ),
    ]
