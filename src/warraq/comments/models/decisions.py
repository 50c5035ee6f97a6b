"""Who decided what about a comment, and with which words; whom we no longer hear."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from warraq.editions.models import Edition

from .comments import Comment


class Action(models.TextChoices):
    """What can happen to a comment."""

    APPROVED = "approved", _("approved")
    REJECTED = "rejected", _("rejected")
    SPAM = "spam", _("marked as spam")
    WITHDRAWN = "withdrawn", _("withdrawn by its author")
    CORRECTED = "corrected", _("corrected by its author")
    EDITED = "edited", _("edited by moderators")
    BANNED = "banned", _("author banned")
    ASSIGNED = "assigned", _("assigned")
    ERASED = "erased", _("erased on request")
    REOPENED = "reopened", _("to be decided anew")


class Decision(models.Model):
    """A line of the audit trail. Stays when its comment is gone; the words in it go when the comment's go."""

    comment = models.ForeignKey(Comment, models.DO_NOTHING, related_name="decisions", db_constraint=False)
    story = models.BigIntegerField()
    action = models.CharField(_("action"), max_length=10, choices=Action.choices)
    # Nobody: the site itself, by its rules, or the comment's author.
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    reason = models.TextField(_("reason"), blank=True)
    before = models.TextField(_("text before"), blank=True)
    after = models.TextField(_("text after"), blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["-at"], name="decision_newest"),
            models.Index(fields=["story", "-at"], name="decision_of_story"),
        ]

    def __str__(self) -> str:
        return f"{self.action} comment:{self.comment_id}"


class Ban(models.Model):
    """What comes from this author is refused: by the hash of an e-mail address, or of a network while its key lives."""

    class Of(models.TextChoices):
        EMAIL = "email", _("e-mail address")
        ADDRESS = "address", _("network")

    of = models.CharField(_("what"), max_length=8, choices=Of.choices)
    hash = models.CharField(max_length=64, editable=False)
    # A name to know it by in the list; nothing else of the author is kept.
    name = models.CharField(_("name"), max_length=60, blank=True)
    reason = models.TextField(_("reason"), blank=True)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    at = models.DateTimeField(_("since"), default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("ban")
        verbose_name_plural = _("bans")
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["of", "hash"], name="banned_once")]

    def __str__(self) -> str:
        return self.name or self.hash[:8]

    @classmethod
    def holds(cls, email_hash: str = "", *address_hashes: str) -> bool:
        """Is one of these banned at this moment? A ban found under an older key of a network goes over to the first."""
        which = models.Q(of=cls.Of.EMAIL, hash=email_hash) if email_hash else models.Q()
        if known := [value for value in address_hashes if value]:
            which |= models.Q(of=cls.Of.ADDRESS, hash__in=known)
        if not which:
            return False
        lasting = models.Q(until=None) | models.Q(until__gt=timezone.now())
        found = list(cls.objects.filter(which & lasting))
        networks = {ban.hash: ban for ban in found if ban.of == cls.Of.ADDRESS}
        if networks and known[0] not in networks:
            next(iter(networks.values()))._go_over_to(known[0])
        return bool(found)

    def _go_over_to(self, address_hash: str) -> None:
        kept = {"name": self.name, "reason": self.reason, "until": self.until, "by_id": self.by_id, "at": self.at}
        Ban.objects.get_or_create(of=self.of, hash=address_hash, defaults=kept)


class RejectReason(models.Model):
    """A reason moderators give often, in the words an author reads."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="reject_reasons", verbose_name=_("edition"))
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("told to the author"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("reason for rejecting")
        verbose_name_plural = _("reasons for rejecting")
        ordering = ["edition", "title"]

    def __str__(self) -> str:
        return self.title
