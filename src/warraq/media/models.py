"""Pictures, documents and videos as the newsroom keeps them."""

from typing import Any

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.search import index

from warraq.changes.recording import Recorded, depends_on
from warraq.changes.records import LoggedRecord

from . import films, renditions, rights


def uploader() -> models.ForeignKey:
    # Wagtail's own Image and Document stay in the project unused; the same accessor on User would clash.
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )


def tags(related_name: str) -> TaggableManager:
    return TaggableManager(blank=True, verbose_name=_("tags"), related_name=related_name)


class AddressField(models.URLField):
    """Reads `example.org` as https, as Django will from its next version on; the same column as its parent's."""

    def formfield(self, **kwargs):
        return super().formfield(**{"assume_scheme": "https"} | kwargs)

    def deconstruct(self) -> tuple:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


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


class Document(LoggedRecord, AbstractDocument):
    """A file that stories link to."""

    key_kind = "document"

    uploaded_by_user = uploader()
    tags = tags("files")
    source = models.CharField(_("source"), max_length=160, blank=True)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "source")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]


class Video(LoggedRecord, index.Indexed, ClusterableModel):
    """A film: the file, a poster, captions. Size and duration are read from the file."""

    key_kind = "video"

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(
        _("file (MP4 or WebM)"), upload_to="videos", validators=[FileExtensionValidator(["mp4", "webm"])]
    )
    poster = models.ForeignKey(Image, models.SET_NULL, null=True, related_name="+", verbose_name=_("poster"))
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    seconds = models.FloatField(editable=False, default=0)
    size = models.PositiveBigIntegerField(editable=False, default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    panels = [
        FieldPanel("title"),
        MultiFieldPanel([FieldPanel("file"), FieldPanel("poster"), FieldPanel("credit")], heading=_("Film")),
        InlinePanel("captions", label=_("captions")),
        FieldPanel("transcript"),
    ]
    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.file and not self.file._committed:
            self._read_film()

    def save(self, *args, **kwargs) -> None:
        if self.file and not self.file._committed and not self.seconds:
            self._read_film()
        super().save(*args, **kwargs)

    def _read_film(self) -> None:
        probe = films.probe(self.file.file)
        self.width, self.height, self.seconds, self.size = probe.width, probe.height, probe.seconds, self.file.size

    @cached_property
    def media_type(self) -> str:
        return "video/webm" if self.file.name.endswith(".webm") else "video/mp4"


class VideoCaptions(Recorded, models.Model):
    """One WebVTT file of a film in one language."""

    key_kind = "video"

    video = ParentalKey(Video, related_name="captions")
    language = models.CharField(_("language"), max_length=12, default="ar")
    label = models.CharField(_("label"), max_length=60, default="العربية")
    file = models.FileField(
        _("WebVTT file"), upload_to="captions", validators=[FileExtensionValidator(["vtt"]), films.check_captions]
    )

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["video", "language"], name="captions_per_language")]

    def __str__(self) -> str:
        return self.label

    @property
    def object_key(self) -> str:
        return f"video:{self.video_id}"
