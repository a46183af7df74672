import sys
from pathlib import Path

import pytest

from district_reports.intake import list_packages
from district_reports.readers.documents.document import read_document

PROJECT = Path(__file__).parents[3]
SOURCES = PROJECT / "scripts" / "sample_sources"
SOURCE_OF = {
    "samples/bach_thong_2022h1/bao_cao.docx": "bach_thong_2022h1__bao_cao",
    "samples/bach_thong_2022h1/phu_luc.txt": "bach_thong_2022h1__phu_luc",
    "samples/dak_to_2024.docx": "dak_to_2024",
    "samples/dak_to_2024h1.docx": "dak_to_2024h1",
    "samples/tuan_giao_2023.txt": "tuan_giao_2023",
    "samples/van_quan_2025.pdf": "van_quan_2025",
    "tests/samples/no_figures.txt": "no_figures",
    "tests/samples/unknown_district.txt": "unknown_district",
}


@pytest.mark.parametrize(("sample", "source"), SOURCE_OF.items())
def test_committed_sample_says_what_its_source_says(sample, source, monkeypatch):
    monkeypatch.setattr(sys, "path", [*sys.path, str(PROJECT / "scripts")])
    from sample_source import read_source, write_text

    expected = read_document("a.txt", write_text(read_source(SOURCES / f"{source}.md")).encode()).paragraphs
    built = read_document(sample, (PROJECT / sample).read_bytes()).paragraphs

    assert [paragraph.text for paragraph in built] == [paragraph.text for paragraph in expected]


def test_samples_are_an_inbox_of_five_packages():
    packages = {package.name: len(package.paths) for package in list_packages(PROJECT / "samples")}

    assert packages == {
        "bach_thong_2022h1": 2, "dak_to_2024.docx": 1, "dak_to_2024h1.docx": 1, "tuan_giao_2023.txt": 1,
        "van_quan_2025.pdf": 1,
    }  # fmt: skip
