"""Choosers and lists of records in the language of whoever looks; Wagtail words them once, when the site starts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page
from wagtail.snippets.views.snippets import SnippetViewSet
from wagtail.snippets.widgets import AdminSnippetChooser

WORDS = {
    "choose_one_text": gettext_noop("Choose %(object)s"),
    "choose_another_text": gettext_noop("Choose another %(object)s"),
    "link_to_chosen_text": gettext_noop("Edit this %(object)s"),
}


def _about(words: str, model: Any) -> str:
    return gettext(words) % {"object": model._meta.verbose_name}


def _choose_page(model: Any) -> str:
    return f"{gettext('Choose a page')} ({capfirst(model._meta.verbose_name)})"


about, choose_page = lazy(_about, str), lazy(_choose_page, str)


def word_snippets(chooser: AdminSnippetChooser) -> None:
    for name, words in WORDS.items():
        setattr(chooser, name, about(words, chooser.model))


def word_pages(chooser: AdminPageChooser) -> None:
    if len(chooser.target_models) == 1 and chooser.target_models[0] is not Page:
        chooser.choose_one_text = choose_page(chooser.target_models[0])


def worded_by(word: Callable[[Any], None], make: Callable[..., None]) -> Callable[..., None]:
    @wraps(make)
    def make_and_word(chooser: Any, *args: Any, **kwargs: Any) -> None:
        make(chooser, *args, **kwargs)
        # A chooser that was given words of its own keeps them.
        if "choose_one_text" not in kwargs:
            word(chooser)

    return make_and_word


def put_into_choosers_and_lists() -> None:
    for chooser, word in ((AdminSnippetChooser, word_snippets), (AdminPageChooser, word_pages)):
        chooser.__init__ = worded_by(word, chooser.__init__)
    once = SnippetViewSet.breadcrumbs_items.fget
    labels = (_("Home"), _("Snippets"))
    SnippetViewSet.breadcrumbs_items = property(
        lambda viewset: [step | {"label": label} for step, label in zip(once(viewset), labels, strict=False)]
    )
