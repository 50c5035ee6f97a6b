from .corrections import Correction
from .embargo import Embargo, UnderEmbargo, embargo_of
from .keywords import FormerKeyword, Keyword
from .public import NumberedPage, PublicPage, first_shown
from .removals import Farewell, Removal
from .sections import FormerSectionSlug, SectionPage
from .standard import PagesIndex, StandardPage
from .story import Byline, PinnedRelated, RelatedStory, StoryKeyword, StoryPage

__all__ = [
    "Byline",
    "Correction",
    "Embargo",
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
    "UnderEmbargo",
    "embargo_of",
    "first_shown",
]
