"""What the newsroom remembers of its own work."""

from .admin_search.models import Filling
from .archive.models import Examination, Finding, Repair, Treatment
from .moderation.models import Assignment

__all__ = ["Assignment", "Examination", "Filling", "Finding", "Repair", "Treatment"]
