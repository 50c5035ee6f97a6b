"""What the newsroom remembers of its own work."""

from .archive.models import Examination, Finding, Repair, Treatment

__all__ = ["Examination", "Finding", "Repair", "Treatment"]
