"""How far the work on the archive is, in one line."""

from django.utils.translation import gettext

from .models import Examination, Repair


def of_examination(examination: Examination | None) -> str:
    if examination is None:
        return gettext("Nothing has been examined yet.")
    if examination.finished_at:
        return gettext("%(n)s records examined.") % {"n": examination.examined}
    return gettext("Examining… %(done)s of %(total)s") % {"done": examination.examined, "total": examination.total}


def of_repair(repair: Repair) -> str:
    outcomes = repair.outcomes()
    if repair.state == Repair.State.RUNNING:
        done = sum(outcomes.values())
        return gettext("Repairing… %(done)s of %(total)s") % {"done": done, "total": repair.total}
    if repair.state == Repair.State.UNDOING:
        left = outcomes.get("mended", 0) + outcomes.get("draft", 0)
        return gettext("Undoing… %(left)s left") % {"left": left}
    return str(repair.get_state_display())
