"""How far the sizes of a film are, in words."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.ui.tables import Column

from warraq.media.models import Encoding, Video

State = Encoding.State


@dataclass(frozen=True)
class Shown:
    """`percent` of what is being done; `is_over` where nothing will change by itself."""

    state: str
    text: str
    percent: int = 0
    is_over: bool = True


def state_of(video: Video) -> Shown:
    work = getattr(video, "encoding", None)
    if work is None:
        return Shown("", _("Not prepared: plays as it came in"))
    if work.state == State.WAITING:
        return Shown(work.state, _("Waits to be prepared"), is_over=False)
    if work.state == State.RUNNING:
        percent = round(100 * work.share)
        return Shown(work.state, _("Being prepared: %(percent)d %%") % {"percent": percent}, percent, is_over=False)
    if work.state == State.FAILED:
        return Shown(work.state, work.reason)
    sizes = ", ".join(f"{side}p" for side in sorted(map(int, work.codecs)))
    return Shown(work.state, _("Ready in these sizes: %(sizes)s") % {"sizes": sizes}, 100)


@require_safe
def state(request: HttpRequest, pk: int) -> JsonResponse:
    """For the script that keeps it up to date while an editor looks on."""
    shown = state_of(get_object_or_404(Video.objects.select_related("encoding"), pk=pk))
    return JsonResponse({"text": shown.text, "percent": shown.percent, "is_over": shown.is_over})


class StateColumn(Column):
    """In the list of films."""

    cell_template_name = "newsroom/films/state_cell.html"

    def get_value(self, instance: Video) -> Shown:
        return state_of(instance)

    def get_cell_context_data(self, instance: Video, parent_context: Any) -> dict[str, Any]:
        address = reverse("films:state", args=[instance.pk])
        return super().get_cell_context_data(instance, parent_context) | {"address": address}
