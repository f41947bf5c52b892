"""Every address of the web UI. The workbench's own addresses stand beside its view."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path

from annotations.web.articles import articles, overview
from annotations.web.claims import claim
from annotations.web.exports import export, exports
from annotations.web.health import healthz
from annotations.web.home import home
from annotations.web.login import LoginView
from annotations.web.people import account
from annotations.web.queue import queue
from annotations.web.sources import sources
from annotations.web.timelines import article_history, claim_history
from annotations.web.workbench import workbench

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("account/", account, name="account"),
    path("projects/<slug:slug>/", overview, name="project"),
    path("projects/<slug:slug>/queue/", queue, name="queue"),
    path("projects/<slug:slug>/articles/", articles, name="articles"),
    path("projects/<slug:slug>/articles/add/", articles, name="article_add"),
    path("projects/<slug:slug>/sources/", sources, name="sources"),
    path("projects/<slug:slug>/exports/", exports, name="exports"),
    path("projects/<slug:slug>/exports/<slug:name>/", export, name="export"),
    path("articles/<int:article_id>/", workbench, name="workbench"),
    path("articles/<int:article_id>/history/", article_history, name="article_history"),
    path("claims/<int:claim_id>/", claim, name="claim"),
    path("claims/<int:claim_id>/history/", claim_history, name="claim_history"),
]
