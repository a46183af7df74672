"""Every number on a page is the released one, and every released number is on the page."""

from decimal import Decimal

from shown_numbers import ShownPage

from district_reports.exports.labels import label, row_label
from district_reports.exports.page import render_page
from district_reports.exports.unit_numbers import list_unit_lines, rate_of
from district_reports.warehouse.published import PublishedRelease
from district_reports.warehouse.release_content import TABLE_BY_NAME, parts_of_ratio
from district_reports.warehouse.tracing import Tracer

Cells = dict[tuple[str, str], set[Decimal]]
TABLES = ("disbursement", "poverty", "targets")


def released_cells(release: PublishedRelease) -> Cells:
    """What was released, by the words a page has for measure and row; what a report prints where that differs."""
    cells: Cells = {}
    for name in TABLES:
        for row in release.rows(name):
            for measure in TABLE_BY_NAME[name].measures:
                computed = row.get(measure.removeprefix("reported_")) if measure.startswith("reported_") else None
                if row[measure] is not None and row[measure] != computed:
                    cells.setdefault((label("measures", measure), row_label(name, row)), set()).add(row[measure])
    return cells


def unit_cells(release: PublishedRelease) -> Cells:
    """The same of each unit, whose name the row then ends with."""
    tracer, cells = Tracer(release), {}
    for name in TABLES:
        for row in release.rows(name):
            for line in list_unit_lines(tracer, name, row):
                for measure in TABLE_BY_NAME[name].measures:
                    value = rate_of([line], measure, row) if parts_of_ratio(measure, row) else line.value(measure)
                    key = (label("measures", measure), f"{row_label(name, row)} · {line.name}")
                    cells.setdefault(key, set()).add(value)
    return cells


def assert_page_shows(release: PublishedRelease) -> int:
    """Compare a page with its release both ways; how many numbers the page shows."""
    released, of_units = released_cells(release), unit_cells(release)
    numbers = [number for number in ShownPage(render_page(release)).numbers if number.text != "không thuộc"]
    shown: Cells = {}
    for number in numbers:
        key = (number.measure, number.row)
        # A number of one unit alone carries its name, also where it is the province's.
        whole = next((k for k in released if k[0] == key[0] and key[1] in {k[1], *_with_unit(k, of_units)}), key)
        allowed = released.get(whole, set()) | of_units.get(key, set())
        assert number.value in allowed, f"{number} is not what was released: {allowed}"
        shown.setdefault(whole, set()).add(number.value)
    missing = {key: values - shown.get(key, set()) for key, values in released.items()}
    assert not any(missing.values()), f"released, but not on the page: {missing}"
    return len(numbers)


def _with_unit(key: tuple[str, str], of_units: Cells) -> set[str]:
    return {row for measure, row in of_units if measure == key[0] and row.startswith(f"{key[1]} · ")}


def test_every_number_is_the_released_one_and_every_released_number_is_shown(release: PublishedRelease):
    assert assert_page_shows(release) >= 12


def test_every_unit_s_own_number_and_rate_is_shown(release: PublishedRelease):
    numbers = ShownPage(render_page(release)).numbers
    rates = {number.row.rpartition(" · ")[2]: number.text for number in numbers if number.measure == "Tỷ lệ giải ngân"}
    assert (rates["Suối Mơ"], rates["Núi Xa"]) == ("33,33", "50,00")
