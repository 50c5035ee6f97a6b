"""The chooser of pictures: a new one that looks like another is asked about, one without a file can be chosen."""

from typing import Any

from django.http import HttpResponse
from wagtail.admin.views.generic.chooser import ChosenResponseMixin
from wagtail.images.models import SourceImageIOError
from wagtail.images.shortcuts import get_rendition_or_not_found
from wagtail.images.views import chooser

from warraq.media.models import Image

from .alike import alike


class AnswerWithoutFile:
    """Mixin for views that answer with a chosen picture."""

    def get_chosen_response_data(self, image: Image, preview_image_filter: str = "max-165x165") -> dict[str, Any]:
        try:
            return super().get_chosen_response_data(image, preview_image_filter=preview_image_filter)
        except SourceImageIOError:
            shown = get_rendition_or_not_found(image, preview_image_filter)
            preview = {"url": shown.url, "width": shown.width, "height": shown.height}
            data = ChosenResponseMixin.get_chosen_response_data(self, image)
            return data | {"preview": preview, "default_alt_text": image.default_alt_text}


class ChosenView(AnswerWithoutFile, chooser.ImageChosenView):
    """One picture."""


class ChosenMultipleView(AnswerWithoutFile, chooser.ImageChosenMultipleView):
    """Several."""


class UploadView(AnswerWithoutFile, chooser.ImageUploadView):
    """Asks before it hands over a picture that looks like one that is there."""

    def get_chosen_response(self, item: Image) -> HttpResponse:
        return self._question(item) or super().get_chosen_response(item)

    def render_select_format_response(self, image: Image, form: Any) -> HttpResponse:
        return self._question(image) or super().render_select_format_response(image, form)

    def _question(self, image: Image) -> HttpResponse | None:
        found = alike(image, self.request.user, limit=1)
        return self.render_duplicate_found_response(self.request, image, found[0]) if found else None


def put_into_chooser() -> None:
    """Before its addresses are asked for."""
    chooser.viewset.create_view_class = UploadView
    chooser.viewset.chosen_view_class = ChosenView
    chooser.viewset.chosen_multiple_view_class = ChosenMultipleView
