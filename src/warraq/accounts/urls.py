"""Addresses of sign-in, below /newsroom/; before Wagtail's, whose own page of that name must never be reached."""

from allauth.account import views as account
from django.urls import include, path
from wagtail.admin.localization import get_localized_response
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import views


def _in_users_language(view):
    def localized(request, *args, **kwargs):
        return get_localized_response(view, request, *args, **kwargs)

    return localized


urlpatterns = decorate_urlpatterns(
    [
        path("login/", views.SignInView.as_view(), name="account_login"),
        path("logout/", account.logout, name="account_logout"),
        path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
        path("password_reset/", views.ResetView.as_view(), name="account_password_reset"),
        path("sessions/", views.SessionsView.as_view(), name="usersessions_list"),
        path("sessions/<int:pk>/end/", views.end_session, name="usersessions_end"),
        path("second-factor/", include("allauth.mfa.urls")),
    ],
    _in_users_language,
)
