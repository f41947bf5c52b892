"""Owns a person's own account page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def account(request: HttpRequest) -> HttpResponse:
    return render(request, "annotations/account.html")
