"""The search page and what is suggested while a reader types. Neither is stored: every answer is one reader's own."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from warraq.editions.queries import edition_of
from warraq.stories.cards import newest
from warraq.stories.listing import Listing, render_listing

from . import completing, finding
from .finding import SearchAway
from .forms import LONGEST_FILTER, LONGEST_QUERY, WORDS, SearchForm, typed
from .limits import SEARCHES, SUGGESTIONS, Limiter
from .results import label_of, results

TRY_AGAIN = 10  # seconds
SHORTEST, SUGGESTED = 2, 8
LOOKED_AT = 24  # for suggestions of one kind, among those of all
NEWEST_SHOWN = 5
PAGES_NAMED = 2  # on either side of the present one
# Good for this reader's way back, and for nobody else.
OWN = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow"}
UNKEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex, nofollow"}
AWAY = (SearchAway, OperationalError, InterfaceError)
View = Callable[[HttpRequest], HttpResponseBase]


def limited(limiter: Limiter, refuse: Callable[[HttpRequest, int, int], HttpResponse]) -> Callable[[View], View]:
    """Turn away who asks too often with 429, and everybody with 503 while index or database are away."""

    def wrap(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponseBase:
            if seconds := limiter.wait(request):
                return refuse(request, 429, seconds)
            try:
                return view(request)
            except AWAY:
                return refuse(request, 503, TRY_AGAIN)

        return answer

    return wrap


def _page_refusal(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    """Asks nothing of the database; all that was asked for stays in the form, to be sent again."""
    home = "/" if request.edition_code == settings.LANGUAGE_CODE else f"/{request.edition_code}/"
    kept = {name: typed(request.GET.get(name), LONGEST_QUERY) for name in WORDS}
    context = {"home": home, "words": kept.pop("q"), "kept": kept, "is_often": status == 429}
    html = loader.render_to_string("search/wait.html", context)
    return HttpResponse(html, status=status, headers=UNKEPT | {"Retry-After": str(seconds)})


def _suggestion_refusal(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    return JsonResponse({"suggestions": []}, status=status, headers=UNKEPT | {"Retry-After": str(seconds)})


# --- the page ------------------------------------------------------------------------------------------------------


@require_safe
@limited(SEARCHES, _page_refusal)
def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=`: what was found, or the form and where else to look."""
    edition = edition_of(request)
    form = SearchForm(request.GET, edition)
    context: dict[str, Any] = {"form": form, "found": None, "results": []}
    if form.words:
        context |= _found(form)
    if not context["results"]:
        context["stories"] = newest(NEWEST_SHOWN, edition=edition)
    title = _("%(words)s: search") % {"words": form.words} if form.words else _("Search")
    listing = Listing(title, form.address(page=form.page), "search", is_indexed=False)
    response = render_listing(request, "search/search.html", edition, context | {"listing": listing})
    for name, value in OWN.items():
        response.headers[name] = value
    return response


def _found(form: SearchForm) -> dict[str, Any]:
    found = finding.find(_request(form))
    return {"found": found, "results": results(found.hits), "pages": _pages(form, found)}


def _request(form: SearchForm) -> finding.Request:
    """What the reader means, in the words of the index."""
    meant = form.cleaned_data
    when = meant.get("when")
    return finding.Request(
        edition=form.edition.code,
        text=form.words,
        order=form.order,
        section=meant.get("section"),
        form=meant.get("form") or None,
        author=meant.get("author"),
        keyword=meant.get("keyword"),
        dossier=meant.get("dossier"),
        since=when.first if when else None,
        until=when.last if when else None,
        kinds=meant.get("kind") or (),
        page=form.page,
    )


def _pages(form: SearchForm, found: finding.Found) -> dict[str, Any]:
    """Where the pager leads: the pages beside the present one, the first and, if there are few enough, the last."""
    here, last = found.page, found.pages
    near = range(max(1, here - PAGES_NAMED), min(last, here + PAGES_NAMED) + 1)
    named = [(page, form.address(page=page)) for page in near]
    return {
        "here": here,
        "last": last,
        "named": named if last > 1 else [],
        "previous": form.address(page=here - 1) if here > 1 else "",
        "is_cut": here == last and found.count > last * finding.PAGE,
        "next": form.address(page=here + 1) if here < last else "",
    }


# --- while a reader types ------------------------------------------------------------------------------------------


@require_safe
@limited(SUGGESTIONS, _suggestion_refusal)
def suggest(request: HttpRequest) -> HttpResponse:
    """`/_/suggest?q=`: keywords, authors, dossiers and titles that begin so, or of one `kind` only."""
    text = typed(request.GET.get("q"), LONGEST_FILTER)
    kind = request.GET.get("kind", "")
    count = LOOKED_AT if kind else SUGGESTED
    found = completing.suggest(request.edition_code, text, count) if len(text) >= SHORTEST else []
    offered = [
        {"kind": item.kind, "label": label_of(item.kind), "text": item.text, "url": item.url}
        for item in found
        if kind in ("", item.kind)
    ][:SUGGESTED]
    answer = {"suggestions": offered, "said": _said(len(offered))}
    return JsonResponse(answer, headers=OWN, json_dumps_params={"ensure_ascii": False})


def _said(count: int) -> str:
    """How many there are, for those who listen."""
    if not count:
        return _("No suggestions")
    return ngettext("%(number)s suggestion", "%(number)s suggestions", count) % {"number": count}
