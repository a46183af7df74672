from district_reports.notify import MissingUnit, digest_missing_units


def test_digest_names_who_is_missing_by_province_and_round():
    missing = [MissingUnit("before_2025_07", "97", "Mây Trắng", "2024H1", code, name)
               for code, name in (("972", "Núi Xa"), ("973", "Đèo Gió"))]  # fmt: skip
    assert digest_missing_units(missing) == (
        "Mây Trắng, 6 tháng đầu năm 2024: chưa nhận được báo cáo của 2 đơn vị\n  - Núi Xa\n  - Đèo Gió"
    )
    assert digest_missing_units([]) == "Không thiếu báo cáo nào."
