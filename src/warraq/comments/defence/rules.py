"""All that the defence goes by, in one place: what each sign weighs, from where on a comment is held, and the limits.

A comment's score is the sum of the points of its signs. Below `HOLD_FROM` nothing speaks against it, and the policy
of its story decides; from there on it waits for a moderator, who is told why; from `SPAM_FROM` on it is put with the
spam. A sign found several times counts `more` for every further time, up to `most`.
"""

from datetime import timedelta
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOLD_FROM = 2.0
SPAM_FROM = 8.0


class Rule(NamedTuple):
    """Points of a sign found once, of each further time, and at most; and what a moderator reads."""

    points: float
    words: Promise
    more: float = 0
    most: float = 0

    def weigh(self, count: int) -> float:
        return min(self.points + self.more * (count - 1), max(self.points, self.most))


RULES = {
    # The form
    "honeypot": Rule(10, _("filled in the field that people do not see")),
    "hasty": Rule(2, _("sent sooner than anybody writes")),
    "no work": Rule(3, _("came without the browser's work during a flood")),
    "busy network": Rule(2, _("many comments from the same network")),
    # What the newsroom lists
    "listed spam": Rule(8, _("a word listed as spam")),
    "listed": Rule(3, _("a listed word"), more=1, most=6),
    # The same text before
    "known spam": Rule(8, _("a text that moderators marked as spam")),
    "known refused": Rule(4, _("a text that moderators rejected")),
    "repeated": Rule(2, _("the same text stands under this story"), more=0.5, most=5),
    "elsewhere": Rule(3, _("the same text under other stories"), more=1, most=8),
    # What the text shows
    "link": Rule(2, _("a link"), more=1, most=6),
    "phone": Rule(3, _("a telephone number"), more=1, most=5),
    "email": Rule(2, _("an e-mail address"), more=1, most=4),
    "wallet": Rule(6, _("an account of a currency")),
    "account": Rule(1, _("an account of another service"), more=0.5, most=3),
    "name": Rule(4, _("an address or a number in the name")),
    "disguised": Rule(4, _("letters that look like others")),
    "hidden": Rule(1, _("signs that nobody sees"), more=0.25, most=3),
    "foreign": Rule(3, _("a script that no edition uses")),
    "shouting": Rule(1, _("all in capitals")),
    "emoji": Rule(1, _("many emoji")),
    "drawn out": Rule(0.5, _("the same sign again and again"), more=0.5, most=2),
    "short": Rule(1, _("hardly a word")),
    "long": Rule(0.5, _("very long")),
    # Not the defence's: what the policy of trusted authors waits for
    "unconfirmed": Rule(0, _("the author has not confirmed the e-mail address")),
    # What was learned: `weigh_chance`
    "learned": Rule(4, _("like texts that moderators refuse")),
    "learned well": Rule(-1.5, _("like texts that moderators approve")),
}
REFUSED_LIKE, RATHER_REFUSED_LIKE, SHOWN_LIKE = 0.95, 0.8, 0.05

# --- floods: comments that came, whatever became of them ---

FLOOD_MINUTES = 5
FLOOD_HERE, FLOOD = 60, 300  # comments in these minutes, to a story, to the site: from there on browsers have to work
NETWORK_MINUTES = 10
# Behind the network of a carrier there are many readers, hence the room.
NETWORK_BUSY, NETWORK_MOST = 15, 60
AROUND_BUSY = 60  # from the networks side by side with it: a /24, a /48

# --- what is kept waiting: beyond it a reader is asked to come later, and keeps the text ---

MOST_WAITING_HERE, MOST_WAITING = 2_000, 20_000  # comments, also for the spam
MOST_ALIKE = 20  # the same text, stored in `ALIKE_DAYS`
ALIKE_DAYS = timedelta(days=7)


def weigh_chance(refused: float) -> tuple[str, float]:
    """The code and the points for what was learned; points 0 where that is not clear."""
    if refused >= RATHER_REFUSED_LIKE:
        return "learned", RULES["learned"].points * (1 if refused >= REFUSED_LIKE else 0.5)
    return "learned well", RULES["learned well"].points if refused <= SHOWN_LIKE else 0
