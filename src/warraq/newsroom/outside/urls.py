"""Addresses below /newsroom/outside/."""

from django.urls import path

from .views import LinksView, close

app_name = "outside"
urlpatterns = [
    path("<int:pk>/", LinksView.as_view(), name="links"),
    path("link/<int:pk>/close/", close, name="close"),
]
