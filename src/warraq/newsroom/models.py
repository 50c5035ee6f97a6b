"""What the newsroom remembers of its own work."""

from .admin_search.models import Filling
from .archive.models import Examination, Finding, Repair, Treatment
from .moderation.models import Assignment
from .reach.models import Limit
from .workflow.models import ReadyWorkflow, ReviewTask, Step

__all__ = [
    "Assignment",
    "Examination",
    "Filling",
    "Finding",
    "Limit",
    "ReadyWorkflow",
    "Repair",
    "ReviewTask",
    "Step",
    "Treatment",
]
