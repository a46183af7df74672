"""The SQL of waiting: which units a province expects for a round, by when, and whether they had reported by a day."""

from datetime import date
from typing import Any

from psycopg import Connection
from psycopg.rows import dict_row


def list_expected_units(connection: Connection, on: date) -> list[dict[str, Any]]:
    """One row per unit of each province × round that anyone reported on, with `has_reported` as of the end of `on`.

    `due_date` is that of the reports on the round that have come, null where no deadline is known. None before the
    first rollup. The units are those of the whole area list, with their dates: which of them stood at the round's end
    is the caller's to say.
    """
    with connection.transaction(), connection.cursor(row_factory=dict_row) as cursor:
        built = "select to_regclass('rollups.agg_province_completeness_by_round') as name"
        if cursor.execute(built).fetchall() == [{"name": None}]:
            return []
        return cursor.execute(_EXPECTED_UNITS, {"on": on}).fetchall()


_EXPECTED_UNITS = """
with awaited as (

    select distinct area_list, province_code, province_name, round
    from rollups.agg_province_completeness_by_round
    where area_view = 'as_reported'

),

-- Deadlines are a province's or everybody's, never a unit's.
due as (

    select area_list, province_code, round, max(due_date) as due_date
    from marts.fct_submission_timeliness
    group by area_list, province_code, round

),

received as (

    select distinct area_list, reporting_unit_code, round
    from marts.fct_submissions
    where (received_at at time zone 'Asia/Ho_Chi_Minh')::date <= %(on)s

)

select
    awaited.area_list, awaited.province_code, awaited.province_name, awaited.round,
    units.reporting_unit_code, units.reporting_unit_name, units.valid_from_date, units.valid_to_date,
    due.due_date, received.reporting_unit_code is not null as has_reported
from awaited
join marts.dim_reporting_units as units
    on awaited.area_list = units.area_list and awaited.province_code = units.province_code
left join due
    on
        awaited.area_list = due.area_list
        and awaited.province_code = due.province_code
        and awaited.round = due.round
left join received
    on
        units.area_list = received.area_list
        and units.reporting_unit_code = received.reporting_unit_code
        and awaited.round = received.round
"""
