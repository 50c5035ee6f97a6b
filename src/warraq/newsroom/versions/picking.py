"""The two versions that are compared, and those that could be."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Revision

from ..stamps import stamp

CHOICES = 50  # of the newest versions


@dataclass(frozen=True)
class Version:
    """`word` stands in addresses: a revision's number or `live`; `revision` is None for the live page."""

    word: str
    heading: str
    page: Any
    revision: Revision | None


def version_of(page: Any, word: str) -> Version:
    """By the word of the address: `live`, `earliest`, `latest` or a number."""
    if word == "live":
        return Version("live", _("Live version"), page, None)
    revisions = page.revisions.order_by("created_at", "id").select_related("user")
    if word in ("earliest", "latest"):
        revision = revisions.first() if word == "earliest" else revisions.last()
    else:
        # A number too large for the database is none of its revisions.
        revision = revisions.filter(pk=int(word)).first() if len(word) < 19 else None
    if revision is None:
        raise Http404
    return Version(str(revision.pk), heading_of(page, revision), revision.as_object(), revision)


def heading_of(page: Any, revision: Revision) -> str:
    """When it was saved, by whom, and what it is to the page."""
    words = [stamp(revision.created_at)]
    if revision.user:
        words.append(get_user_display_name(revision.user))
    if page.live and revision.pk == page.live_revision_id:
        words.append(_("live"))
    if revision.approved_go_live_at:
        words.append(_("goes live %(when)s") % {"when": stamp(revision.approved_go_live_at)})
    if revision.pk == page.latest_revision_id:
        words.append(_("newest draft"))
    return " · ".join(words)


def choices_for(page: Any) -> list[tuple[str, str]]:
    """The newest versions and the live one, by the words of their addresses."""
    found = page.revisions.order_by("-created_at", "-id").select_related("user").defer("content")[:CHOICES]
    live = [("live", _("Live version"))] if page.live else []
    return [*live, *((str(revision.pk), heading_of(page, revision)) for revision in found)]
