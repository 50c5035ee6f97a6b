"""All checks, in the order in which an editor reads them."""

from django.utils.translation import gettext_lazy as _

from . import contents, directions, lengths, letters, links, moments, pictures, repeats
from .findings import Check, Level

_ALL = (
    Check(
        "standfirst",
        _("Standfirst"),
        _("Cards, feeds, letters and search engines show it below the headline."),
        Level.WARN,
        contents.standfirst,
    ),
    Check(
        "keywords",
        _("Keywords"),
        _("By them readers find what else there is on the subject."),
        Level.WARN,
        contents.keywords,
    ),
    Check("dossier", _("Dossier"), _("A dossier gathers what belongs together."), Level.HINT, contents.dossier),
    Check(
        "subheads",
        _("Subheads"),
        _("Readers jump from one to the next: below each there must be something."),
        Level.WARN,
        contents.subheads,
    ),
    Check("credit", _("Credit of pictures"), _("Whoever made a picture is named."), Level.WARN, pictures.credit),
    Check(
        "rights",
        _("Rights to pictures"),
        _("A picture whose right has ended is shown nowhere."),
        Level.WARN,
        pictures.rights,
    ),
    Check(
        "links", _("Links within the site"), _("A link that leads nowhere sends readers away."), Level.WARN, links.links
    ),
    Check(
        "lengths",
        _("Length of headlines"),
        _("Measured in the letters of the house, as wide as they really are."),
        Level.HINT,
        lengths.lengths,
    ),
    Check(
        "directions",
        _("Words of two directions"),
        _("Brackets, stops, ranges and Latin names turn round where nobody looks: in feeds, letters and lists."),
        Level.HINT,
        directions.directions,
    ),
    Check(
        "letters",
        _("Letters"),
        _("Foreign letters and shapes are not found by searching."),
        Level.WARN,
        letters.letters,
    ),
    Check(
        "repeats",
        _("Published already"),
        _("The same story twice splits its readers and its comments."),
        Level.WARN,
        repeats.repeats,
    ),
    Check(
        "moments",
        _("Moments"),
        _("When it goes out, and when it is taken away."),
        Level.WARN,
        moments.moments,
    ),
)
CHECKS = {check.name: check for check in _ALL}
