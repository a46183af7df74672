"""Rows of a made-up release, for what the boards tell of them."""

from hand_made import insert
from psycopg import Connection

PLACE = {"area_list": "before_2025_07", "province_code": "98", "province_name": "Biển Xanh", "round": "2024H1"}


def insert_release(connection: Connection, release_id: str) -> None:
    insert(connection, "release.releases", release_id=release_id, **PLACE, release_number=int(release_id[-3:]),
           content_sha256="0" * 64, published_at="2024-09-10", status="provisional", rule_set_version="1",
           code_version="1")  # fmt: skip


def insert_sources(connection: Connection, release_id: str, table: str, row_key: str, stated: dict) -> None:
    """What each unit states of a row: `{unit: {measure: value}}`."""
    for unit, numbers in stated.items():
        for measure, value in numbers.items():
            insert(connection, "release.sources", release_id=release_id, table_name=table, row_key=row_key,
                   measure=measure, submission_id=unit, figure_id=measure, reporting_unit_code=unit, value=value,
                   presence="not_applicable" if value is None else "stated")  # fmt: skip
