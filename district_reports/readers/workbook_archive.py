"""Office files are ZIP archives of XML: what one must not hold is looked for before anything else opens it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from district_reports.readers.media_types import UnreadableDocument, damaged_file

MOST_BYTES = 300 * 10**6
MOST_PARTS = 5 * 10**3
# XML of a table shrinks some forty times; what shrinks a thousand times is there to fill memory.
_MOST_SHRINKING = 400
_LARGE = 20 * 10**6
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# Longer than the longest formula, so that no cell is cut in two.
_OVERLAP = 10 << 10


def open_archive(file_name: str, content: bytes) -> zipfile.ZipFile:
    """Opens a Word file or workbook after judging what it declares to hold.

    Declared sizes are summed before any part is opened. Raises `UnreadableDocument`: TYP-010 for a file that would
    grow beyond measure, TYP-011 for parts with paths or names that are not an office file's, TYP-004 for damage.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise damaged_file(file_name) from error
    parts = archive.infolist()
    declared = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if declared > MOST_BYTES or len(parts) > MOST_PARTS:
        raise too_large(file_name)
    if declared > _LARGE and declared > packed * _MOST_SHRINKING:
        raise too_large(file_name)
    names = [part.filename for part in parts]
    if len(set(names)) < len(names) or any(_is_outside(name) for name in names):
        raise unsafe_content(file_name)
    if any(part.flag_bits & 1 for part in parts):
        raise damaged_file(file_name)
    return archive


def check_parts(file_name: str, archive: zipfile.ZipFile, leave_out: str = "//") -> None:
    """Reads every XML part once: declarations of entities are refused (TYP-011), and sizes that lie (TYP-004).

    Parts whose names start with `leave_out` are left to a caller that reads them itself, by `read_part`.
    """
    for name in archive.namelist():
        if name.lower().endswith((".xml", ".rels")) and not name.startswith(leave_out):
            for _ in read_part(file_name, archive, name):
                pass


def read_part(file_name: str, archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The bytes of an XML part, a chunk at a time, each starting with the end of the last (`_OVERLAP` bytes).

    Raises `UnreadableDocument` as `check_parts` does.
    """
    tail = b""
    try:
        with archive.open(name) as part:
            while chunk := part.read(_CHUNK):
                if not tail and chunk.startswith(_OTHER_ENCODINGS):
                    raise unsafe_content(file_name)
                text = tail + chunk
                if b"<!" in text and _DECLARATION.search(text):
                    raise unsafe_content(file_name)
                yield text
                tail = text[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, NotImplementedError) as error:
        raise damaged_file(file_name) from error


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)


def too_large(file_name: str) -> UnreadableDocument:
    """The refusal of a file that would fill the memory of whoever opens it."""
    return UnreadableDocument(
        "TYP-010", file_name, "khai báo dung lượng sau giải nén quá lớn nên không được mở",
        "Chép phần số liệu sang một tệp mới, bỏ ảnh, bỏ dòng và cột trống được định dạng, rồi gửi lại.",
        "declares a size beyond what is opened",
        "Copy the figures into a new file without pictures and without formatted empty rows and columns, and send it.",
    )  # fmt: skip


def unsafe_content(file_name: str) -> UnreadableDocument:
    """The refusal of a file with parts that no office program writes."""
    return UnreadableDocument(
        "TYP-011", file_name, "có thành phần không an toàn (khai báo thực thể XML hoặc đường dẫn lạ) nên không được mở",
        "Mở tệp gốc bằng Word hoặc Excel, lưu thành tệp mới (.docx, .xlsx) rồi gửi lại.",
        "holds unsafe parts (XML entity declarations or strange paths) and is not opened",
        "Open the original in Word or Excel, save it as a new file (.docx, .xlsx) and send that.",
    )  # fmt: skip
