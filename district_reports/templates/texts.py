"""The words of templates, from `texts.yml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from district_reports.rules import word


@cache
def texts() -> Mapping[str, Any]:
    """All texts, in the order of the file."""
    return yaml.safe_load(files("district_reports.templates").joinpath("texts.yml").read_text(encoding="utf-8"))


def text(name: str, /, **values: str) -> str:
    """One text with its places filled in."""
    return str(texts()[name]).format(**values)


def check_text(name: str, /, **values: str) -> str:
    """One text about a cell with its places filled in."""
    return str(texts()["checks"][name]).format(**values)


def unit_label(unit: str) -> str:
    """A unit as templates print it: `households` → `hộ`, `vnd` → `triệu đồng`."""
    return texts()["units"].get(unit) or word("units", unit)[0]
