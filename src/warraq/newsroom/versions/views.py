"""Two versions compared, in place of Wagtail's own view, and one field of the earlier one brought back."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import user_has_any_page_permission, user_passes_test
from wagtail.admin.views.generic.models import RevisionsCompareView as GenericRevisionsCompareView
from wagtail.admin.views.pages.revisions import RevisionsCompareView
from wagtail.models import Page

from . import restoring
from .comparing import changes_between
from .picking import choices_for, version_of
from .showing import counts_of, shown_changes

HIDDEN, SIDE = "hidden", "side"


class CompareView(RevisionsCompareView):
    """Word by word; differences of spelling can be hidden, both versions can stand side by side."""

    template_name = "newsroom/versions/compare.html"
    page_title = gettext_lazy("Compare versions")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "old" in request.GET and "new" in request.GET:
            return self._go_to_chosen()
        return super().get(request, *args, **kwargs)

    def _go_to_chosen(self) -> HttpResponse:
        known = {word for word, _heading in choices_for(self.object)}
        old, new = self.request.GET["old"], self.request.GET["new"]
        if old not in known or new not in known:
            raise Http404
        return redirect(self._address(old, new))

    def _address(self, old: str, new: str, **query: str) -> str:
        return reverse("wagtailadmin_pages:revisions_compare", args=[self.object.pk, old, new], query=query or None)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # Past Wagtail's own comparison, which would be made for nothing.
        context = super(GenericRevisionsCompareView, self).get_context_data(**kwargs)
        old = version_of(self.object, self.revision_id_a)
        new = version_of(self.object, self.revision_id_b)
        changes = changes_between(self.object, self.request, old.page, new.page)
        hides, side = self.request.GET.get("spelling") == HIDDEN, self.request.GET.get("view") == SIDE
        return context | {
            "page": self.object,
            "old": old,
            "new": new,
            "choices": choices_for(self.object),
            "fields": shown_changes(changes, hides),
            "counts": counts_of(changes),
            "hides_spelling": hides,
            "is_side_by_side": side,
            "spelling_address": self._here(spelling="" if hides else HIDDEN),
            "view_address": self._here(view="" if side else SIDE),
            "here": self.request.get_full_path(),
            "may_restore": self._may_restore(old),
        }

    def _here(self, **other: str) -> str:
        """The address of this difference, looked at in another way."""
        now = {name: self.request.GET[name] for name in ("spelling", "view") if name in self.request.GET}
        return self._address(
            self.revision_id_a, self.revision_id_b, **{name: word for name, word in (now | other).items() if word}
        )

    def _may_restore(self, old: Any) -> bool:
        if old.revision and old.revision.pk == self.object.latest_revision_id:
            return False
        try:
            restoring.require_editable(self.object, self.request.user)
        except (PermissionDenied, restoring.Locked):
            return False
        return True


@require_POST
@user_passes_test(user_has_any_page_permission)
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring one field, or one block of a body, back into a new draft."""
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    source = version_of(page, _word(request, "from"))
    newest = request.POST.get("newest", "")
    try:
        restoring.restore(
            request,
            page,
            source.revision,
            request.POST.get("field", ""),
            request.POST.get("block") or None,
            int(newest) if newest.isascii() and newest.isdecimal() else None,
        )
    except restoring.Stale:
        messages.error(request, _("Somebody has saved this page meanwhile. Nothing was changed: look at it again."))
        return redirect("wagtailadmin_pages:revisions_compare", page.pk, source.word, "latest")
    except restoring.Locked as lock:
        messages.error(request, str(lock) or _("The page is locked."))
        return redirect("wagtailadmin_pages:revisions_compare", page.pk, source.word, "latest")
    except restoring.NothingToRestore:
        messages.info(request, _("The newest draft has it so already."))
        return redirect("wagtailadmin_pages:revisions_compare", page.pk, source.word, "latest")
    messages.success(request, _("It is back, in a new draft. Nothing else of the draft was changed."))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _word(request: HttpRequest, name: str) -> str:
    word = request.POST.get(name, "")
    if word != "live" and not (word.isascii() and word.isdecimal()):
        raise Http404
    return word
