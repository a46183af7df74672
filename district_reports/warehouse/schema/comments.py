"""Comments of the schema `analytics`: what each view and column means, in Vietnamese, for whoever asks by SQL."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from psycopg import Connection, sql

from district_reports.settings import PROJECT_DIR

_COLUMNS = PROJECT_DIR / "dbt_project" / "models" / "_columns.md"
_DOCUMENTED = re.compile(r"{% docs (?P<name>\w+) %}(?P<text>.*?){% enddocs %}", re.DOTALL)
_IN_VIETNAMESE = re.compile(r"^Tiếng Việt: (?P<words>.*)", re.DOTALL | re.MULTILINE)
_ENDED = re.compile(r"(?P<name>\w+?)(?P<ending>(?:_recast|_national)?(?:_as_of)?)")
_KINDS = {"view": sql.SQL("view"), "column": sql.SQL("column"), "function": sql.SQL("function")}

# Views with their columns, and functions of a day; each with the comment it has now.
_COMMENTED = """
select 'view', class.relname::text, null, obj_description(class.oid, 'pg_class')
from pg_class as class
where class.relnamespace = 'analytics'::regnamespace and class.relkind = 'v'
union all
select 'column', class.relname::text, attribute.attname::text, col_description(class.oid, attribute.attnum)
from pg_class as class
join pg_attribute as attribute on class.oid = attribute.attrelid and attribute.attnum > 0
where class.relnamespace = 'analytics'::regnamespace and class.relkind = 'v' and not attribute.attisdropped
union all
select 'function', proname::text, null, obj_description(oid, 'pg_proc')
from pg_proc
where pronamespace = 'analytics'::regnamespace
"""


def write_comments(connection: Connection) -> None:
    """Say of every view, column and function what it means; only what changed is written."""
    for kind, name, column, present in connection.execute(_COMMENTED).fetchall():
        told = describe(name, column)
        if told is None or told == present:
            continue
        place = sql.Identifier("analytics", name, column) if column else sql.Identifier("analytics", name)
        signature = sql.SQL("(date)") if kind == "function" else sql.SQL("")
        comment = sql.SQL("comment on {} {}{} is {}").format(_KINDS[kind], place, signature, sql.Literal(told))
        connection.execute(comment)


def describe(name: str, column: str | None = None) -> str | None:
    """What a view, function or column of `analytics` means; None where nobody says.

    >>> describe("poverty_recast")
    'Hộ nghèo, hộ cận nghèo của tỉnh: mỗi dòng một năm rà soát. Theo địa giới 34 tỉnh, thành phố hiện nay.'
    """
    words = analytics_words()
    match = _ENDED.fullmatch(name)
    base, ending = (match["name"], match["ending"]) if match else (name, "")
    if column is not None:
        in_one_view = words["in_one_view"].get(base, {})
        return in_one_view.get(column) or words["columns"].get(column) or _columns_of_models().get(column)
    told = words["views"].get(base)
    return " ".join([told, *(words["endings"][end] for end in words["endings"] if end in ending)]) if told else None


@cache
def analytics_words() -> Mapping[str, Any]:
    """What is said here alone: of views, and of columns that no model has."""
    text = files("district_reports.warehouse.schema").joinpath("analytics_words.yml").read_text(encoding="utf-8")
    return yaml.safe_load(text)


@cache
def _columns_of_models() -> Mapping[str, str]:
    documented = _DOCUMENTED.finditer(_COLUMNS.read_text(encoding="utf-8"))
    told = {match["name"]: _IN_VIETNAMESE.search(match["text"]) for match in documented}
    return {name: " ".join(match["words"].split()) for name, match in told.items() if match}
