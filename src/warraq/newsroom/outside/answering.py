"""What a reviewer sends: a remark on a place, or a decision about the whole."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from .models import ANSWERS, ReviewAnswer, ReviewLink

ANSWERED = "newsroom.review_link.answer"


class AnswerForm(forms.ModelForm):
    class Meta:
        model = ReviewAnswer
        fields = ["kind", "place", "name", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        labels = {"name": _("Your name"), "text": _("Your remark")}

    text = forms.CharField(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, page: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(child.id): child for child in page.body}

    def clean_place(self) -> str:
        """A place that a newer version no longer has makes it a remark on the whole: nothing that was said is lost."""
        place = self.cleaned_data["place"]
        return place if place in self.places else ""

    def clean(self) -> dict[str, Any]:
        words = super().clean()
        if words.get("kind") != ReviewAnswer.Kind.APPROVED and not words.get("text", "").strip():
            self.add_error("text", _("Please write what you mean."))
        return words

    def quote(self) -> str:
        """The first words of the place, for an editor who looks for it; what it is, where it has none."""
        child = self.places.get(self.cleaned_data["place"])
        if child is None:
            return ""
        words = " ".join(strip_tags(str(child.block.render_basic(child.value))).split())
        return (words or str(child.block.label))[:160]


def is_full(link: ReviewLink) -> bool:
    return link.answers.count() >= ANSWERS


@transaction.atomic
def take_in(link: ReviewLink, page: Any, form: AnswerForm) -> ReviewAnswer:
    answer = form.save(commit=False)
    answer.link, answer.revision, answer.quote = link, link.shown_revision(page), form.quote()
    answer.save()
    data = {"name": answer.name, "for": link.person, "kind": answer.kind, "text": answer.text[:500]}
    log(instance=page, action=ANSWERED, user=None, revision=answer.revision, data=data)
    return answer
