"""Writes the bundle that proves one ruling to an outsider."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotations.exchange.evidence import evidence_bundle, file_name
from annotations.history.checkpoints import has_unsigned_seals, make_checkpoint
from annotations.history.signed_note import BadNoteError, SignedRoot, opened
from annotations.history.signing_key import signing_key
from annotations.models import Ruling


class Command(BaseCommand):
    """`export_evidence CLAIM [--out FILE] [--since CHECKPOINT] [--with-internal-notes]`"""

    help = "Write a zip that proves the ruling on a claim, with its history, a checkpoint and a verifier."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("claim", type=int, metavar="CLAIM", help="the claim's number")
        parser.add_argument("--out", type=Path, help="the file; evidence-claim-N.zip here when left out")
        parser.add_argument(
            "--since",
            type=Path,
            metavar="CHECKPOINT",
            help="a checkpoint that somebody keeps: add the proof that this one continues it",
        )
        parser.add_argument(
            "--with-internal-notes", action="store_true", help="tell the notes that are not for readers too"
        )

    def handle(self, *args: Any, claim: int, out: Path | None, **options: Any) -> None:
        ruling = Ruling.objects.exclude(state=Ruling.State.DRAFT).filter(claim=claim).first()
        if ruling is None:
            raise CommandError(f"Claim {claim} has no published ruling.")
        since = self.checkpoint(options["since"]) if options["since"] else None
        if has_unsigned_seals():
            make_checkpoint(settings.DATA_DIR)
        bundle = evidence_bundle(ruling, with_internal_notes=options["with_internal_notes"], since=since)
        path = out or Path(file_name(ruling))
        try:
            path.write_bytes(bundle)
        except OSError as refused:
            raise CommandError(f"{path} cannot be written: {refused.strerror}.") from refused
        self.stdout.write(f"The evidence for the ruling on claim {claim} is in {path}.")

    def checkpoint(self, path: Path) -> SignedRoot:
        try:
            return opened(path.read_text(encoding="utf-8"), signing_key(settings.DATA_DIR).public_line)
        except (OSError, UnicodeDecodeError, BadNoteError) as refused:
            raise CommandError(f"The checkpoint {path} cannot be read: {refused}.") from refused
