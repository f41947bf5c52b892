"""What a search filters by beside its words: the queue's filters for claims, and what fits for the rest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from annotations.models import Note, Source, Stance
from annotations.selectors.find import Sort
from annotations.selectors.queue_filters import Filters
from annotations.services.articles import change_article, split_article
from annotations.services.notes import leave_note, resolve_note
from annotations.services.sources import change_source, cite_address
from annotations.web import find_forms, queue_forms
from tests import cast
from tests.web.conftest import OTHER, Browse, Desk
from tests.web.finding import TODAY, TOMORROW, YESTERDAY, find, queue, rows


def test_every_filter_that_the_issue_names_is_on_both_pages(reviewer: Client, desk: Desk) -> None:
    asked = {"kind", "claimant", "rating", "reviewer", "tag", "assigned", "said_since", "said_until"}
    asked |= {"since", "until", "changed_since", "changed_until", "worth", "worth_most", "by"}
    for name in asked:
        assert f'name="{name}"' in queue(reviewer, desk)
        assert f'name="{name}"' in find(reviewer, desk, **{"in": "claims"})
    assert 'name="state"' in find(reviewer, desk, **{"in": "claims"})
    # A field of the selector that no address reaches would be a filter nobody has.
    assert {*Filters.__dataclass_fields__} == {*queue_forms.NAMES}
    assert {*queue_forms.FILTERS} < {*find_forms.FIELDS[Sort.CLAIMS]}


@pytest.mark.parametrize("look", [find, queue], ids=["find", "queue"])
@pytest.mark.parametrize(
    ("asked", "is_found", "is_other_found"),
    [
        ({"kind": "quantity"}, True, False),
        ({"claimant": "mayor"}, True, False),
        ({"rating": "true"}, True, False),
        ({"rating": "false"}, False, False),
        ({"reviewer": "editor"}, True, False),
        ({"reviewer": "reviewer"}, False, False),
        ({"tag": "bridges & roads"}, True, False),
        ({"assigned": "me"}, True, False),
        ({"assigned": "nobody"}, False, True),
        ({"by": "editor"}, False, True),
        ({"said_since": str(cast.DAY), "said_until": str(cast.DAY)}, True, False),
        ({"since": str(TODAY), "until": str(TODAY)}, True, True),
        ({"since": TOMORROW}, False, False),
        ({"until": YESTERDAY}, False, False),
        ({"changed_since": str(TODAY), "changed_until": str(TODAY)}, True, True),
        ({"changed_since": TOMORROW}, False, False),
        ({"changed_until": YESTERDAY}, False, False),
        ({"worth": "100", "worth_most": "100"}, True, True),  # marked by hand: they have none
    ],
)
def test_claims_are_filtered_alike(
    arranged: Desk,
    reviewer: Client,
    look: Callable[..., str],
    asked: dict[str, str],
    *,
    is_found: bool,
    is_other_found: bool,
) -> None:
    shown = rows(look(reviewer, arranged, **{"in": "claims"}, **asked))
    assert (arranged.claim.statement in shown) is is_found
    assert (OTHER in shown) is is_other_found


def test_worthiness_is_a_range(desk: Desk, reviewer: Client) -> None:
    proposed = split_article(actor=cast.acting(desk.people["reviewer"]), article=desk.article)
    worths = sorted(claim.check_worthiness or 0 for claim in proposed)
    assert worths[0] < worths[-1]
    low = int(worths[0] * 100) + 1
    shown = rows(find(reviewer, desk, **{"in": "claims"}, state="suggested", worth_most=low))
    assert 0 < shown.count("found__row") < len(proposed)
    for claim in proposed:
        assert (f'?claim={claim.pk}"' in shown) is ((claim.check_worthiness or 0) <= low / 100)


@pytest.mark.parametrize(
    ("state", "is_found"),
    [("open", False), ("reviewed", True), ("suggested", False), ("dismissed", False), ("", True)],
)
def test_a_claim_is_found_by_where_it_stands(
    desk: Desk, browse: Browse, state: str, *, is_found: bool
) -> None:
    shown = rows(find(browse("editor"), desk, q="inspectors", state=state, **{"in": "claims"}))
    assert (f'?claim={desk.claim.pk}"' in shown) is is_found


@pytest.fixture
def sources(desk: Desk) -> dict[str, Source]:
    actor = cast.acting(desk.people["editor"])
    other = cast.make_claim(desk.article, desk.people["editor"], statement=OTHER)
    cited = cite_address(
        actor=actor, claim=other, url="https://example.org/no", title="A denial", stance=Stance.REFUTES
    )
    change_source(
        actor=actor, source=cited.source, version=None, publisher="The Gazette", published_on=cast.DAY
    )
    return {"report": desk.source, "denial": cited.source}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"stance": "refutes"}, {"denial"}),
        ({"stance": "supports"}, {"report"}),
        ({"publisher": "gazette"}, {"denial"}),
        ({"published_since": str(cast.DAY), "published_until": str(cast.DAY)}, {"denial"}),
        ({"by": "editor"}, {"denial"}),
        ({"since": str(TODAY)}, {"report", "denial"}),
        ({"until": YESTERDAY}, set()),
    ],
)
def test_sources_are_filtered(
    desk: Desk, reviewer: Client, sources: dict[str, Source], asked: dict[str, str], found: set[str]
) -> None:
    shown = rows(find(reviewer, desk, **{"in": "sources"}, **asked))
    assert {name for name, source in sources.items() if f"/sources/{source.pk}/" in shown} == found


def test_articles_are_filtered(desk: Desk, reviewer: Client) -> None:
    actor = cast.acting(desk.people["editor"])
    change_article(
        actor=actor, article=desk.article, version=None, published_on=cast.DAY, publisher="The Gazette"
    )
    other = cast.make_article(desk.project, desk.people["editor"], text="Something about trams.")

    def articles(**asked: str) -> set[int]:
        shown = rows(find(reviewer, desk, **{"in": "articles"}, **asked))
        return {each.pk for each in (desk.article, other) if f'href="/articles/{each.pk}/"' in shown}

    assert articles(publisher="gazette") == {desk.article.pk}
    assert articles(published_since=str(cast.DAY)) == {desk.article.pk}
    assert articles(by="editor") == {other.pk}
    assert articles(since=str(TODAY)) == {desk.article.pk, other.pk}


@pytest.fixture
def notes(desk: Desk) -> dict[str, Note]:
    writer, editor = cast.acting(desk.people["reviewer"]), cast.acting(desk.people["editor"])
    found = {
        "claim": leave_note(actor=writer, about=desk.claim, text="On the claim."),
        "article": leave_note(actor=writer, about=desk.article, text="On the article.", is_public=True),
        "source": leave_note(actor=editor, about=desk.source, text="On the source."),
    }
    resolve_note(actor=writer, note=found["claim"], version=None)
    return found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"about": "claim"}, {"claim"}),
        ({"about": "article"}, {"article"}),
        ({"about": "source"}, {"source"}),
        ({"about": "verdict"}, set()),
        ({"standing": "resolved"}, {"claim"}),
        ({"standing": "open"}, {"article", "source"}),
        ({"readers": "public"}, {"article"}),
        ({"readers": "internal", "by": "editor"}, {"source"}),
        ({"by": "reviewer", "q": "claim"}, {"claim"}),
    ],
)
def test_notes_are_filtered(
    desk: Desk, reviewer: Client, notes: dict[str, Note], asked: dict[str, str], found: set[str]
) -> None:
    shown = rows(find(reviewer, desk, **{"in": "notes"}, **asked))
    plain = shown.replace('<mark class="hit">', "").replace("</mark>", "")
    assert {name for name, note in notes.items() if note.text in plain} == found


def test_everything_is_narrowed_by_person_day_and_article(arranged: Desk, reviewer: Client) -> None:
    leave_note(actor=cast.acting(arranged.people["editor"]), about=arranged.claim, text="By the editor.")
    shown = find(reviewer, arranged, by="editor")
    assert OTHER in shown
    assert "By the editor." in shown
    assert arranged.claim.statement not in rows(shown.partition('id="found-notes"')[0])
    other = cast.make_article(arranged.project, arranged.people["reviewer"], text="Trams.", title="Trams")
    assert "found__row" not in find(reviewer, arranged, q="bridge", article=other.pk)
