"""The preview “search and sharing” of every page that has a card, beside the editor's form."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.users.models import UserProfile

from warraq.stories import previews
from warraq.stories.models import NumberedPage

from .facts import sharing_of


def show(request: HttpRequest, page: Any) -> HttpResponse:
    """In the editor's own language, but for the words of the page."""
    with translation.override(_language_of(request)):
        context = {"sharing": sharing_of(page), "edition": page.edition}
        return HttpResponse(render_to_string("newsroom/sharing/preview.html", context, request))


def _language_of(request: HttpRequest) -> str:
    # A preview runs as a request of a reader, in the language of the page.
    profile = UserProfile.objects.filter(user=request.user.pk).first() if request.user.is_authenticated else None
    return profile.get_preferred_language() if profile else translation.get_language()


def register() -> None:
    previews.register("sharing", previews.Preview(_("Search and sharing"), NumberedPage, show))
