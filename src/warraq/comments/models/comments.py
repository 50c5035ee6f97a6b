"""A comment: a reader's words under a story, and where they stand."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition
from warraq.stories.models import StoryPage

LONGEST_NAME = 60
LONGEST_TEXT = 5_000


class State(models.TextChoices):
    """Where a comment stands. Readers see only what is approved."""

    WAITING = "waiting", _("waiting")
    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")


class CommentQuerySet(models.QuerySet):
    def waiting(self) -> "CommentQuerySet":
        return self.filter(state=State.WAITING)

    def approved(self) -> "CommentQuerySet":
        return self.filter(state=State.APPROVED)

    def by_the_author_of(self, comment: "Comment") -> "CommentQuerySet":
        """The other comments under the same e-mail address; none where there was no address."""
        if not comment.email_hash:
            return self.none()
        return self.filter(email_hash=comment.email_hash).exclude(pk=comment.pk)


class Comment(models.Model):
    """Its story's page shows it while it is approved.

    A reply hangs under a comment that is none: two levels. One that answers a reply stands under the same comment
    and names whom it answers. What could say who wrote it goes after the days that the site sets (`retention.py`).
    """

    story = models.ForeignKey(StoryPage, models.CASCADE, related_name="comments", verbose_name=_("story"))
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+", verbose_name=_("edition"))
    parent = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=LONGEST_NAME)
    text = models.TextField(_("text"), max_length=LONGEST_TEXT)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.WAITING)
    posted_at = models.DateTimeField(_("posted"))
    # By its author, within the minutes given for it.
    corrected_at = models.DateTimeField(_("corrected by its author"), null=True, blank=True)
    # By moderators: readers are told so. What it was before stands in its decisions.
    edited_at = models.DateTimeField(_("edited by moderators"), null=True, blank=True)

    # Why it was not shown at once: rows of {"reason": code, "points": number, "detail": text}, and their sum.
    held_for = models.JSONField(default=list)
    score = models.FloatField(default=0.0)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assigned to"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    # Told to the author; in the language of the edition.
    reject_reason = models.TextField(_("reason"), blank=True)

    # In the clear only as long as notices need it.
    email = models.EmailField(_("e-mail"), blank=True)
    # A keyed hash: says that two comments have one author, and finds what to hand out or erase on request.
    email_hash = models.CharField(max_length=64, blank=True)
    wants_notices = models.BooleanField(default=False)
    # When its author answered the letter that asks whether notices are really wanted.
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # A hash of the network's part of the address, under a key that is thrown away (`DayKey`).
    address_hash = models.CharField(max_length=64, blank=True)
    # What near duplicates have in common; written by the defence.
    fingerprint = models.CharField(max_length=64, blank=True)
    # The number of the form it was sent with: the same form sent twice is one comment.
    ticket = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 - only what is given is unique
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = CommentQuerySet.as_manager()
    # A large archive is no use of a place: nobody waits for a list of comments to open a story.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        permissions = [("moderate_comment", _("Can moderate comments"))]
        indexes = [
            models.Index(fields=["state", "posted_at"], name="comment_queue"),
            models.Index(fields=["story", "state", "posted_at"], name="comment_of_story"),
            # Of all rows, those without a hash too: SQLite does not see that a given one is not empty.
            models.Index(fields=["email_hash", "state"], name="comment_of_author"),
            models.Index(fields=["address_hash", "posted_at"], name="comment_from"),
            models.Index(fields=["fingerprint"], name="comment_alike"),
            # A queue of a hundred thousand is walked, and its like texts are counted, in the index alone.
            models.Index(fields=["state", "id", "fingerprint"], name="comment_in_order"),
            models.Index(fields=["state", "fingerprint", "id"], name="comment_group"),
            models.Index(fields=["posted_at"], name="comment_with_email", condition=~Q(email="")),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.text[:60]}"

    @property
    def is_seen(self) -> bool:
        """Do readers see it?"""
        return self.state == State.APPROVED

    @property
    def thread(self) -> int:
        """The number of the comment that its replies hang under."""
        return self.parent_id or self.pk

    @property
    def version(self) -> str:
        """Another when its words or its state are others: a moderator decides about what they have seen."""
        moments = [at for at in (self.corrected_at, self.edited_at, self.decided_at) if at]
        return f"{self.state}-{int(max(moments, default=self.posted_at).timestamp() * 1_000_000):x}"

    def has_left(self) -> bool:
        """Is it out of everybody's hands: withdrawn or erased by its author?"""
        return self.state == State.WITHDRAWN or self.erased_at is not None

    def held_reasons(self) -> list[dict[str, Any]]:
        """Why it was held, the weightiest first."""
        return sorted(self.held_for, key=lambda row: -row.get("points", 0))
