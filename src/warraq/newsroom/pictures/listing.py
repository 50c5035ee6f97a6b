"""The list of pictures, found by who and what they show, where and when, and by what they lack."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django_filters import CharFilter, ChoiceFilter, DateFromToRangeFilter
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.images.views import images

from warraq.language.analysis import fold
from warraq.media.models import Image


class NameFilter(CharFilter):
    """Finds a name in any spelling, or a part of it: every word must be there, in any order."""

    def filter(self, pictures: QuerySet, value: str) -> QuerySet:
        for word in fold(value or "").split():
            pictures = pictures.filter(**{f"{self.field_name}__contains": word})
        return pictures


class StateFilter(ChoiceFilter):
    """What a picture lacks, or what keeps it from pages."""

    STATES = {
        "description": (_("no text for who cannot see it"), lambda: Q(description="")),
        "credit": (_("no credit"), lambda: Q(credit="")),
        "fault": (_("file gone or damaged"), lambda: Q(fault__gt="")),
        "ended": (_("its right has ended"), lambda: Q(rights_end__lte=timezone.now())),
    }

    def __init__(self, **kwargs: Any) -> None:
        choices = [(name, label) for name, (label, _where) in self.STATES.items()]
        super().__init__(choices=choices, label=_("What is wrong"), **kwargs)

    def filter(self, pictures: QuerySet, value: str) -> QuerySet:
        return pictures.filter(self.STATES[value][1]()) if value else pictures


class PictureFilters(images.ImagesFilterSet):
    people = NameFilter(field_name="people_folded", label=_("People shown"))
    place = NameFilter(field_name="place_folded", label=_("Place shown"))
    taken_on = DateFromToRangeFilter(label=_("Taken between"), widget=DateRangePickerWidget)
    created_at = DateFromToRangeFilter(label=_("Came in between"), widget=DateRangePickerWidget)
    state = StateFilter()

    class Meta(images.ImagesFilterSet.Meta):
        model = Image


class LibraryView(images.IndexView):
    filterset_class = PictureFilters

    @cached_property
    def columns(self) -> list[Any]:
        *before, created, used = super().columns or [None, None]
        if not before:
            return []
        ours = [
            Column("people_shown", label=_("People shown")),
            Column("place", label=_("Place shown")),
            DateColumn("taken_on", label=_("Taken on"), sort_key="taken_on"),
        ]
        return [*before, *ours, created, used]
