"""No rule of reading may know a particular report: neither its places, nor its figures, nor its lines."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import district_reports
from district_reports.registry import districts_of, provinces

PACKAGE = Path(district_reports.__file__).parent
# Documents turn bytes into text and text into paragraphs; what words mean is not theirs to say.
RULE_PACKAGES = ("language", "outline", "narrative", "workbooks")
READERS = [path for package in RULE_PACKAGES for path in (PACKAGE / "readers" / package).glob("*.py")]
FILES = sorted([*(PACKAGE / "phrases").glob("*.yml"), *READERS])

_FIGURE = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?:,\d+)?(?![\d.])|(?<!\w)\d{4,9}(?!\w)")
_YEAR = re.compile(r"(?:19|20)\d\d")
# How much is read at most is a limit of the program, and no figure of a report: MOST_CELLS, _MOST_KEYS.
_LIMIT = re.compile(r"_?MOST_")
_PLACE_IN_A_REPORT = re.compile(r"[\"'#]p\d+[\"':]")


def _rules_of(path: Path) -> str:
    """What a file rules by: a phrase file whole, of a module its constants, for its docstrings may give examples."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return text
    tree = ast.parse(text)
    tree.body = [node for node in tree.body if not _is_limit(node)]
    nodes = list(ast.walk(tree))
    spoken = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return "\n".join(str(n.value) for n in nodes if isinstance(n, ast.Constant) and id(n) not in spoken)


def _is_limit(node: ast.stmt) -> bool:
    """Whether a statement names nothing but limits."""
    if not isinstance(node, ast.Assign):
        return False
    names = [name.id for target in node.targets for name in ast.walk(target) if isinstance(name, ast.Name)]
    return bool(names) and all(_LIMIT.match(name) for name in names)


@cache
def _district_names() -> list[str]:
    """Names of districts as the older list has them; those of one syllable may be any word."""
    names = {district.name for province in provinces() for district in districts_of(province.code)}
    return sorted(name for name in names if " " in name)


def test_there_are_rules_to_look_at():
    assert len([path for path in FILES if path.suffix == ".yml"]) >= 4
    assert len([path for path in FILES if path.suffix == ".py"]) >= 10
    assert len(_district_names()) > 500


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rule_names_no_district(path):
    a_district = rf"(?<!\w)(?:{'|'.join(map(re.escape, _district_names()))})(?!\w)"
    assert re.findall(a_district, _rules_of(path)) == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rule_names_no_figure(path):
    figures = _FIGURE.findall(_rules_of(path))
    assert [figure for figure in figures if not _YEAR.fullmatch(figure)] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_rule_names_no_line_of_a_report(path):
    assert _PLACE_IN_A_REPORT.findall(_rules_of(path)) == []
