"""Steps of a front and the names of its parts, in words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from warraq.front.arranged import DOSSIERS, GALLERY, LEAD, MAP, PICKS, STORIES, Part
from warraq.front.models import FrontStep

Kind = FrontStep.Kind
KINDS = {
    LEAD: gettext_lazy("Lead"),
    PICKS: gettext_lazy("Editor's picks"),
    STORIES: gettext_lazy("Stories"),
    DOSSIERS: gettext_lazy("Dossiers"),
    GALLERY: gettext_lazy("Albums and videos"),
    MAP: gettext_lazy("Map: latest developments"),
}
SENTENCES = {
    Kind.PLACED: gettext_lazy("put “%(what)s” in its place"),
    Kind.REMOVED: gettext_lazy("unpinned “%(what)s”"),
    Kind.HIDDEN: gettext_lazy("kept “%(what)s” off the front"),
    Kind.SHOWN: gettext_lazy("let “%(what)s” in again"),
    Kind.UNTIL: gettext_lazy("set the end of the pin of “%(what)s”"),
    Kind.PART: gettext_lazy("changed the settings of “%(what)s”"),
    Kind.MOVED: gettext_lazy("moved the part “%(what)s”"),
    Kind.ADDED: gettext_lazy("added the part “%(what)s”"),
    Kind.DROPPED: gettext_lazy("removed the part “%(what)s”"),
    Kind.LOADED: gettext_lazy("took the saved front “%(what)s”"),
    Kind.UNDONE: gettext_lazy("took step %(what)s again"),
    Kind.SAVED: gettext_lazy("saved the front as “%(what)s”"),
    Kind.TIMED: gettext_lazy("set the hours of the saved front “%(what)s”"),
    Kind.BEGUN: gettext_lazy("the saved front “%(what)s” has begun"),
    Kind.ENDED: gettext_lazy("ended the saved front “%(what)s” before its time"),
    Kind.PUBLISHED: gettext_lazy("published the front"),
    Kind.RETURNED: gettext_lazy("returned the front to step %(what)s"),
}


def deed_of(step: FrontStep) -> str:
    return str(SENTENCES[Kind(step.kind)]) % {"what": step.what}


def told(step: FrontStep) -> str:
    """«منى: وضعت …»"""
    deed = deed_of(step)
    return _("%(who)s: %(deed)s") % {"who": step.user_name, "deed": deed} if step.user_name else deed


def name_of(part: Part, sections: dict[int, str]) -> str:
    """What the board calls a part: its heading as readers see it."""
    if part.title:
        return part.title
    if part.kind == STORIES:
        return sections.get(part.rule.section or 0) or _("Latest")
    return str(KINDS[part.kind])


def rule_in_words(part: Part, sections: dict[int, str], forms: dict[str, Any]) -> str:
    """What fills a part, in a line."""
    rule = part.rule
    words = [sections.get(rule.section or 0) or _("the whole edition")]
    words += [str(forms.get(form, form)) for form in rule.forms]
    if rule.hours:
        words.append(_("no older than %(hours)s h") % {"hours": rule.hours})
    words.append(str(ORDERS[rule.order]))
    return " · ".join(words)


ORDERS = {
    "newest": gettext_lazy("the newest first"),
    "day": gettext_lazy("the most read of the day"),
    "week": gettext_lazy("the most read of the week"),
    "month": gettext_lazy("the most read of the month"),
}
