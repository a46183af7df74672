"""Office files are ZIP archives of XML: what one must not hold is looked for before anything else opens it."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from district_reports.readers.media_types import ZIP_ERRORS
from district_reports.readers.refusals import damaged_file, too_large, unsafe_content

MOST_BYTES = 300 * 10**6
MOST_PARTS = 5 * 10**3
# XML of a table shrinks some forty times; what shrinks a thousand times is there to fill memory.
_MOST_SHRINKING = 400
_LARGE = 20 * 10**6
_CHUNK = 1 << 20
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# More than the start of a declaration, so that none hides where two chunks meet.
_OVERLAP = 256


def open_archive(file_name: str, content: bytes) -> zipfile.ZipFile:
    """Opens a Word file or workbook after judging what it declares to hold.

    Declared sizes are summed before any part is opened. Raises `UnreadableDocument`: TYP-010 for a file that would
    grow beyond measure, TYP-011 for parts with paths or names that are not an office file's, TYP-004 for damage.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except ZIP_ERRORS as error:
        raise damaged_file(file_name) from error
    parts = archive.infolist()
    declared = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if declared > MOST_BYTES or len(parts) > MOST_PARTS:
        raise too_large(file_name)
    if declared > _LARGE and declared > packed * _MOST_SHRINKING:
        raise too_large(file_name)
    names = [part.filename for part in parts]
    # Readers that look for a part without minding case must find the one that was judged.
    if len({name.lower() for name in names}) < len(names) or any(_is_outside(name) for name in names):
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


def read_part(file_name: str, archive: zipfile.ZipFile, name: str, chunk_bytes: int = 0) -> Iterator[bytes]:
    """The bytes of an XML part, a chunk at a time: of a megabyte, or of `chunk_bytes` where little may be enough.

    Raises `UnreadableDocument` as `check_parts` does.
    """
    tail = b""
    try:
        with archive.open(name) as part:
            while chunk := part.read(chunk_bytes or _CHUNK):
                if not tail and chunk.startswith(_OTHER_ENCODINGS):
                    raise unsafe_content(file_name)
                # A single byte is looked for at the speed of memory, and figures hold no exclamation marks.
                if (b"!" in chunk or b"!" in tail) and _DECLARATION.search(tail + chunk):
                    raise unsafe_content(file_name)
                yield chunk
                tail = chunk[-_OVERLAP:]
    except (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError, NotImplementedError) as error:
        raise damaged_file(file_name) from error


def _is_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name)
