"""The rails of a front page, each filled by a rule."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from warraq.stories.choosers import PageChooser
from warraq.stories.models import StoryPage


class StoriesRail(blocks.StructBlock):
    """The newest stories of a section, or of a form, that do not stand higher on the page."""

    title = blocks.CharBlock(label=_("Heading"), required=False, help_text=_("Empty: the section's name."))
    section = PageChooser(page_type="stories.SectionPage", label=_("Section"), required=False)
    form = blocks.ChoiceBlock(choices=StoryPage.Form.choices, label=_("Form"), required=False)
    count = blocks.IntegerBlock(label=_("How many"), default=5, min_value=1, max_value=12)
    look = blocks.ChoiceBlock(
        choices=[("list", _("list with times")), ("cards", _("cards with pictures")), ("views", _("opinion"))],
        default="cards",
        label=_("Look"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Stories")


class PagesRail(blocks.StructBlock):
    """The newest dossiers, albums or videos."""

    title = blocks.CharBlock(label=_("Heading"), required=False)
    count = blocks.IntegerBlock(label=_("How many"), default=4, min_value=1, max_value=12)


class MapRail(blocks.StructBlock):
    """The latest state of one map with its newest events."""

    title = blocks.CharBlock(label=_("Heading"), required=False)
    page = PageChooser(page_type="fieldmaps.FieldMapPage", label=_("Map"))

    class Meta:
        icon = "site"
        label = _("Map: latest developments")


RAILS = [
    ("stories", StoriesRail()),
    ("dossiers", PagesRail(label=_("Dossiers"), icon="folder-open-inverse")),
    ("gallery", PagesRail(label=_("Albums and videos"), icon="images")),
    ("map", MapRail()),
]
