"""Metrics by name and dimension, as the semantic models of the dbt project define them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from psycopg import Cursor, sql
from psycopg.rows import dict_row

from district_reports.problems import DistrictReportsError
from district_reports.values import fold
from district_reports.warehouse.building.transform import parse_project, project_directory
from district_reports.warehouse.database.connection import connect

if TYPE_CHECKING:
    from dbt.contracts.graph.manifest import Manifest

# dbt leaves open what its nodes have where none of ours is without it.
Metric = Any
SemanticModel = Any

METRIC_COLUMNS = ("metric", "name_vi", "name_en", "unit", "grain", "dimensions")
MOST_TOLD = 8


def list_metrics(local_dir: Path) -> list[dict[str, str]]:
    """What can be asked for, as rows of METRIC_COLUMNS.

    `grain` are the dimensions of which a query groups by or fixes each, `dimensions` those it may.
    """
    catalogue = _Catalogue(parse_project(project_directory(), local_dir))
    asked_for = [metric for metric in catalogue.metrics.values() if _is_asked_for(metric)]
    # dbt keeps them in the order in which it last read their files.
    asked_for.sort(key=lambda metric: (catalogue.lines_of(metric.name).name, metric.name))
    return [catalogue.describe(metric) for metric in asked_for]


def query_metric(
    url: str, local_dir: Path, metric: str, by: Sequence[str] = (), where: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """The metric in each group of `by`, of what has the dimensions `where`: rows of these and `value`, sorted.

    Metrics may be called by their Vietnamese or English names, `province` be said for `province_name`, and so of units;
    values are compared without marks and case. A ratio is made of sums, never of ratios; one in percent is times 100.
    Raises DistrictReportsError, telling what there is, for a name or a value that is none, and where a dimension that
    must not be added up is neither grouped by nor given.
    """
    question = _Catalogue(parse_project(project_directory(), local_dir)).ask(metric, by, where or {})
    with connect(url) as connection, connection.cursor(row_factory=dict_row) as cursor:
        question = replace(question, where=_known_values(cursor, question))
        rows = cursor.execute(question.statement, list(question.fixed.values())).fetchall()
    return sorted(rows, key=lambda row: [str(row[name]) for name in question.by])


@dataclass(frozen=True)
class _Question:
    """One metric of one semantic model, in the names of its dimensions."""

    metric: str
    value: sql.Composable
    lines: SemanticModel
    units: SemanticModel | None
    by: tuple[str, ...]
    where: Mapping[str, str]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """All dimensions there are."""
        return tuple(dimension.name for model in (self.lines, self.units) if model for dimension in model.dimensions)

    @property
    def fixed(self) -> dict[str, str]:
        """What is asked about: as named, and the whole of what has one and is not."""
        wholes = self.lines.config.meta.get("unless_named", {})
        return {name: value for name, value in wholes.items() if name not in self.by} | dict(self.where)

    @property
    def statement(self) -> sql.Composed:
        """The query, with a parameter for each of `fixed`."""
        keys = sql.SQL(", ").join(map(sql.Identifier, self.by)) if self.by else sql.SQL("()")
        columns = [*map(sql.Identifier, self.by), sql.SQL("{} as value").format(self.value)]
        conditions = [sql.SQL("{}::text = %s").format(sql.Identifier(name)) for name in self.fixed]
        return sql.SQL("{rows} where {conditions} group by {keys}").format(
            rows=self.select(sql.SQL(", ").join(columns)),
            conditions=sql.SQL(" and ").join([sql.SQL("true"), *conditions]),
            keys=keys,
        )

    def select(self, columns: sql.Composable) -> sql.Composed:
        """A query of these columns over all lines, each with its unit where it is about one."""
        if self.units is None:
            query = "with lines as ({lines}) select {columns} from lines"
        else:
            query = (
                "with units as ({units}), lines as ({lines})"
                " select {columns} from lines left join units using (reporting_unit)"
            )
        units = _select(self.units) if self.units else sql.SQL("")
        return sql.SQL(query).format(lines=_select(self.lines), units=units, columns=columns)


class _Catalogue:
    """The metrics and semantic models of the project."""

    def __init__(self, manifest: "Manifest") -> None:
        self.metrics: Mapping[str, Metric] = {node.name: node for node in manifest.metrics.values()}
        self._models: Sequence[SemanticModel] = list(manifest.semantic_models.values())

    def ask(self, metric: str, by: Sequence[str], where: Mapping[str, str]) -> _Question:
        """What is asked for in the names of the project; refused where it would be added up wrongly."""
        question = self._whole(self._find_metric(metric))
        question = replace(
            question,
            by=tuple(dict.fromkeys(_find_dimension(question, name) for name in by)),
            where={_find_dimension(question, name): value for name, value in where.items()},
        )
        _check_grain(question)
        return question

    def describe(self, metric: Metric) -> dict[str, str]:
        """One row of METRIC_COLUMNS."""
        question = self._whole(metric.name)
        grain = question.lines.config.meta["must_be_named"]
        others = [name for name in question.dimensions if name not in grain]
        texts = (metric.name, metric.label, metric.description, metric.config.meta["unit"])
        return dict(zip(METRIC_COLUMNS, (*texts, " × ".join(grain), ", ".join(others)), strict=True))

    def lines_of(self, metric: str) -> SemanticModel:
        """The semantic model that a metric is made of."""
        measure = self._measures(metric)[0]
        return next(model for model in self._models if measure in {each.name for each in model.measures})

    def _whole(self, metric: str) -> _Question:
        """The metric before anything is said of its dimensions."""
        lines = self.lines_of(metric)
        is_of_units = any(entity.name == "reporting_unit" for entity in lines.entities)
        units = next(model for model in self._models if model.name == "reporting_units") if is_of_units else None
        return _Question(metric, self._value(metric), lines, units, (), {})

    def _find_metric(self, asked: str) -> str:
        """The metric of this name, in the project's spelling, in Vietnamese or in English."""
        if asked in self.metrics:
            return asked
        names = {
            fold(name): metric.name
            for metric in self.metrics.values()
            if _is_asked_for(metric)
            for name in (metric.name, metric.label, metric.description)
        }
        if fold(asked) in names:
            return names[fold(asked)]
        words = set(fold(asked).split())
        holding = sorted((name for name in names if words <= set(name.split())), key=len)
        alike_names = holding or get_close_matches(fold(asked), names, n=MOST_TOLD, cutoff=0.5)
        near = dict.fromkeys(names[name] for name in alike_names)
        alike = f"the nearest are {', '.join(list(near)[:MOST_TOLD])}; " if near else ""
        raise DistrictReportsError(
            f"there is no metric '{asked}'", place="metric", remedy=f"{alike}`district-reports metrics` lists all"
        )

    def _measures(self, name: str) -> list[str]:
        parameters = self.metrics[name].type_params
        if parameters.measure:
            return [parameters.measure.name]
        inputs = parameters.metrics or [parameters.numerator, parameters.denominator]
        return [measure for each in inputs for measure in self._measures(each.name)]

    def _value(self, name: str) -> sql.Composable:
        metric, parameters = self.metrics[name], self.metrics[name].type_params
        if parameters.measure:
            return sql.SQL("sum({})").format(sql.Identifier(parameters.measure.name))
        if parameters.numerator:
            scale = sql.Literal(100 if metric.config.meta.get("unit") == "percent" else 1)
            part, whole = self._value(parameters.numerator.name), self._value(parameters.denominator.name)
            return sql.SQL("round({} * {}::numeric / nullif({}, 0), 2)").format(scale, part, whole)
        values = {each.name: self._value(each.name) for each in parameters.metrics}
        pieces = re.split(rf"\b({'|'.join(values)})\b", parameters.expr)
        return sql.Composed([values.get(piece, sql.SQL(piece)) for piece in pieces])


def _is_asked_for(metric: Metric) -> bool:
    """Whether people ask for it; others are there to make these of."""
    return "unit" in metric.config.meta and not metric.config.meta.get("is_side")


def _find_dimension(question: _Question, name: str) -> str:
    for known in (name, f"{name}_name", f"reporting_{name}_name"):
        if known in question.dimensions:
            return known
    raise DistrictReportsError(
        f"'{question.metric}' has no dimension {name}",
        place=question.metric,
        remedy=f"it has {', '.join(question.dimensions)}",
    )


def _check_grain(question: _Question) -> None:
    named = {*question.by, *question.fixed}
    if missing := [name for name in question.lines.config.meta["must_be_named"] if name not in named]:
        grouped = " ".join(f"--by {name}" for name in missing)
        raise DistrictReportsError(
            f"'{question.metric}' cannot be added up over {', '.join(missing)}",
            place=question.metric,
            remedy=f"group by each ({grouped}), or say which one is meant (--where {missing[0]}=…)",
        )


def _known_values(cursor: Cursor[dict[str, Any]], question: _Question) -> dict[str, str]:
    """The values asked about as they are written; a DistrictReportsError tells those there are."""
    written = {}
    for name, asked in question.where.items():
        column = sql.SQL("distinct {}::text as value").format(sql.Identifier(name))
        rows = cursor.execute(question.select(column)).fetchall()
        values = sorted(row["value"] for row in rows if row["value"] is not None)
        if not values:
            raise DistrictReportsError(
                f"there are no numbers for '{question.metric}' yet", place=question.metric,
                remedy="`district-reports run` reads the inbox and adds up",
            )  # fmt: skip
        same = [value for value in values if fold(value) == fold(asked)]
        if not same:
            more = " …" if len(values) > MOST_TOLD else ""
            raise DistrictReportsError(
                f"no {name} is '{asked}'", place=question.metric,
                remedy=f"there are: {', '.join(repr(value) for value in values[:MOST_TOLD])}{more}",
            )  # fmt: skip
        written[name] = asked if asked in same else same[0]
    return written


def _select(model: SemanticModel) -> sql.Composed:
    """Everything a semantic model names, from the table it stands on."""
    named = [*model.entities, *model.dimensions, *model.measures]
    columns = [sql.SQL("{} as {}").format(sql.SQL(each.expr or each.name), sql.Identifier(each.name)) for each in named]
    table = sql.Identifier(model.node_relation.schema_name, model.node_relation.alias)
    return sql.SQL("select {} from {}").format(sql.SQL(", ").join(columns), table)
