"""Made-up but lifelike submissions with known truth: for load and fault tests, and to learn on.

`country` chooses real units, `model` says what is true of each; `voices` word it, `forms` fill workbooks with it;
`history` lets reports come late, twice, wrong or empty; `packages` puts them where the pipeline looks for submissions.
The same seed gives the same bytes.
"""

from district_reports.generation.country import make_rounds
from district_reports.generation.history import Mishaps, make_history
from district_reports.generation.model import DistrictRound, make_district
from district_reports.generation.packages import Submission, make_submission, write_packages

__all__ = [
    "DistrictRound",
    "Mishaps",
    "Submission",
    "make_district",
    "make_history",
    "make_rounds",
    "make_submission",
    "write_packages",
]
