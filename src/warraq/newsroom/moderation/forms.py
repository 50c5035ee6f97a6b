"""Forms about one comment: its words, and its author."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from warraq.comments.models import Ban, Comment
from warraq.comments.models.comments import LONGEST_TEXT

LENGTHS = [(1, _("one day")), (7, _("a week")), (30, _("30 days")), (90, _("90 days")), (0, _("for good"))]


class EditForm(forms.Form):
    """Other words for a comment, and why."""

    text = forms.CharField(
        label=_("Text as readers will see it"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=300,
        help_text=_("Kept with the decision; readers only see that moderators have edited the comment."),
    )
    version = forms.CharField(widget=forms.HiddenInput)


class BanForm(forms.Form):
    """By what an author is known again, and for how long nothing of theirs is taken."""

    of = forms.MultipleChoiceField(
        label=_("Whom"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose whom the ban is about.")},
    )
    days = forms.TypedChoiceField(
        label=_("How long"),
        choices=LENGTHS,
        coerce=int,
        initial=30,
        help_text=_("A network is never banned for more than 30 days: addresses change hands."),
    )
    reason = forms.CharField(label=_("Why"), required=False, max_length=300, help_text=_("For other moderators."))

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        super().__init__(data)
        choices = [(Ban.Of.EMAIL, _("Whoever writes under the same e-mail address"), comment.email_hash)]
        choices += [(Ban.Of.ADDRESS, _("Whoever writes from the same network"), comment.address_hash)]
        self.fields["of"].choices = [(value, label) for value, label, known in choices if known]
        # Many readers share a network: it is banned only on somebody's word.
        self.fields["of"].initial = [Ban.Of.EMAIL] if comment.email_hash else []

    @property
    def can_ban(self) -> bool:
        return bool(self.fields["of"].choices)
