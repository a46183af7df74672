"""Faults in the files themselves."""

import io
import random
import zipfile
import zlib
from dataclasses import replace

from bench.fault_kinds.cases import Case, fault
from district_reports.generation.files import write_docx


def _send(case: Case, name: str, content: bytes) -> Case:
    return replace(case, sent=((name, content),))


@fault("TYP", "submission", moves_figures=False)
def empty_file(case: Case, rng: random.Random) -> Case | None:
    """A text file without text."""
    return _send(case, f"bao-cao-{rng.randint(1, 99)}.txt", b" " * rng.randint(0, 3000))


@fault("TYP", "submission", moves_figures=False)
def docx_cut_short(case: Case, rng: random.Random) -> Case | None:
    """A Word file that was cut off on its way."""
    content = write_docx(case.draft.print())
    return _send(case, "bao-cao.docx", content[: int(len(content) * rng.uniform(0.2, 0.9))])


@fault("TYP", "submission", moves_figures=False)
def zip_bomb(case: Case, rng: random.Random) -> Case | None:
    """A Word file that says it grows to gigabytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("word/note.txt", str(rng.random()))
        for name, part in _read_parts(write_docx(case.draft.print())):
            archive.writestr(name, part)
    return _send(case, "bao-cao.docx", _declare_size(content.getvalue(), rng.randint(400, 4000) << 20))


def _read_parts(content: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _declare_size(content: bytes, size: int) -> bytes:
    """The archive with a last entry that says it grows to so many bytes; to pack as many would take minutes."""
    central = content.rindex(b"PK\x01\x02")
    return content[: central + 24] + size.to_bytes(4, "little") + content[central + 28 :]


@fault("TYP", "submission", moves_figures=False)
def scanned_pdf(case: Case, rng: random.Random) -> Case | None:
    """A PDF of pictures of pages."""
    image = zlib.compress(bytes(rng.randrange(256) for _ in range(64)) * 64)
    page = b"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources << /XObject << /I 4 0 R >> >>"
    shape = b"/Width 64 /Height 64 /ColorSpace /DeviceGray /BitsPerComponent 8"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page %s >>" % page,
        b"<< /Type /XObject /Subtype /Image %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream"
        % (shape, len(image), image),
        b"<< /Length 27 >>\nstream\nq 595 0 0 842 0 0 cm /I Do Q\nendstream",
    ]  # fmt: skip
    content, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(parts) + 1, table, len(parts) + 1, len(content),
    )  # fmt: skip
    return _send(case, "bao-cao.pdf", content)


@fault("TYP", "submission", moves_figures=False)
def no_figures(case: Case, rng: random.Random) -> Case | None:
    """A report without its numbers."""
    kept = [line for line in case.draft.lines if "⟦" not in line]
    return case.with_draft(replace(case.draft, lines=tuple(kept)))
