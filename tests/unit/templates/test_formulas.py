"""Formulas keep unknown, zero and not applicable apart. What they give was seen in LibreOffice."""

from district_reports.templates import formulas


def test_a_sum_down_a_column_is_written_as_a_range():
    assert formulas.sum_of(["D11", "D12", "D13"], ["D14"]) == (
        '=IF(COUNTBLANK(D11:D13)+COUNTIF(D11:D13,"…")>0,"…",IF(COUNTIF(D11:D13,"x")=3,"x",SUM(D11:D14)))'
    )


def test_a_sum_of_cells_apart_names_each():
    assert formulas.sum_of(["D11", "D14"]) == (
        '=IF(OR(D11="",D14="",D11="…",D14="…"),"…",IF(AND(D11="x",D14="x"),"x",SUM(D11,D14)))'
    )


def test_a_percentage_has_two_digits_and_is_unknown_where_nothing_divides():
    written = formulas.computed_by("F9/D9*100", ["F9", "D9"], is_percent=True)
    assert 'IFERROR(ROUND(N(F9)/N(D9)*100,2),"…")' in written
    assert 'IF(OR(F9="x",D9="x"),"x"' in written


def test_a_balance_takes_a_dash_for_nothing():
    assert formulas.computed_by("B1-A6", ["B1", "A6"], is_percent=False).endswith("N(B1)-N(A6)))")


def test_a_number_is_checked_as_one_and_signs_pass():
    assert formulas.is_number("D9", whole=True, most=100) == (
        'OR(D9="-",D9="x",IFERROR(AND(ISNUMBER(D9),D9>=0,D9=INT(D9),D9<=100),FALSE))'
    )
