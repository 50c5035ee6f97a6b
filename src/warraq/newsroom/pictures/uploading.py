"""Many pictures at once: what is kept has been decoded and written anew, and what looks like another is named."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.images.views import images, multiple

from warraq.media.forms import PictureField

from .alike import alike

FIELD = "files[]"


class CreateView(images.CreateView):
    """One at a time: says afterwards what it looks like."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        for other in alike(self.object, self.request.user, limit=1):
            button = messages.button(reverse("wagtailimages:edit", args=[other.pk]), _("See it"))
            words = _("The new picture looks like one that is there: %(title)s") % {"title": other.title}
            messages.warning(self.request, words, buttons=[button])
        return response


class AddView(multiple.AddView):
    """Wagtail keeps a file as it came in when another field is wrong, and makes a picture of it later."""

    def post(self, request: HttpRequest) -> HttpResponse:
        if FIELD not in request.FILES:
            return HttpResponseBadRequest("Must upload a file")
        try:
            request.FILES[FIELD] = PictureField().clean(request.FILES[FIELD])
        except ValidationError as error:
            return JsonResponse({"success": False, "error_message": "\n".join(error.messages)})
        return super().post(request)

    def get_edit_object_response_data(self) -> dict[str, Any]:
        data = super().get_edit_object_response_data()
        if not data["duplicate"] and (found := alike(self.object, self.request.user)):
            data |= {"duplicate": True, "confirm_duplicate_upload": self._question(found)}
        return data

    def _question(self, found: list[Any]) -> str:
        delete = reverse(self.delete_object_url_name, args=[self.object.pk])
        return render_to_string(
            "newsroom/pictures/alike.html", {"found": found, "delete_action": delete}, request=self.request
        )
