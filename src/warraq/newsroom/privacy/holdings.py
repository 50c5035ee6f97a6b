"""Everything that is kept of persons. docs/safety.md tells the same; a test compares both with the models."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry, PageLogEntry

from warraq.audit.models import Entry
from warraq.comments.models import Comment
from warraq.front.models import FrontStep
from warraq.people.models import Author
from warraq.readership.models import MinuteReads

from ..notices.models import Notice
from ..notices.upkeep import KEPT
from ..outside.models import ReviewAnswer, ReviewLink

STAFF, READERS = _("staff"), _("readers")


@dataclass(frozen=True)
class Holding:
    """One kind of data. `name` stands in docs/safety.md; `days` None: until somebody takes it away."""

    name: str
    of: Any
    what: Any
    why: Any
    rows: Callable[[], int]
    days: Callable[[], int | None] = lambda: None
    until: Any = _("until it is deleted")
    models: tuple[str, ...] = ()


def _comments() -> Any:
    return settings.WARRAQ_COMMENTS


HOLDINGS = (
    Holding(
        "accounts",
        STAFF,
        _("name, e-mail address, roles, a hash of the password, the last sign-in"),
        _("to let people in and to know who did what"),
        lambda: get_user_model().objects.count(),
        models=("people.user", "wagtailusers.userprofile", "account.emailaddress", "account.emailconfirmation"),
    ),
    Holding(
        "second-factors",
        STAFF,
        _("keys of apps and passkeys, recovery codes, encrypted"),
        _("to tell the person from somebody who knows the password"),
        lambda: Authenticator.objects.count(),
        models=("mfa.authenticator",),
    ),
    Holding(
        "sessions",
        STAFF,
        _("network address and browser of whoever is signed in"),
        _("so that one finds a stranger among one's own sessions"),
        lambda: UserSession.objects.count(),
        days=lambda: settings.SESSION_COOKIE_AGE // 86_400,
        models=("usersessions.usersession", "sessions.session", "accounts.count"),
    ),
    Holding(
        "trail",
        STAFF,
        _("who did what and when; of sign-ins the network, never the whole address"),
        _("to clear up what happened; it cannot be changed, so it holds no more than that"),
        lambda: Entry.objects.count(),
        days=lambda: settings.WARRAQ_TRAIL_KEPT_DAYS,
        models=("audit.entry",),
    ),
    Holding(
        "history",
        STAFF,
        _("who has edited which page or record, and the words of before"),
        _("for editors to compare and to bring back"),
        lambda: PageLogEntry.objects.count() + ModelLogEntry.objects.count() + FrontStep.objects.count(),
        models=(
            *("wagtailcore.pagelogentry", "wagtailcore.modellogentry", "wagtailcore.revision"),
            *("front.frontstep", "front.savedfront"),
        ),
    ),
    Holding(
        "notices",
        STAFF,
        _("what a person was told of: headline, who did it, what was said; and what the person wants to be told of"),
        _("so that nobody misses what waits"),
        lambda: Notice.objects.count(),
        days=lambda: KEPT.days,
        models=("newsroom.notice", "newsroom.noticechoice"),
    ),
    Holding(
        "authors",
        STAFF,
        _("name, picture and lines about the person, as readers see them"),
        _("bylines"),
        lambda: Author.objects.count(),
        models=("people.author",),
    ),
    Holding(
        "outside-review",
        _("outside reviewers"),
        _("the name they were given or gave, what they said of a story"),
        _("to hear an opinion before a story goes out"),
        lambda: ReviewLink.objects.count() + ReviewAnswer.objects.count(),
        until=_("until the story is deleted"),
        models=("newsroom.reviewlink", "newsroom.reviewanswer"),
    ),
    Holding(
        "comments",
        READERS,
        _("the name that was given, and the text"),
        _("to be shown under the story"),
        lambda: Comment.objects.exclude(text="").count(),
        until=_("until its author or a moderator takes it away; refused ones shorter"),
        models=("comments.comment", "comments.decision"),
    ),
    Holding(
        "comment-refused",
        READERS,
        _("refused, withdrawn and spam comments"),
        _("to learn from them and to take a decision back"),
        lambda: Comment.objects.filter(state__in=("rejected", "spam", "withdrawn")).exclude(text="").count(),
        days=lambda: _comments().refused_kept_days,
    ),
    Holding(
        "comment-email",
        READERS,
        _("the e-mail address of who comments, if one was given; afterwards a keyed hash"),
        _("letters about one's own comments"),
        lambda: Comment.objects.exclude(email="").count(),
        days=lambda: _comments().email_kept_days,
        models=("comments.datarequest", "comments.ban"),
    ),
    Holding(
        "comment-network",
        READERS,
        _("a hash of the network of who comments, under a key that is thrown away"),
        _("limits and bans against floods"),
        lambda: Comment.objects.exclude(address_hash="").count(),
        days=lambda: _comments().address_kept_days,
        models=("comments.daykey",),
    ),
    Holding(
        "reads",
        READERS,
        _("how often a story was read, and from which site readers came; nothing of the reader"),
        _("lists of the most read"),
        lambda: MinuteReads.objects.count(),
        days=lambda: settings.WARRAQ_READS_DAYS_KEPT,
        models=("readership.minutereads",),
    ),
)
