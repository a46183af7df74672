"""What a file is, told by its content and never by its name, and how a file that cannot be read is refused."""

import io
import zipfile

from district_reports.problems import DistrictReportsError

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
_NAMES_VI = {
    "image": "ảnh",
    "application/rtf": "văn bản RTF",
    "application/vnd.rar": "tệp nén RAR",
    "application/x-7z-compressed": "tệp nén 7z",
    ZIP: "tệp nén ZIP",
    WORKBOOK: "bảng tính Excel",
    OLD_OFFICE: "tài liệu Office đời cũ (.doc, .xls)",
    UNKNOWN: "loại không nhận ra được",
}


class UnreadableDocument(DistrictReportsError):  # noqa: N818 - says what it is, as its callers do
    """A file no reader can make text of: its name, the rule it breaks, and what its sender can do, in two languages.

    `rule`: `TYP-001` empty, `TYP-002` not a kind of file that is read, `TYP-003` no text layer, `TYP-004` damaged
    or encrypted, `TYP-010` too large, `TYP-011` unsafe.
    """

    def __init__(self, rule: str, file_name: str, what_vi: str, remedy_vi: str, what_en: str, remedy_en: str) -> None:
        super().__init__(what_en, place=file_name, remedy=remedy_en)
        self.rule, self.file_name = rule, file_name
        self.message_vi = f"Tệp “{file_name}” {what_vi}. {remedy_vi}"
        self.message_en = f"File “{file_name}” {what_en}. {remedy_en}"

    def __reduce__(self) -> tuple:
        # An exception with its own arguments does not survive a process pool without being told how it was made.
        return _restore, (self.rule, self.file_name, self.what, self.remedy, self.message_vi, self.message_en)


def _restore(rule: str, file_name: str, what: str, remedy: str, message_vi: str, message_en: str) -> UnreadableDocument:
    error = UnreadableDocument(rule, file_name, "", "", what, remedy)
    error.message_vi, error.message_en = message_vi, message_en
    return error


def empty_file(file_name: str) -> UnreadableDocument:
    """The refusal of a file that holds nothing, or nothing but white space."""
    return UnreadableDocument(
        "TYP-001", file_name, "không có nội dung", "Mở lại tệp gốc, lưu lại rồi gửi lại tệp này.",
        "is empty", "Open the original, save it again and send this file again.",
    )  # fmt: skip


def unknown_type(file_name: str, media_type: str) -> UnreadableDocument:
    """The refusal of a file that is something else than a report: a photo, an archive, an old binary format."""
    name_vi = _NAMES_VI.get(media_type) or _NAMES_VI.get(media_type.split("/")[0], media_type)
    return UnreadableDocument(
        "TYP-002", file_name, f"thực chất là {name_vi} ({media_type}), không phải báo cáo đọc được",
        "Gửi báo cáo ở dạng Word (.docx), PDF có lớp chữ, văn bản (.txt, mã UTF-8), hoặc bảng tính Excel (.xlsx).",
        f"is really {media_type}, not a report that can be read",
        "Send the report as Word (.docx), PDF with a text layer, plain text (.txt, UTF-8), or a workbook (.xlsx).",
    )  # fmt: skip


def unknown_encoding(file_name: str) -> UnreadableDocument:
    """The refusal of text in an old Vietnamese font encoding, or damaged on its way."""
    return UnreadableDocument(
        "TYP-002", file_name, "là văn bản không dùng mã UTF-8 (có thể là phông cũ TCVN3, VNI) hoặc bị hỏng ký tự",
        "Mở tệp, lưu lại với mã UTF-8 (Unicode), hoặc gửi tệp Word (.docx).",
        "is text that is not UTF-8 (perhaps an old font encoding), or is damaged",
        "Open it and save it again as UTF-8, or send the Word file (.docx).",
    )  # fmt: skip


def no_text_layer(file_name: str) -> UnreadableDocument:
    """The refusal of a document made of pictures only."""
    return UnreadableDocument(
        "TYP-003", file_name, "chỉ có ảnh chụp, không có lớp chữ",
        "Xuất PDF từ tệp Word gốc (không quét lại bản in), hoặc gửi chính tệp .docx.",
        "holds only pictures, no text layer",
        "Export the PDF from the original Word file (not from a scan), or send the .docx itself.",
    )  # fmt: skip


def damaged_file(file_name: str) -> UnreadableDocument:
    """The refusal of a file cut short on its way, broken inside, or locked with a password."""
    return UnreadableDocument(
        "TYP-004", file_name, "bị hỏng hoặc được đặt mật khẩu nên không mở được",
        "Bỏ mật khẩu nếu có, mở thử trên máy, lưu lại rồi gửi lại tệp này.",
        "is damaged or protected by a password and cannot be opened",
        "Remove the password if there is one, open it, save it again and send this file again.",
    )  # fmt: skip


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
