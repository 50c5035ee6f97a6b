"""Wagtail's choosers without scripts in the page: the call is written down as data and made by `starting.js`."""

import re
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.admin.widgets import BaseChooser

# `new PageChooser("id_page", {…});`, `createTaskChooser("id_task");`
CALL = re.compile(r"(?:new )?(\w+)\((.*)\);", re.DOTALL)
# As in Django's `json_script`: nothing in it ends the element.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def render(self: BaseChooser, name: str, value: Any, attrs: dict[str, Any], renderer: Any = None) -> SafeString:
    """As Wagtail does, with the call that starts the chooser as data."""
    value_data = self.get_value_data(value)
    html = self.render_html(name, value_data, attrs)
    found = CALL.fullmatch(self.render_js_init(attrs["id"], name, value_data).strip())
    if found is None:
        raise ValueError(f"{type(self).__name__} is started in a way that the newsroom's policy does not allow")
    called, words = found.groups()
    data = f"[{words}]".translate(ESCAPES)
    return mark_safe(f'{html}<script type="application/json" data-start="{called}">{data}</script>')


def put_into_choosers() -> None:
    BaseChooser.render = render


def script() -> str:
    return format_html('<script src="{}" type="module"></script>', static("newsroom/starting.js"))
