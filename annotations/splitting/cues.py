"""The words that report what somebody says, thinks, finds or demands, with what each can be followed by.

The list is written for this project from the general vocabulary of news English; it is no corpus's list.
Knows words only: whether a word is used as a cue in a sentence is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CueClass(StrEnum):
    """What the claimant does: speaks, thinks, shows by evidence, or takes a stand."""

    SPEECH = "speech"
    THOUGHT = "thought"
    EVIDENCE = "evidence"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Cue:
    """One form of a cue verb.

    `form` is base, s, past, part or ing. `frames` holds letters: c a clause or a quotation, t an infinitive,
    n a noun phrase, x a listener before the clause; `prepositions` are those that belong to the cue.
    """

    lemma: str
    form: str
    kind: CueClass
    frames: str
    prepositions: frozenset[str]


# lemma:frames[:prepositions joined by +]
_SPEECH = """
say:c state:c reason:c add:c tell:x announce:cn declare:cn claim:ct assert:cn argue:c:for+against note:cn observe:cn
remark:c:on comment:c:on explain:cn report:cn write:c tweet:cn post:c stress:cn emphasize:cn emphasise:cn
underscore:c insist:c:on maintain:c contend:c allege:cn acknowledge:cn admit:c:to concede:c confirm:cn deny:cn
reply:c:to respond:c:to answer:c:to continue:c:with repeat:cn reiterate:cn recall:cn recount:cn mention:cn
point:q:to+out suggest:cn propose:ctn recommend:ctn warn:cx:of+about+against caution:cx:about+against
advise:xc:against inform:x assure:x remind:x notify:x promise:ctn pledge:ctn vow:ctn threaten:ct swear:ct guarantee:cn
predict:cn forecast:cn estimate:cn project:c reveal:cn disclose:cn testify:c:about read:q joke:c:about quip:c
boast:c:about+of complain:c:about+of lament:cn shout:c yell:c scream:c whisper:c mutter:c exclaim:c cry:q sing:q
chant:cn ask:cxt:about+for inquire:c:about wonder:c question:cn query:cn demand:ctn urge:cxtn implore:x beg:x:for+to
appeal:q:for+to call:n:for+on describe:n label:n brand:n dub:n characterize:n characterise:n portray:n depict:n
accuse:n blame:n criticize:n criticise:n condemn:n denounce:n blast:n slam:n attack:n mock:n ridicule:n deride:n
rebuke:n chide:n scold:n decry:n bemoan:n assail:n lambast:n bash:n fault:n disparage:n insult:n praise:n applaud:n
hail:n laud:n commend:n congratulate:n welcome:n thank:n endorse:n tout:n speak:q:of+about+against+for talk:q:about+of
rail:q:against lash:q:out discuss:n address:n outline:n detail:cn cite:n quote:n reference:n refer:q:to allude:q:to
hint:c:at dispute:cn refute:n rebut:n dismiss:n reject:n counter:c retort:c object:c:to protest:cn apologize:c:for
apologise:c:for clarify:cn elaborate:q:on summarize:n express:n voice:n echo:n proclaim:cn pronounce:n rule:c:out
attest:c:to certify:cn decree:c specify:cn signal:c liken:n compare:n invite:xn order:xn instruct:x encourage:xn
decline:t refuse:t defend:n illustrate:c document:cn tease:c plead:c:for+with advocate:n:for
""".split()

_THOUGHT = """
think:c:of+about believe:c:in feel:c know:c:about+of realize:c realise:c understand:cn assume:c presume:c suspect:cn
doubt:cn guess:c reckon:c imagine:c suppose:c consider:n regard:n view:n deem:n judge:cn expect:ctn anticipate:cn
hope:ct:for fear:cn worry:c:about wish:ct remember:cn forget:c recognize:cn recognise:cn foresee:cn
""".split()

_EVIDENCE = """
show:cn find:c indicate:cn demonstrate:c prove:cn conclude:c determine:c discover:c learn:c:of+about see:c
hear:c:of+about
""".split()

_STANCE = """
want:tn plan:tn:on+for intend:t seek:t agree:ct:with+to+on disagree:c:with+about decide:ct:against+on oppose:n
support:n back:n favor:n favour:n prefer:tn aim:t:for offer:t push:q:for press:q:for lobby:q:for+against
campaign:q:for+against resist:n embrace:n consent:q:to approve:n:of disapprove:q:of vote:t
""".split()

_IRREGULAR = {
    "say": ("says", "said", "said", "saying"),
    "tell": ("tells", "told", "told", "telling"),
    "write": ("writes", "wrote", "written", "writing"),
    "think": ("thinks", "thought", "thought", "thinking"),
    "know": ("knows", "knew", "known", "knowing"),
    "feel": ("feels", "felt", "felt", "feeling"),
    "find": ("finds", "found", "found", "finding"),
    "show": ("shows", "showed", "shown", "showing"),
    "see": ("sees", "saw", "seen", "seeing"),
    "hear": ("hears", "heard", "heard", "hearing"),
    "speak": ("speaks", "spoke", "spoken", "speaking"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "sing": ("sings", "sang", "sung", "singing"),
    "read": ("reads", "read", "read", "reading"),
    "understand": ("understands", "understood", "understood", "understanding"),
    "forget": ("forgets", "forgot", "forgotten", "forgetting"),
    "foresee": ("foresees", "foresaw", "foreseen", "foreseeing"),
    "seek": ("seeks", "sought", "sought", "seeking"),
    "forecast": ("forecasts", "forecast", "forecast", "forecasting"),
    "learn": ("learns", "learned", "learned", "learning"),
}
_DOUBLING = frozenset(
    {"admit", "refer", "beg", "quip", "dub", "slam", "plan", "prefer", "rebut", "chat", "label"}
)

# Nouns that name a speech act, cues after a possessive claimant ("Lee's calls for"), with what must follow.
NOUN_CUES = {
    **dict.fromkeys(
        "claim claims statement allegation allegations assertion belief argument warning conclusion accusation "
        "accusations contention insistence admission announcement suggestion".split(),
        "that",
    ),
    **dict.fromkeys(
        "promise promises pledge pledges vow refusal threat threats plan plans decision".split(), "to"
    ),
    **dict.fromkeys("call calls demand demands request requests support".split(), "for"),
    **dict.fromkeys("criticism condemnation denial rejection endorsement".split(), "of"),
}

# "is confident that": states of mind that follow a form of "be".
ADJECTIVES = {
    adjective: Cue(adjective, "adjective", CueClass.THOUGHT, "c", frozenset({"about", "of"}))
    for adjective in (
        "concerned worried convinced confident certain sure aware unaware sceptical skeptical hopeful optimistic "
        "pessimistic afraid adamant doubtful wary alarmed"
    ).split()
}

HEARSAY = frozenset({"allegedly", "reportedly", "purportedly", "supposedly"})

# Verbs that may stand before their subject: "...", said the mayor.
INVERTIBLE = frozenset(
    "say add write note tweet explain ask reply respond continue argue warn observe remark recall report claim "
    "shout insist admit conclude state joke quip declare read post comment acknowledge announce agree".split()
)

# Verbs after which anything may be the content, because they hardly do anything else in news.
STRONG = frozenset(
    "say state claim argue insist contend maintain allege assert acknowledge testify tell "
    "warn believe think suspect estimate predict".split()
)

# Lemmas whose base and -s forms are as often nouns.
NOUN_TOO = frozenset(
    "claim report plan call show state note demand support view hope doubt fear worry estimate forecast project "
    "comment question answer charge attack blame praise request need offer promise pledge vow threat release "
    "issue document detail address quote order guess judge press campaign vote aim judge label brand fault concern "
    "warning finding saying post tweet wish push appeal protest counter reference remark rule voice".split()
)

# "declined to say": the first verb belongs to the cue.
CATENATIVE = frozenset(
    "continued continues continue went goes began begins begin started starts tried tries try appeared appears appear "
    "seemed seems seem failed fails fail used stopped stops refused refuses declined declines".split()
)


def _inflected(lemma: str) -> tuple[str, str, str, str]:
    """Third person, past, past participle and -ing form."""
    if lemma in _IRREGULAR:
        return _IRREGULAR[lemma]
    stem = lemma + lemma[-1] if lemma in _DOUBLING and lemma != "label" else lemma
    if lemma.endswith("e") and not lemma.endswith("ee"):
        return lemma + "s", lemma + "d", lemma + "d", lemma[:-1] + "ing"
    if lemma.endswith("y") and lemma[-2] not in "aeou":
        return lemma[:-1] + "ies", lemma[:-1] + "ied", lemma[:-1] + "ied", lemma + "ing"
    if lemma.endswith("ee"):
        return lemma + "s", lemma + "d", lemma + "d", lemma + "ing"
    third = lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "o")) else "s")
    return third, stem + "ed", stem + "ed", stem + "ing"


def _entries(lines: list[str], kind: CueClass) -> dict[str, Cue]:
    """Every form of every lemma."""
    forms: dict[str, Cue] = {}
    for line in lines:
        lemma, frames, *rest = line.split(":")
        prepositions = frozenset(rest[0].split("+")) if rest else frozenset[str]()
        third, past, participle, gerund = _inflected(lemma)
        for form, word in (
            ("part", participle),
            ("base", lemma),
            ("s", third),
            ("past", past),
            ("ing", gerund),
        ):
            forms[word] = Cue(lemma, form, kind, frames, prepositions)
    return forms


CUES: dict[str, Cue] = {
    **_entries(_STANCE, CueClass.STANCE),
    **_entries(_EVIDENCE, CueClass.EVIDENCE),
    **_entries(_THOUGHT, CueClass.THOUGHT),
    **_entries(_SPEECH, CueClass.SPEECH),
}
