"""Addresses of the public site, under the namespace `portal`."""

from __future__ import annotations

from django.urls import path

from huiyin.portal import views_acts, views_follow, views_guide, views_public, views_raise

app_name = "portal"
urlpatterns = [
    path("", views_public.home, name="home"),
    path("rules/", views_public.rules, name="rules"),
    path("offices/", views_public.offices, name="offices"),
    path("privacy/", views_public.privacy, name="privacy"),
    path("guide/", views_guide.begin, name="guide"),
    path("guide/<slug:topic>/", views_guide.topic, name="guide_topic"),
    path("guide/<slug:topic>/<slug:situation>/", views_guide.end, name="guide_end"),
    path("guide/<slug:topic>/<slug:situation>/raise/", views_guide.raise_anyway, name="guide_raise"),
    path("raise/", views_raise.begin, name="raise"),
    path("raise/<slug:step>/", views_raise.step, name="raise_step"),
    path("follow/", views_follow.enter, name="follow"),
    path("m/<str:token>/", views_follow.matter, name="matter"),
    path("m/<str:token>/receipt/", views_follow.receipt, name="receipt"),
    path("m/<str:token>/paper/<int:no>/", views_follow.paper, name="paper"),
    path("m/<str:token>/paper/<int:no>/pdf", views_follow.paper_pdf, name="paper_pdf"),
    path("m/<str:token>/paper/<int:no>/html", views_follow.paper_html, name="paper_html"),
    path("m/<str:token>/file/<int:pk>/", views_follow.attachment, name="attachment"),
    path("m/<str:token>/do/<slug:what>/", views_acts.do, name="do"),
    path("m/<str:token>/leave/", views_follow.leave, name="leave"),
]
