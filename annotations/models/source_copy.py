"""Owns the text of a source as it was on the day somebody fetched it: what a quoted passage is held against."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from annotations.models.audit import audited
from annotations.models.fields import AddressField, LineField, ProseField
from annotations.models.source import Source


@audited(("source", "source_id"))
class SourceCopy(models.Model):
    """Never changed after it was stored. `sha256` is that of `text` in UTF-8, in hexadecimal."""

    # The media type of what a person pasted, which no server sends.
    PASTED = "text/plain; pasted=yes"

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="copies")
    # Where the last redirect led.
    url = AddressField(_("address"))
    media_type = LineField(max_length=100)
    title = LineField(max_length=300, blank=True)
    text = ProseField(max_length=500_000)
    sha256 = models.CharField(max_length=64)
    fetched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True
    )
    fetched_at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        verbose_name_plural = _("source copies")

    def __str__(self) -> str:
        return f"{self.source}, {self.fetched_at:%Y-%m-%d}"

    @property
    def is_pasted(self) -> bool:
        """Whether a person pasted the text, instead of it being fetched."""
        return self.media_type == self.PASTED
