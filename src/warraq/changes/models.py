"""The change log: one row for every event that changes what readers see, in the transaction of the event."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction
from django.db.models import Func

from .keys import checked

CHANNEL = "warraq_changes"


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
        change = self.create(kind=kind, subject=subject, keys=checked(keys | {subject}))
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                # Sent when the transaction commits, once, however many changes it holds.
                cursor.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        return change


class Change(models.Model):
    """Something readers see has changed; whoever derives from it looks again at the current state."""

    class Kind(models.TextChoices):
        PUBLISHED = "published"
        UNPUBLISHED = "unpublished"
        DELETED = "deleted"
        MOVED = "moved"
        EDITED = "edited"
        IMPORTED = "imported"
        DUE = "due"
        # Nothing that anybody waits for: what readers have is true and will be a little better.
        REFINED = "refined"

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


class Due(models.Model):
    """A moment that changes what readers see: an embargo lifts, a pin expires. The clock makes a change of it."""

    at = models.DateTimeField(db_index=True)
    subject = models.CharField(max_length=64, db_index=True)
    keys = models.JSONField()
    # Kept for a while after it was turned: a clock that was wrong and is put right must meet it again.
    turned_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.subject} at {self.at:%Y-%m-%d %H:%M}"


class ConsumerPosition(models.Model):
    """How far a consumer has read. For a node's own consumer a copy, so that one command sees all of them."""

    name = models.CharField(max_length=64)
    node = models.CharField(max_length=128, blank=True)
    position = models.TextField(blank=True)
    error = models.TextField(blank=True)
    handled_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "node"], name="one_position_per_consumer")]

    def __str__(self) -> str:
        return f"{self.name} {self.node}".strip()


class SetAside(models.Model):
    """An entry a consumer could not handle. With `retry_at` it is tried again by itself, without it when asked."""

    consumer = models.CharField(max_length=64)
    node = models.CharField(max_length=128, blank=True)
    change = models.BigIntegerField()
    kind = models.CharField(max_length=16)
    subject = models.CharField(max_length=64)
    keys = models.JSONField()
    changed_at = models.DateTimeField()
    error = models.TextField()
    tries = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(auto_now_add=True)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["consumer", "node", "change"], name="one_aside_per_consumer")]

    def __str__(self) -> str:
        return f"{self.consumer} {self.subject}"
