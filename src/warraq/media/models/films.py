"""Films with their poster, captions and chapters."""

from functools import cached_property, partial
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from warraq.changes.recording import Recorded
from warraq.changes.records import LoggedRecord
from warraq.films import cues

from .. import films, renditions
from ..made import Made
from .encodings import Encoding
from .pictures import Image

ENDINGS = ("mp4", "m4v", "webm", "mov", "mkv")
# What a browser may be given as it came in, while the sizes are not there yet.
MEDIA_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm"}


def forget_former(record: models.Model) -> None:
    """Remove the file that a record had before, once it is saved with another one."""
    former = type(record)._base_manager.filter(pk=record.pk).values_list("file", flat=True).first()
    if former:
        transaction.on_commit(partial(record.file.storage.delete, former))


class Video(LoggedRecord, index.Indexed, ClusterableModel):
    """A film: the file, a poster, captions. Size and duration are read from the file."""

    key_kind = "video"

    title = models.CharField(_("title"), max_length=200)
    file = models.FileField(
        _("file (MP4, WebM, MOV, MKV)"), upload_to="videos", validators=[FileExtensionValidator(ENDINGS)]
    )
    poster = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("Empty: a picture out of the film."),
    )
    credit = models.CharField(_("credit"), max_length=160, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    seconds = models.FloatField(editable=False, default=0)
    size = models.PositiveBigIntegerField(editable=False, default=0)
    # What has been made of the file (`made.Made`): printed without loading a row for each size.
    made = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    search_fields = [index.SearchField("title"), index.AutocompleteField("title")]

    class Meta:
        verbose_name = _("film")
        verbose_name_plural = _("films")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self._has_new_file:
            self._read_film()

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new = self._has_new_file
        if is_new:
            if not self.seconds:
                self._read_film()
            self.made = {}
        with transaction.atomic():
            if is_new:
                forget_former(self)
            super().save(*args, **kwargs)
            if is_new:
                Encoding.objects.ask(self)

    @property
    def _has_new_file(self) -> bool:
        return bool(self.file) and not self.file._committed

    def _read_film(self) -> None:
        probe = films.probe(self.file.file)
        self.width, self.height, self.seconds, self.size = probe.width, probe.height, probe.seconds, self.file.size

    @property
    def is_made(self) -> bool:
        """Are there sizes of it?"""
        return bool(self.made)

    @property
    def plays_as_it_is(self) -> bool:
        """Does a browser take the file that came in?"""
        return self._ending in MEDIA_TYPES

    @property
    def playlist(self) -> str:
        """The address of the list of sizes; empty while there are none."""
        return self._address("master.m3u8") if self.made else ""

    @cached_property
    def downloads(self) -> list[Made]:
        """Whole files with their size, the smallest first; the one that came in while there is no other."""
        if not self.made:
            return [Made(self.file.url, self.width, self.height, self.size)]
        return [Made(self._address(name), width, height, size) for name, width, height, size in self.made["downloads"]]

    @property
    def url(self) -> str:
        """The address of the best file that plays by itself."""
        return self.downloads[-1].url

    @property
    def media_type(self) -> str:
        return "video/mp4" if self.made else MEDIA_TYPES.get(self._ending, "application/octet-stream")

    @property
    def _ending(self) -> str:
        return self.file.name.rpartition(".")[2].lower()

    def _address(self, name: str) -> str:
        return renditions.addresses(self.file.storage)(f"{self.made['folder']}/{name}")


class VideoCaptions(Recorded, models.Model):
    """One WebVTT file of a film in one language: what is said in it, or its chapters."""

    class Kind(models.TextChoices):
        CAPTIONS = "captions", _("captions")
        CHAPTERS = "chapters", _("chapters")

    key_kind = "video"

    video = ParentalKey(Video, related_name="captions")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CAPTIONS)
    language = models.CharField(_("language"), max_length=12, default="ar")
    label = models.CharField(_("label"), max_length=60, default="العربية")
    file = models.FileField(
        _("file (WebVTT or SubRip)"),
        upload_to="captions",
        validators=[FileExtensionValidator(["vtt", "srt"]), films.check_captions],
    )
    # [seconds, title] of each chapter, printed without reading the file.
    chapters = models.JSONField(default=list, editable=False)

    class Meta:
        verbose_name = _("captions")
        verbose_name_plural = _("captions")
        constraints = [models.UniqueConstraint(fields=["video", "kind", "language"], name="captions_per_language")]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.file and not self.file._committed:
            self.put(films.cues_of(self.file.file))
            forget_former(self)
        super().save(*args, **kwargs)

    def put(self, found: list[cues.Cue]) -> None:
        """Take these cues as a new file, which is kept when the row is saved."""
        if self.kind == self.Kind.CHAPTERS:
            found = cues.as_chapters(found, self.video.seconds)
            self.chapters = [[cue.start, " ".join(cues.spoken(cue).split())] for cue in found]
        else:
            self.chapters = []
        name = self.file.name.rpartition("/")[2] if self.file else f"{self.kind}.{self.language}.vtt"
        self.file = films.captions_file(name, found)

    def cues(self) -> list[cues.Cue]:
        """What stands in the file; nothing where it cannot be read any more."""
        try:
            with self.file.open("rb") as file:
                return films.cues_of(file)
        except (OSError, ValueError, ValidationError):
            return []

    @property
    def object_key(self) -> str:
        return f"video:{self.video_id}"
