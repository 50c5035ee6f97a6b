"""What the panel asks: suggestions for the text as it stands, and a keyword made on an editor's click."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import page_permission_policy, policy_registry

from warraq.editions.models import Edition
from warraq.language.fold import mild_fold
from warraq.stories.models import FormerKeyword, Keyword, StoryPage

from .draft import Draft, draft_of_form, draft_of_page
from .keywords import suggest_keywords
from .nearby import suggest_nearby

LONGEST_REQUEST = 500_000


def suggestions_for(draft: Draft, user: Any) -> dict[str, Any]:
    if draft.is_empty:
        return {"keywords": [], "nearby": None, "can_make": False}
    return {
        "keywords": suggest_keywords(draft),
        "nearby": suggest_nearby(draft),
        "can_make": policy_registry.get_by_type(Keyword).user_has_permission(user, "add"),
    }


@require_POST
def index(request: HttpRequest) -> HttpResponse:
    """A fragment of the panel for the form as it stands."""
    if not page_permission_policy.user_has_any_permission(request.user, ["add", "change"]):
        raise PermissionDenied
    if int(request.headers.get("content-length") or 0) > LONGEST_REQUEST:
        return HttpResponse(status=413)
    number = request.POST.get("number", "")
    story = StoryPage.objects.filter(pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if story and not story.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    draft = draft_of_form(request.POST, story.edition if story else _edition(request), story.pk if story else None)
    context = suggestions_for(draft, request.user) | {"has_buttons": True}
    return TemplateResponse(request, "newsroom/suggestions/list.html", context)


def _edition(request: HttpRequest) -> Edition:
    code = request.POST.get("language", "")
    return Edition.objects.filter(code=code).first() or Edition.objects.get(code=settings.LANGUAGE_CODE)


class SavedView(WagtailAdminTemplateMixin, TemplateView):
    """Suggestions for a saved draft, on a page of their own: for who works without scripts."""

    template_name = "newsroom/suggestions/saved.html"
    page_title = _("Suggestions")
    header_icon = "pick"

    def get_page_subtitle(self) -> str:
        return self.story.title

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page = get_object_or_404(StoryPage, pk=kwargs["pk"])
        if not page.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        self.story = page.get_latest_revision_as_object()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = suggestions_for(draft_of_page(self.story), self.request.user)
        back = reverse("wagtailadmin_pages:edit", args=[self.story.pk])
        return super().get_context_data(**kwargs) | found | {"back": back, "has_buttons": False}


@require_POST
@permission_required("stories.add_keyword", raise_exception=True)
def keyword(request: HttpRequest) -> JsonResponse:
    """The keyword of this name, made if there is none: asked when an editor has pressed its suggestion."""
    edition, name = _edition(request), request.POST.get("name", "").strip()
    kind = request.POST.get("kind", "")
    found = _known(edition, name)
    if found is None:
        found = Keyword(edition=edition, name=name, kind=kind if kind in Keyword.Kind.values else Keyword.Kind.TOPIC)
        try:
            found.full_clean(exclude=["folded", "sort_key"])
        except ValidationError as error:
            return JsonResponse({"error": " ".join(error.messages)}, status=400)
        found.save()
    address = reverse(Keyword.snippet_viewset.get_url_name("edit"), args=[found.pk])
    return JsonResponse({"id": found.pk, "title": found.name, "edit": address})


def _known(edition: Edition, name: str) -> Keyword | None:
    folded = mild_fold(name)[:120]
    former = FormerKeyword.objects.filter(keyword__edition=edition, folded=folded).select_related("keyword").first()
    return Keyword.objects.filter(edition=edition, folded=folded).first() or (former.keyword if former else None)
