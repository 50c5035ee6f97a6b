"""Merging two keywords that mean the same."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import ListingButton
from wagtail.permissions import policy_registry
from wagtail.snippets.widgets import AdminSnippetChooser

from warraq.stories.models import Keyword


def may_merge(user: Any) -> bool:
    policy = policy_registry.get_by_type(Keyword)
    return policy.user_has_permission(user, "change") and policy.user_has_permission(user, "delete")


def merge_button(keyword: Any, user: Any, next_url: str | None = None) -> list[ListingButton]:
    """“Merge” in the menu of each keyword of the list."""
    if not isinstance(keyword, Keyword) or not may_merge(user):
        return []
    url = reverse(Keyword.snippet_viewset.get_url_name("merge"), args=[keyword.pk])
    return [ListingButton(_("Merge into another"), url=url, icon_name="link", priority=30)]


class MergeForm(forms.Form):
    """Asks which keyword stays."""

    target = forms.ModelChoiceField(
        queryset=Keyword.objects.all(), label=_("Keyword that stays"), widget=AdminSnippetChooser(Keyword)
    )

    def __init__(self, *args: Any, keyword: Keyword, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = Keyword.objects.filter(edition=keyword.edition).exclude(pk=keyword.pk)
        self.fields["target"].error_messages["invalid_choice"] = _("Choose another keyword of the same edition.")


class MergeKeywordView(WagtailAdminTemplateMixin, FormView):
    """Stories of one keyword pass to another; its name and address lead there."""

    form_class = MergeForm
    template_name = "newsroom/merge_keyword.html"
    page_title = _("Merge keyword")
    header_icon = "tag"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not may_merge(request.user):
            raise PermissionDenied
        self.keyword = get_object_or_404(Keyword.objects.select_related("edition"), pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        return self.keyword.name

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"keyword": self.keyword}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        count = self.keyword.story_keywords.count()
        return super().get_context_data(**kwargs) | {"keyword": self.keyword, "story_count": count}

    def form_valid(self, form: MergeForm) -> HttpResponse:
        name, target = self.keyword.name, form.cleaned_data["target"]
        self.keyword.merge_into(target)
        messages.success(
            self.request,
            gettext("“%(name)s” is now part of “%(target)s”.") % {"name": name, "target": target},
        )
        return redirect(reverse(Keyword.snippet_viewset.get_url_name("list")))
