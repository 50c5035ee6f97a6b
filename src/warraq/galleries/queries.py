"""What a card of an album or a video shows, read in the same row as the page."""

from django.db.models import Count, IntegerField, OuterRef, Subquery
from wagtail.models import PageManager

from warraq.stories.queries import PublicQuerySet


class AlbumQuerySet(PublicQuerySet):
    def as_cards(self) -> "AlbumQuerySet":
        """With `picture_count`, counted only for the rows that are returned."""
        pictures = self.model.pictures.rel.related_model.objects.filter(album=OuterRef("pk")).order_by()
        counted = pictures.values("album").annotate(number=Count("pk")).values("number")
        return super().as_cards().annotate(picture_count=Subquery(counted, output_field=IntegerField()))


class VideoQuerySet(PublicQuerySet):
    def as_cards(self) -> "VideoQuerySet":
        """With the film, for its length."""
        return super().as_cards().select_related("film")


AlbumManager = PageManager.from_queryset(AlbumQuerySet)
VideoManager = PageManager.from_queryset(VideoQuerySet)
