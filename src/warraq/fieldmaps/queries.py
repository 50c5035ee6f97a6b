"""Which maps are listed."""

from wagtail.models import PageManager

from warraq.stories.queries import PublicQuerySet


class FieldMapQuerySet(PublicQuerySet):
    def as_cards(self) -> "FieldMapQuerySet":
        """A map has no lead picture: it is its own."""
        return self.select_related("edition")


FieldMapManager = PageManager.from_queryset(FieldMapQuerySet)
