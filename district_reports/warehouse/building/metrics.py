"""Metrics by name and dimension, as the semantic models of the dbt project define them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg import sql
from psycopg.rows import dict_row

from district_reports.problems import DistrictReportsError
from district_reports.warehouse.building.transform import parse_project, project_directory
from district_reports.warehouse.database.connection import connect

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

# dbt leaves open what its nodes have where none of ours is without it.
Metric = Any
SemanticModel = Any


def query_metric(
    url: str, local_dir: Path, metric: str, by: Sequence[str] = (), where: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The metric in each group of `by`, of what has the dimensions `where`: rows of these and `value`, sorted.

    A ratio is made of sums, never of ratios, and one in percent is times 100. Raises DistrictReportsError for a name
    that is none, and where a dimension that must not be added up is neither grouped by nor given.
    """
    manifest = parse_project(project_directory(), local_dir)
    statement, parameters = compile_metric(manifest, metric, by, where or {})
    with connect(url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(statement, parameters).fetchall()
    return sorted(rows, key=lambda row: [str(row[name]) for name in by])


def compile_metric(
    manifest: "Manifest", metric: str, by: Sequence[str], where: Mapping[str, str]
) -> tuple[sql.Composed, list[str]]:
    """The query behind `query_metric`, and its parameters."""
    metrics = {node.name: node for node in manifest.metrics.values()}
    if metric not in metrics:
        raise DistrictReportsError(
            f"there is no metric '{metric}'", place="metric", remedy=f"ask for one of {', '.join(sorted(metrics))}"
        )
    measures = _measures(metrics, metric)
    lines = next(m for m in manifest.semantic_models.values() if measures[0] in {each.name for each in m.measures})
    units = next(m for m in manifest.semantic_models.values() if m.name == "reporting_units")
    wholes = {name: value for name, value in lines.config.meta.get("unless_named", {}).items() if name not in by}
    fixed = wholes | dict(where)
    _check_dimensions(metric, {*by, *fixed}, lines, units)
    keys = sql.SQL(", ").join(map(sql.Identifier, by)) if by else sql.SQL("()")
    statement = sql.SQL(
        "with units as ({units}), lines as ({lines}) select {columns} from lines left join units using (reporting_unit)"
        " where {conditions} group by {keys}"
    ).format(
        units=_select(units),
        lines=_select(lines),
        columns=sql.SQL(", ").join([*map(sql.Identifier, by), _value(measures, metrics[metric])]),
        conditions=sql.SQL(" and ").join([sql.SQL("{} = %s").format(sql.Identifier(name)) for name in fixed]),
        keys=keys,
    )
    return statement, list(fixed.values())


def _measures(metrics: Mapping[str, Metric], name: str) -> list[str]:
    """The measure of a simple metric, or the two of a ratio."""
    parameters = metrics[name].type_params
    if parameters.numerator and parameters.denominator:
        return [*_measures(metrics, parameters.numerator.name), *_measures(metrics, parameters.denominator.name)]
    return [parameters.measure.name]


def _check_dimensions(metric: str, named: set[str], lines: SemanticModel, units: SemanticModel) -> None:
    known = [dimension.name for model in (lines, units) for dimension in model.dimensions]
    if unknown := sorted(named - set(known)):
        raise DistrictReportsError(
            f"'{metric}' has no dimension {', '.join(unknown)}", place=metric, remedy=f"it has {', '.join(known)}"
        )
    if missing := [name for name in lines.config.meta.get("must_be_named", []) if name not in named]:
        raise DistrictReportsError(
            f"'{metric}' cannot be added up over {', '.join(missing)}",
            place=metric,
            remedy="group by each of these, or say which one is meant",
        )


def _select(model: SemanticModel) -> sql.Composed:
    """Everything a semantic model names, from the table it stands on."""
    named = [*model.entities, *model.dimensions, *model.measures]
    columns = [sql.SQL("{} as {}").format(sql.SQL(each.expr or each.name), sql.Identifier(each.name)) for each in named]
    table = sql.Identifier(model.node_relation.schema_name, model.node_relation.alias)
    return sql.SQL("select {} from {}").format(sql.SQL(", ").join(columns), table)


def _value(measures: Sequence[str], metric: Metric) -> sql.Composed:
    sums = [sql.SQL("sum({})").format(sql.Identifier(measure)) for measure in measures]
    if len(sums) == 1:
        return sql.SQL("{} as value").format(*sums)
    scale = sql.Literal(100 if metric.config.meta.get("unit") == "percent" else 1)
    return sql.SQL("round({} * {}::numeric / nullif({}, 0), 2) as value").format(scale, *sums)
