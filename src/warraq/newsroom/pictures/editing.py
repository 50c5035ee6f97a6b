"""The editor of a picture: every shape pages cut it to beside the focal point, and pictures that look like it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.images.views import images

from .alike import alike


@dataclass(frozen=True)
class Frame:
    """A shape that style sheets or share cards cut pictures to."""

    name: str
    label: str | Promise
    # Pages move the cut along with the focal point; a share card puts the point in the middle of it.
    is_centred: bool = False


FRAMES = (
    Frame("wide", _("Lead of a page")),
    Frame("photo", _("Cards and albums")),
    Frame("film", _("Cards of dossiers")),
    Frame("square", _("Lists")),
    Frame("face", _("Authors")),
    Frame("share", _("Shared link"), is_centred=True),
)


class EditView(images.EditView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"frames": FRAMES, "alike": alike(self.object, self.request.user)}
