"""Wrong words replaced by right ones, in every text of a page, with all else as it was."""

from dataclasses import dataclass
from typing import Any

from warraq.language.markup import change_text
from warraq.stories.models import Correction
from warraq.stories.text import Pen, left_as_it_was, rewrite


@dataclass(frozen=True)
class Fix:
    """What is put right; `kind` and `note` make a dated correction that readers see, if there is a note."""

    wrong: str
    right: str
    kind: str = Correction.Kind.CORRECTION
    note: str = ""

    def put_right(self, page: Any) -> int:
        """In place; how many columns of the page have changed."""
        pen = Pen(self._replaced, lambda markup: change_text(markup, page.language, self._replaced))
        with left_as_it_was():
            return len(rewrite(page, pen))

    def _replaced(self, text: str) -> str:
        return text.replace(self.wrong, self.right)
