"""Owns the forms that make claims out of claims: quotes of the article to spans, chosen claims with their versions."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.models import Claim
from annotations.services.claim_lineage import Part
from annotations.text.quoting import occurrences
from annotations.text.span import Span
from annotations.web.card_forms import CardForm, line, prose

LARGEST_VERSION = 2**31 - 1


class SplitForm(CardForm):
    """Two claims, each by its words of the article, one fragment a line, and its statement."""

    name = "split"

    first_quotes = prose(gettext_lazy("Words of the first claim"), rows=3, limit=20_000)
    first_statement = prose(gettext_lazy("Statement of the first claim"), rows=2, limit=2_000, required=False)
    second_quotes = prose(gettext_lazy("Words of the second claim"), rows=3, limit=20_000)
    second_statement = prose(
        gettext_lazy("Statement of the second claim"), rows=2, limit=2_000, required=False
    )
    reason = line(gettext_lazy("Remark for the history"), limit=500)

    @classmethod
    def of(cls, claim: Claim) -> SplitForm:
        """Preselected: the first and the second half of its fragments, or all words twice."""
        quotes = [" ".join(fragment.quote.split("\n")) for fragment in claim.fragments.all()]
        half = (len(quotes) + 1) // 2
        first, second = (quotes[:half], quotes[half:]) if len(quotes) > 1 else (quotes, quotes)
        initial = {"first_quotes": "\n".join(first), "second_quotes": "\n".join(second)}
        return cls(initial={"version": claim.version} | initial)

    def parts(self, claim: Claim) -> list[Part] | None:
        """The two claims to be made; None when words are not found, which is then said beside them."""
        parts = [self._part(claim, name) for name in ("first", "second")]
        return None if self.errors else parts

    def _part(self, claim: Claim, name: str) -> Part:
        spans = []
        for quote in self.cleaned_data[f"{name}_quotes"].splitlines():
            if not (wanted := quote.strip()):
                continue
            if (span := nearest_to(claim, wanted)) is None:
                told = _("The article does not say this, letter for letter: %(quote)s")
                self.add_error(f"{name}_quotes", ValidationError(told % {"quote": wanted[:200]}))
            else:
                spans.append(span)
        statement = self.cleaned_data[f"{name}_statement"].strip()
        return Part(sorted(spans), statement)


class MergeForm(CardForm):
    """The claims to be merged, each as `id-version`, and the statement of the one made of them."""

    name = "merge"

    statement = prose(gettext_lazy("Statement of the merged claim"), rows=3, limit=2_000, required=False)
    reason = line(gettext_lazy("Remark for the history"), limit=500)
    versions: dict[int, int | None]

    def clean(self) -> None:
        super().clean()
        self.versions = {}
        for choice in self.data.getlist("chosen") if isinstance(self.data, QueryDict) else ():
            pk, _dash, version = choice.partition("-")
            if not all(part.isascii() and part.isdecimal() and len(part) < 11 for part in (pk, version)):
                raise ValidationError(_("The choice did not arrive whole. Choose the claims again."))
            self.versions[int(pk)] = min(int(version), LARGEST_VERSION)


def nearest_to(claim: Claim, quote: str) -> Span | None:
    """Where the words stand in the claim's text: inside the claim before elsewhere, then nearest to its start."""
    found = occurrences(claim.revision.text, quote)
    whole = Span(claim.start, claim.end)
    best = sorted(found, key=lambda span: (not span.overlaps(whole), abs(span.start - whole.start)))
    return best[0] if best else None
