"""The forms behind every way a picture or document comes in: one page, many at once, the chooser, the API."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm
from wagtail.images.models import AbstractImage

from .uploads import reencode


class PictureField(WagtailImageField):
    """Decodes and re-encodes before anything else looks at the file."""

    def to_python(self, data):
        if isinstance(data, UploadedFile):
            self.check_image_file_size(data)
            data = reencode(data)
        return super().to_python(data)


# Asked of the browser, which knows the calendar of its user; Wagtail's own need a script in every form.
DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class ImageForm(BaseImageForm):
    """Wagtail's picture form with our field in the place of its own."""

    class Meta(BaseImageForm.Meta):
        widgets = BaseImageForm.Meta.widgets | {"taken_on": DAY, "rights_end": MOMENT}

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None and not isinstance(old, PictureField):
            self.fields["file"] = PictureField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )

    def clean(self) -> dict[str, Any]:
        """With the day that the camera wrote down, where the editor names none."""
        data = super().clean()
        if "taken_on" in self.fields and not data.get("taken_on"):
            data["taken_on"] = getattr(data.get("file"), "taken_on", None)
        return data

    def save(self, commit: bool = True) -> AbstractImage:
        # A new file's sizes are made when the old ones have gone, which Wagtail does after saving.
        with transaction.atomic():
            return super().save(commit=commit)


class DocumentForm(BaseDocumentForm):
    """Refuses documents that a browser would run as a page."""

    RUNS = (b"<!doctype html", b"<html", b"<svg", b"<script", b"<?xml")

    def clean_file(self):
        file = self.cleaned_data.get("file")
        if isinstance(file, UploadedFile):
            head = file.read(2048).lstrip(b"\xef\xbb\xbf \t\r\n").lower()
            file.seek(0)
            if head.startswith(self.RUNS):
                raise ValidationError(_("This file is a web page under another name and cannot be taken in."))
        return file
