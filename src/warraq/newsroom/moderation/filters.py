"""What a moderator wants to see of the comments: everything the queue's address says."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from warraq.comments.models import Comment, State
from warraq.stories.models import StoryPage

from .access import Reach
from .grouping import Fits, Order
from .reasons import WHY
from .searching import search_for

LARGEST = 2**63 - 1
ORDERS = [("oldest", _("oldest first")), ("newest", _("newest first"))]


class NumberField(forms.IntegerField):
    """The number of a record, in a link."""

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=1, max_value=LARGEST)


class QueueForm(forms.Form):
    """The filters as fields; `story`, `author` and `alike` are numbers that links carry."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    section = forms.ModelChoiceField(None, label=_("Section"), required=False, empty_label=_("all"))
    edition = forms.ModelChoiceField(None, label=_("Edition"), required=False, empty_label=_("all"))
    why = forms.ChoiceField(label=_("Held because"), required=False)
    mine = forms.BooleanField(label=_("Given to me"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=ORDERS)
    state = forms.ChoiceField(choices=State.choices, required=False, widget=forms.HiddenInput)
    story = NumberField()
    author = NumberField()
    alike = NumberField()
    after = NumberField()

    SHOWN = ("q", "section", "edition", "why", "order", "mine")
    CARRIED = ("state", "story", "author", "alike")

    def __init__(self, data: Any, reach: Reach) -> None:
        super().__init__(data)
        self.fields["section"].queryset = reach.section_choices()
        self.fields["edition"].queryset = reach.edition_choices()
        self.fields["why"].choices = [("", _("any reason")), *WHY.items()]

    def shown_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.SHOWN]

    def carried_fields(self) -> list[forms.BoundField]:
        """Hidden ones with something in them."""
        return [self[name] for name in self.CARRIED if self.cleaned_data.get(name)]


@dataclass
class Wanted:
    """The filters read; what makes no sense in an address is left out of it."""

    form: QueueForm
    reach: Reach
    user: Any = None

    @classmethod
    def read(cls, data: Any, reach: Reach, user: Any = None) -> "Wanted":
        form = QueueForm(data, reach)
        form.is_valid()
        return cls(form, reach, user)

    def __getitem__(self, name: str) -> Any:
        return self.form.cleaned_data.get(name)

    @property
    def state(self) -> State:
        return State(self["state"] or State.WAITING)

    @property
    def order(self) -> Order:
        """Readers who wait are heard in turn; of what is decided the newest comes first."""
        usual = "oldest" if self.state is State.WAITING else "newest"
        return Order((self["order"] or usual) == "newest")

    @property
    def fits(self) -> Fits | None:
        return search_for(self["q"]) if self["q"] else None

    @property
    def is_filtered(self) -> bool:
        return any(self[name] for name in ("q", "section", "edition", "why", "mine"))

    @cached_property
    def story(self) -> StoryPage | None:
        story = StoryPage.objects.select_related("section").filter(pk=self["story"]).first() if self["story"] else None
        return story if story and self.reach.reaches(story) else None

    @cached_property
    def author(self) -> Comment | None:
        """A comment of the author asked for."""
        return self._one(self["author"])

    def _one(self, number: int | None) -> Comment | None:
        return self.reach.comments().filter(pk=number).first() if number else None

    def comments(self) -> QuerySet:
        return self.narrowed(self.reach.comments().filter(state=self.state))

    def narrowed(self, comments: QuerySet) -> QuerySet:
        """Those of the comments that all filters but the state's leave."""
        if self["story"]:
            comments = comments.filter(story=self["story"])
        if self["section"]:
            comments = comments.filter(story__section=self["section"])
        if self["edition"]:
            comments = comments.filter(edition=self["edition"])
        if self["mine"]:
            comments = comments.filter(assigned_to=self.user)
        if self["author"]:
            comments = comments.filter(same_author(self.author))
        if self["alike"]:
            like = self._one(self["alike"])
            comments = comments.filter(fingerprint=like.fingerprint) if like and like.fingerprint else comments.none()
        if self["why"]:
            comments = comments.annotate(why=Cast("held_for", TextField()))
            comments = comments.filter(why__contains=f'"reason": "{self["why"]}"')
        return comments


def same_author(comment: Comment | None) -> Q:
    """Under the same e-mail address; without one, from the same network on the same day."""
    if comment is None:
        return Q(pk__in=[])
    if comment.email_hash:
        return Q(email_hash=comment.email_hash)
    return Q(address_hash=comment.address_hash, email_hash="") if comment.address_hash else Q(pk=comment.pk)
