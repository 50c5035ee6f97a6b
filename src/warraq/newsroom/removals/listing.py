"""The list of removed pages: a page is added, its reason is edited, or it is taken back."""

from typing import Any

from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.permission_policies import ModelPermissionPolicy

from warraq.stories.models import Removal

from ..record_lists import RecordViewSet
from ..refreshes.access import may_look
from .forms import RemovalForm


class PublishersPolicy(ModelPermissionPolicy):
    """Whoever may publish somewhere may say that a page does not come back."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return may_look(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return may_look(user)


class RemovalViewSet(RecordViewSet):
    model = Removal
    related = ("edition", "by")
    icon = "bin"
    menu_order = 520
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["__str__", "number", "edition", "reason", "by", "at"]
    list_filter = ["edition"]
    search_fields = ["title", "address", "reason"]
    search_backend_name = None
    ordering = ["-at"]
    edit_handler = ObjectList(
        [FieldPanel("page"), FieldPanel("edition"), FieldPanel("reason")], base_form_class=RemovalForm
    )
