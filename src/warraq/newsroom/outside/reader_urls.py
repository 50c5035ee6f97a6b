"""Where a reviewer comes in."""

from django.urls import path

from .reader_views import review

urlpatterns = [path("review/<str:token>/", review, name="review")]
