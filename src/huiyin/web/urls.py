"""Addresses of the shared parts, under the namespace `web`."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from huiyin.web import views

app_name = "web"
urlpatterns = [
    path("language", set_language, name="set_language"),
    path("text-size", views.text_size, name="text_size"),
    path("healthz", views.healthz, name="healthz"),
    path("style", views.style, name="style"),
]
