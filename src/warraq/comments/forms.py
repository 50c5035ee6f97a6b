"""What a reader fills in, checked and cleaned."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from .models import LONGEST_NAME, LONGEST_TEXT, Comment
from .posting import Words
from .wording import clean_name, clean_text

_NEEDED = _("Write your comment.")
_TOO_LONG = _("A comment has at most %(limit)d letters; this one has %(length)d.")


class TextForm(forms.Form):
    """The words alone, for correcting them."""

    text = forms.CharField(label=_("Comment"), strip=False, error_messages={"required": _NEEDED}, widget=forms.Textarea)

    def __init__(self, data: dict[str, str] | None, language: str) -> None:
        super().__init__(data)
        self.language = language

    def clean_text(self) -> str:
        # Counted after cleaning, and before it, so that nothing enormous is taken apart.
        written = self.cleaned_data["text"]
        text = clean_text(written, self.language) if len(written) <= 4 * LONGEST_TEXT else written
        if not text:
            raise forms.ValidationError(_NEEDED)
        if len(text) > LONGEST_TEXT:
            raise forms.ValidationError(_TOO_LONG, params={"limit": LONGEST_TEXT, "length": len(text)})
        return text


class CommentForm(TextForm):
    """A new comment; `to` names the comment it answers."""

    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        error_messages={
            "required": _("Write a name, your own or another."),
            "max_length": _("A name has at most %(limit_value)d letters."),
        },
    )
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        error_messages={"invalid": _("This is not an e-mail address, such as name@example.org.")},
    )
    to = forms.IntegerField(required=False, min_value=1, max_value=2**62)
    notices = forms.BooleanField(required=False)
    field_order = ("name", "email", "text")

    def __init__(self, data: dict[str, str] | None, story: Any) -> None:
        super().__init__(data, story.edition.code)
        self.story = story
        asked = settings.WARRAQ_COMMENTS.email
        if asked == "required":
            self.fields["email"].required = True
            self.fields["email"].error_messages["required"] = _("Write your e-mail address. It is never shown.")

    def clean_name(self) -> str:
        name = clean_name(self.cleaned_data["name"], self.language)
        if not name:
            raise forms.ValidationError(self.fields["name"].error_messages["required"])
        return name[:LONGEST_NAME]

    def clean_email(self) -> str:
        return "" if settings.WARRAQ_COMMENTS.email == "none" else self.cleaned_data["email"]

    def clean_to(self) -> Comment | None:
        """The comment that is answered; one that has gone meanwhile cannot be."""
        number = self.cleaned_data["to"]
        if number is None:
            return None
        found = Comment.objects.approved().filter(story=self.story.pk, pk=number).first()
        if found is None:
            raise forms.ValidationError(_("The comment you answer is no longer there."))
        return found

    def words(self) -> Words:
        given = self.cleaned_data
        return Words(given["name"], given["text"], given["email"], given.get("to"), given["notices"])


class AddressForm(forms.Form):
    """Whose comments are to be handed out or erased."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not an e-mail address, such as name@example.org."),
        },
    )
