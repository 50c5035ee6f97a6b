"""Letters of notices: plain text in the receiver's language. What a mail server says of an address is not logged."""

import logging
import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task
from wagtail.users.models import UserProfile

from warraq.language.direction import set_apart
from warraq.stories.models.embargo import embargo_of

from .models import Notice
from .wording import sentence

logger = logging.getLogger("warraq.notices")
# Minutes until the next try; after the last one a letter is given up, the notice stays in the newsroom.
TRIES = (2, 15, 60, 240)


@task()
def send(number: int, tries: int = 0) -> None:
    """Send the letter of a notice, unless it was taken back or read meanwhile; again later where that fails."""
    notice = Notice.objects.select_related("user", "actor", "page").filter(pk=number, read_at=None).first()
    if notice is None or not notice.user.is_active or not notice.user.email:
        return
    try:
        letter_of(notice).send()
    except (smtplib.SMTPException, OSError) as error:
        if tries >= len(TRIES):
            logger.error("the letter of notice %d is given up: %s", number, type(error).__name__)
            return
        later = timezone.now() + timedelta(minutes=TRIES[tries])
        send.using(run_after=later).enqueue(number, tries + 1)


def letter_of(notice: Notice) -> EmailMessage:
    profile = UserProfile.get_for_user(notice.user)
    language = profile.get_preferred_language()
    with translation.override(language), timezone.override(profile.get_current_time_zone()):
        context = {
            "notice": notice,
            "sentence": sentence(notice),
            # What colleagues say of a story is about its text, which does not leave the newsroom yet.
            "comment": "" if embargo_of(notice.page) else notice.comment,
            "site": settings.WAGTAIL_SITE_NAME,
            "address": _absolute(reverse("notices:open", args=[notice.pk])),
            "choices": _absolute(reverse("notices:choices")),
        }
        text = render_to_string("newsroom/notices/letter.txt", context)
        kind = notice.get_kind_display()
    subject = f"{kind}: {_headline(notice)}"
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": language}
    return EmailMessage(subject, text.strip() + "\n", to=[notice.user.email], headers=headers)


def _headline(notice: Notice) -> str:
    """As its own edition sets it, whatever the language of the letter and of the mail program."""
    is_rtl = translation.get_language_info(notice.page.locale.language_code)["bidi"]
    return set_apart(" ".join(notice.title.split()), "rtl" if is_rtl else "ltr")


def _absolute(path: str) -> str:
    return settings.WAGTAILADMIN_BASE_URL + path
