"""Addresses below /newsroom/checks/."""

from django.urls import path

from . import views
from .policy import PolicyView
from .typesetting import TypesettingView

app_name = "checks"
urlpatterns = [
    path("<int:pk>/", views.index, name="index"),
    path("<int:pk>/page/", views.ChecksView.as_view(), name="page"),
    path("<int:pk>/typesetting/", TypesettingView.as_view(), name="typesetting"),
    path("policy/", PolicyView.as_view(), name="policy"),
]
