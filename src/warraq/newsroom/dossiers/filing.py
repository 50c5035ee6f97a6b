"""Stories filed in a dossier, many at once: a deed of the list of stories, by a key too."""

from typing import Any

from django import forms
from django.contrib import messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction

from warraq.dossiers.models import DossierPage, Filing
from warraq.stories.models import StoryPage

from . import changing


class DossierForm(forms.Form):
    """Open dossiers; of several editions each is named with its own."""

    dossier = forms.ModelChoiceField(DossierPage.objects.none(), label=_("Dossier"), to_field_name="id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dossiers = DossierPage.objects.filter(state=DossierPage.State.OPEN).select_related("edition")
        self.fields["dossier"].queryset = dossiers.order_by("edition", "title")
        self.fields["dossier"].label_from_instance = lambda page: f"{page.title} ({page.edition.code})"


class FileBulkAction(PageBulkAction):
    """What is no story, belongs to another edition or stands there already stays as it is."""

    display_name = _("File in a dossier")
    action_type = "file"
    aria_label = _("File the chosen stories in a dossier")
    template_name = "newsroom/dossiers/file.html"
    action_priority = 15
    form_class = DossierForm

    def check_perm(self, page: Any) -> bool:
        return page.specific_class is StoryPage and page.permissions_for_user(self.request.user).can_edit()

    def get_execution_context(self) -> dict[str, Any]:
        return {"dossier": self.cleaned_form.cleaned_data["dossier"], "user": self.request.user, "left": self.left}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left: list[str] = []

    @classmethod
    def execute_action(
        cls,
        objects: list[Any],
        dossier: DossierPage | None = None,
        user: Any = None,
        left: list[str] | None = None,
        **kwargs: Any,
    ) -> tuple[int, int]:
        filed = 0
        for page in objects:
            story = page.specific
            if dossier is None or story.locale_id != dossier.locale_id:
                continue
            try:
                filed += _file(story, dossier, user)
            except changing.Locked:
                (left if left is not None else []).append(story.title)
        return filed, 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        if self.left:
            text = _("Somebody else is at work on these, which stay as they are: %(titles)s")
            messages.warning(self.request, text % {"titles": "، ".join(self.left)})
        words = ngettext("%(n)s story has been filed.", "%(n)s stories have been filed.", num_parent_objects)
        return words % {"n": num_parent_objects}


def _file(story: StoryPage, dossier: DossierPage, user: Any) -> bool:
    draft = story.get_latest_revision_as_object()
    if dossier.pk in {row.dossier_id for row in draft.filings.all()}:
        return False

    def add(page: StoryPage) -> None:
        page.filings.add(Filing(dossier=dossier, sort_order=page.filings.count()))

    changing.change(story, user, add)
    return True
