from datetime import date

import pytest

from district_reports.notify import MissingUnit, digest_missing_units, end_of_round
from district_reports.problems import DistrictReportsError


@pytest.mark.parametrize(
    ("round_", "last_day"),
    [("2024", date(2024, 12, 31)), ("2024H1", date(2024, 6, 30)), ("2024-9M", date(2024, 9, 30))],
)
def test_round_ends_with_its_period(round_: str, last_day: date):
    assert end_of_round(round_) == last_day


def test_what_is_no_round_is_refused():
    with pytest.raises(DistrictReportsError, match="not a round"):
        end_of_round("2024Q5")


def test_digest_names_who_is_missing_by_province_and_round():
    missing = [MissingUnit("before_2025_07", "97", "Mây Trắng", "2024H1", code, name)
               for code, name in (("972", "Núi Xa"), ("973", "Đèo Gió"))]  # fmt: skip
    assert digest_missing_units(missing) == (
        "Mây Trắng, kỳ 2024H1: chưa nhận được báo cáo của 2 đơn vị\n  - Núi Xa\n  - Đèo Gió"
    )
    assert digest_missing_units([]) == "Không thiếu báo cáo nào."
