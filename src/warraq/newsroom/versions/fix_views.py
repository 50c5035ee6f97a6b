"""The live version put right: first shown, then published."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail.admin.auth import user_has_any_page_permission, user_passes_test
from wagtail.models import Page

from .comparing import changes_between
from .fixing import Fixed, NothingToFix, fix_live, may_fix
from .forms import FixForm
from .restoring import Locked, Stale
from .showing import shown_changes
from .standing import next_of, sentences_of
from .wording import Fix


@method_decorator(user_passes_test(user_has_any_page_permission), name="dispatch")
class FixView(View):
    template_name = "newsroom/versions/fix.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.page = get_object_or_404(Page, pk=kwargs["pk"]).specific
        if not may_fix(self.page, request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._show(FixForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = FixForm(request.POST)
        if not form.is_valid():
            return self._show(form)
        fix = form.fix()
        if "publish" in request.POST:
            return self._publish(form, fix)
        return self._show(form, **self._preview(form, fix))

    def _preview(self, form: FixForm, fix: Fix) -> dict[str, Any]:
        """What would change in the live version, and in how many fields of the next one."""
        fixed, following = type(self.page).objects.get(pk=self.page.pk), next_of(self.page).as_object()
        if not fix.put_right(fixed):
            form.add_error("wrong", _("These words stand nowhere in the live version."))
            return {}
        changes = changes_between(self.page, self.request, self.page, fixed)
        return {"fields": shown_changes(changes, hides_spelling=False), "in_next": fix.put_right(following)}

    def _publish(self, form: FixForm, fix: Fix) -> HttpResponse:
        seen = (_number(self.request, "newest"), _number(self.request, "live"))
        try:
            done = fix_live(self.page, self.request.user, fix, seen)
        except NothingToFix:
            form.add_error("wrong", _("These words stand nowhere in the live version."))
        except Stale:
            form.add_error(None, _("Somebody has saved or published this page meanwhile: look at it again."))
        except Locked as lock:
            form.add_error(None, str(lock) or _("The page is locked."))
        except ValidationError as refused:
            for reason in refused.messages:
                form.add_error(None, reason)
        else:
            messages.success(self.request, _told(done))
            return redirect("wagtailadmin_pages:edit", self.page.pk)
        return self._show(form)

    def _show(self, form: FixForm, **more: Any) -> HttpResponse:
        context = {
            "page": self.page,
            "form": form,
            # The first one is about the form of the next version.
            "sentences": sentences_of(self.page)[1:],
            "has_notes": hasattr(self.page, "corrections"),
            **more,
        }
        return TemplateResponse(self.request, self.template_name, context, status=200)


def _number(request: HttpRequest, name: str) -> int | None:
    word = request.POST.get(name, "")
    return int(word) if word.isascii() and word.isdecimal() else None


def _told(done: Fixed) -> str:
    said = _("The fix is out.")
    if not done.next:
        return f"{said} {_('The next version does not have these words: nothing was changed in it.')}"
    in_next = ngettext(
        "The next version has it too, in %(count)d field.",
        "The next version has it too, in %(count)d fields.",
        done.next,
    )
    return f"{said} {in_next % {'count': done.next}}"
