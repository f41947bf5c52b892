"""Every address of the web UI. The workbench's own addresses stand beside its view."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import include, path

from annotations.web import people, preferences, sources
from annotations.web.article_add import article_add
from annotations.web.article_edit import article_edit
from annotations.web.articles import articles, overview
from annotations.web.completions import completions
from annotations.web.exports import export, exports
from annotations.web.find import find
from annotations.web.health import healthz
from annotations.web.home import home
from annotations.web.language import language
from annotations.web.login import LoginView
from annotations.web.mentions import mention_open, mentions, mentions_seen
from annotations.web.queue import queue
from annotations.web.queue_bulk import queue_bulk
from annotations.web.redactions import redaction
from annotations.web.saved_views import view_change, view_save
from annotations.web.source_edit import source_edit
from annotations.web.source_help import look_up
from annotations.web.tags import tag_delete, tag_rename, tags
from annotations.web.workbench import claim, workbench

urlpatterns = [
    path("", home, name="home"),
    path("healthz", healthz, name="healthz"),
    path("login/", LoginView.as_view(), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
    path("language/", language, name="language"),
    path("account/", people.account, name="account"),
    path("account/tokens/", people.token_issue, name="token_issue"),
    path("account/tokens/<int:token_id>/revoke/", people.token_revoke, name="token_revoke"),
    path("account/password/", people.password, name="password"),
    path("account/preferences/", preferences.preferences, name="preferences"),
    path("account/keys/", preferences.keys, name="keys"),
    path("account/keys/reset/", preferences.key_reset, name="key_reset"),
    path("account/keys/<slug:gesture>/", preferences.key_bind, name="key_bind"),
    path("projects/<slug:slug>/", overview, name="project"),
    path("projects/<slug:slug>/queue/", queue, name="queue"),
    path("projects/<slug:slug>/queue/bulk/", queue_bulk, name="queue_bulk"),
    path("projects/<slug:slug>/queue/views/", view_save, name="view_save"),
    path("views/<int:view_id>/", view_change, name="view_change"),
    path("projects/<slug:slug>/tags/", tags, name="tags"),
    path("projects/<slug:slug>/completions/", completions, name="completions"),
    path("tags/<int:tag_id>/", tag_rename, name="tag_rename"),
    path("tags/<int:tag_id>/delete/", tag_delete, name="tag_delete"),
    path("mentions/", mentions, name="mentions"),
    path("mentions/seen/", mentions_seen, name="mentions_seen"),
    path("mentions/<int:mention_id>/", mention_open, name="mention_open"),
    path("projects/<slug:slug>/find/", find, name="find"),
    path("projects/<slug:slug>/articles/", articles, name="articles"),
    path("projects/<slug:slug>/articles/add/", article_add, name="article_add"),
    path("projects/<slug:slug>/sources/", sources.sources, name="sources"),
    path("projects/<slug:slug>/sources/lookup/", look_up, name="source_look_up"),
    path("projects/<slug:slug>/exports/", exports, name="exports"),
    path("projects/<slug:slug>/erase/", redaction, name="redaction"),
    path("projects/<slug:slug>/exports/<slug:name>/", export, name="export"),
    path("articles/<int:article_id>/", workbench, name="workbench"),
    path("articles/<int:article_id>/edit/", article_edit, name="article_edit"),
    path("sources/<int:source_id>/", sources.source, name="source"),
    path("sources/<int:source_id>/edit/", source_edit, name="source_edit"),
    path("sources/<int:source_id>/copies/", sources.copy, name="source_copies"),
    path("sources/<int:source_id>/copies/<int:copy_id>/", sources.source_copy, name="source_copy"),
    path("claims/<int:claim_id>/", claim, name="claim"),
    path("", include("annotations.web.workbench_urls")),
    path("", include("annotations.web.as_of_urls")),
    path("", include("annotations.web.timeline_urls")),
]
