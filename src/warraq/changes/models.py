"""The change log: one row for every event that changes what readers see, in the transaction of the event."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Func

from .keys import checked


class CurrentTransaction(Func):
    """The writing transaction's id on PostgreSQL, 0 on SQLite (whose ids are already in commit order)."""

    output_field = models.BigIntegerField()

    def as_sql(self, compiler, connection, **extra) -> tuple[str, list]:
        return ("pg_current_xact_id()" if connection.vendor == "postgresql" else "0"), []


class TransactionField(models.BigIntegerField):
    """`xid8` on PostgreSQL, so that a reader can compare it with a snapshot; a plain number elsewhere."""

    def db_type(self, connection) -> str | None:
        return "xid8" if connection.vendor == "postgresql" else super().db_type(connection)

    def select_format(self, compiler, sql, params) -> tuple:
        if compiler.connection.vendor == "postgresql":
            return f"{sql}::text::bigint", params
        return sql, params

    def get_placeholder(self, value, compiler, connection) -> str:
        return "%s::text::xid8" if connection.vendor == "postgresql" else "%s"


class ChangeManager(models.Manager):
    def note(self, kind: str, subject: str, keys: set[str]) -> "Change":
        """Write down an event. Refused outside a transaction: it would not live and die with its content."""
        connection = transaction.get_connection(self.db)
        if not connection.in_atomic_block:
            raise transaction.TransactionManagementError("a change is written in the transaction of its content")
        return self.create(kind=kind, subject=subject, keys=checked(keys | {subject}))


class Change(models.Model):
    """Something readers see has changed; whoever derives from it looks again at the current state."""

    class Kind(models.TextChoices):
        PUBLISHED = "published"
        UNPUBLISHED = "unpublished"
        DELETED = "deleted"
        MOVED = "moved"
        EDITED = "edited"
        IMPORTED = "imported"

    xid = TransactionField(db_default=CurrentTransaction(), editable=False)
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    subject = models.CharField(max_length=64)
    keys = models.JSONField(encoder=DjangoJSONEncoder)

    objects = ChangeManager()

    class Meta:
        indexes = [models.Index(fields=["xid", "id"], name="change_order")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
