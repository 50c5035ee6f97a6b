"""The account's own panel about letters keeps what ours do not send: comments on a page that one follows."""

from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.views.account import NotificationsSettingsPanel


class CommentLettersForm(NotificationPreferencesForm):
    """Wagtail's, without the letters of workflows, which `choices/` is about."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in ("submitted", "approved", "rejected"):
            self.fields.pop(f"{name}_notifications", None)


def leave_to_notices() -> None:
    NotificationsSettingsPanel.form_class = CommentLettersForm
