"""The form behind every page readers can open: drafts save freely, publication needs a complete page."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm

# Buttons after which readers see the page, at once or when a schedule or an editor says so.
GOING_OUT = ("action-publish", "action-submit", "action-restart-workflow")


class PublicPageForm(WagtailAdminPageForm):
    """Says at the field what keeps a page from going live, in the editor's language."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self._is_going_out():
            wrong = set(self.errors)
            self._bring_in_children()
            for problem in self.instance.problems():
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
