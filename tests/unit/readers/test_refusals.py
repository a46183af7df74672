"""What a sender is told to do with a file that is not read."""

import io
import pickle
import zipfile

import pytest

from district_reports.readers.documents.document import read_document
from district_reports.readers.refusals import UnreadableDocument, too_far_spread


def _archive() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("bao-cao.docx", b"a report")
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (_archive(), "Giải nén rồi gửi từng tệp"),
        (b"Rar!\x1a\x07\x00 packed", "Giải nén rồi gửi từng tệp"),
        (b"7z\xbc\xaf\x27\x1c packed", "Giải nén rồi gửi từng tệp"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "Lưu thành (Save As) dạng .docx hoặc .xlsx"),
        (b"{\\rtf1 text}", "Lưu thành (Save As) dạng .docx hoặc .xlsx"),
        (b"\xff\xd8\xff\xe0 a photo", "Gửi báo cáo ở dạng Word (.docx)"),
    ],
)
def test_a_file_of_another_kind_is_refused_with_the_way_to_make_a_report_of_it(content, remedy):
    with pytest.raises(UnreadableDocument) as caught:
        read_document("tep", content)
    assert caught.value.rule == "TYP-002"
    assert remedy in caught.value.message_vi
    assert caught.value.remedy


def test_a_refusal_stays_the_same_from_one_process_to_another():
    refusal = too_far_spread("bieu.xlsx", "Biểu 1", "C1048576")
    copy = pickle.loads(pickle.dumps(refusal))
    assert (copy.message_vi, copy.message_en, str(copy)) == (refusal.message_vi, refusal.message_en, str(refusal))
    assert "cell C1048576 of sheet “Biểu 1”" in str(copy)
