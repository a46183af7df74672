from dataclasses import replace
from datetime import date, timedelta

import pytest

from district_reports.notify.news import Turn, is_reminder_due, list_changes
from district_reports.warehouse.quality.digests import ToldState

WARNING = ToldState("2024", "971", "SUM-001", "Suối Mơ", "warning", 2, "lệch")
CRITICAL, WAIVED = replace(WARNING, severity="critical"), replace(WARNING, severity="waived")
TODAY = date(2025, 1, 13)


@pytest.mark.parametrize(
    ("before", "now", "turn"),
    [
        (None, WARNING, Turn.NEW),
        (WARNING, CRITICAL, Turn.WORSE),
        (WARNING, replace(WARNING, finding_count=3), Turn.WORSE),
        (WAIVED, CRITICAL, Turn.WORSE),
        (CRITICAL, WARNING, Turn.MENDED),
        (WARNING, replace(WARNING, finding_count=1), Turn.MENDED),
        (WARNING, None, Turn.MENDED),
        (CRITICAL, WAIVED, Turn.WAIVED),
        (None, WAIVED, Turn.WAIVED),
        (WARNING, WARNING, None),
        (WARNING, replace(WARNING, message_vi="lệch nhiều"), None),
        (WAIVED, replace(WAIVED, finding_count=5), None),
    ],
)
def test_a_change_turns_one_way(before: ToldState | None, now: ToldState | None, turn: Turn | None):
    changes = list_changes([before] if before else [], [now] if now else [])
    assert [change.turn for change in changes] == ([turn] if turn else [])


@pytest.mark.parametrize("other", [{"round": "2023"}, {"unit_key": "972"}, {"rule": "SUM-002"}])
def test_another_unit_round_or_rule_is_another_matter(other: dict):
    changes = list_changes([WARNING], [replace(WARNING, **other)])
    assert [change.turn for change in changes] == [Turn.NEW, Turn.MENDED]


@pytest.mark.parametrize(
    ("standing", "days", "due"),
    [
        ([CRITICAL], 6, False),
        ([CRITICAL], 7, True),
        ([WARNING, CRITICAL], 30, True),
        ([replace(CRITICAL, severity="missing")], 7, True),
        ([WARNING], 30, False),
        ([WAIVED], 30, False),
        ([], 30, False),
    ],
)
def test_a_reminder_is_due_a_week_after_the_last_letter_while_something_presses(standing, days: int, due: bool):
    assert is_reminder_due(standing, TODAY - timedelta(days=days), TODAY) is due


def test_nobody_is_reminded_of_what_was_never_told():
    assert not is_reminder_due([CRITICAL], None, TODAY)
