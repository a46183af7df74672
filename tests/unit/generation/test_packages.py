import random
from collections import Counter

import pytest

from district_reports.generation import make_rounds, make_submission, write_packages
from district_reports.generation.voices import NIL_RETURN, VOICES, write_narrative
from district_reports.readers.submissions import read_package


def _told(figures) -> Counter:
    return Counter((one.indicator, one.project, one.subproject, one.value) for one in figures)


@pytest.mark.parametrize("voice", [*VOICES, NIL_RETURN])
def test_every_number_a_voice_tells_is_read_as_what_it_is_and_nothing_else(voice):
    for report in make_rounds(1, 2, ["2024H1", "2024"], 11):
        draft = write_narrative(report, voice, random.Random(report.round))
        reading = read_package([("bao-cao.txt", draft.print().encode())])

        assert draft.told, "a report without numbers proves nothing"
        told = Counter((one.fact.indicator, one.fact.project, one.fact.subproject, one.value) for one in draft.told)
        assert _told(reading.figures) == told
        assert (reading.identity.reporting_unit_code, reading.identity.round) == (report.unit.code, report.round)
        assert not reading.problems


def test_every_cell_of_a_filled_form_is_read():
    submissions = (make_submission(report, 1) for report in make_rounds(1, 4, ["2024"], 1))
    submission = next(one for one in submissions if one.grids)
    reading = read_package([file for file in submission.files() if file[0].endswith(".xlsx")])

    assert len(reading.figures) == sum(len(grid.facts) for grid in submission.grids) > 300
    assert {problem.rule for problem in reading.problems} == {"DOC-005"}


def test_offices_differ_in_voice_and_in_what_they_send():
    made = [make_submission(report, 2) for report in make_rounds(3, 4, ["2024"], 2)]

    assert {one.is_word for one in made} == {True, False}
    assert {bool(one.grids) for one in made} == {True, False}
    assert len({one.draft.lines[5] for one in made}) > 4


def test_the_same_seed_gives_the_same_bytes(tmp_path):
    def write(directory) -> dict[str, bytes]:
        list(write_packages((make_submission(one, 3) for one in make_rounds(1, 3, ["2024"], 3)), directory))
        files = [path for path in directory.rglob("*") if path.is_file()]
        return {str(path.relative_to(directory)): path.read_bytes() for path in files}

    first, second = write(tmp_path / "a"), write(tmp_path / "b")

    assert first == second
    assert any(name.endswith(".xlsx") for name in first)
    assert any(name.endswith("rollups.csv") for name in first)


def test_a_number_told_otherwise_changes_its_line_alone():
    report = next(iter(make_rounds(1, 1, ["2024"], 4)))
    draft = write_narrative(report, "by_project", random.Random(4))
    number = draft.find(lambda fact: fact.indicator == "capital_disbursed")[0]
    told, untold = (one.print().splitlines() for one in (draft.retell(number, "0,001"), draft))

    assert [index for index, (a, b) in enumerate(zip(told, untold, strict=True)) if a != b] == [draft.line_of(number)]
