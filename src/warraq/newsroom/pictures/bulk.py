"""Deeds on many pictures at once; “all in this list” means those that its filters have left."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.images.views.bulk_actions import AddTagsBulkAction, AddToCollectionBulkAction, DeleteBulkAction

from .listing import PictureFilters


class AllThatAreListed:
    """Mixin for actions on pictures. Wagtail's own heed the search and the collection, and no filter."""

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        numbers = super().get_all_objects_in_listing_query(parent_id)
        return self._listed.filter(pk__in=list(numbers)).values_list("pk", flat=True)

    @cached_property
    def _listed(self) -> Any:
        listed = self.model.objects.order_by("pk")
        filters = PictureFilters(self.request.GET, listed, request=self.request, is_searching=False)
        return filters.qs if filters.is_valid() else listed.none()


class TagAction(AllThatAreListed, AddTagsBulkAction):
    """Tags."""


class CollectionAction(AllThatAreListed, AddToCollectionBulkAction):
    """Moves into a collection."""


class DeleteAction(AllThatAreListed, DeleteBulkAction):
    """Deletes."""


IN_PLACE_OF_WAGTAILS = (TagAction, CollectionAction, DeleteAction)
