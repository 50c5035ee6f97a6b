"""Queries whose SQL is written once a process: for a page, writing SQL costs ten times what the database takes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, QuerySet
from django.db.models.query import get_related_populators


class Given(Expression):
    """Stands in a queryset for a value that is named when the query is asked."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list["Given"]]:
        return "%s", [self]


@dataclass(frozen=True)
class _Plan:
    """The SQL of a queryset, and how its rows become values and instances."""

    sql: str
    params: tuple[Any, ...]
    converters: tuple[tuple[int, list[Callable], Any], ...]
    load: Callable[[Any], Any] | None  # None where the queryset gives values


class Prepared:
    """A queryset that names its values with `Given`; made when it is first asked, for models are not there before."""

    def __init__(self, make: Callable[[], QuerySet]) -> None:
        self._make = make
        self._plans: dict[str, _Plan] = {}

    def rows(self, **given: Any) -> list[Any]:
        """The rows of a queryset made by `values_list`, read to the last."""
        connection = connections[DEFAULT_DB_ALIAS]
        plan = self._plan(connection)
        rows = ask(plan.sql, bound(plan.params, given))
        return [_converted(row, plan.converters, connection) for row in rows] if plan.converters else rows

    def objects(self, **given: Any) -> list[Any]:
        """The instances of a queryset of models, with what it selects beside them."""
        rows = self.rows(**given)
        load = self._plan(connections[DEFAULT_DB_ALIAS]).load
        return [load(row) for row in rows]

    def first(self, **given: Any) -> Any:
        """The first of the instances, or None."""
        return next(iter(self.objects(**given)), None)

    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """SQL and parameters, for a larger statement it is part of."""
        plan = self._plan(connections[DEFAULT_DB_ALIAS])
        return plan.sql, plan.params

    def _plan(self, connection: Any) -> _Plan:
        plan = self._plans.get(connection.vendor)
        if plan is None:
            plan = self._plans[connection.vendor] = _plan_of(self._make(), connection)
        return plan


def _plan_of(queryset: QuerySet, connection: Any) -> _Plan:
    compiler = queryset.query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
    ordered = tuple((position, *converters[position]) for position in sorted(converters))
    return _Plan(sql, tuple(params), ordered, _loader(compiler, connection.alias))


def _loader(compiler: Any, alias: str) -> Callable[[Any], Any] | None:
    """What makes an instance of a row, as Django's own iteration does; None where no model is selected."""
    chosen = compiler.klass_info
    if chosen is None:
        return None
    model, positions = chosen["model"], chosen["select_fields"]
    start, end = positions[0], positions[-1] + 1
    names = [column.target.attname for column, _sql, _alias in compiler.select[start:end]]
    populators = get_related_populators(chosen, compiler.select, alias)
    annotations = tuple(compiler.annotation_col_map.items())

    def load(row: Any) -> Any:
        instance = model.from_db(alias, names, row[start:end])
        for populator in populators:
            populator.populate(row, instance)
        for name, position in annotations:
            setattr(instance, name, row[position])
        return instance

    return load


def ask(sql: str, params: list[Any]) -> list[tuple]:
    """All rows of a statement, as the database gives them."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def bound(params: Iterable[Any], given: dict[str, Any]) -> list[Any]:
    """Parameters for the database, with the values that were named."""
    return [_value(given[param.name] if isinstance(param, Given) else param) for param in params]


def _value(value: Any) -> Any:
    return connections[DEFAULT_DB_ALIAS].ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def _converted(row: tuple, converters: Iterable[tuple[int, list[Callable], Any]], connection: Any) -> list[Any]:
    values = list(row)
    for position, functions, expression in converters:
        value = values[position]
        for convert in functions:
            value = convert(value, expression, connection)
        values[position] = value
    return values
