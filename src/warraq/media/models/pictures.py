"""Pictures, what has been made of them, and what tells them from one another."""

from typing import Any

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, SourceImageIOError
from wagtail.search import index

from warraq.changes.recording import depends_on
from warraq.changes.records import LoggedRecord
from warraq.language.analysis import fold

from .. import faults, likeness, renditions, rights
from .fields import AddressField, tags, uploader


class Fault(models.TextChoices):
    """What can be wrong with a picture's file."""

    MISSING = faults.MISSING, _("the file is gone")
    UNREADABLE = faults.UNREADABLE, _("the file is damaged")


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
    place = models.CharField(_("place shown"), max_length=120, blank=True)
    taken_on = models.DateField(
        _("taken on"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("Left empty, the day that the camera wrote down is taken over when the file comes in."),
    )
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
    # Filters look in these for names however they are spelt.
    people_folded = models.TextField(editable=False, blank=True)
    place_folded = models.TextField(editable=False, blank=True)
    # What `inspection` has found, and when it looked last.
    fault = models.CharField(max_length=12, choices=Fault.choices, blank=True, editable=False)
    fault_since = models.DateTimeField(null=True, editable=False, db_index=True)
    checked_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)

    admin_form_fields = (
        "title",
        "file",
        "description",
        "caption",
        "credit",
        "licence",
        "source_url",
        "people_shown",
        "place",
        "taken_on",
        "rights_end",
        "collection",
        "tags",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    )
    search_fields = [
        *AbstractImage.search_fields,
        *(index.SearchField(name) for name in ("caption", "credit", "people_shown", "place")),
        *(index.AutocompleteField(name) for name in ("caption", "people_shown", "place")),
        *(index.FilterField(name) for name in ("people_folded", "place_folded", "taken_on", "credit", "description")),
        *(index.FilterField(name) for name in ("rights_end", "fault")),
    ]

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose image")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        has_new_file = bool(self.file) and not self.file._committed
        self.people_folded, self.place_folded = fold(self.people_shown), fold(self.place)
        sample = likeness.sample_of(self.file) if has_new_file else None
        if has_new_file:
            self.made, self.tone = [], likeness.tone_of(sample)
        with transaction.atomic():
            super().save(*args, **kwargs)
            rights.set_end(self)
            if has_new_file:
                likeness.keep(self, sample)

    @property
    def may_be_shown(self) -> bool:
        """Until its right ends, and while there is a file to show. Pages are told of either end."""
        return rights.is_shown(self)

    @property
    def sources(self) -> renditions.PictureSources:
        """The renditions that exist, ready to be named in a page."""
        return renditions.sources(self)

    def generate_rendition_file(self, filter: Any, *, source: File | None = None) -> File:
        """Wagtail's, from a smaller picture where that will do. SourceImageIOError for whatever cannot be read."""
        try:
            return super().generate_rendition_file(filter, source=renditions.enough_for(self, filter.spec) or source)
        except renditions.UNREADABLE as error:
            raise SourceImageIOError(str(error)) from error


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


class Fingerprint(models.Model):
    """What `likeness` knows a picture by: 64 bits in four indexed parts, or none for one that is like many."""

    image = models.OneToOneField(Image, models.CASCADE, primary_key=True, related_name="fingerprint")
    first = models.IntegerField(null=True, db_index=True)
    second = models.IntegerField(null=True, db_index=True)
    third = models.IntegerField(null=True, db_index=True)
    fourth = models.IntegerField(null=True, db_index=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return "" if self.bits is None else f"{self.bits:016x}"

    @property
    def bits(self) -> int | None:
        numbers = (self.first, self.second, self.third, self.fourth)
        return None if self.first is None else likeness.joined(numbers)
