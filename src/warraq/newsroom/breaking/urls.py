"""Addresses below /newsroom/breaking/."""

from django.urls import path

from .views import BreakingView

app_name = "breaking"
urlpatterns = [path("", BreakingView.as_view(), name="index")]
