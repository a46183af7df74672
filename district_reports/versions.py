"""Which code made a result: hashes of the files that decide it, so that a change cannot go unnoticed."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from district_reports import __version__

_PACKAGE = Path(__file__).resolve().parent
_READING = ("readers/**/*.py", "phrases/*.yml", "layouts/*.yml", "values.py", "figures.py", "registry.py", "rules.yml")


@cache
def reader_version() -> str:
    """Changes with anything that changes what is read: a submission read by another version is read again."""
    paths = [path for pattern in _READING for path in _PACKAGE.glob(pattern)]
    seeds = _PACKAGE.parent / "dbt_project" / "seeds"
    return f"{__version__}+{_hash([*paths, *seeds.glob('*.csv')])}"


@cache
def code_version() -> str:
    """Changes with any code, model, rule or registry a release depends on."""
    project = _PACKAGE.parent
    patterns = ("district_reports/**/*", "dbt_project/models/**/*", "dbt_project/macros/**/*", "dbt_project/seeds/*",
                "expectations/**/*")  # fmt: skip
    found = (path for pattern in patterns for path in project.glob(pattern))
    return f"{__version__}+{_hash(p for p in found if p.is_file() and '__pycache__' not in p.parts)}"


def _hash(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
