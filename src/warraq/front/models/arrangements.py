"""What a front holds: what readers have, the copy editors work on, fronts saved for their hour, and every step."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from warraq.changes import due
from warraq.changes.models import Change

from ..arranged import Arranged, default_of, key_of

# What readers see nothing of.
UNSEEN = {"working", "number"}


class Arrangement(models.Model):
    """Of one front, that of an edition or of a section; a row is made when somebody first arranges it.

    One row holds all that a render needs, so that it comes with the page and costs no query.
    """

    page = models.OneToOneField(Page, models.CASCADE, related_name="arrangement", primary_key=True)
    published = models.JSONField()
    # Saved fronts that stand or will stand: id, name, from, to (or null) and what they hold.
    coming = models.JSONField(default=list)
    working = models.JSONField()
    number = models.PositiveIntegerField(default=0)  # of the newest step
    published_number = models.PositiveIntegerField(default=0)  # of the step that readers have

    class Meta:
        verbose_name = _("front")
        permissions = [("publish_front", _("May publish to the front"))]

    def __str__(self) -> str:
        return self.page.title

    @staticmethod
    def of(page: Page) -> "Arrangement":
        """The front's row, made and not yet saved where nobody has arranged it."""
        found = Arrangement.objects.filter(page=page.pk).first()
        if found:
            return found
        first = default_of(page).as_json()
        return Arrangement(page_id=page.pk, published=first, working=first)

    @staticmethod
    def held(page: Page) -> "Arrangement":
        """The same, its row locked until the end of the transaction."""
        if not Arrangement.objects.filter(page=page.pk).exists():
            first = default_of(page).as_json()
            Arrangement.objects.get_or_create(page_id=page.pk, defaults={"published": first, "working": first})
        return Arrangement.objects.select_for_update().get(page=page.pk)

    def standing(self, moment: datetime) -> dict[str, Any] | None:
        """The saved front that readers have at a moment; of several the one that began last."""
        open_ = [one for one in self.coming if _stands(one, moment)]
        return max(open_, key=lambda one: parse_datetime(one["from"]), default=None)

    def at(self, moment: datetime) -> Arranged:
        """What readers have at a moment."""
        saved = self.standing(moment)
        return Arranged.from_json(saved["front"] if saved else self.published)

    def save(self, **kwargs: Any) -> None:
        # A new row holds what readers have without one.
        is_seen = not (self._state.adding or UNSEEN.issuperset(kwargs.get("update_fields") or ["published"]))
        with transaction.atomic():
            super().save(**kwargs)
            if is_seen:
                self._note_change()

    def show(self, content: Arranged) -> None:
        """Let readers have this from now on, in one transaction with its entry of the change log."""
        self.published = content.as_json()
        self.published_number = self.number
        self.save()

    def _note_change(self) -> None:
        """Tell the log that the front is another, and when it becomes another by itself."""
        key = key_of(self.page.specific_deferred)
        Change.objects.note(Change.Kind.EDITED, key, set())
        due.set_for(key, {moment: [key] for moment in self._moments(timezone.now())})

    def _moments(self, now: datetime) -> set[datetime]:
        found = set(Arranged.from_json(self.published).ends)
        for one in self.coming:
            found |= {parse_datetime(one[name]) for name in ("from", "to") if one[name]}
            found |= Arranged.from_json(one["front"]).ends
        return {moment for moment in found if moment > now}

    def put_in_line(self, now: datetime) -> None:
        """Take over from the saved fronts which of them stand or will stand."""
        saved = self.page.saved_fronts.filter(starts_at__isnull=False)
        rows = saved.exclude(ends_at__lte=now).order_by("starts_at", "pk")
        self.coming = [row.as_coming() for row in rows]
        self.save()


class SavedFront(models.Model):
    """A whole front under a name, such as “night”; it stands from one moment to another if they are given."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="saved_fronts")
    name = models.CharField(_("name"), max_length=80)
    content = models.JSONField()
    starts_at = models.DateTimeField(_("from"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    saved_at = models.DateTimeField(auto_now=True)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    has_begun = models.BooleanField(default=False)  # and the trail tells of it

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("saved front")
        verbose_name_plural = _("saved fronts")
        constraints = [models.UniqueConstraint(fields=["page", "name"], name="one_saved_front_a_name")]

    def __str__(self) -> str:
        return self.name

    def as_coming(self) -> dict[str, Any]:
        ends = self.ends_at and self.ends_at.isoformat()
        times = {"from": self.starts_at.isoformat(), "to": ends}
        return {"id": self.pk, "name": self.name, **times, "front": self.content}

    def stands(self, moment: datetime) -> bool:
        return bool(self.starts_at) and self.starts_at <= moment and (self.ends_at is None or moment < self.ends_at)


class FrontStep(models.Model):
    """One change of a front: who, when, what, and what the front was to hold afterwards."""

    class Kind(models.TextChoices):
        PLACED = "placed"
        REMOVED = "removed"
        HIDDEN = "hidden"
        SHOWN = "shown"
        UNTIL = "until"
        PART = "part"
        MOVED = "moved"
        ADDED = "added"
        DROPPED = "dropped"
        LOADED = "loaded"
        UNDONE = "undone"
        SAVED = "saved"
        TIMED = "timed"
        BEGUN = "begun"
        ENDED = "ended"
        PUBLISHED = "published"
        RETURNED = "returned"

    # What readers have got.
    SEEN = (Kind.PUBLISHED, Kind.RETURNED, Kind.BEGUN, Kind.ENDED)

    arrangement = models.ForeignKey(Arrangement, models.CASCADE, related_name="steps")
    number = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    user_name = models.CharField(max_length=150, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    what = models.CharField(max_length=255, blank=True)  # the headline or the name it is about
    touches = models.JSONField(default=list)  # what it changed, so that a stale change of the same is refused
    content = models.JSONField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["arrangement", "number"], name="steps_are_numbered")]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"

    @property
    def is_public(self) -> bool:
        return self.kind in self.SEEN


def _stands(one: dict[str, Any], moment: datetime) -> bool:
    return parse_datetime(one["from"]) <= moment and (one["to"] is None or moment < parse_datetime(one["to"]))
