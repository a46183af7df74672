import hashlib
import pickle
import unicodedata
from pathlib import Path

import pytest

from district_reports.readers.documents.document import UnreadableDocument, read_document

SAME = Path(__file__).parent / "same_report"
FAULTY = Path(__file__).parents[2] / "samples"


def _read_same(suffix: str) -> list[tuple[str, str]]:
    document = read_document(f"report.{suffix}", (SAME / f"report.{suffix}").read_bytes())
    return [(paragraph.footnote_mark, paragraph.text) for paragraph in document.paragraphs]


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_same_report_has_the_same_paragraphs_in_every_format(suffix):
    expected = _read_same("txt")

    assert len(expected) > 25
    assert _read_same(suffix) == expected


def test_document_knows_its_bytes_and_its_places():
    document = read_document("a.txt", "Một dòng.\n\nVốn giao 10 triệu đồng.".encode())

    assert document.sha256 == hashlib.sha256("Một dòng.\n\nVốn giao 10 triệu đồng.".encode()).hexdigest()
    assert document.media_type == "text/plain"
    paragraph = document.paragraphs[1]
    start = paragraph.text.index("10")
    assert document.locator(paragraph, start, start + 2) == "a.txt#p2:9-11"


def test_text_is_composed_once_at_the_door():
    decomposed = unicodedata.normalize("NFD", "Hộ nghèo ở Đắk Rơ Nga")

    (paragraph,) = read_document("a.txt", decomposed.encode()).paragraphs

    assert paragraph.text == "Hộ nghèo ở Đắk Rơ Nga"


def test_invisible_characters_do_not_split_numbers():
    (paragraph,) = read_document("a.txt", "Vốn 10.\u200b258 triệu\u00ad đồng".encode()).paragraphs

    assert paragraph.text == "Vốn 10.258 triệu đồng"


@pytest.mark.parametrize(
    ("name", "rule", "remedy"),
    [
        ("empty_file.txt", "TYP-001", "lưu lại"),
        ("photo_named_docx.docx", "TYP-002", "Word (.docx)"),
        ("scanned.pdf", "TYP-003", "Word gốc"),
        ("damaged.docx", "TYP-004", "lưu lại"),
    ],
)
def test_faulty_file_is_refused_with_its_name_and_what_to_do(name, rule, remedy):
    with pytest.raises(UnreadableDocument) as caught:
        read_document(name, (FAULTY / name).read_bytes())

    assert caught.value.rule == rule
    assert name in caught.value.message_vi
    assert name in caught.value.message_en
    assert remedy in caught.value.message_vi
    assert caught.value.place == name
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"  \r\n\xef\xbb\xbf", "TYP-001"),
        (b"\xff\xd8\xff\xe0 a photo", "TYP-002"),
        (b"{\\rtf1 text}", "TYP-002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old .doc", "TYP-002"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "TYP-004"),
        (b"%PDF-1.7 and then nothing", "TYP-004"),
        (b"PK\x03\x04 and then nothing", "TYP-004"),
        (bytes(range(256)) * 8, "TYP-002"),
    ],
)
def test_kind_of_file_is_told_by_content_and_not_by_name(content, rule):
    with pytest.raises(UnreadableDocument) as caught:
        read_document("bao_cao.docx", content)

    assert caught.value.rule == rule


def test_pdf_cut_short_is_damaged():
    content = (SAME / "report.pdf").read_bytes()

    with pytest.raises(UnreadableDocument) as caught:
        read_document("report.pdf", content[: len(content) // 3])

    assert caught.value.rule == "TYP-004"


def test_text_named_pdf_is_read_as_text():
    assert read_document("a.pdf", b"Bao cao.").media_type == "text/plain"


def test_refusal_survives_a_process_pool():
    with pytest.raises(UnreadableDocument) as caught:
        read_document("a.txt", b"")

    copy = pickle.loads(pickle.dumps(caught.value))

    assert (copy.rule, copy.file_name, copy.message_vi) == ("TYP-001", "a.txt", caught.value.message_vi)
    assert (copy.message_en, str(copy)) == (caught.value.message_en, str(caught.value))
