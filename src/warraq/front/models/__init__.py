"""Front pages, and what the fronts of editions and sections hold."""

from .arrangements import Arrangement, FrontStep, SavedFront
from .pages import FrontPage

__all__ = ["Arrangement", "FrontPage", "FrontStep", "SavedFront"]
