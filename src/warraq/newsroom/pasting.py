"""What word processors have on the clipboard becomes blocks: the script that does it, and its words."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


def script() -> SafeString:
    return format_html(
        '<script type="module" src="{}" data-pasted="{}" data-take-back="{}"></script>',
        static("newsroom/pasting/pasting.js"),
        _("Pasted as blocks of their own ({count})."),
        _("Paste into one paragraph instead"),
    )


def sheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/pasting/pasting.css"))
