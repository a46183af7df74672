"""The SQL of the country's releases: sums of the rollups, beside the releases of provinces that make them up.

A release of the country copies no evidence: it names the provinces' releases, which never change and hold it.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from psycopg import Connection, sql

from district_reports.values import end_of_round
from district_reports.warehouse.database.rows import Rows, read_rows
from district_reports.warehouse.releases.content import EVIDENCE, TABLE_BY_NAME, parts_of

_ADDED_UP = ("_vnd", "_count", "_value")
_SAID_BY_NO_SENTENCE = {
    "figure_id": "", "presence": "stated", "bound": "exact", "value_text": "", "unit_text": "", "quote": "",
    "locator": "", "file_name": "", "file_sha256": "",
}  # fmt: skip


def list_provinces(connection: Connection, round_: str) -> Rows:
    """Every province that stood at the end of the round, with its release in force and how complete that is.

    A province without a release has only the number of its units.
    """
    return read_rows(connection, _PROVINCES, {"round": round_, "round_end": end_of_round(round_)})


def list_province_numbers(
    connection: Connection,
    national_key: str,
    provinces: Iterable[Mapping[str, Any]],
    table_names: Collection[str] = tuple(TABLE_BY_NAME),
) -> Rows:
    """What each province's release says in the country's cells of these tables: rows like those of `release.sources`.

    Also what a province recomputed, such as a rate: `is_added_up` tells what the country's cell is the sum of.
    """
    names = {row["province_release_id"]: row for row in provinces if row["province_release_id"]}
    numbers: Rows = []
    for table in (TABLE_BY_NAME[name] for name in table_names):
        query = sql.SQL("select * from release.{} where release_id = any(%(ids)s)").format(sql.Identifier(table.name))
        for row in read_rows(connection, query, {"ids": list(names)}):
            province = names[row["release_id"]]
            numbers += [
                {
                    "table_name": table.name, "row_key": _place_nationally(national_key, row), "measure": measure,
                    "reporting_unit_code": province["province_code"],
                    "reporting_unit_name": province["province_name"],
                    "submission_id": row["release_id"], "value": row[measure], **_SAID_BY_NO_SENTENCE,
                }
                for measure in table.measures
                if row[measure] is not None
            ]  # fmt: skip
    return numbers


def is_added_up(number: Mapping[str, Any]) -> bool:
    """Whether the country's cell is the sum of such numbers."""
    return number["measure"].endswith(_ADDED_UP) and not parts_of(number["measure"], {})


def list_provinces_as_units(connection: Connection, national_key: str, provinces: Rows) -> dict[str, Rows]:
    """Evidence in which each province is a unit of the country, and its release what it sent."""
    submissions = [
        {
            "submission_id": row["province_release_id"], "reporting_unit_code": row["province_code"],
            "reporting_unit_name": row["province_name"], "document_type": "release",
            "document_number": row["province_release_id"], "went_in": True,
        }
        for row in provinces if row["province_release_id"]
    ]  # fmt: skip
    return {"submissions": submissions, "sources": list_province_numbers(connection, national_key, provinces)}


def read_evidence(connection: Connection, national_key: str, provinces: Iterable[Mapping[str, Any]]) -> dict[str, Rows]:
    """The evidence in the provinces' releases, each source under the key of the country's row."""
    ids = [row["province_release_id"] for row in provinces if row["province_release_id"]]
    evidence = {}
    for name in EVIDENCE:
        query = sql.SQL("select * from release.{} where release_id = any(%(ids)s)").format(sql.Identifier(name))
        evidence[name] = read_rows(connection, query, {"ids": ids})
    prefixes = read_rows(connection, "select * from release.releases where release_id = any(%(ids)s)", {"ids": ids})
    own_keys = {row["release_id"]: _own_key(row) for row in prefixes}
    for source in evidence["sources"]:
        source["row_key"] = national_key + source["row_key"].removeprefix(own_keys[source["release_id"]])
    return evidence


def _place_nationally(national_key: str, row: Mapping[str, Any]) -> str:
    return national_key + row["row_key"].removeprefix(_own_key(row))


def _own_key(row: Mapping[str, Any]) -> str:
    return "|".join((row["area_list"], row["province_code"], row["round"]))


_PROVINCES = """
with standing as (

    select area_list, own_province_code as province_code, min(province_name) as province_name,
        count(*)::integer as expected_unit_count
    from marts.dim_unit_provinces
    where
        area_view = 'as_reported'
        and coalesce(valid_from_date <= %(round_end)s, true)
        and coalesce(valid_to_date >= %(round_end)s, true)
    group by area_list, own_province_code

),

in_force as (

    select * from analytics.releases
    where round = %(round)s

)

select
    coalesce(in_force.area_list, standing.area_list) as area_list,
    coalesce(in_force.province_code, standing.province_code) as province_code,
    coalesce(in_force.province_name, standing.province_name) as province_name,
    in_force.release_id as province_release_id, in_force.status,
    coalesce(in_force.expected_unit_count, standing.expected_unit_count) as expected_unit_count,
    coalesce(in_force.received_unit_count, 0) as received_unit_count,
    coalesce(in_force.accepted_unit_count, 0) as accepted_unit_count,
    coalesce(in_force.held_unit_count, 0) as held_unit_count,
    coalesce(in_force.waived_finding_count, 0) as waived_finding_count,
    coalesce(in_force.held_line_count, 0) as held_line_count
from standing
full join in_force on standing.area_list = in_force.area_list and standing.province_code = in_force.province_code
order by area_list, province_code
"""
