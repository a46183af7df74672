"""Households that came into poverty or left it, and what households lack: told in a sentence, one after another."""

import pytest
from reading import read_all, told

ESCAPED, NEW, BACK = "households_escaped_poverty", "households_newly_poor", "households_fallen_back"


@pytest.mark.parametrize(
    ("sentence", "movements"),
    [
        ("Có 318 hộ thoát nghèo, 06 hộ tái nghèo, 12 hộ nghèo phát sinh.", [ESCAPED, BACK, NEW]),
        ("Có 318 hộ thoát nghèo; 06 hộ tái nghèo; 12 hộ nghèo mới.", [ESCAPED, BACK, NEW]),
        ("Số hộ thoát nghèo 318 hộ, số hộ tái nghèo 6 hộ, số hộ nghèo phát sinh 12 hộ.", [ESCAPED, BACK, NEW]),
        ("Thoát nghèo: 318 hộ; tái nghèo: 6 hộ; phát sinh: 12 hộ.", [ESCAPED, BACK, NEW]),
        ("Số hộ nghèo phát sinh mới là 12 hộ, trong đó 4 hộ tái nghèo.", [NEW, BACK]),
        ("Toàn huyện có 318 hộ nghèo thoát nghèo.", [ESCAPED]),
        ("Toàn huyện có 12 hộ nghèo mới phát sinh.", [NEW]),
    ],
)
def test_each_movement_is_the_one_told_beside_its_number(sentence, movements):
    assert told(read_all(sentence), "indicator") == [(movement,) for movement in movements]


@pytest.mark.parametrize(
    ("sentence", "movement"),
    [
        ("Có 120 hộ thoát nghèo, 80 hộ thoát cận nghèo.", "near_poor_movement_escaped"),
        ("Số hộ thoát nghèo 120 hộ, số hộ thoát cận nghèo 80 hộ.", "near_poor_movement_escaped"),
        ("Có 120 hộ nghèo thoát nghèo và 80 hộ cận nghèo thoát nghèo.", "near_poor_movement_escaped"),
        ("Có 12 hộ nghèo phát sinh, 80 hộ cận nghèo phát sinh mới.", "near_poor_movement_new"),
        ("Có 12 hộ tái nghèo, 80 hộ tái cận nghèo.", "near_poor_movement_relapsed"),
    ],
)
def test_movements_of_near_poor_households_are_their_own(sentence, movement):
    assert told(read_all(sentence), "indicator", "value")[-1] == (movement, 80)


@pytest.mark.parametrize(
    ("sentence", "dimensions"),
    [
        ("Có 402 hộ thiếu hụt về nhà ở, 377 hộ thiếu hụt nước sạch.", ["housing", "water_sanitation"]),
        ("Số hộ thiếu hụt về việc làm 402 hộ, về nước sạch 377 hộ.", ["employment", "water_sanitation"]),
        ("Có 402 hộ nghèo thiếu hụt nhà ở, 377 hộ cận nghèo thiếu hụt bảo hiểm y tế.", ["housing", "health"]),
    ],
)
def test_what_households_lack_has_its_dimension(sentence, dimensions):
    assert told(read_all(sentence), "indicator", "dimension") == [("deprived_households", one) for one in dimensions]


def test_residents_of_the_whole_unit_are_all_its_households():
    assert told(read_all("Toàn huyện có 13.098 hộ dân cư."), "indicator") == [("total_households",)]


def test_residents_of_whom_something_is_said_are_not_all_households():
    assert ("total_households",) not in told(read_all("Toàn huyện có 98 hộ dân bị ảnh hưởng bởi bão."), "indicator")
