"""What codes are called in Vietnamese, as a table that the views of `analytics` look into: `analytics.words`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from psycopg import Connection

from district_reports import registry
from district_reports.wording import words_of

_WRITE = """
with told as (

    select * from unnest(%s::text[], %s::text[], %s::text[]) as told (kind, code, word)

)

insert into analytics.words as words (kind, code, word)
select kind, code, word from told
on conflict (kind, code) do update set word = excluded.word where words.word <> excluded.word
"""


def write_words(connection: Connection) -> None:
    """Indicators, units of measure, who or what a number is of, rounds, places; only what changed is written."""
    words = words_of("vi")
    told = [("indicator", indicator.name, indicator.label_vi) for indicator in registry.indicators().values()]
    told += [("unit", code, word) for code, word in words["units"].items()]
    for kind in ("breakdown", "component", "round", "place"):
        told += [(kind, code, word) for code, word in words[kind].items()]
    told += [(kind, code, word) for kind, named in labels_of_codes().items() for code, word in named.items()]
    connection.execute(_WRITE, [list(column) for column in zip(*told, strict=True)])


@cache
def labels_of_codes() -> Mapping[str, Mapping[str, str]]:
    """What codes are called where they stand for themselves, by kind, in the order of `codes.yml`."""
    return yaml.safe_load(files("district_reports.warehouse.schema").joinpath("codes.yml").read_text(encoding="utf-8"))
