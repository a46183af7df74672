# /// script
# requires-python = ">=3.11"
# dependencies = ["fpdf2==2.8.9", "matplotlib==3.11.2", "pyyaml==6.0.3"]
# ///
"""Builds the sample reports from `scripts/sample_sources/`: `uv run scripts/build_samples.py`.

The outputs are committed; the same sources give the same bytes. The packages above are needed for nothing else (the
fonts of the PDFs come with matplotlib), so they are not among the project's dependencies.
"""

import struct
import zlib
from pathlib import Path

from fpdf import FPDF
from sample_docx import write_docx
from sample_pdf import BUILT_AT, write_pdf
from sample_source import Source, read_source, write_text

HERE = Path(__file__).resolve().parent
SAMPLES = HERE.parent / "samples"
FAULTY = HERE.parent / "tests" / "samples"
SAME = HERE.parent / "tests" / "unit" / "readers" / "same_report"


def main() -> None:
    """Writes every sample, named after its source."""
    for directory in (SAMPLES / "bach_thong_2022h1", FAULTY, SAME):
        directory.mkdir(parents=True, exist_ok=True)
    write_docx(_source("dak_to_2024"), SAMPLES / "dak_to_2024.docx")
    # Made up, and says so itself: with it a unit has two rounds of a year, so that estimates meet what came.
    write_docx(_source("dak_to_2024h1"), SAMPLES / "dak_to_2024h1.docx")
    write_pdf(_source("van_quan_2025"), SAMPLES / "van_quan_2025.pdf")
    _write_txt(_source("tuan_giao_2023"), SAMPLES / "tuan_giao_2023.txt")
    write_docx(_source("bach_thong_2022h1__bao_cao"), SAMPLES / "bach_thong_2022h1" / "bao_cao.docx")
    _write_txt(_source("bach_thong_2022h1__phu_luc"), SAMPLES / "bach_thong_2022h1" / "phu_luc.txt")
    same = _source("every_feature")
    _write_txt(same, SAME / "report.txt")
    write_docx(same, SAME / "report.docx")
    write_pdf(same, SAME / "report.pdf")
    _write_faulty()


def _write_faulty() -> None:
    for name in ("unknown_district", "no_figures"):
        _write_txt(_source(name), FAULTY / f"{name}.txt")
    (FAULTY / "empty_file.txt").write_bytes(b"")
    picture = draw_picture()
    (FAULTY / "photo_named_docx.docx").write_bytes(picture)
    whole = (SAMPLES / "bach_thong_2022h1" / "bao_cao.docx").read_bytes()
    (FAULTY / "damaged.docx").write_bytes(whole[: len(whole) // 2])
    pdf = FPDF(format="A4")
    pdf.set_creation_date(BUILT_AT)
    pdf.add_page()
    pdf.image(picture, x=20, y=20, w=100)
    pdf.output(str(FAULTY / "scanned.pdf"))


def draw_picture() -> bytes:
    """A PNG of 64 × 64 grey squares, in place of somebody's holiday."""
    rows = b"".join(b"\0" + bytes((x // 8 + y // 8) % 2 * 127 + 64 for x in range(64)) for y in range(64))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", 64, 64, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _source(name: str) -> Source:
    return read_source(HERE / "sample_sources" / f"{name}.md")


def _write_txt(source: Source, path: Path) -> None:
    path.write_text(write_text(source), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
