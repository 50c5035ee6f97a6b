"""Pictures, and their sizes."""

from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from warraq.changes.recording import depends_on
from warraq.changes.records import LoggedRecord

from .. import renditions, rights
from .fields import AddressField, tags, uploader


class Image(LoggedRecord, AbstractImage):
    """A picture with what a newsroom must know of it. `description` is the text for who cannot see it."""

    key_kind = "image"

    uploaded_by_user = uploader()
    tags = tags("pictures")
    caption = models.CharField(_("caption"), max_length=300, blank=True)
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    licence = models.CharField(_("licence"), max_length=160, blank=True)
    source_url = AddressField(_("source"), blank=True)
    people_shown = models.CharField(_("people shown"), max_length=300, blank=True)
    rights_end = models.DateTimeField(
        _("may be shown until"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("From then on no page, feed or share card shows it. Empty: for ever."),
    )

    # What `renditions` has made of it, [spec, file, width, height] each: printed without loading a row for each size.
    made = models.JSONField(default=list, editable=False)
    # The colour of its place until it is there (`tones`).
    tone = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "source_url",
        "people_shown",
        "rights_end",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [*AbstractImage.search_fields, index.SearchField("caption"), index.SearchField("credit")]
    search_fields += [index.SearchField("people_shown")]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        with transaction.atomic():
            super().save(*args, **kwargs)
            rights.set_end(self)

    @property
    def may_be_shown(self) -> bool:
        """Until its right ends. Pages are rendered anew at that moment (`rights`)."""
        return rights.may_be_shown(self.rights_end)

    @property
    def sources(self) -> renditions.PictureSources:
        """The renditions that exist, ready to be named in a page."""
        return renditions.sources(self)


class Rendition(AbstractRendition):
    """A picture at one size and format."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)

    @classmethod
    def from_db(cls, db, field_names, values) -> "Rendition":
        rendition = super().from_db(db, field_names, values)
        depends_on(f"image:{rendition.image_id}")
        return rendition
