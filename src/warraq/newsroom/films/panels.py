"""What the form of a film is made of."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, Panel

from warraq.media.models import VideoCaptions

from .access import may_change
from .forms import FilmForm, FilmInput
from .state import state_of
from .strip import tiles_of
from .texts import texts_of


class PreparationPanel(Panel):
    """How far the sizes are, the pictures out of the film, its captions and chapters; for a film that is there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/films/preparation.html"

        def is_shown(self) -> bool:
            return bool(self.instance.pk)

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            film = self.instance
            return super().get_context_data(parent_context) | {
                "film": film,
                "shown": state_of(film),
                "state_url": reverse("films:state", args=[film.pk]),
                "tiles": tiles_of(film),
                "texts": texts_of(film),
                "kinds": [
                    (kind, label, reverse("films:text", args=[film.pk, kind, "ar"]))
                    for kind, label in VideoCaptions.Kind.choices
                ],
                "may_change": may_change(self.request.user),
            }


def form_of_a_film() -> ObjectList:
    return ObjectList(
        [
            FieldPanel("title"),
            MultiFieldPanel(
                [FieldPanel("file", widget=FilmInput), FieldPanel("poster"), FieldPanel("credit")], heading=_("Film")
            ),
            PreparationPanel(heading=_("Sizes, pictures, captions and chapters")),
            FieldPanel("transcript"),
        ],
        base_form_class=FilmForm,
    )
