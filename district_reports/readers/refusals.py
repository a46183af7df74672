"""How a file that cannot be read is refused: by the rule it breaks, in the words of the catalogue."""

from district_reports import rules
from district_reports.problems import DistrictReportsError
from district_reports.readers.media_types import OLD_OFFICE, UNKNOWN, WORKBOOK, ZIP

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


# fmt: off
_REPORT = ("Gửi báo cáo ở dạng Word (.docx), PDF có lớp chữ, văn bản (.txt, mã UTF-8), hoặc bảng tính Excel (.xlsx)",
           "Send the report as Word (.docx), PDF with a text layer, plain text (.txt, UTF-8), or a workbook (.xlsx)")
_UNPACK = ("Giải nén rồi gửi từng tệp bên trong (.docx, .pdf, .txt, .xlsx), không gửi tệp nén",
           "Unpack it and send each file inside (.docx, .pdf, .txt, .xlsx)")
_SAVE_AS = ("Mở tệp bằng Word hoặc Excel, chọn Lưu thành (Save As) dạng .docx hoặc .xlsx, rồi gửi tệp mới",
            "Open it in Word or Excel, choose Save As .docx or .xlsx, and send the new file")
_REMEDIES = {
    ZIP: _UNPACK, "application/vnd.rar": _UNPACK, "application/x-7z-compressed": _UNPACK,
    OLD_OFFICE: _SAVE_AS, "application/rtf": _SAVE_AS,
}
# fmt: on


class UnreadableDocument(DistrictReportsError):  # noqa: N818 - says what it is, as its callers do
    """A file no reader can make text of: its name, the rule it breaks, and what its sender can do, in two languages.

    `rule`: `TYP-001` empty, `TYP-002` not a kind of file that is read, `TYP-003` no text layer, `TYP-004` damaged
    or encrypted, `TYP-010` too large, `TYP-011` unsafe.
    """

    def __init__(
        self, rule: str, file_name: str, what: tuple[str, str] = ("", ""), remedy: tuple[str, str] = _REPORT
    ) -> None:
        self.rule, self.file_name, self._what, self._remedy = rule, file_name, what, remedy
        self.message_vi, self.message_en = rules.render(rule, {"file": file_name, "what": what, "remedy": remedy})
        # A message names the file, then what is wrong with it, then the remedy.
        said, _, told = self.message_en.removeprefix(f"File “{file_name}” ").partition(". ")
        super().__init__(said, place=file_name, remedy=told)

    def __reduce__(self) -> tuple:
        # An exception with its own arguments does not survive a process pool without being told how it was made.
        return UnreadableDocument, (self.rule, self.file_name, self._what, self._remedy)


def empty_file(file_name: str) -> UnreadableDocument:
    """The refusal of a file that holds nothing, or nothing but white space."""
    return UnreadableDocument("TYP-001", file_name)


def unknown_type(file_name: str, media_type: str) -> UnreadableDocument:
    """The refusal of a file that is something else than a report: a photo, an archive, an old binary format."""
    name_vi = _NAMES_VI.get(media_type) or _NAMES_VI.get(media_type.split("/")[0], media_type)
    what = (f"thực chất là {name_vi} ({media_type}), không phải báo cáo đọc được",
            f"is really {media_type}, not a report that can be read")  # fmt: skip
    return UnreadableDocument("TYP-002", file_name, what, _REMEDIES.get(media_type, _REPORT))


def unknown_encoding(file_name: str) -> UnreadableDocument:
    """The refusal of text in an old Vietnamese font encoding, or damaged on its way."""
    what = ("là văn bản không dùng mã UTF-8 (có thể là phông cũ TCVN3, VNI) hoặc bị hỏng ký tự",
            "is text that is not UTF-8 (perhaps in an old font encoding), or is damaged")  # fmt: skip
    return UnreadableDocument("TYP-002", file_name, what)


def no_text_layer(file_name: str) -> UnreadableDocument:
    """The refusal of a document made of pictures only."""
    return UnreadableDocument("TYP-003", file_name)


def damaged_file(file_name: str) -> UnreadableDocument:
    """The refusal of a file cut short on its way, broken inside, or locked with a password."""
    return UnreadableDocument("TYP-004", file_name)


def too_large(file_name: str) -> UnreadableDocument:
    """The refusal of a file that would fill the memory of whoever opens it."""
    what = ("khai báo dung lượng sau giải nén quá lớn", "declares a size beyond what is opened")
    remedy = ("Chép phần số liệu sang một tệp mới, bỏ ảnh, bỏ dòng và cột trống được định dạng",
              "Copy the figures into a new file without pictures and formatted empty rows and columns")  # fmt: skip
    return UnreadableDocument("TYP-010", file_name, what, remedy)


def too_far_spread(file_name: str, sheet: str, cell: str) -> UnreadableDocument:
    """The refusal of a workbook with a filled cell so far from the others that its sheet would fill the memory."""
    what = (f"có ô {cell} của trang tính “{sheet}” nằm quá xa phần số liệu",
            f"has cell {cell} of sheet “{sheet}” too far from its figures")  # fmt: skip
    remedy = (f"Xóa những dòng và cột thừa đến ô {cell} của trang tính “{sheet}”, lưu tệp",
              f"Delete the rows and columns out to cell {cell} of sheet “{sheet}”, save the file")  # fmt: skip
    return UnreadableDocument("TYP-010", file_name, what, remedy)


def unsafe_content(file_name: str) -> UnreadableDocument:
    """The refusal of a file with parts that no office program writes."""
    return UnreadableDocument("TYP-011", file_name)
