"""What the newsroom remembers of its own work."""

from .admin_search.models import Filling
from .archive.models import Examination, Finding, Repair, Treatment

__all__ = ["Examination", "Filling", "Finding", "Repair", "Treatment"]
