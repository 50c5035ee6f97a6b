"""Signing in, one's own sessions, and the account of somebody who is locked out."""

from typing import Any

from allauth.account import views as account
from allauth.core.ratelimit import consume_or_429
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from allauth.usersessions.views import ListUserSessionsView
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin.views.account import PasswordResetView, password_reset_enabled

from . import mending
from .agents import described
from .requirement import KEYS, has_second_factor

ADMIN, NEWSROOM = "wagtailadmin.access_admin", "/newsroom/"


class SignInView(account.LoginView):
    """For who is signed in already: to the newsroom, or a word that this account has no business there."""

    template_name = "account/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        leads_inside = (self.get_next_url() or NEWSROOM).startswith(NEWSROOM)
        if request.user.is_authenticated and leads_inside and not request.user.has_perm(ADMIN):
            return render(request, "account/no_access.html", status=403)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"can_reset": password_reset_enabled()}


class SessionsView(ListUserSessionsView):
    """Where one is signed in; the others can be ended one by one or at once."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for session in context["sessions"]:
            session.described = described(session.user_agent)
        return context


@never_cache
@login_required
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    session = UserSession.objects.filter(user=request.user, pk=pk).first()
    if session:
        end_sessions(request, [session])
        if request.user.is_authenticated:
            messages.success(request, _("The session has been ended."))
    return HttpResponseRedirect(reverse("usersessions_list"))


class ResetView(PasswordResetView):
    """Letters to who has forgotten a password: a few from one address."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        refused = consume_or_429(request, action="reset_password")
        return refused or super().post(request, *args, **kwargs)


def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away the second factor of somebody who has lost it, and end every session of theirs."""
    user = get_object_or_404(get_user_model(), pk=pk)
    if not may_mend(request.user, user):
        raise PermissionDenied
    if request.method == "POST":
        mending.reset_factor(user, by=request.user)
        words = _("%(name)s can sign in with the password alone now, and is asked to set up a second factor.")
        messages.success(request, words % {"name": user.get_username()})
        return HttpResponseRedirect(reverse("wagtailusers_users:edit", args=[user.pk]))
    return render(request, "accounts/reset_factor.html", {"person": user, "has_one": has_second_factor(user)})


def may_mend(by: Any, user: Any) -> bool:
    """Whoever gives out accounts, but a superuser's only another superuser."""
    if user == by or (user.is_superuser and not by.is_superuser):
        return False
    return by.has_perm(KEYS)


def too_many(request: HttpRequest) -> HttpResponse:
    """429, in words."""
    response = render(request, "accounts/too_many.html", status=429)
    response.headers["Retry-After"] = "300"
    return response
