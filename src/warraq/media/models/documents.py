"""Files that stories link to."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from warraq.changes.records import LoggedRecord

from .fields import tags, uploader


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
