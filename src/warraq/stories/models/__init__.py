from .keywords import FormerKeyword, Keyword
from .public import NumberedPage, PublicPage
from .sections import FormerSectionSlug, SectionPage
from .standard import PagesIndex, StandardPage
from .story import Byline, Correction, PinnedRelated, RelatedStory, StoryKeyword, StoryPage

__all__ = [
    "Byline",
    "Correction",
    "FormerKeyword",
    "FormerSectionSlug",
    "Keyword",
    "NumberedPage",
    "PagesIndex",
    "PinnedRelated",
    "PublicPage",
    "RelatedStory",
    "SectionPage",
    "StandardPage",
    "StoryKeyword",
    "StoryPage",
]
