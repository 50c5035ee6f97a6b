"""What has been made so far, for what is made next."""

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from wagtail.models import Page

from warraq.dossiers.models import DossierPage
from warraq.editions.models import Edition
from warraq.fieldmaps.models import FieldMapPage
from warraq.front.models import FrontPage
from warraq.galleries.models import AlbumPage, VideoPage
from warraq.media.models import Image, Video
from warraq.people.models import Author
from warraq.stories.models import Keyword, SectionPage, StoryPage

from .desk import Desk
from .models import Newsroom
from .reading import Content

InLanguage = tuple[str, str]


@dataclass
class Scene:
    """The newsroom in the making. Words that differ by edition are found by (language, key)."""

    content: Content
    newsroom: Newsroom
    now: datetime
    editions: dict[str, Edition]
    moments: dict[str, datetime]
    images: dict[str, Image] = field(default_factory=dict)
    films: dict[str, Video] = field(default_factory=dict)
    authors: dict[InLanguage, Author] = field(default_factory=dict)
    keywords: dict[InLanguage, Keyword] = field(default_factory=dict)
    sections: dict[InLanguage, SectionPage] = field(default_factory=dict)
    dossiers: dict[str, DossierPage] = field(default_factory=dict)
    galleries: dict[str, AlbumPage | VideoPage] = field(default_factory=dict)
    maps: dict[str, FieldMapPage] = field(default_factory=dict)
    stories: dict[str, StoryPage] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        return Desk(self.newsroom)

    def zone(self, lang: str) -> ZoneInfo:
        return self.editions[lang].zone

    def front(self, lang: str) -> FrontPage:
        return FrontPage.objects.get(locale__language_code=lang)

    def place_for(self, model: type[Page], lang: str) -> Page:
        """The fixed page of an edition below which pages of a kind stand."""
        return model.objects.child_of(self.front(lang)).get()
