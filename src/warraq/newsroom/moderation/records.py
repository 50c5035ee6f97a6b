"""Rules, reasons, bans and assignments as lists of the newsroom, reached from the queue."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import DateColumn
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from warraq.comments.defence.models import ListedWord
from warraq.comments.models import Ban, RejectReason, Rule

from ..record_lists import RecordViewSet
from .access import ModeratorsPolicy, moderators
from .models import Assignment


class RuleViewSet(RecordViewSet):
    model = Rule
    related = ("section__edition",)
    icon = "sliders"
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["__str__", "policy", "trusted_after", "closes_after_days"]
    list_filter = ["policy", "form"]
    panels = [
        MultiFieldPanel([FieldPanel("section"), FieldPanel("form")], heading=_("Where it counts; empty: everywhere")),
        FieldPanel("policy"),
        FieldPanel("trusted_after"),
        FieldPanel("closes_after_days"),
    ]


class RejectReasonViewSet(RecordViewSet):
    model = RejectReason
    related = ("edition",)
    icon = "clipboard-list"
    list_display = ["title", "edition", "text"]
    list_filter = ["edition"]
    panels = [FieldPanel("edition"), FieldPanel("title"), FieldPanel("text")]


class ListedWordViewSet(RecordViewSet):
    model = ListedWord
    related = ("edition",)
    icon = "list-ul"
    list_display = ["phrase", "deed", "edition", "as_written"]
    list_filter = ["deed", "edition"]
    panels = [FieldPanel("phrase"), FieldPanel("deed"), FieldPanel("edition"), FieldPanel("as_written")]


class BanViewSet(RecordViewSet):
    """Bans are made from a comment, and lifted here."""

    model = Ban
    related = ("by",)
    icon = "no-view"
    copy_view_enabled = False
    list_display = ["__str__", "of", "reason", DateColumn("until", label=_("until")), "by", DateColumn("at")]
    list_filter = ["of"]
    panels = [FieldPanel("name", read_only=True), FieldPanel("until"), FieldPanel("reason")]


class AssignmentForm(WagtailAdminModelForm):
    """Offers those who may moderate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = moderators()


class AssignmentViewSet(RecordViewSet):
    model = Assignment
    related = ("user", "edition", "section")
    icon = "group"
    copy_view_enabled = False
    list_display = ["user", "edition", "section"]
    list_filter = ["user"]
    edit_handler = ObjectList(
        [FieldPanel("user"), MultiFieldPanel([FieldPanel("edition"), FieldPanel("section")], heading=_("Where"))],
        base_form_class=AssignmentForm,
    )


VIEWSETS = (RuleViewSet, RejectReasonViewSet, ListedWordViewSet, BanViewSet, AssignmentViewSet)


def register() -> None:
    """Put them into the newsroom; a policy must stand before a view asks for it."""
    register_permission_policy(Ban, ModeratorsPolicy(Ban, {"view", "change", "delete"}))
    for viewset in VIEWSETS:
        register_snippet(viewset)
