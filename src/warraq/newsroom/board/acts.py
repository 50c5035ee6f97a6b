"""From what an editor sends to a change of the working copy; what cannot be done is told in a sentence."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from warraq.fieldmaps.models import FieldMapPage
from warraq.front import arranged
from warraq.front.arranged import MOST_HOURS, MOST_PARTS, MOST_STORIES, TOP, Arranged, Part, Rule
from warraq.front.models import FrontStep
from warraq.language.clean import clean
from warraq.stories.models import SectionPage, StoryPage

from .facts import order_of
from .wording import KINDS, ORDERS

Kind = FrontStep.Kind


@dataclass(frozen=True)
class Act:
    """A change that has been asked for: its kind, what it is about, how it is made."""

    kind: str
    what: str
    make: Callable[[Arranged], Arranged]


def read(page: Any, data: Any) -> Act:
    """The act that was sent; ValidationError with the reason where it is none."""
    make = ACTS.get(data.get("do", ""))
    if make is None:
        raise ValidationError(_("The board does not know this."))
    return make(page, data)


# --- stories ---------------------------------------------------------------------------------------------------


def _story(page: Any, data: Any) -> StoryPage:
    number = data.get("story", "")
    found = (
        StoryPage.objects.filter(pk=number, edition=page.edition_id) if _is_number(number) else StoryPage.objects.none()
    )
    if story := found.first():
        return story
    raise ValidationError(_("There is no such story in this edition any more."))


def place(page: Any, data: Any) -> Act:
    """Pins a story in a part: at a place, counted from 0, or before another story, or last."""
    story = _story(page, data)
    name, _colon, number = data.get("part", "").partition(":")
    number = number or data.get("place", "")
    before = data.get("before", "")
    until = _moment(page, data)

    def make(front: Arranged) -> Arranged:
        part = _part(front, name)
        if not part.holds_stories:
            raise ValidationError(_("No story can be put into this part."))
        order = [pk for pk in order_of(page, front, part, timezone.now()) if pk != story.pk]
        at = min(int(number), len(order)) if _is_number(number) else len(order)
        if _is_number(before) and int(before) in order:
            at = order.index(int(before))
        order.insert(min(at, part.count - 1), story.pk)
        kept = next((pin.until for pin in part.pins if pin.story == story.pk), None)
        return front.with_story(story.pk, name, order, until or kept)

    return Act(Kind.PLACED, story.title, make)


def remove(page: Any, data: Any) -> Act:
    story = _story(page, data)
    return Act(Kind.REMOVED, story.title, lambda front: front.without_story(story.pk))


def hide(page: Any, data: Any) -> Act:
    story = _story(page, data)
    return Act(Kind.HIDDEN, story.title, lambda front: front.with_hidden(story.pk))


def show(page: Any, data: Any) -> Act:
    story = _story(page, data)
    return Act(Kind.SHOWN, story.title, lambda front: front.with_shown(story.pk))


def until(page: Any, data: Any) -> Act:
    story, moment = _story(page, data), _moment(page, data)
    return Act(Kind.UNTIL, story.title, lambda front: front.with_until(story.pk, moment))


def _moment(page: Any, data: Any) -> datetime | None:
    """A moment in the edition's time zone, or so many hours from now; None where there is neither."""
    text, hours = data.get("until", "").strip(), data.get("hours", "")
    if not text:
        return timezone.now() + timedelta(hours=int(hours)) if _is_number(hours) and int(hours) else None
    return moment_of(page, text)


def moment_of(page: Any, text: str) -> datetime:
    """`2026-11-27T18:00` of the edition's clocks."""
    try:
        moment = datetime.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=page.edition.zone)
    except ValueError:
        raise ValidationError(_("Write the moment as day and hour.")) from None
    if moment <= timezone.now():
        raise ValidationError(_("This moment is over already."))
    return moment.astimezone(timezone.get_default_timezone())


# --- parts -----------------------------------------------------------------------------------------------------


class PartForm(forms.Form):
    """The settings of a part; those it does not have are left out."""

    title = forms.CharField(max_length=80, required=False)
    count = forms.IntegerField(min_value=1, max_value=MOST_STORIES, required=False)
    look = forms.ChoiceField(choices=[(look, look) for look in arranged.LOOKS], required=False)
    page = forms.ModelChoiceField(queryset=FieldMapPage.objects.none(), required=False)
    section = forms.ModelChoiceField(queryset=SectionPage.objects.none(), required=False)
    hours = forms.IntegerField(min_value=0, max_value=MOST_HOURS, required=False)
    order = forms.ChoiceField(choices=list(ORDERS.items()), required=False)
    # The last one: it takes the module's name.
    forms = forms.MultipleChoiceField(choices=StoryPage.Form.choices, required=False)

    def __init__(self, page: Any, data: Any) -> None:
        super().__init__(data)
        self.fields["section"].queryset = SectionPage.objects.filter(edition=page.edition_id)
        self.fields["page"].queryset = FieldMapPage.objects.filter(edition=page.edition_id)

    def applied(self, part: Part) -> Part:
        """The part with these settings."""
        given = self.cleaned_data
        rule = Rule(
            given["section"] and given["section"].pk,
            tuple(given["forms"]),
            given["hours"] or 0,
            given["order"] or "newest",
        )
        count = part.count if part.kind == arranged.LEAD else given["count"] or part.count
        changed = replace(part, count=count, rule=rule if part.holds_stories else part.rule)
        if part.kind not in TOP:
            changed = replace(changed, title=given["title"], look=given["look"] or part.look)
        if part.kind == arranged.MAP:
            changed = replace(changed, page=given["page"] and given["page"].pk)
        return changed.with_pins(pin for pin in changed.pins if pin.place < changed.count)


def settings(page: Any, data: Any) -> Act:
    form, name = PartForm(page, data), data.get("part", "")
    if page.key_kind == "section":
        raise ValidationError(_("The front of a section is always filled with its newest stories."))
    if not form.is_valid():
        raise ValidationError([error for errors in form.errors.values() for error in errors])
    form.cleaned_data["title"] = clean(form.cleaned_data["title"], page.edition.code).strip()
    return Act(Kind.PART, _title(page, data), lambda front: front.with_part(form.applied(_part(front, name))))


def move_part(page: Any, data: Any) -> Act:
    name, step = data.get("part", ""), -1 if data.get("step") == "up" else 1
    return Act(Kind.MOVED, _title(page, data), lambda front: front.with_part_moved(name, step))


def add_part(page: Any, data: Any) -> Act:
    kind = data.get("kind", "")
    if kind not in arranged.RAILS or page.key_kind == "section":
        raise ValidationError(_("There is no such part."))

    def make(front: Arranged) -> Arranged:
        if len(front.parts) >= MOST_PARTS:
            raise ValidationError(_("A front has at most %(count)d parts.") % {"count": MOST_PARTS})
        return front.with_rail(kind)

    return Act(Kind.ADDED, str(KINDS[kind]), make)


def drop_part(page: Any, data: Any) -> Act:
    name = data.get("part", "")
    return Act(Kind.DROPPED, _title(page, data), lambda front: front.without_part(_part(front, name).id))


def _title(page: Any, data: Any) -> str:
    """What the part is called on the board, as the editor saw it."""
    return data.get("called", "")[:80]


def _part(front: Arranged, name: str) -> Part:
    if part := front.part(name):
        return part
    raise ValidationError(_("This part is no longer on the front."))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


ACTS: dict[str, Callable[[Any, Any], Act]] = {
    "place": place,
    "remove": remove,
    "hide": hide,
    "show": show,
    "until": until,
    "settings": settings,
    "move_part": move_part,
    "add_part": add_part,
    "drop_part": drop_part,
}
