"""A number that was understood, and what those behind it take from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from district_reports.figures import Figure
from district_reports.readers.language.tokens import Token
from district_reports.readers.narrative.counting_parts import together
from district_reports.readers.narrative.counting_rules import CountingRule

DURATIONS = ("months", "years", "days")
"""Units of what is told of time: a window for other numbers, unless a wording says what it bounds."""


@dataclass
class Counted:
    """A number that was understood, for those that go on with it.

    `goes_with` says what its amount and share mean, `shared` whose they are where it is told together with the count
    before; `listed` are the breakdowns of its list up to it.
    """

    token: Token
    figure: Figure
    noun: str
    sentence: int
    rule: CountingRule | None
    goes_with: dict[str, Mapping[str, str]] = field(default_factory=dict)
    shared: str | None = None
    listed: tuple[str, ...] = ()

    @property
    def is_bound(self) -> bool:
        """Whether it only bounds who or what is meant: "đào tạo dưới 3 tháng 90 người"."""
        return self.figure.breakdown == "criterion" and self.figure.unit in DURATIONS

    @property
    def whose(self) -> str:
        """The breakdown of what goes with it."""
        return self.figure.breakdown if self.shared is None else self.shared

    def whose_is(self, between: str) -> str:
        """The breakdown of what follows it behind `between`: a semicolon ends its list, and speaks of all of it."""
        return together(self.listed) if ";" in between and len(self.listed) > 1 else self.whose
