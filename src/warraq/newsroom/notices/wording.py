"""A notice in one sentence, in the language that is active."""

from typing import Any

from django.utils.translation import gettext

from warraq.language.direction import isolated

from .models import Kind, Notice


def name_of(user: Any) -> str:
    return (user.get_full_name() or user.get_username()) if user else gettext("Somebody")


def sentence(notice: Notice) -> str:
    """Without the headline, which stands beside it with a direction of its own."""
    words = {"who": isolated(name_of(notice.actor)), "step": isolated(notice.step)}
    match notice.kind:
        case Kind.WAITING:
            return gettext("%(who)s has submitted: waits for %(step)s") % words
        case Kind.CLAIMED:
            return gettext("%(who)s has it now: %(step)s") % words
        case Kind.RETURNED:
            return gettext("%(who)s has sent it back to you: %(step)s") % words
        case Kind.APPROVED:
            return gettext("%(who)s has approved: %(step)s") % words
        case Kind.LATE:
            return gettext("The time for this step is over: %(step)s") % words
        case Kind.REVIEW:
            return gettext("The summary of this dossier is to be looked through again")
        case _:
            return gettext("%(who)s has published your story") % words if notice.actor else gettext("Is published")
