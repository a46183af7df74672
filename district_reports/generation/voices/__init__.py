"""Voices: how different offices word one truth. Each writes a whole report through a `Writer`."""

import random

from district_reports.generation.drafts import Draft, Writer
from district_reports.generation.model import DistrictRound
from district_reports.generation.voices import by_project, by_source, households_first, nil_return, prose

VOICES = {"by_project": by_project.write, "prose": prose.write, "by_source": by_source.write,
          "households_first": households_first.write}  # fmt: skip
"""What writes a report, by name."""
NIL_RETURN = "nil_return"
"""What writes that there is nothing to report; no office chooses it as its voice."""


def write_narrative(report: DistrictRound, voice: str, rng: random.Random) -> Draft:
    """A report in a voice of `VOICES`, or in `NIL_RETURN`."""
    writer = Writer(report, rng)
    {**VOICES, NIL_RETURN: nil_return.write}[voice](writer)
    return writer.draft()
