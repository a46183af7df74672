"""Made-up but lifelike submissions with known truth: for load and fault tests, and to learn on.

`model` is pure: real districts, and what is true of each; `voices` word it, `forms` fill workbooks with it, `packages`
put both where the pipeline looks for submissions. The same seed gives the same bytes.
"""

from district_reports.generation.model import DistrictRound, make_district, make_rounds
from district_reports.generation.packages import Submission, is_silent, make_submission, write_packages

__all__ = [
    "DistrictRound",
    "Submission",
    "is_silent",
    "make_district",
    "make_rounds",
    "make_submission",
    "write_packages",
]
