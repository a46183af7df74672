"""A workbook's package after it was saved: the same bytes for the same content, and results beside formulas."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime

# openpyxl writes a formula without its result.
_EMPTY_RESULT = re.compile(rb'(?P<cell><c r="(?P<address>[A-Z]+[0-9]+)"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)')
# A zip cannot hold an earlier moment; what matters is that it is always the same.
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def rewrite_package(content: bytes, moment: datetime, results: Mapping[str, Mapping[str, str]]) -> bytes:
    """The same workbook with `moment` for the time of writing, which openpyxl and zip put in, and results of formulas.

    `results` are by the sheet's place in the package and the cell's address.
    """
    written_at = moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    with source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as rewritten:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", written_at, part)
            if results.get(name):
                part = _with_results(part, results[name])
            rewritten.writestr(zipfile.ZipInfo(name, _ZIP_EPOCH), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def _with_results(part: bytes, results: Mapping[str, str]) -> bytes:
    def fill(match: re.Match[bytes]) -> bytes:
        return match["cell"] + b"<v>" + results[match["address"].decode()].encode() + b"</v>"

    return _EMPTY_RESULT.sub(fill, part)
