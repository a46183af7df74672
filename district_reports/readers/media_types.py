"""What a file is, told by its content and never by its name."""

import io
import zipfile

TEXT = "text/plain"
PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OLD_OFFICE = "application/x-ole-storage"
ENCRYPTED_OFFICE = "application/x-encrypted-office"
ZIP = "application/zip"
DAMAGED_ZIP = "application/x-damaged-zip"
EMPTY = "application/x-empty"
UNKNOWN = "application/octet-stream"

ZIP_ERRORS = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError)
"""What opening an archive that is none, or a damaged one, may raise."""

_FIRST_BYTES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"{\\rtf", "application/rtf"),
    (b"Rar!", "application/vnd.rar"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
)


def detect_media_type(content: bytes) -> str:
    """Returns the media type the bytes have; `text/plain` when nothing speaks against text."""
    if not content.strip(b" \t\r\n\x0c\x00\xef\xbb\xbf"):
        return EMPTY
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK"):
        return _detect_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return ENCRYPTED_OFFICE if "EncryptedPackage".encode("utf-16-le") in content else OLD_OFFICE
    for first_bytes, media_type in _FIRST_BYTES:
        if content.startswith(first_bytes):
            return media_type
    return TEXT if _may_be_text(content) else UNKNOWN


def _detect_zip(content: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    except ZIP_ERRORS:
        return DAMAGED_ZIP
    if "word/document.xml" in names:
        return WORD
    return WORKBOOK if "xl/workbook.xml" in names else ZIP


def _may_be_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    sample = content[:4096]
    if sample.count(0) > len(sample) // 4:
        return len(content) % 2 == 0  # UTF-16 of mostly Latin letters, saved without its mark
    controls = sum(byte < 32 and byte not in b"\t\n\r\x0c" for byte in sample)
    return controls == 0
