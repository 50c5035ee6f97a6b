"""Where the lists of the most read stand within an edition."""

from typing import Any

from warraq.stories.models import SectionPage

from .models import Window

# The word that follows `/most-read/`: none for the list that is asked for most.
WORDS = {Window.DAY: "", Window.WEEK: "week/", Window.MONTH: "month/"}


def list_path(edition: Any, window: Window, section_address: str = "") -> str:
    """`/most-read/week/` within the site, `/most-read/week/sections/news/` with a section's own `/news/`."""
    return edition.path(f"/most-read/{WORDS[window]}" + (f"sections{section_address}" if section_address else ""))


def paths_of_edition(edition: Any) -> list[str]:
    return [list_path(edition, window) for window in Window]


def paths_of_section(section: SectionPage) -> list[str]:
    return [list_path(section.edition, window, section.address) for window in Window]
