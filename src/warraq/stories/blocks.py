"""The blocks journalists write with. Every string of a block is cleaned in its own language on save."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock

from warraq.language.slug import slugify

from .chart_blocks import Chart
from .choosers import PageChooser, PictureChooser
from .directed_blocks import OneText, WritingDirection


class Paragraph(blocks.RichTextBlock):
    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "stories/blocks/paragraph.html"


class Subhead(OneText):
    """A heading inside the story; its text makes the anchor."""

    text = blocks.CharBlock(label=_("Words of the subhead"))
    direction = WritingDirection()

    def get_context(self, value, parent_context=None) -> dict:
        return super().get_context(value, parent_context) | {"anchor": slugify(str(value))}

    class Meta:
        icon = "title"
        label = _("Subhead")
        template = "stories/blocks/subhead.html"
        form_layout = BlockGroup(children=["text"], settings=["direction"])


class Quote(blocks.StructBlock):
    text = blocks.TextBlock(label=_("Quotation"), rows=3)
    speaker = blocks.CharBlock(label=_("Who says it"), required=False)
    role = blocks.CharBlock(label=_("Role"), required=False)
    direction = WritingDirection()

    class Meta:
        form_layout = BlockGroup(children=["text", "speaker", "role"], settings=["direction"])
        icon = "openquote"
        label = _("Quotation")
        template = "stories/blocks/quote.html"


class KeyPoints(blocks.StructBlock):
    points = blocks.ListBlock(blocks.CharBlock(label=_("Point")), label=_("Points"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Key points")
        template = "stories/blocks/key_points.html"


class FactBox(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"))
    text = blocks.RichTextBlock(label=_("Text"))

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "stories/blocks/fact_box.html"


class Picture(blocks.StructBlock):
    image = PictureChooser(label=_("Picture"))
    alt = blocks.CharBlock(
        label=_("Text for who cannot see it"), required=False, help_text=_("Empty: the one kept with the picture.")
    )
    caption = blocks.CharBlock(label=_("Caption"), required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "stories/blocks/picture.html"


class Album(blocks.StructBlock):
    page = PageChooser(page_type="galleries.AlbumPage", label=_("Album"))

    class Meta:
        icon = "images"
        label = _("Album")
        template = "stories/blocks/album.html"


class Film(blocks.StructBlock):
    page = PageChooser(page_type="galleries.VideoPage", label=_("Video"))

    class Meta:
        icon = "media"
        label = _("Video")
        template = "stories/blocks/video.html"


class MapOf(blocks.StructBlock):
    """The latest state of a map with its newest events."""

    page = PageChooser(page_type="fieldmaps.FieldMapPage", label=_("Map"))

    class Meta:
        icon = "site"
        label = _("Map")
        template = "stories/blocks/map.html"


class RelatedStory(blocks.StructBlock):
    page = PageChooser(page_type="stories.StoryPage", label=_("Story"))

    class Meta:
        icon = "link"
        label = _("Read also")
        template = "stories/blocks/related.html"


class DocumentLink(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("Document"))
    description = blocks.CharBlock(label=_("What it is"), required=False)

    class Meta:
        icon = "doc-full"
        label = _("Document")
        template = "stories/blocks/document.html"


class Table(blocks.StructBlock):
    caption = blocks.CharBlock(label=_("What the table shows"))
    # The table editor has no Arabic and complains in the console of any language it does not know.
    table = TableBlock(table_options={"language": "en-US"}, label=_("Table"))
    source = blocks.CharBlock(label=_("Source"), required=False)
    direction = WritingDirection()

    class Meta:
        form_layout = BlockGroup(children=["caption", "table", "source"], settings=["direction"])
        icon = "table"
        label = _("Table")
        template = "stories/blocks/table.html"


class Embed(blocks.StructBlock):
    """Something of another site. Readers get a link; the player is loaded when they ask for it, not before."""

    url = blocks.URLBlock(label=_("Address"))
    title = blocks.CharBlock(label=_("What it shows"))
    picture = PictureChooser(
        label=_("Poster"),
        required=False,
        help_text=_("A picture of this site's own, shown until a reader asks for the player."),
    )

    class Meta:
        icon = "code"
        label = _("Embed")
        template = "stories/blocks/embed.html"

    def clean(self, value):
        result = super().clean(value)
        if urlsplit(result["url"]).hostname not in settings.WARRAQ_EMBED_HOSTS:
            allowed = "، ".join(settings.WARRAQ_EMBED_HOSTS)
            raise blocks.StructBlockValidationError(
                block_errors={
                    "url": ValidationError(_("Only these sites may be embedded: %(hosts)s") % {"hosts": allowed})
                }
            )
        return result

    def get_context(self, value, parent_context=None) -> dict:
        return super().get_context(value, parent_context) | {
            "player": player_address(value["url"]),
            "host": urlsplit(value["url"]).hostname,
        }


def player_address(url: str) -> str:
    """The address of the player's frame for an address of a page of the allowed sites; others as they are."""
    parts = urlsplit(url)
    host, path = parts.hostname or "", parts.path.strip("/")
    if host == "youtu.be":
        return f"https://www.youtube.com/embed/{path}"
    if host == "www.youtube.com" and path == "watch":
        query = dict(pair.partition("=")[::2] for pair in parts.query.split("&"))
        return f"https://www.youtube.com/embed/{query.get('v', '')}"
    if host == "vimeo.com":
        return f"https://player.vimeo.com/video/{path}"
    if host == "www.dailymotion.com" and path.startswith("video/"):
        return f"https://www.dailymotion.com/embed/{path}"
    return url


class Source(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Source"))
    url = blocks.URLBlock(label=_("Address"), required=False)


class Sources(blocks.StructBlock):
    items = blocks.ListBlock(Source(), label=_("Sources"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Sources")
        template = "stories/blocks/sources.html"


BODY_BLOCKS = [
    ("paragraph", Paragraph()),
    ("subhead", Subhead()),
    ("quote", Quote()),
    ("key_points", KeyPoints()),
    ("fact_box", FactBox()),
    ("picture", Picture()),
    ("album", Album()),
    ("video", Film()),
    ("map", MapOf()),
    ("related", RelatedStory()),
    ("document", DocumentLink()),
    ("table", Table()),
    ("chart", Chart()),
    ("embed", Embed()),
    ("sources", Sources()),
]
