"""Whether households are all there are of the unit, by the words around their number."""

import re

from district_reports.readers.language.clauses import Clause

PEOPLE_FOLLOW = re.compile(
    r"\s*(?:dan(?: cu)?\s*)?(?:,|voi|va|/|;|\()?\s*(?:voi |co |tuong ung )?\s*[\d.]+\s*(?:nhan\s+)?khau"
)
"""What stands behind households whose people are told, too: "8.960 hộ với 31.715 khẩu"."""
_POOR_FOLLOW = re.compile(
    r"\s*(?:dan(?: cu)?\s*)?[,;(]?\s*(?:trong do|gom|trong so do)[^.;\d]{0,20}\d[\d.]*\s*ho\s+(?:can\s+)?ngheo"
)
_ALL_TOGETHER = re.compile(r"\btong (?:so )?(?:co )?$")
_RESIDENT = re.compile(r"\s*(?:dan(?: cu)?|gia dinh)\b(?! (?:duoc|tham gia|thuoc|vay|ngheo))")
_NO_MORE_SAID = re.compile(r"\s*dan(?: cu)?\s*(?:[.,;]|$)")
_UNIT_HAS = re.compile(
    r"\b(?:huyen|xa|thi xa|thanh pho|thi tran|phuong|dia ban)(?:\s+ø[ø ]*)?\s+(?:hien\s+)?co\s*(?:tong so\s*)?$"
)


def is_everyone(clause: Clause, *, is_of_people: bool) -> bool:
    """ "toàn huyện có 8.960 hộ với 31.715 khẩu", "41.265 khẩu/8.960 hộ": the households of the whole unit.

    `is_of_people` says that the number it explains counts all people of the unit.
    """
    if is_of_people:
        return not clause.before.strip(" /,;")
    if _ALL_TOGETHER.search(clause.before) and _RESIDENT.match(clause.beside):
        return True
    behind = (PEOPLE_FOLLOW, _POOR_FOLLOW, _NO_MORE_SAID)
    return _UNIT_HAS.search(clause.before) is not None and any(one.match(clause.following) for one in behind)
