"""Finding the edition an address speaks of."""

from django.http import Http404, HttpRequest

from .models import Edition


def edition_of(request: HttpRequest) -> Edition:
    """The edition of a request's address; Http404 while it has not been set up."""
    try:
        return Edition.objects.select_related("locale").get(code=request.edition_code)
    except Edition.DoesNotExist as error:
        raise Http404("no such edition") from error
