"""Words in another language inside rich text: `<bdi lang="en">…</bdi>`, which the clean-up leaves alone."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text.converters.html_to_contentstate import InlineStyleElementHandler
from wagtail.admin.rich_text.editors.draftail.features import Feature
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

LANGUAGES = {"en": _("Words in English"), "fr": _("Words in French"), "fa": _("Words in Persian")}
LOOK = {"backgroundColor": "rgba(0, 110, 120, 0.14)", "unicodeBidi": "isolate"}


def style_of(language: str) -> str:
    return f"FOREIGN_{language.upper()}"


class ForeignFeature(Feature):
    """One feature, a button for each language."""

    def construct_options(self, options: dict[str, Any]) -> None:
        styles = options.setdefault("inlineStyles", [])
        for language, description in LANGUAGES.items():
            styles.append(
                {
                    "type": style_of(language),
                    "label": language.upper(),
                    "description": description,
                    "element": "bdi",
                    "style": LOOK,
                }
            )


class OpenPageLinks(PageLinkHandler):
    """Words that link to a page nobody can open stay words: the page's address tells what it is about."""

    @classmethod
    def get_many(cls, attrs_list: list[dict]) -> list[Page | None]:
        # Looked up all the same: what shows the words has noted the page, and links to it as soon as it is there.
        return [page if page and page.live else None for page in super().get_many(attrs_list)]


def register(features: Any) -> None:
    features.register_link_type(OpenPageLinks)
    features.register_editor_plugin("draftail", "foreign", ForeignFeature())
    features.register_converter_rule(
        "contentstate",
        "foreign",
        {
            "from_database_format": {
                f'bdi[lang="{language}"]': InlineStyleElementHandler(style_of(language)) for language in LANGUAGES
            },
            "to_database_format": {
                "style_map": {
                    style_of(language): {"element": "bdi", "props": {"lang": language}} for language in LANGUAGES
                }
            },
        },
    )
