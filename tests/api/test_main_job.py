"""The whole job over HTTP, and what the history says about it."""

from __future__ import annotations

from annotations.models import Action, Change, Claim, Project
from tests.api.caller import Caller
from tests.cast import QUOTE, TEXT


def test_an_article_becomes_claims_with_verdicts(api: Caller, project: Project) -> None:
    added = api.post("articles/", {"project": "desk", "text": TEXT, "url": "https://example.org/bridge"})
    assert added.status_code == 201, added.content
    article = added.json()
    text = article["revision"]["text"]
    assert (article["title"], article["version"]) == ("Bridge closed after inspection", 1)
    assert added.headers["ETag"] == '"v1"'
    assert api.post("articles/", {"project": "desk", "text": TEXT}).status_code == 200

    start = text.index(QUOTE)
    fragment = {"start": start, "end": start + len(QUOTE), "quote": QUOTE}
    marked = api.post(f"articles/{article['id']}/claims/", {"fragments": [fragment]})
    assert marked.status_code == 201, marked.content
    claim = marked.json()
    assert (claim["statement"], claim["fragments"]) == (QUOTE, [fragment])

    given = api.post(f"claims/{claim['id']}/verdicts/", {"rating": "true", "rationale": "Counted."})
    assert given.status_code == 201, given.content
    verdict = given.json()
    assert (verdict["rating"], verdict["rating_label"], verdict["version"]) == ("true", "True", 1)
    found = api.get(f"claims/{claim['id']}/verdicts/").json()["results"]
    assert [row["id"] for row in found] == [verdict["id"]]

    action = Action.objects.get(verb="verdict.given")
    assert (action.channel, action.client.partition(" ")[0]) == ("api", "test")
    assert action.request_id == given.headers["X-Request-ID"]
    assert not Change.objects.filter(action__isnull=True).exists()


def test_splitting_proposes_claims_that_are_then_accepted(api: Caller, project: Project) -> None:
    article = api.post("articles/", {"project": "desk", "text": TEXT}).json()
    proposed = api.post(f"articles/{article['id']}/split/").json()
    assert proposed
    assert {claim["state"] for claim in proposed} == {"suggested"}
    assert api.post(f"articles/{article['id']}/split/").json() == []
    first = proposed[0]
    accepted = api.post(f"claims/{first['id']}/accept/", version=first["version"])
    assert (accepted.status_code, accepted.json()["state"]) == (200, "open")
    waiting = api.get("claims/?state=suggested").json()["results"]
    assert first["id"] not in {claim["id"] for claim in waiting}
    assert len(waiting) == len(proposed) - 1


def test_a_claim_is_reworded_moved_dismissed_and_restored(api: Caller, claim: Claim) -> None:
    path = f"claims/{claim.pk}/"
    reworded = api.patch(path, {"statement": "Cracked bolts were found.", "reason": "shorter"}, version=1)
    assert (reworded.status_code, reworded.json()["statement"]) == (200, "Cracked bolts were found.")
    assert (
        api.patch(path, {"kind": "quantity", "claimant": "the mayor"}, version=2).json()["kind"] == "quantity"
    )

    start = TEXT.index("14 cracked bolts")
    moved_to = {"start": start, "end": start + 16, "quote": "14 cracked bolts"}
    moved = api.post(f"{path}respan/", {"fragments": [moved_to]}, version=3)
    assert moved.json()["fragments"] == [moved_to]

    dismissed = api.post(f"{path}dismiss/", {"dismissal": "not_checkable", "reason": "no record"}, version=4)
    assert (dismissed.json()["state"], dismissed.json()["dismissal"]) == ("dismissed", "not_checkable")
    restored = api.post(f"{path}restore/", version=5)
    assert (restored.json()["state"], restored.json()["dismissal"]) == ("open", "")
    assert restored.headers["ETag"] == '"v6"'
    verbs = api.get(f"actions/?request_id={restored.headers['X-Request-ID']}").json()["results"]
    assert [row["verb"] for row in verbs] == ["claim.restored"]


def test_a_ruling_is_published_corrected_and_exported(api: Caller, desk: Caller, claim: Claim) -> None:
    of_claim = f"claims/{claim.pk}"
    assert desk.get(f"{of_claim}/ruling/").status_code == 404
    api.post(f"{of_claim}/verdicts/", {"rating": "true", "rationale": "The report lists 14."})
    cited = api.post(
        f"{of_claim}/citations/",
        {"url": "https://example.org/report", "title": "Report", "stance": "supports", "quote": "14 bolts"},
    )
    assert (cited.status_code, cited.json()["source"]["title"]) == (201, "Report")
    again = api.post(f"{of_claim}/citations/", {"source": cited.json()["source"]["id"], "stance": "context"})
    withdrawn = api.post(f"citations/{again.json()['id']}/withdraw/", {"reason": "A slip."}, version=1)
    assert withdrawn.json()["withdrawn_at"]

    drafted = desk.put(f"{of_claim}/ruling/", {"rating": "true", "summary": "It is so."})
    assert drafted.status_code == 201, drafted.content
    assert desk.put(f"{of_claim}/ruling/", {"rating": "true", "summary": "Yes."}).status_code == 428
    redrafted = desk.put(f"{of_claim}/ruling/", {"rating": "true", "summary": "Yes."}, version=1)
    assert (redrafted.status_code, redrafted.json()["version"]) == (200, 2)

    ruling = f"rulings/{drafted.json()['id']}"
    published = desk.post(f"{ruling}/publish/", {}, version=2)
    assert published.json()["state"] == "published", published.content
    corrected = desk.post(
        f"{ruling}/corrections/",
        {"kind": "rating_change", "explanation": "A recount.", "rating": "half_true"},
        version=3,
    )
    assert corrected.status_code == 201, corrected.content
    assert [row["new_rating"] for row in corrected.json()["corrections"]] == ["half_true"]
    assert api.get(f"{of_claim}/ruling/").json() == corrected.json()

    for name, kind in [
        ("csv", "text/csv"),
        ("jsonl", "application/jsonl"),
        ("claimreview", "application/ld+json"),
    ]:
        file = api.get(f"projects/desk/export/?format_name={name}")
        assert file.streaming
        assert file.headers["Content-Type"].startswith(kind)
        assert b"14" in b"".join(file.streaming_content)


def test_notes_are_left_on_anything_answered_and_resolved(api: Caller, desk: Caller, claim: Claim) -> None:
    verdict = api.post(f"claims/{claim.pk}/verdicts/", {"rating": "false"}).json()
    source = api.post("sources/", {"project": "desk", "url": "https://example.org/a", "title": "A"}).json()
    places = {
        f"articles/{claim.article_id}/notes/": "On the article.",
        f"claims/{claim.pk}/notes/": "On the claim.",
        f"verdicts/{verdict['id']}/notes/": "On the verdict.",
        f"sources/{source['id']}/notes/": "On the source.",
    }
    notes = {text: api.post(path, {"text": text}).json() for path, text in places.items()}
    assert [note["text"] for note in notes.values()] == list(places.values())
    on_claim = api.get(f"claims/{claim.pk}/notes/").json()["results"]
    assert {note["text"] for note in on_claim} == {"On the claim.", "On the verdict."}

    note = notes["On the claim."]
    reply = {"text": "Done.", "replies_to": note["id"]}
    assert desk.post(f"claims/{claim.pk}/notes/", reply).json()["replies_to"] == note["id"]
    assert desk.post(f"notes/{note['id']}/resolve/", version=1).json()["resolved_by"]["name"] == "Editor"
    assert desk.post(f"notes/{note['id']}/reopen/", version=2).json()["resolved_at"] is None
    assert api.patch(f"notes/{note['id']}/", {"is_public": True}, version=3).json()["is_public"] is True
    assert api.post(f"notes/{note['id']}/withdraw/", {}, version=4).json()["withdrawn_at"]


def test_a_verdict_is_revised_and_withdrawn_by_its_reviewer(api: Caller, desk: Caller, claim: Claim) -> None:
    verdict = api.post(f"claims/{claim.pk}/verdicts/", {"rating": "true", "rationale": "One."}).json()
    path = f"verdicts/{verdict['id']}/"
    assert desk.patch(path, {"rating": "false"}, version=1).status_code == 403
    revised = api.patch(path, {"rating": "false", "reason": "recount"}, version=1).json()
    assert (revised["rating"], revised["rationale"], revised["version"]) == ("false", "One.", 2)
    assert api.post(f"{path}withdraw/", {"reason": "mistaken"}, version=2).json()["withdrawn_at"]
    assert api.get("verdicts/?is_withdrawn=true").json()["results"][0]["id"] == verdict["id"]
    assert api.get("verdicts/?is_withdrawn=false").json()["results"] == []
