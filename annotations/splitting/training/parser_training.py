"""Owns making `parser.npz` from the treebanks in a folder: what is read, what is held out, what is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from annotations.splitting.training.fitting import fit
from annotations.splitting.training.measuring import measure
from annotations.splitting.training.treebank import Sentence, read_treebank
from annotations.splitting.weights import PARSER_FILE, Model, save

# Both may be used to train what is shared: EWT is CC BY-SA 4.0, these genres of GUM are CC BY or CC BY-SA.
TREEBANKS = ("ewt.train.jsonl", "gum_free.train.jsonl")
HELD_OUT_EVERY = 20
EPOCHS = 30


def train_parser(
    data: Path, *, output: Path = PARSER_FILE, epochs: int = EPOCHS, tell: Callable[[str], None]
) -> None:
    """Fits the parser to the treebanks in `data` and writes `output`; every 20th document is only measured on.

    Raises FileNotFoundError when a treebank is missing, ValueError or KeyError when it has another shape.
    """
    learned, held = _divided([sentence for name in TREEBANKS for sentence in read_treebank(data / name)])
    tell(f"{len(learned)} sentences to learn from, {len(held)} held out.")

    def report(epoch: int, loss: float, model: Model) -> None:
        found = measure(model, held)
        tell(
            f"epoch {epoch + 1} of {epochs}: loss {loss:.3f}, tags {found.tags:.1%}, heads {found.heads:.1%}, "
            f"heads and relations {found.relations:.1%}"
        )

    save(fit(learned, epochs=epochs, report=report), output)
    tell(f"Written: {output} ({output.stat().st_size / 1e6:.1f} MB).")


def _divided(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    documents = sorted({sentence.document for sentence in sentences})
    held = set(documents[HELD_OUT_EVERY // 3 :: HELD_OUT_EVERY])
    return (
        [sentence for sentence in sentences if sentence.document not in held],
        [sentence for sentence in sentences if sentence.document in held],
    )
