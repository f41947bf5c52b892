"""The architecture holds, and the rules that say so catch a planted fault and let good code pass."""

from __future__ import annotations

import pytest

from tests.architecture.imports import import_problems, unknown_layer
from tests.architecture.modules import Module, modules
from tests.architecture.shape import shape_problems
from tests.architecture.writes import reverse_accessors, write_problems

PRODUCT = ("annotations", "factcheck", "seeds")
EVERYTHING = (*PRODUCT, "tests", "manage.py")


def test_imports_go_one_way() -> None:
    assert [problem for module in modules(*PRODUCT) for problem in import_problems(module)] == []


def test_every_module_has_a_layer() -> None:
    assert [problem for module in modules("annotations") for problem in unknown_layer(module)] == []


def test_only_services_write() -> None:
    accessors = reverse_accessors(modules("annotations/models"))
    assert [p for module in modules(*PRODUCT) for p in write_problems(module, accessors)] == []


def test_modules_are_small_named_for_a_noun_and_say_what_they_own() -> None:
    assert [problem for module in modules(*EVERYTHING) for problem in shape_problems(module)] == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("annotations/text/span.py", "from annotations.splitting import split"),
        ("annotations/splitting/split.py", "from annotations.models.claim import Claim"),
        ("annotations/splitting/split.py", "from django.utils import timezone"),
        ("annotations/splitting/split.py", "import rest_framework.fields"),
        ("annotations/exchange/formats/csv.py", "from django.db import models"),
        ("annotations/models/claim.py", "from annotations.services.verdicts import give_verdict"),
        ("annotations/models/claim.py", "from ..services.verdicts import give_verdict"),
        ("annotations/models/claim.py", "from .. import services"),
        ("annotations/models/claim.py", "from annotations import policy"),
        ("annotations/models/claim.py", "import annotations.history.replay"),
        ("annotations/history/replay.py", "from annotations.policy import may"),
        ("annotations/selectors/claims.py", "def f():\n    from annotations.services import x"),
        ("annotations/selectors/claims.py", "if TYPE_CHECKING:\n    from annotations.services.x import X"),
        ("annotations/services/verdicts.py", "import_module('annotations.web.queue')"),
        ("annotations/services/verdicts.py", "from annotations.ingest.document import read"),
        ("annotations/exchange/records.py", "from annotations.ingest.document import read"),
        ("annotations/api/claims.py", "from annotations.web.queue import queue"),
        ("annotations/web/queue.py", "from annotations.admin import claims"),
        ("annotations/admin/claims.py", "from annotations.management.server import listen"),
        ("annotations/templatetags/words.py", "from annotations.api.claims import ClaimSerializer"),
        ("annotations/web/queue.py", "from factcheck.settings import VERSION"),
        ("annotations/services/claims.py", "from seeds.loading import load"),
        ("seeds/loading.py", "from annotations.web.queue import queue"),
        ("annotations/migrations/0002_triggers.py", "from annotations.services.claims import mark_claim"),
    ],
)
def test_a_planted_import_is_caught(path: str, line: str) -> None:
    assert len(import_problems(Module.of(path, line))) == 1


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("annotations/splitting/split.py", "from annotations.text.span import Span"),
        ("annotations/splitting/split.py", "from .proposal import Kind"),
        ("annotations/web/queue.py", "from annotations.services.verdicts import give_verdict"),
        ("annotations/web/queue.py", "from annotations import policy, selectors"),
        ("annotations/api/claims.py", "from django.urls import path"),
        ("annotations/services/claims.py", "from annotations.splitting.split import split"),
        ("annotations/migrations/0002_triggers.py", "from annotations.history.triggers import install"),
        ("annotations/apps.py", "from annotations.history import checks"),
        ("annotations/management/commands/seed.py", "from seeds.loading import load"),
        ("seeds/loading.py", "from annotations.services.claims import mark_claim"),
        ("factcheck/urls.py", "from annotations.web.urls import pages"),
    ],
)
def test_a_good_import_passes(path: str, line: str) -> None:
    assert import_problems(Module.of(path, line)) == []


ACCESSORS = {"verdicts", "members"}


@pytest.mark.parametrize(
    "line",
    [
        "claim.save()",
        "claim.save(update_fields=['state'])",
        "form.save()",
        "super().save(*args)",
        "claim.delete()",
        "Claim.objects.create(text='x')",
        "Claim.objects.filter(pk=1).update(state='open')",
        "Claim._base_manager.all().delete()",
        "self.get_queryset().filter(pk=1).update(state='open')",
        "claims = Claim.objects.filter(pk=1)\nclaims.update(state='open')",
        "claims: QuerySet[Claim] = Claim.objects.filter(pk=1)\nclaims.update(state='open')",
        "claim.verdicts.create(rating=1)",
        "claim.verdicts.filter(rating=1).delete()",
        "claim.verdict_set.update(rating=1)",
        "project.members.add(person)",
        "Claim.objects.bulk_create(rows)",
        "Claim.objects.bulk_update(rows, ['state'])",
        "Claim.objects.get_or_create(pk=1)",
        "manager.update_or_create(pk=1)",
        "User.objects.create_user('x')",
        "cursor.execute('UPDATE claim SET state = 1')",
        "cursor.execute('  delete from claim')",
        "cursor.execute(f'INSERT INTO {table} VALUES (1)')",
        "cursor.execute('WITH old AS (SELECT 1) DELETE FROM claim')",
        "SQL = 'TRUNCATE claim'\ncursor.execute(SQL)",
        "cursor.execute(statement)",
        "cursor.execute(start + end)",
        "cursor.executemany('SELECT 1', [])",
    ],
)
def test_a_planted_write_is_caught(line: str) -> None:
    module = Module.of("annotations/web/queue.py", line)
    assert len(write_problems(module, ACCESSORS)) == 1
    assert write_problems(Module.of("annotations/services/claims.py", line), ACCESSORS) == []


@pytest.mark.parametrize(
    "line",
    [
        "counts.update({'a': 1})",
        "counts.update(a=1)",
        "context = {}\ncontext.update(super().get_context_data())",
        "hashlib.sha256().update(b'x')",
        "seen = set()\nseen.add(1)\nseen.remove(1)\nseen.clear()",
        "settings.DATABASES.get('default').update(a=1)",
        "cache.set('key', 1)",
        "cache.delete('key')",
        "client.delete('/api/v1/claims/1/')",
        "request.session.get('seen', set()).add(1)",
        "verdicts = [1]\nverdicts.clear()",
        "Factory.create(1)",
        "cursor.execute('SELECT 1')",
        "cursor.execute(f'SELECT count(*) FROM {table}')",
        "SQL = 'PRAGMA wal_checkpoint'\ncursor.execute(SQL)",
        "cursor.execute('WITH RECURSIVE thread AS (SELECT 1) SELECT * FROM thread')",
        "Claim.objects.filter(pk=1).count()",
        "give_verdict(actor=actor, claim=claim)",
    ],
)
def test_code_that_writes_no_row_passes(line: str) -> None:
    assert write_problems(Module.of("annotations/web/queue.py", line), ACCESSORS) == []


def test_reverse_accessors_are_read_off_the_models() -> None:
    model = (
        "class Verdict(Model):\n"
        "    claim = ForeignKey(Claim, related_name='verdicts')\n"
        "    kept = ForeignKey(Claim, related_name='+')\n"
        "    members: X = ManyToManyField(User)\n"
    )
    assert reverse_accessors([Module.of("annotations/models/verdict.py", model)]) == {"verdicts", "members"}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("annotations/web/utils.py", '"""Owns nothing."""'),
        ("annotations/web/base/page.py", '"""Owns a page."""'),
        ("annotations/web/queue.py", "import os"),
        ("annotations/web/queue.py", '"""Owns it."""\n' + "x = 1\n" * 300),
        ("annotations/web/queue.py", '"""Owns it."""\ndef f():\n' + "    x = 1\n" * 60),
    ],
)
def test_a_planted_shape_is_caught(path: str, text: str) -> None:
    assert len(shape_problems(Module.of(path, text))) == 1


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("annotations/web/queue.py", '"""Owns it."""\n' + "x = 1\n" * 299),
        ("annotations/web/queue.py", '"""Owns it."""\ndef f():\n' + "    x = 1\n" * 59),
        ("annotations/history/sqlite/base.py", '"""Owns Django\'s door to SQLite."""'),
        ("annotations/models/__init__.py", ""),
    ],
)
def test_a_good_shape_passes(path: str, text: str) -> None:
    assert shape_problems(Module.of(path, text)) == []


def test_a_folder_outside_the_design_is_named() -> None:
    assert unknown_layer(Module.of("annotations/plugins/x.py", "")) != []
    assert unknown_layer(Module.of("annotations/policy.py", "")) == []
