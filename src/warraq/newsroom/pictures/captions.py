"""The same words for many pictures at once: caption, credit, licence, people, place, day, end of right."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import ModelForm
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from warraq.media.forms import DAY, MOMENT
from warraq.media.models import Image

from .bulk import AllThatAreListed


class WordsForm(ModelForm):
    """What stays empty is left as each picture has it."""

    class Meta:
        model = Image
        fields = ("caption", "credit", "licence", "source_url", "people_shown", "place", "taken_on", "rights_end")
        widgets = {"taken_on": DAY, "rights_end": MOMENT}

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if not self.errors and not any(data.values()):
            raise ValidationError(_("Write at least one thing that all of them are to have."))
        return data

    @property
    def words(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}


class CaptionBulkAction(AllThatAreListed, ImageBulkAction):
    display_name = _("Caption")
    action_type = "caption"
    aria_label = _("Write caption and credit of the chosen pictures")
    template_name = "newsroom/pictures/caption.html"
    action_priority = 5
    form_class = WordsForm

    def check_perm(self, image: Image) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, "change", image)

    def get_execution_context(self) -> dict[str, Any]:
        return {"words": self.cleaned_form.words}

    @classmethod
    def execute_action(cls, objects: list[Image], words: dict[str, Any] | None = None, **kwargs: Any) -> Any:
        with transaction.atomic():
            for image in objects:
                for name, value in (words or {}).items():
                    setattr(image, name, value)
                image.save()
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(number)d picture has the new words.", "%(number)d pictures have the new words.", num_parent_objects
        ) % {"number": num_parent_objects}
