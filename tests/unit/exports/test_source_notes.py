import pytest

from district_reports.exports.source_notes import cut_at_number, document_label


@pytest.mark.parametrize(
    ("quote", "printed", "parts"),
    [
        ("giao 262, giải ngân 62 triệu", "62", ("giao 262, giải ngân ", "62", " triệu")),
        ("đến 30/6/2024 là 0 triệu", "0", ("đến 30/6/2024 là ", "0", " triệu")),
        ("giao 1.620 rồi 620.", "620", ("giao 1.620 rồi ", "620", ".")),
        ("là 7.966/19.336 hộ", "19.336", ("là 7.966/", "19.336", " hộ")),
        ("chưa giải ngân", "chưa giải ngân", ("", "chưa giải ngân", "")),
        ("không có số", "5", ("không có số", "", "")),
        ("câu dài", "", ("câu dài", "", "")),
    ],
)
def test_number_is_marked_in_its_quote_and_no_longer_number_is(quote: str, printed: str, parts: tuple[str, str, str]):
    assert cut_at_number(quote, printed) == parts


def test_document_is_cited_by_kind_number_and_date_with_drafts_named():
    numbered = {"document_type": "report", "document_number": "12/BC-UBND", "document_date_text": "ngày 5 tháng 7"}
    assert document_label(numbered) == "Báo cáo số 12/BC-UBND, ngày 5 tháng 7"
    assert document_label({"document_type": "plan", "is_draft": True}) == "Kế hoạch, bản dự thảo"
