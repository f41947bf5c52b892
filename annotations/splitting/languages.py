"""Owns telling English from other languages, and sentence ends in the others. Alters nothing.

English gets the trained parser; any other language gets sentences by sentencex, which knows its marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import sentencex

from annotations.splitting.structure import Block
from annotations.text.span import Span

_SAMPLE = 4_000
_PIECE = 4_000
_ENDS = re.compile(r"[。！？]+[」』”]*|[.!?।؟][\"'”»]*\s+")
_LETTERS = re.compile(r"[^\W\d_]+")
_SCRIPTS = (
    (re.compile(r"[\u3040-\u30ff]"), "ja"),
    (re.compile(r"[\uac00-\ud7af]"), "ko"),
    (re.compile(r"[\u4e00-\u9fff]"), "zh"),
    (re.compile(r"[\u0600-\u06ff]"), "ar"),
    (re.compile(r"[\u0590-\u05ff]"), "he"),
    (re.compile(r"[\u0900-\u097f]"), "hi"),
    (re.compile(r"[\u0e00-\u0e7f]"), "th"),
    (re.compile(r"[\u0370-\u03ff]"), "el"),
    (re.compile(r"[іїєґІЇЄҐ]"), "uk"),
    (re.compile(r"[\u0400-\u04ff]"), "ru"),
)
_COMMON = {
    "en": "the of and to in is was for that on with as by at from it he his are were an be has had not this but said",
    "de": "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an wurde hat",
    "fr": "le la les de des et en un une du dans que qui pour sur est pas au par avec il ce se plus sont été",
    "es": "el la los las de y en que un una del por con no se es para al lo como más su fue han",
    "it": "il la di e che un una per in è del della con non sono dei nel alla le si da al ha",
    "pt": "o a os as de e que do da em um uma para com não no na por se mais foi ao dos",
    "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als bij door",
    "sv": "och i att det som en på är av för med den till inte om ett han de var har",
    "pl": "w i na z do się nie że jest to o jak po od przez za są był dla",
    "tr": "ve bir bu için da de ile olarak çok olan daha gibi kadar sonra en",
}
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}


def language_of(text: str) -> str:
    """The likely ISO 639-1 code of a text's language; "en" where nothing speaks against it, "und" unsure."""
    sample = text[:_SAMPLE]
    letters = _LETTERS.findall(sample)
    size = sum(len(word) for word in letters)
    for script, language in _SCRIPTS:
        # Ukrainian is told from Russian by a few letters of its own.
        if size and len(script.findall(sample)) > size * (0.01 if language == "uk" else 0.15):
            return language
    words = [word.lower() for word in letters]
    scores = {language: sum(word in known for word in words) for language, known in _WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    if best == "en" or scores[best] - scores["en"] < max(2, 0.04 * len(words)):
        return "en" if scores["en"] * 50 >= len(words) or len(words) < 60 else "und"
    return best


def foreign_sentences(text: str, block: Block, language: str) -> list[Span]:
    """The sentences of one block of a text that is not English, without outer white space. Linear."""
    spans: list[Span] = []
    for piece in _pieces(text, block.span):
        own = piece.of(text)
        for found in sentencex.get_sentence_boundaries(_known(language), own):
            start, end = found["start_index"], found["end_index"]
            while start < end and own[start].isspace():
                start += 1
            while end > start and own[end - 1].isspace():
                end -= 1
            if start < end:
                spans.append(Span(piece.start + start, piece.start + end))
    return spans


def _pieces(text: str, block: Span) -> Iterator[Span]:
    """A long block in pieces that end with a sentence: sentencex takes the square of a block's length."""
    start = block.start
    while block.end - start > _PIECE:
        marks = list(_ENDS.finditer(text, start + 1, start + _PIECE))
        space = text.rfind(" ", start + 1, start + _PIECE)
        cut = marks[-1].end() if marks else space + 1 if space > start else start + _PIECE
        yield Span(start, cut)
        start = cut
    if start < block.end:
        yield Span(start, block.end)


@cache
def _known(language: str) -> str:
    return language if re.fullmatch(r"[a-z]{2,3}", language) else "en"
