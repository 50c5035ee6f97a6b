from .corrections import Correction
from .keywords import FormerKeyword, Keyword
from .public import NumberedPage, PublicPage, first_shown
from .removals import Farewell, Removal
from .sections import FormerSectionSlug, SectionPage
from .standard import PagesIndex, StandardPage
from .story import Byline, PinnedRelated, RelatedStory, StoryKeyword, StoryPage

__all__ = [
    "Byline",
    "Correction",
    "Farewell",
    "FormerKeyword",
    "FormerSectionSlug",
    "Keyword",
    "NumberedPage",
    "PagesIndex",
    "PinnedRelated",
    "PublicPage",
    "RelatedStory",
    "Removal",
    "SectionPage",
    "StandardPage",
    "StoryKeyword",
    "StoryPage",
    "first_shown",
]
