"""Addresses below /newsroom/sharing/."""

from django.urls import path

from . import images

app_name = "sharing"
urlpatterns = [path("card.jpg", images.card, name="card")]
