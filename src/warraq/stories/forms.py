"""The form behind every page readers can open: drafts save freely, publication needs a complete page."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import get_language_info
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm

# Buttons after which readers see the page, at once or when a schedule or an editor says so.
GOING_OUT = ("action-publish", "action-submit", "action-restart-workflow")


# Asked for each form that is sent: what else speaks against it, as `Problem`s. Rooms above this one add theirs.
GUARDS: list[Callable[["PublicPageForm"], Iterable[Any]]] = []


class PublicPageForm(WagtailAdminPageForm):
    """Says at the field what keeps a page from going live, in the editor's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if title := self.fields.get("title"):
            # For the editor's scripts, on a new page too.
            place = self.instance if self.instance.locale_id else self.parent_page
            is_rtl = place is None or get_language_info(place.locale.language_code)["bidi"]
            title.widget.attrs["data-edition-direction"] = "rtl" if is_rtl else "ltr"

    def _post_clean(self) -> None:
        super()._post_clean()
        for guard in GUARDS:
            for problem in guard(self):
                self._show(problem)
        if self._is_going_out():
            wrong = set(self.errors)
            self._bring_in_children()
            for problem in self.instance.reasons_against():
                if problem.field not in wrong:
                    self._show(problem)

    def save(self, commit: bool = True) -> Any:
        if self.instance._state.adding:
            # Wagtail puts a new page into the tree before it publishes it; until then it is a draft.
            self.instance.live = False
        return super().save(commit)

    def _is_going_out(self) -> bool:
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approves) or any(self.data.get(name) for name in GOING_OUT)

    def _bring_in_children(self) -> None:
        """Rows of inline panels as they will be saved: the page's own check reads them from the page."""
        for name, formset in self.formsets.items():
            if name != "comments" and formset.is_valid():
                formset.save(commit=False)

    def _show(self, problem: Any) -> None:
        if formset := self.formsets.get(problem.field):
            formset.non_form_errors().append(str(problem.message))
        else:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


class StoryForm(PublicPageForm):
    """Says at the row, whichever button was pressed, what a story cannot be pinned to."""

    def _post_clean(self) -> None:
        self._refuse_pins_of_other_editions()
        super()._post_clean()

    def _refuse_pins_of_other_editions(self) -> None:
        pinned = self.formsets.get("pinned")
        if pinned is None or not pinned.is_valid():
            return
        for row in pinned.forms:
            story = row.cleaned_data.get("related")
            # An edition is a locale's; a new page has only that yet.
            if story and not row.cleaned_data.get("DELETE") and story.locale_id != self.instance.locale_id:
                names = {"title": story.title, "edition": story.edition.name}
                said = _("“%(title)s” belongs to another edition (%(edition)s): choose a story of this one.")
                row.add_error("related", said % names)
