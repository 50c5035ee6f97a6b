"""A list of records that looks up what its rows name with the rows, not row by row."""

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.snippets.views.snippets import SnippetViewSet


class RecordViewSet(SnippetViewSet):
    """Each names in `related` at least one record that its rows show."""

    related: tuple[str, ...]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return self.model._default_manager.select_related(*self.related)
