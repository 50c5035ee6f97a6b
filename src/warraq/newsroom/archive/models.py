"""Examinations of the archive, what they found, repairs and what became of each record in them."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from warraq.language.faults import KINDS

KIND_LABELS = {
    "mojibake": _("text read in a wrong encoding"),
    "lost": _("lost letters, which nobody can bring back"),
    "letters": _("letters of another language"),
    "forms": _("letters as shapes, from a printed file"),
    "tatweel": _("lengthened letters"),
    "marks": _("invisible marks and control characters"),
    "digits": _("digits of several shapes"),
}


def _someone() -> models.ForeignKey:
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+")


class Examination(models.Model):
    """One walk over everything stored. `model` and `record` are the last it has looked at: it goes on from there."""

    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    by = _someone()
    total = models.PositiveIntegerField(default=0)
    examined = models.PositiveIntegerField(default=0)
    model = models.CharField(max_length=80, blank=True)
    record = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"examination {self.pk}"

    def counts(self) -> dict[str, tuple[int, int]]:
        """How many records and how many places have each kind of fault, in the order of the kinds."""
        rows = self.findings.values_list("kind").annotate(models.Count("pk"), models.Sum("count"))
        found = {kind: (records, places) for kind, records, places in rows}
        return {kind: found[kind] for kind in KINDS if kind in found}


class Finding(models.Model):
    """One kind of fault in one record, or in its newer draft: how often, and the first place."""

    examination = models.ForeignKey(Examination, models.CASCADE, related_name="findings")
    model = models.CharField(max_length=80)
    record = models.BigIntegerField()
    is_draft = models.BooleanField()
    kind = models.CharField(max_length=10, choices=[(kind, KIND_LABELS[kind]) for kind in KINDS])
    count = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    field = models.CharField(max_length=80)
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200, null=True)
    lead = models.CharField(max_length=60)
    trail = models.CharField(max_length=60)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["examination", "kind", "id"], name="finding_of_kind"),
            models.Index(fields=["model", "record"], name="finding_of_record"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.model} {self.record}"


class Repair(models.Model):
    """A batch: every record in which an examination found one of these kinds."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    examination = models.ForeignKey(Examination, models.SET_NULL, null=True, related_name="repairs")
    kinds = models.JSONField(default=list)
    made_at = models.DateTimeField(auto_now_add=True)
    by = _someone()
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        permissions = [("repair_archive", "Can examine and repair the archive")]

    def __str__(self) -> str:
        return f"repair {self.pk}"

    @property
    def kind_labels(self) -> list[Any]:
        return [KIND_LABELS[kind] for kind in self.kinds]

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.RUNNING, self.State.UNDOING)

    def outcomes(self) -> dict[str, int]:
        return dict(self.treatments.values_list("outcome").annotate(models.Count("pk")).order_by("outcome"))


class Treatment(models.Model):
    """What a repair did to one record: the row is written in the transaction of the repair itself."""

    class Outcome(models.TextChoices):
        MENDED = "mended", _("repaired")
        DRAFT = "draft", _("repaired in the draft")
        SOUND = "sound", _("nothing left to repair")
        LOCKED = "locked", _("left alone: locked")
        WAITING = "waiting", _("left alone: scheduled or in a workflow")
        REFUSED = "refused", _("left alone: cannot be published")
        GONE = "gone", _("deleted since")
        UNDONE = "undone", _("undone")
        EDITED = "edited", _("not undone: edited since")

    repair = models.ForeignKey(Repair, models.CASCADE, related_name="treatments")
    model = models.CharField(max_length=80)
    record = models.BigIntegerField()
    title = models.CharField(max_length=255)
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    note = models.CharField(max_length=300, blank=True)
    # Of a page: the revision to go back to, and the one the repair made. Of another record: its words.
    revision_before = models.BigIntegerField(null=True)
    revision_after = models.BigIntegerField(null=True)
    words_before = models.JSONField(null=True)
    words_after = models.JSONField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["repair", "model", "record"], name="treated_once")]
        indexes = [models.Index(fields=["repair", "outcome"], name="treatment_outcome")]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.model} {self.record}"

    @property
    def can_be_undone(self) -> bool:
        return self.outcome in (self.Outcome.MENDED, self.Outcome.DRAFT)
