"""Marks the views whose pages everybody gets alike: those are the ones the store keeps."""

from collections.abc import Callable
from typing import Any, Literal

Kind = Literal["page", "front", "list", "feed", "sitemap", "redirect"]


class NotStored(Exception):
    """This address has no page that could be stored: there is none, or it is not for everybody."""


def refuse_to_store(request: Any) -> None:
    """To be called where a page is only for some: raises NotStored while it is being rendered for everybody."""
    if hasattr(request, "stored_kind"):
        raise NotStored


def stored(kind: Kind) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let the store keep what the view answers with 200, 301 or 410. Outermost of a view's decorators.

    "redirect" is for views that only ever send on, from as many addresses as there are things to send to. A page's
    view may be asked under any number of wrong addresses: such a redirect is kept only where a page has been stored.
    """

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view.stored = kind
        return view

    return mark
