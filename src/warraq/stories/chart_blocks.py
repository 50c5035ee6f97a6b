"""The block in which an editor types a small table to be drawn."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock

from .charting import chart_of

CHART_FORMS = [
    ("bar", _("bars")),
    ("line", _("lines over time")),
    ("stacked", _("stacked bars: parts of a whole")),
    ("dot", _("dots")),
    ("multiples", _("small multiples")),
]


class Figures(TableBlock):
    """A table whose first row and first column always name the others: nobody is asked what they are."""

    def clean(self, value):
        return super().clean({**value, "table_header_choice": "both"} if value else value)

    class Meta:
        form_classname = "figures-input"


class Chart(blocks.StructBlock):
    """A small table of numbers, drawn."""

    title = blocks.CharBlock(label=_("What the chart shows"))
    kind = blocks.ChoiceBlock(label=_("Form of the chart"), choices=CHART_FORMS, default="bar")
    table = Figures(
        table_options={"language": "en-US", "startRows": 4, "startCols": 3},
        label=_("Table"),
        help_text=_(
            "Type, or paste from a spreadsheet. The first row names the columns, the first column the rows. "
            "An empty cell or a dash is a missing value."
        ),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, help_text=_("Such as “million m³”, or %."))
    source = blocks.CharBlock(label=_("Source"))
    note = blocks.CharBlock(label=_("Note"), required=False)
    description = blocks.TextBlock(
        label=_("The chart in words, for who cannot see it"),
        required=False,
        rows=2,
        help_text=_("Empty: written from the table."),
    )

    def get_context(self, value, parent_context=None) -> dict:
        context = super().get_context(value, parent_context)
        request, name = context.get("request"), getattr(context.get("block"), "id", None) or ""
        return context | {"chart": chart_of(value, context.get("page"), name, getattr(request, "is_preview", False))}

    class Meta:
        icon = "order"
        label = _("Chart")
        template = "stories/blocks/chart.html"
