"""PROV's own library reads our history, and finds in it who made which version of what from which, when."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvCommunication,
    ProvDelegation,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvInvalidation,
    ProvRecord,
)

from annotations.exchange.evidence import evidence_bundle
from annotations.exchange.prov import prov_pieces, whole_history
from annotations.history.actor import Actor
from annotations.history.recording import recorded
from annotations.models import Action, Change, Channel, Claim, Fragment, Note, Ruling, User, Verb
from annotations.services.notes import leave_note, resolve_note
from annotations.services.reverts import revert_changes
from tests.cast import acting
from tests.history.evidence_desk import INTERNAL, make_ruling, unpacked

HOME = "http://127.0.0.1:8000"


@pytest.fixture
def ruling(transactional_db: None, tmp_path: Path, settings: Any) -> Ruling:
    settings.DATA_DIR = tmp_path
    return make_ruling(tmp_path)


def read(text: str) -> ProvDocument:
    return ProvDocument.deserialize(content=text, format="json")


def whole() -> ProvDocument:
    return read("".join(prov_pieces(whole_history(), HOME)))


def one(document: ProvDocument, name: str) -> Any:
    (record,) = document.get_record(name)
    return record


def all_of(document: ProvDocument, kind: type[ProvRecord]) -> list[Any]:
    return list(document.get_records(kind))


def told(record: Any) -> dict[str, Any]:
    return {str(name): value for name, value in record.attributes}


def test_every_action_is_an_activity_and_every_version_an_entity(ruling: Ruling) -> None:
    document = whole()
    kept = Change.objects.exclude(operation="M")
    assert len(all_of(document, ProvActivity)) == Action.objects.count() + kept.filter(action=None).count()
    assert len(all_of(document, ProvEntity)) == kept.exclude(operation="D").count()
    assert len(all_of(document, ProvGeneration)) == kept.exclude(operation="D").count()
    assert len(all_of(document, ProvDerivation)) == kept.filter(operation="U").count()
    assert len(all_of(document, ProvInvalidation)) == kept.filter(operation__in="UD").count()


def test_the_round_trip_through_the_library_keeps_it(ruling: Ruling) -> None:
    document = whole()
    assert read(document.serialize(format="json") or "") == document


def test_a_correction_is_told_as_a_revision_by_its_person(ruling: Ruling) -> None:
    document = whole()
    newest = Change.objects.filter(entity="ruling", row_id=ruling.pk).latest("id")
    before = Change.objects.filter(entity="ruling", row_id=ruling.pk, id__lt=newest.pk).latest("id")
    version = one(document, f"fc:ruling.{ruling.pk}.{newest.pk}")
    assert json.loads(told(version)["prov:value"])["summary"] == "Inspectors counted 14 in the bridge."
    (derived,) = [
        record
        for record in all_of(document, ProvDerivation)
        if str(record.args[0]) == f"fc:ruling.{ruling.pk}.{newest.pk}"
    ]
    assert str(derived.args[1]) == f"fc:ruling.{ruling.pk}.{before.pk}"
    assert str(derived.args[2]) == f"fc:action.{newest.action_id}"
    activity = one(document, f"fc:action.{newest.action_id}")
    assert told(activity)["fc:verb"] == "ruling.corrected"
    assert activity.get_startTime() == Action.objects.get(pk=newest.action_id or 0).at
    editor = User.objects.get(username="ruth")
    assert told(one(document, f"fc:person.{editor.pk}"))["prov:label"] == "Ruth"


def test_who_acts_for_somebody_and_who_is_no_person(ruling: Ruling) -> None:
    actor = Actor(
        person=User.objects.get(username="olena"), channel=Channel.API, on_behalf_of="The desk & co."
    )
    with recorded(actor, Verb.CLAIM_CHANGED):
        Claim.objects.filter(pk=ruling.claim_id).update(claimant="the city")
    document = whole()
    (delegation,) = all_of(document, ProvDelegation)
    assert str(delegation.args[0]) == f"fc:person.{actor.id}"
    kinds = Counter(
        str(kind) for record in all_of(document, ProvAgent) for kind in record.get_asserted_types()
    )
    assert kinds == {"prov:Person": 2, "prov:SoftwareAgent": 1, "prov:Agent": 1}


def test_a_removed_row_ends_and_a_write_outside_has_no_agent(ruling: Ruling) -> None:
    from tests.history.bypass import unexplained_writes_allowed

    fragment = Fragment.objects.filter(claim=ruling.claim_id).first()
    assert fragment
    with unexplained_writes_allowed(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM annotations_fragment WHERE id = %s", [fragment.pk])
    gone = Change.objects.get(entity="fragment", row_id=fragment.pk, operation="D")
    document = whole()
    (ended,) = [
        record
        for record in all_of(document, ProvInvalidation)
        if str(record.args[0]).startswith(f"fc:fragment.{fragment.pk}.")
    ]
    assert str(ended.args[1]) == f"fc:unexplained.{gone.pk}"
    assert not document.get_record(f"fc:fragment.{fragment.pk}.{gone.pk}")
    associated = {
        str(record.args[0]) for record in document.records if record.get_type().localpart == "Association"
    }
    assert f"fc:unexplained.{gone.pk}" not in associated


def test_the_bundle_tells_what_it_holds_and_nothing_withheld(ruling: Ruling, tmp_path: Path) -> None:
    folder = unpacked(evidence_bundle(ruling), tmp_path / "evidence")
    text = (folder / "prov.json").read_text(encoding="utf-8")
    lines = [
        json.loads(line)
        for line in (folder / "history.jsonl").read_text(encoding="utf-8").split("\n")
        if line
    ]
    assert len(all_of(read(text), ProvEntity)) == sum(line["kind"] == "change" for line in lines)
    assert INTERNAL not in text


def test_the_command_writes_the_whole_history(ruling: Ruling, tmp_path: Path) -> None:
    call_command("export_history", out=tmp_path / "history.jsonl", prov=tmp_path / "prov.json")
    assert read((tmp_path / "prov.json").read_text(encoding="utf-8")) == whole()


def test_what_takes_back_what_is_told(ruling: Ruling) -> None:
    article, by = ruling.claim.article, acting(User.objects.get(pk=ruling.drafted_by_id))
    first, second = (
        leave_note(actor=by, about=article, text=text) for text in ("Ask again.", "Ask the mayor.")
    )
    actions = [resolving.pk for note in (first, second) if (resolving := resolved(by, note))]
    changes = Change.objects.filter(action__in=actions)
    made = revert_changes(actor=by, changes=list(changes), reason="Too early.")
    related = {
        (str(told(record)["prov:informed"]), str(told(record)["prov:informant"]))
        for record in all_of(whole(), ProvCommunication)
    }
    assert related == {(f"fc:action.{made.pk}", f"fc:action.{pk}") for pk in actions}


def resolved(by: Actor, note: Note) -> Action:
    resolve_note(actor=by, note=note, version=None)
    return Action.objects.latest("id")
