"""The direction of each paragraph of rich text: by its words, unless an editor turned it round: `<p dir="ltr">`."""

from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.contentstate_models import Block
from wagtail.admin.rich_text.converters.html_to_contentstate import BlockElementHandler, ListItemElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature

DIRECTIONS = ("rtl", "ltr")


class _Directed(Block):
    direction = ""

    def as_dict(self) -> dict[str, Any]:
        return super().as_dict() | {"data": {"dir": self.direction}}


def _directed(block: Block, attributes: dict[str, str]) -> Block:
    directed = _Directed(block.type, depth=block.depth, key=block.key)
    directed.direction = attributes["dir"]
    return directed


class _ParagraphHandler(BlockElementHandler):
    def __init__(self) -> None:
        super().__init__("unstyled")

    def create_block(self, name: str, attrs: dict[str, str], state: Any, contentstate: Any) -> Block:
        return _directed(super().create_block(name, attrs, state, contentstate), attrs)


class _ItemHandler(ListItemElementHandler):
    def create_block(self, name: str, attrs: dict[str, str], state: Any, contentstate: Any) -> Block:
        return _directed(super().create_block(name, attrs, state, contentstate), attrs)


def _written(element: str) -> Any:
    def write(props: dict[str, Any]) -> Any:
        chosen = (props["block"].get("data") or {}).get("dir")
        return DOM.create_element(element, {"dir": chosen} if chosen in DIRECTIONS else {}, props["children"])

    return write


class DirectionFeature(Feature):
    """A button that turns a paragraph round, and each paragraph shown in its direction while it is written."""

    def construct_options(self, options: dict[str, Any]) -> None:
        for kind in ("controls", "plugins"):
            options.setdefault(kind, []).append({"type": "direction"})


def register(features: Any) -> None:
    """To come after Wagtail's lists, whose items it writes in their place."""
    features.register_editor_plugin("draftail", "direction", DirectionFeature())
    features.register_converter_rule(
        "contentstate",
        "direction",
        {
            "from_database_format": {
                f'{element}[dir="{way}"]': handler
                for element, handler in (("p", _ParagraphHandler()), ("li", _ItemHandler()))
                for way in DIRECTIONS
            },
            "to_database_format": {
                "block_map": {
                    "unstyled": _written("p"),
                    "unordered-list-item": {"element": _written("li"), "wrapper": "ul"},
                    "ordered-list-item": {"element": _written("li"), "wrapper": "ol"},
                }
            },
        },
    )


def script() -> SafeString:
    return format_html(
        '<script type="module" src="{}" data-turn="{}"></script>',
        static("newsroom/direction.js"),
        _("Turn the direction of the paragraph round"),
    )


def sheet() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("newsroom/direction.css"))
