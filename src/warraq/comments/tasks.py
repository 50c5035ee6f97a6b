"""Letters to authors of comments: plain text, in the language of the edition, with a link that ends them.

What a mail server says of an address goes neither into a log nor into the table of tasks.
"""

import logging
import smtplib
from datetime import timedelta
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django_tasks import task

from warraq.language.direction import isolate

from .links import CONFIRM as CONFIRM_LINK
from .links import MINE, STOP, absolute, data_link_for, link_for
from .models import Comment, DataRequest, State

logger = logging.getLogger("warraq.comments")
CONFIRM, APPROVED, REPLY, DATA = "confirm", "approved", "reply", "data"
# Minutes until the next try; after the last one a letter is given up.
TRIES = (2, 15, 60, 240)


@task()
def send(kind: str, number: int, tries: int = 0) -> None:
    """Send the letter about a comment, or about a request for one's data; again later where that fails."""
    letter = _WRITERS[kind](number)
    if letter is None:
        return
    if failure := _failure_of(letter):
        if tries >= len(TRIES):
            logger.error("a letter (%s %d) is given up: %s", kind, number, failure)
            return
        later = timezone.now() + timedelta(minutes=TRIES[tries])
        send.using(run_after=later).enqueue(kind, number, tries + 1)
        return
    if kind == DATA:
        DataRequest.objects.filter(pk=number).update(email="")


def _failure_of(letter: EmailMessage) -> str:
    """The kind of error, without its words, which name the address; and never as what another error came from."""
    try:
        letter.send()
    except (smtplib.SMTPException, OSError) as error:
        return type(error).__name__
    return ""


def _confirmation(number: int) -> EmailMessage | None:
    comment = _comment(number)
    if comment is None or comment.confirmed_at:
        return None
    return _letter("confirm", comment, comment, confirm=link_for(CONFIRM_LINK, comment))


def _approval(number: int) -> EmailMessage | None:
    comment = _comment(number)
    if comment is None or not _listens(comment) or comment.state != State.APPROVED:
        return None
    return _letter("approved", comment, comment)


def _reply(number: int) -> EmailMessage | None:
    reply = _comment(number)
    author = _comment(reply.answers_id or reply.parent_id) if reply and reply.parent_id else None
    if reply is None or author is None or not _listens(author) or reply.state != State.APPROVED:
        return None
    return _letter("reply", author, reply)


def _data(number: int) -> EmailMessage | None:
    request = DataRequest.objects.select_related("edition").filter(pk=number).first()
    if request is None or not request.email or not Comment.objects.filter(email_hash=request.email_hash).exists():
        return None
    context = {"edition": request.edition, "link": absolute(data_link_for(request.edition, request.email_hash))}
    return _written("data", request.edition, context, request.email, {})


_WRITERS = {CONFIRM: _confirmation, APPROVED: _approval, REPLY: _reply, DATA: _data}


def _comment(number: int | None) -> Comment | None:
    return Comment.objects.select_related("edition", "story__section").filter(pk=number).first()


def _listens(comment: Comment) -> bool:
    return bool(comment.email and comment.wants_notices and comment.confirmed_at)


def _letter(name: str, to: Comment, about: Comment, **links: str) -> EmailMessage | None:
    if not to.email:
        return None
    story = about.story
    stop = absolute(link_for(STOP, to))
    context = {
        "edition": to.edition,
        "comment": about,
        "story": story,
        "address": absolute(f"{story.url}#comment-{about.pk}"),
        "mine": absolute(link_for(MINE, to)),
        "stop": stop,
        **{key: absolute(link) for key, link in links.items()},
    }
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return _written(name, to.edition, context, to.email, headers)


def _written(name: str, edition: Any, context: dict, to: str, headers: dict[str, str]) -> EmailMessage:
    """The first line of the template is the subject."""
    with translation.override(edition.code), timezone.override(edition.zone):
        text = render_to_string(f"comments/letters/{name}.txt", context)
    subject, _, body = text.strip().partition("\n")
    headers |= {"Auto-Submitted": "auto-generated", "Content-Language": edition.code}
    subject = isolate(" ".join(subject.split()), edition.direction)
    return EmailMessage(subject, body.strip() + "\n", to=[to], headers=headers)
