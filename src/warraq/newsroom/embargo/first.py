"""An embargo filled in with a page's first version: written with the page's row, before anything can publish it."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from warraq.changes.pages import Problem
from warraq.stories import embargoes, forms
from warraq.stories.models import Embargo, NumberedPage

from . import access
from .forms import EmbargoForm

PREFIX = "first-embargo"
NAMES = tuple(f"{PREFIX}-{name}" for name in ("until", "reason"))
REFUSED = _("You may not put this page under embargo.")
TOO_LATE = _("This page is live. Take it offline first: readers may have read it already.")


def filled_in(form: Any) -> EmbargoForm | None:
    """What was filled in about an embargo in the form of a page; None where nothing was.

    Also of a page that is there already: autosave has stored it, and the editor goes on with the form of a new one.
    """
    if not any(form.data.get(name, "").strip() for name in NAMES):
        return None
    page = form.instance
    row = Embargo.objects.filter(page=page.pk).first() if page.pk else None
    is_free = not page.pk or access.may_shorten(form.for_user, page)
    return EmbargoForm(form.data, instance=row, prefix=PREFIX, is_free=is_free)


def may_set(user: Any, page: Any) -> bool:
    """Whoever may add a page at all comes as far as its form."""
    return user.has_perm(access.SETS) if page._state.adding else access.may_set(user, page)


def guard(form: forms.PublicPageForm) -> Iterator[Problem]:
    """Refuses what is no embargo; what is one goes with the page to where it is stored."""
    page = form.instance
    if getattr(form, "for_user", None) is None or not isinstance(page, NumberedPage):
        return
    filled = filled_in(form)
    if filled is None:
        return
    if not may_set(form.for_user, page):
        yield Problem(None, REFUSED)
    elif page.live and not page._state.adding:
        yield Problem(None, TOO_LATE)
    elif filled.is_valid():
        until, reason = filled.cleaned_data["until"], filled.cleaned_data["reason"]
        if (until, reason) != (filled.before, filled.initial.get("reason")):
            embargoes.put_under_when_stored(page, until, reason, form.for_user)
    else:
        for name, errors in filled.errors.items():
            label = filled.fields[name].label if name in filled.fields else gettext("Embargo")
            yield Problem(None, f"{label}: {' '.join(errors)}")


class FirstEmbargoPanel(Panel):
    """Of a new page only; later it has a screen of its own."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "newsroom/embargo/first.html"

        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            filled = filled_in(self.form) if self.form is not None and self.form.is_bound else None
            self.fields = filled or EmbargoForm(prefix=PREFIX, is_free=True, use_required_attribute=False)

        def is_shown(self) -> bool:
            return self.instance._state.adding and may_set(self.request.user, self.instance)

        @property
        def media(self) -> Any:
            return super().media + self.fields.media

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {"fields": self.fields}


def put_into_forms() -> None:
    if guard not in forms.GUARDS:
        forms.GUARDS.append(guard)
