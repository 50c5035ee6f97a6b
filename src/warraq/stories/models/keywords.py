"""Keywords: what a story is about; one keyword for one idea, however it is typed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from warraq.changes.keys import list_key
from warraq.changes.records import LoggedRecord
from warraq.editions.models import Edition, prefix_of
from warraq.language.fold import mild_fold
from warraq.language.slug import slugify
from warraq.language.sort import sort_key

from ..text import cleaned


class Keyword(LoggedRecord, index.Indexed):
    """Unique in its edition under the mild fold, which keeps گ and غ, پ and ب apart."""

    key_kind = "keyword"

    class Kind(models.TextChoices):
        TOPIC = "topic", _("topic")
        PLACE = "place", _("place")
        PERSON = "person", _("person")
        ORGANISATION = "organisation", _("organisation")

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="keywords", verbose_name=_("edition"))
    name = models.CharField(_("keyword"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TOPIC)
    description = models.TextField(_("description"), blank=True)
    folded = models.CharField(max_length=120, editable=False)
    sort_key = models.CharField(max_length=160, editable=False, db_index=True)

    panels = [FieldPanel("edition"), FieldPanel("name"), FieldPanel("kind"), FieldPanel("description")]
    autocomplete_search_field = "name"
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("edition"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["sort_key"]
        constraints = [models.UniqueConstraint(fields=["edition", "folded"], name="keyword_in_edition")]

    def __str__(self) -> str:
        return self.name

    @property
    def slug(self) -> str:
        return slugify(self.name) or "keyword"

    def get_absolute_url(self) -> str:
        return f"{prefix_of(self.edition_id)}/keywords/{self.pk}/{self.slug}/"

    @property
    def url(self) -> str:
        return self.get_absolute_url()

    def list_keys(self) -> set[str]:
        return {list_key("edition", self.edition_id, "keywords")}

    def clean(self) -> None:
        super().clean()
        if self.edition_id is None:
            return
        self._settle()
        if not self.folded:
            raise ValidationError({"name": _("A keyword needs at least one letter or digit.")})
        same = Keyword.objects.filter(edition=self.edition, folded=self.folded).exclude(pk=self.pk).first()
        if same:
            raise ValidationError({"name": _("This keyword is already there as “%(name)s”.") % {"name": same.name}})

    def save(self, *args, **kwargs) -> None:
        self._settle()
        super().save(*args, **kwargs)

    def _settle(self) -> None:
        self.name = cleaned(self.name, self.edition.code).strip()
        self.folded = mild_fold(self.name)[:120]
        self.sort_key = sort_key(self.name)[:160]

    def merge_into(self, other: "Keyword") -> None:
        """Give this keyword's stories to another one; its address and name lead there from now on."""
        with transaction.atomic():
            for story in self.stories.all():
                self._hand_over(story, other)
            FormerKeyword.objects.filter(keyword=self).update(keyword=other)
            FormerKeyword.objects.create(former_id=self.pk, name=self.name, folded=self.folded, keyword=other)
            self.delete()
            other.save()

    def _hand_over(self, story: Any, other: "Keyword") -> None:
        """Let the story name the other keyword once, in this one's place; the change names the lists of both."""
        rows = list(story.story_keywords.all())
        is_named = any(row.keyword_id == other.pk for row in rows)
        kept = [row for row in rows if row.keyword_id != self.pk or not is_named]
        for row in kept:
            row.keyword = other if row.keyword_id == self.pk else row.keyword
        story.story_keywords = kept
        story.save()


class FormerKeyword(models.Model):
    """A merged keyword: its number answers with the present one's address, its name finds the present one."""

    former_id = models.BigIntegerField(unique=True)
    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=120, db_index=True)
    keyword = models.ForeignKey(Keyword, models.CASCADE, related_name="former_names")

    def __str__(self) -> str:
        return self.name


def with_present_keywords(content: dict[str, Any]) -> dict[str, Any]:
    """A revision's words with the keywords that were merged since its writing replaced by those that stayed."""
    rows = content.get("story_keywords", [])
    numbers = FormerKeyword.objects.filter(former_id__in=[row["keyword"] for row in rows]) if rows else []
    present = {former.former_id: former.keyword_id for former in numbers}
    if not present:
        return content
    renamed = {}
    for row in rows:
        number = present.get(row["keyword"], row["keyword"])
        renamed.setdefault(number, row | {"keyword": number})
    return content | {"story_keywords": list(renamed.values())}
