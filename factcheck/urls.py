"""Every address of the site, edge by edge."""

from __future__ import annotations

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

ICON = login_not_required(
    RedirectView.as_view(url=f"/{settings.STATIC_URL.strip('/')}/annotations/favicon.svg")
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("api/", include("annotations.api.urls")),
    # What is no page of ours, a feed or an answer of the API, names no icon; browsers ask here.
    path("favicon.ico", ICON),
    path("", include("annotations.web.urls")),
]

handler400 = "annotations.web.errors.bad_request"
handler403 = "annotations.web.errors.permission_denied"
handler404 = "annotations.web.errors.page_not_found"
handler500 = "annotations.web.errors.server_error"
