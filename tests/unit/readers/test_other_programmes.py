"""Money of other programmes is kept apart from ours, every amount of it."""

import pytest
from reading import RESOURCES, read_all, told

NEW_RURAL, ETHNIC_MINORITIES = "new_rural_programme", "ethnic_minority_programme"


@pytest.mark.parametrize(
    ("label", "programme"),
    [
        ("NTM", NEW_RURAL),
        ("XDNTM", NEW_RURAL),
        ("- Nông thôn mới", NEW_RURAL),
        ("Kinh phí CTMTQG xây dựng nông thôn mới", NEW_RURAL),
        ("DTTS", ETHNIC_MINORITIES),
        ("- DTTS&MN", ETHNIC_MINORITIES),
        ("Chương trình 1719", ETHNIC_MINORITIES),
        ("Kinh phí CTMTQG DTTS", ETHNIC_MINORITIES),
    ],
)
def test_every_amount_of_a_line_is_of_the_programme_its_label_names(label, programme):
    figures = read_all(RESOURCES, f"{label}: được giao 320 triệu đồng, giải ngân 150 triệu đồng.")
    assert told(figures, "indicator", "kind", "breakdown", "value_text") == [
        ("other_programme_capital", "assigned", programme, "320"),
        ("other_programme_capital", "disbursed", programme, "150"),
    ]


def test_a_label_holds_for_the_whole_paragraph():
    *_, last = read_all(RESOURCES, "CTMTQG xây dựng NTM: được giao 320 triệu đồng. Đã giải ngân 150 triệu đồng.")
    assert (last.indicator, last.breakdown) == ("other_programme_capital", NEW_RURAL)


def test_programmes_told_one_after_another_have_each_their_own():
    figures = read_all(
        RESOURCES,
        "Giảm nghèo: được giao 90 triệu đồng, giải ngân 45 triệu đồng; NTM: được giao 80 triệu đồng; "
        "DTTS: được giao 70 triệu đồng.",
    )
    assert told(figures, "indicator", "breakdown") == [
        ("capital_assigned", ""),
        ("capital_disbursed", ""),
        ("other_programme_capital", NEW_RURAL),
        ("other_programme_capital", ETHNIC_MINORITIES),
    ]


def test_a_decisions_number_in_a_programmes_name_is_no_amount_and_its_money_no_support():
    (figure,) = read_all(RESOURCES, "Kinh phí Chương trình 1719 là 320 triệu đồng.")
    assert (figure.indicator, figure.value_text) == ("other_programme_capital", "320")


@pytest.mark.parametrize(
    "sentence",
    ["Toàn huyện có 6 xã đạt chuẩn NTM.", "- DTTS: 90 hộ nghèo.", "Kinh phí Chương trình 900 triệu đồng."],
)
def test_communes_people_and_amounts_are_no_programme(sentence):
    figures = read_all(RESOURCES, sentence, "Tổng kinh phí Chương trình được giao là 90 triệu đồng.")
    assert "other_programme_capital" not in {figure.indicator for figure in figures}
    assert (figures[-1].indicator, figures[-1].breakdown) == ("capital_assigned", "")
