"""A film whose sizes could not be made is tried once more."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from warraq.media.models import Encoding, Video

from .access import may_change
from .strip import edit_url


@require_POST
def again(request: HttpRequest, pk: int) -> HttpResponse:
    film = get_object_or_404(Video, pk=pk)
    if not may_change(request.user):
        raise PermissionDenied
    Encoding.objects.ask(film)
    messages.success(request, _("The film will be prepared anew."))
    return redirect(edit_url(film))
