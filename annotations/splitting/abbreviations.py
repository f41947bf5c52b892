"""Owns the English words that a stop may follow without ending the sentence, and the words that open one."""

from __future__ import annotations

# A name or a number follows these, so the stop after them never ends a sentence.
BEFORE_NAME = frozenset(
    "mr mrs ms mx messrs dr drs prof rev fr gen col lt sgt capt cmdr adm maj cpl pvt gov sen rep reps sens hon pres "
    "supt insp det st ste mt ft sr sra fig figs vol vs v pp p pg ch sec art eq nos n°".split()
)
# These may end a sentence: the next word decides.
MAY_END = frozenset(
    "jr sr co corp inc ltd plc llc bros dept univ est assn etc al ave blvd rd ln hwy no approx max min tel ext "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev "
    "okla ore pa tenn tex va vt wash wis wyo ph.d m.d b.a m.a e.g i.e a.m p.m u.s u.k u.n u.s.a e.u d.c b.c a.d".split()
)
STARTERS = frozenset(
    "a an the this that these those he she it we they i you his her its our their my your there here who what when "
    "where why how which in on at by for from with as if since after before during while although though but and so "
    "or yet however also meanwhile then now today yesterday tomorrow once only some many most all both each every "
    "no not another other one two three several according despite under over among until because did does do is are "
    "was were has have had can could will would should may might earlier later last next such more nearly about "
    "police officials experts critics mr. mrs. ms. dr. let please".split()
)
