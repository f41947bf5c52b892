"""Owns raw texts of the kinds people paste, written for these tests, and what must be read from each."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class RawText:
    """A text as pasted, and its title, date, byline, headings and how many paragraphs it has (headings included)."""

    raw: str
    title: str
    blocks: int
    published_on: date | None = None
    byline: str = ""
    url: str = ""
    publisher: str = ""
    front_matter: str = ""
    headings: list[str] = field(default_factory=list)


RAW_TEXTS = {
    "marker before the first sentence": RawText(
        " date 2023-11-02 After weeks of heavy rain across the northern valleys, the river Orla burst its banks near "
        "Melkow late on Wednesday, flooding about 340 homes and cutting the only rail line to the coast.\n\n"
        "Night Without Power\n\n"
        "Some 2,000 households were without electricity until dawn, the grid operator said.\n\n"
        "Aid and Criticism\n\n"
        "The government promised help within a week. Opposition members called that “too little, too late”.",
        title="The river Orla burst its banks near Melkow late on Wednesday",
        blocks=5,
        published_on=date(2023, 11, 2),
        front_matter=" date 2023-11-02 ",
        headings=["Night Without Power", "Aid and Criticism"],
    ),
    "marker with a colon on a line of its own": RawText(
        "Date: 2024-01-05\n\nThe central bank left its key rate at 4.25 per cent. Markets had expected a cut.",
        title="The central bank left its key rate at 4.25 per cent",
        blocks=1,
        published_on=date(2024, 1, 5),
        front_matter="Date: 2024-01-05\n\n",
    ),
    "header lines": RawText(
        "Title: Harbour bridge to close for two years\nBy: Nadia Brandt\nDate: 21 March 2024\n"
        "URL: https://harbour.example/bridge\nSource: Harbour Courier\n\n"
        "The harbour bridge will close on 2 April.\n\nIts steel is 71 years old.",
        title="Harbour bridge to close for two years",
        blocks=2,
        published_on=date(2024, 3, 21),
        byline="Nadia Brandt",
        url="https://harbour.example/bridge",
        publisher="Harbour Courier",
        front_matter="Title: Harbour bridge to close for two years\nBy: Nadia Brandt\nDate: 21 March 2024\n"
        "URL: https://harbour.example/bridge\nSource: Harbour Courier\n\n",
    ),
    "newspaper paste with title, byline and date": RawText(
        "Council votes to keep the night bus\n\nBy Tom Okafor and Lea Winter\n\n"
        "Published March 21, 2024, 9:40 a.m. GMT\n\n"
        "The city council voted 31 to 12 on Tuesday to keep the night bus running until 2027.\n\n"
        "What happens next\n\n"
        "A new tender is due in May. The operator lost 1.2 million last year.",
        title="Council votes to keep the night bus",
        blocks=6,
        published_on=date(2024, 3, 21),
        byline="Tom Okafor and Lea Winter",
        headings=["Council votes to keep the night bus", "What happens next"],
    ),
    "wire copy wrapped at a fixed width": RawText(
        "BC-Orla-Flood, 1st Ld\n"
        "River floods 340 homes in the north\n"
        "\n"
        "MELKOW, Nov. 2 (TNA) -- The river Orla burst its banks near Melkow late\n"
        "on Wednesday, flooding about 340 homes and cutting the only rail line\n"
        "to the coast, the regional government said.\n"
        "   Rescue workers used boats to bring 27 people to safety, among them\n"
        "a woman of 93 and her two dogs, a spokesman told reporters in Melkow.\n"
        "\n"
        "Damage was put at 14 million by the insurers' association, which said\n"
        "the figure would rise as the water fell and more cellars were opened.\n",
        title="River floods 340 homes in the north",
        blocks=5,
        headings=["River floods 340 homes in the north"],
    ),
    "dateline with its year, one line a paragraph": RawText(
        "GENEVA, March 21, 2024 (TNA) — Delegates from 54 countries agreed on Thursday to share data on bird flu.\n"
        "The accord takes effect in June.\n"
        "“It is a beginning,” said Maria Lopes, who led the talks.\n",
        title="Delegates from 54 countries agreed on Thursday to share data on bird flu",
        blocks=3,
        published_on=date(2024, 3, 21),
    ),
    "dateline without a year": RawText(
        "LAGOS, March 21 (TNA) - Petrol prices rose by a third overnight, traders said.\n\nQueues formed by dawn.",
        title="Petrol prices rose by a third overnight, traders said",
        blocks=2,
    ),
    "blog post with an ambiguous date": RawText(
        "Why our tap water tastes of chlorine\n03/04/2024\n\n"
        "Ever since the pipes were flushed in February, people have asked me the same question.\n\n"
        "The short answer\n"
        "The plant doubled the dose for nine days.\n\n"
        "- it killed the algae\n- it cost 40,000\n- nobody told us\n\n"
        "The long answer\n"
        "The operator measured 0.5 milligrams a litre at the outlet and 0.1 at the tap.\n",
        title="Why our tap water tastes of chlorine",
        blocks=10,
        headings=["Why our tap water tastes of chlorine", "The short answer", "The long answer"],
    ),
    "mail with quoted lines": RawText(
        "From: Jonas Weber <jonas@desk.example>\nTo: desk@desk.example\nSubject: Fwd: figures for the hospital story\n"
        "Date: Thu, 21 Mar 2024 10:15:00 +0100\n\n"
        "Hi all,\n\nthe ministry now says 412 beds were closed in 2023, not 214.\n\n"
        "On Wed, Anna wrote:\n> The ministry said that 214 beds were closed.\n> We should ask again.\n\nJonas\n",
        title="Fwd: figures for the hospital story",
        blocks=6,
        published_on=date(2024, 3, 21),
        byline="Jonas Weber <jonas@desk.example>",
        front_matter="From: Jonas Weber <jonas@desk.example>\nTo: desk@desk.example\n"
        "Subject: Fwd: figures for the hospital story\nDate: Thu, 21 Mar 2024 10:15:00 +0100\n\n",
    ),
    "copied web page with menu, captions and links": RawText(
        "World\nFootball giants to share stadium until 2031\n\n"
        "Photo: The old stadium before its roof was taken down. (TNA/K. Lund)\n\n"
        "The two clubs signed a contract worth 88 million on Monday, ending a dispute of four years.\n\n"
        "Read more: How the roof came down\n\n"
        "A long dispute\n\n"
        "The older club had sued twice and lost both times.\n\n"
        "Fans at the gate on Monday. © TNA\n\n"
        "Advertisement\n\n"
        "Both teams will play at home on alternate weekends.",
        title="Football giants to share stadium until 2031",
        blocks=10,
        headings=["World", "Football giants to share stadium until 2031", "A long dispute"],
    ),
    "German": RawText(
        "Brücke über die Elbe bleibt bis Herbst gesperrt\n\nVon Katrin Vogel\n\nStand: 21. März 2024, 14:30 Uhr\n\n"
        "Die Brücke bleibt nach Angaben des Ministeriums bis zum 30. September gesperrt. „Sicherheit geht vor“, "
        "sagte der Minister.\n\nKritik aus dem Landtag\n\nDie Opposition sprach von einem „Versagen“.",
        title="Brücke über die Elbe bleibt bis Herbst gesperrt",
        blocks=6,
        published_on=date(2024, 3, 21),
        byline="Katrin Vogel",
        headings=["Brücke über die Elbe bleibt bis Herbst gesperrt", "Kritik aus dem Landtag"],
    ),
    "German agency text": RawText(
        "Hamburg (tna) - Rund 4000 Beschäftigte des Hafens haben am Dienstag die Arbeit niedergelegt. "
        "Sie fordern acht Prozent mehr Lohn.",
        title="Rund 4000 Beschäftigte des Hafens haben am Dienstag die Arbeit niedergelegt",
        blocks=1,
    ),
    "Ukrainian": RawText(
        "У Житомирі відкрили новий міст через Тетерів\n\n21 березня 2024 року, 12:05\n\n"
        "Міст завдовжки 180 метрів збудували за 14 місяців, повідомила міська рада.\n\n"
        "Скільки це коштувало\n\n"
        "Роботи обійшлися у 96 млн грн. «Ми вклалися в бюджет», — сказав голова ради.",
        title="У Житомирі відкрили новий міст через Тетерів",
        blocks=5,
        published_on=date(2024, 3, 21),
        headings=["У Житомирі відкрили новий міст через Тетерів", "Скільки це коштувало"],
    ),
    "Arabic": RawText(
        "افتتاح محطة جديدة لتحلية المياه في الميناء\n\n٢١ مارس ٢٠٢٤\n\n"
        "قالت وزارة المياه إن المحطة ستنتج 50 ألف متر مكعب يوميا.\n\n"
        "تكلفة المشروع\n\n"
        "بلغت تكلفة المشروع 120 مليون دولار، فمن يدفع الثمن؟",
        title="افتتاح محطة جديدة لتحلية المياه في الميناء",
        blocks=5,
        published_on=date(2024, 3, 21),
        headings=["افتتاح محطة جديدة لتحلية المياه في الميناء", "تكلفة المشروع"],
    ),
    "Japanese": RawText(
        "県内最大の図書館が四月に開館\n\n2024年3月21日\n\n"
        "県は二十一日、新しい図書館を四月三日に開くと発表した。蔵書は百二十万冊となる。\n\n"
        "利用時間\n\n"
        "平日は午前九時から午後八時まで開く。「誰でも使える場所にしたい」と館長は話した。",
        title="県内最大の図書館が四月に開館",
        blocks=5,
        published_on=date(2024, 3, 21),
        headings=["県内最大の図書館が四月に開館", "利用時間"],
    ),
    "Hindi, no title": RawText(
        "राज्य सरकार ने गुरुवार को 42 नए विद्यालय खोलने की घोषणा की। इन पर 300 करोड़ रुपये खर्च होंगे।",
        title="राज्य सरकार ने गुरुवार को 42 नए विद्यालय खोलने की घोषणा की",
        blocks=1,
    ),
    "windows newlines and a question for a title": RawText(
        "Did the city really plant 10,000 trees?\r\n\r\nThe mayor says so. The count says 6,412.\r\n",
        title="Did the city really plant 10,000 trees?",
        blocks=2,
        headings=["Did the city really plant 10,000 trees?"],
    ),
    "yaml front matter": RawText(
        '---\ntitle: "Ferry fares frozen"\ndate: 2024-03-21\nauthor: Ida Moe\nlang: en\ntags: [ferry]\n---\n\n'
        "Fares stay at 4.10 until June.\n",
        title="Ferry fares frozen",
        blocks=1,
        published_on=date(2024, 3, 21),
        byline="Ida Moe",
        front_matter='---\ntitle: "Ferry fares frozen"\ndate: 2024-03-21\nauthor: Ida Moe\nlang: en\n'
        "tags: [ferry]\n---\n\n",
    ),
    "one long sentence without a clause to cut at": RawText(
        "The regional administration of the eastern lake district has asked the national auditor to look into the "
        "contracts for the lake road.",
        title="The regional administration of the eastern lake district has asked the national auditor…",
        blocks=1,
    ),
    "a list of short lines is no row of headings": RawText(
        "The following towns reported outages on Friday night.\n\nMelkow\nOrlasand\nTiefenau\nHolm\n\n"
        "Power was back by noon.",
        title="The following towns reported outages on Friday night",
        blocks=6,
    ),
    "invisible marks before the marker and in the title": RawText(
        "\ufeff\u200bdate 2024-03-21\nFerry fares\u202e frozen until June\n\nFares stay at 4.10. The board said so.",
        title="Ferry fares frozen until June",
        blocks=2,
        published_on=date(2024, 3, 21),
        front_matter="\ufeff\u200bdate 2024-03-21\n",
        headings=["Ferry fares\u202e frozen until June"],
    ),
    "Markdown pasted as it is": RawText(
        "## Ferry fares frozen until June\n\nFares stay at 4.10. The board said so.",
        title="Ferry fares frozen until June",
        blocks=2,
        headings=["## Ferry fares frozen until June"],
    ),
    "single word": RawText("Corrections", title="Corrections", blocks=1),
}
