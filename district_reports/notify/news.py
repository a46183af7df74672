"""What is news to somebody: the state that stands against the state told last. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from district_reports.warehouse.quality.digests import ToldState

REMINDER_DAYS = 7
_RANK = {"waived": 0, "warning": 1, "critical": 2, "missing": 2}


class Turn(StrEnum):
    """Which way something turned."""

    NEW = "new"
    WORSE = "worse"
    MENDED = "mended"
    WAIVED = "waived"


@dataclass(frozen=True)
class Change:
    """One thing that is not as it was told: `now` is None where it is gone, `before` where it is new."""

    turn: Turn
    now: ToldState | None
    before: ToldState | None

    @property
    def state(self) -> ToldState:
        """How it is, or was when it is gone."""
        state = self.now or self.before
        assert state is not None
        return state


def list_changes(told: Iterable[ToldState], standing: Iterable[ToldState]) -> list[Change]:
    """What changed since it was told, in the order of `standing`; what is gone comes last.

    More findings of a rule are worse, fewer are mended; so is a severity that rises or falls.
    """
    before = {state.key: state for state in told}
    now = {state.key: state for state in standing}
    changes = [_compare(before.get(key), state) for key, state in now.items()]
    changes += [Change(Turn.MENDED, None, state) for key, state in before.items() if key not in now]
    return [change for change in changes if change]


def is_reminder_due(standing: Iterable[ToldState], told_on: date | None, today: date) -> bool:
    """Whether something that must not be passed over in silence was told a week ago, and not since."""
    is_pressing = any(state.severity in {"critical", "missing"} for state in standing)
    return is_pressing and told_on is not None and (today - told_on).days >= REMINDER_DAYS


def _compare(before: ToldState | None, now: ToldState) -> Change | None:
    if now.severity == "waived":
        return None if before and before.severity == "waived" else Change(Turn.WAIVED, now, before)
    if before is None:
        return Change(Turn.NEW, now, None)
    then, since = (_RANK[before.severity], before.finding_count), (_RANK[now.severity], now.finding_count)
    if then == since:
        return None
    return Change(Turn.WORSE if since > then else Turn.MENDED, now, before)
