"""Plain inserts of many rows, where building a model for each would cost more than the database."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection, models

PLAIN_FIELDS = {
    "AutoField",
    "BigAutoField",
    "BooleanField",
    "CharField",
    "ForeignKey",
    "IntegerField",
    "OneToOneField",
    "PositiveIntegerField",
    "SlugField",
    "TextField",
}
PLAIN_VALUES = (str, int, bool, type(None))


def reserve_ids(model: type[models.Model], count: int) -> list[int]:
    """Ids for rows about to be inserted; call it in the transaction that inserts them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [number for (number,) in cursor.fetchall()]
        # A transaction holds SQLite's one write lock from its beginning: nobody else takes these numbers.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    first = (last[0] if last else 0) + 1
    return list(range(first, first + count))


def insert_instances(model: type[models.Model], instances: Iterable[Any]) -> None:
    """Insert the columns of the model's own table; `bulk_create` refuses models with a parent's table."""
    fields = model._meta.local_concrete_fields
    _insert(model, fields, ([field.pre_save(item, True) for field in fields] for item in instances))


def insert_values(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values, in the order of the field names."""
    _insert(model, [model._meta.get_field(name) for name in names], rows)


@lru_cache(maxsize=4096)
def _moment(value: datetime | None) -> Any:
    # The same moment stands in ten columns of a story and its rows.
    return connection.ops.adapt_datetimefield_value(value)


def _preparer(field: models.Field) -> Callable[[Any], Any]:
    """What a value of the field goes through on its way to the database; nothing for plain ones, which are most."""
    if field.get_internal_type() == "DateTimeField":
        return _moment
    if field.get_internal_type() not in PLAIN_FIELDS:
        return lambda value: field.get_db_prep_save(value, connection)
    return lambda value: value if type(value) in PLAIN_VALUES else field.get_db_prep_save(value, connection)


def _insert(model: type[models.Model], fields: Sequence[models.Field], rows: Iterable[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    prepare = [_preparer(field) for field in fields]
    prepared = [[ready(value) for ready, value in zip(prepare, row, strict=True)] for row in rows]
    if prepared:
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})", prepared)
