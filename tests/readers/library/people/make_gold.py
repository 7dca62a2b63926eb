"""Writes `gold.jsonl`: short invented articles in which it is known who is meant by each name.

The world is written by hand, in two halves that share no name: spellings as papers use them, namesakes, people known
by one name, organisations of a person's name, acronyms that two bodies share. Chance only deals the parts out: which
storyline, who of its people, which sentences, which of somebody's spellings, and whether the office is told. Nothing of
how the library joins names is used here. Run `python make_gold.py` to write the file anew; it comes out the same.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
EACH = 150
"""Articles of each half."""


class Who(NamedTuple):
    """Somebody: all ways in which papers write the name in full, and what they are told to be."""

    id: str
    full: tuple[str, ...]
    short: tuple[str, ...]
    offices: tuple[str, ...] = ()
    kind: str = "PERSON"


class Story(NamedTuple):
    """A storyline: what it is about, which outlets follow it, and who is in it."""

    field: str
    feeds: tuple[str, ...]
    people: tuple[str, ...]
    bodies: tuple[str, ...]
    places: tuple[str, ...]


def _people(prefix: str, lines: str) -> list[Who]:
    """``spelling / spelling = short / short : office; office``, a line for each."""
    found = []
    for number, line in enumerate(filter(None, map(str.strip, lines.splitlines()))):
        names, _, offices = line.partition(":")
        full, _, short = names.partition("=")
        found.append(Who(f"{prefix}{number}", _cut(full, "/"), _cut(short, "/"), _cut(offices, ";"), _KIND[prefix[-1]]))
    return found


def _cut(text: str, at: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(at) if part.strip())


_KIND = {"p": "PERSON", "o": "ORG", "g": "GPE"}

PEOPLE = {
    "a": """
    Mykola Zavadsky / Mykola Zavadskyy / Mykola Zavadskiy = Zavadsky / Zavadskyy : president
    Yevgeny Toropov / Evgeny Toropov / Yevgeniy Toropov = Toropov : foreign minister; minister
    Donald J. Harwick / Donald Harwick / Don Harwick = Harwick : governor; candidate
    Melissa Harwick = Harwick : lawyer
    Anna Weller = Weller : finance minister; minister
    Anna Weller = Weller : striker; captain
    Tomas Berg = Berg : surgeon; doctor
    Tomas Berg = Berg : police commissioner; commissioner
    Otto Berg = Berg : goalkeeper
    Muhammad al-Qasimi / Mohammed al-Qasimi / Mohamed Al Qasimi = al-Qasimi / Qasimi : energy minister
    Khalid Hussein Rashad / Khaled Hussein Rashad = Rashad : opposition leader
    Jürgen Mühlbauer / Jurgen Muhlbauer / Juergen Muehlbauer = Mühlbauer / Muehlbauer : central banker; governor
    Soraya Ündal / Soraya Undal = Ündal / Undal : mayor
    William Pascoe / Bill Pascoe = Pascoe : senator
    Katherine Ashdown / Kate Ashdown = Ashdown : health secretary; secretary
    María López Ferrán / Maria Lopez Ferran / Maria Lopez = Lopez : prosecutor
    Robert K. Tully / Robert Tully / Bob Tully = Tully : chief executive
    Ilse van der Horst = Van der Horst : judge
    Marcelinho = Marcelinho : midfielder
    Zhao Wenli = Zhao : premier
    Zhao Ruifang = Zhao : economist
    Elisabeth Oduya / Elizabeth Oduya = Oduya : novelist
    Graham Pell = Pell : police commissioner
    Graham Pell = Pell : pianist
    Ada Marsh = Marsh : union leader
    Peter Marsh = Marsh : coach
    Lucy Marsh = Marsh : actress
    Sean O’Farrell / Sean O'Farrell = O’Farrell / O'Farrell : trade minister
    Ruth Calloway = Calloway : chief scientist
    Hiroshi Tanabe = Tanabe : virologist
    Nadia Kessler-Brandt / Nadia Kessler = Kessler : ambassador
    Ivan Petrenko = Petrenko : general
    Oksana Petrenko = Petrenko : singer
    Dev Malhotra = Malhotra : film director
    Samuel Adeyemi / Sam Adeyemi = Adeyemi : sprinter
    Pauline Gray = Gray : councillor
    Pauline Gray = Gray : astronaut
    Jack Stone = Stone : farmer
    Miriam Stone = Stone : historian
    Luis Cordero = Cordero : winger
    Hal Winterbourne = Winterbourne : banker
    Greta Holm = Holm : climate activist
    Erik Holm = Holm : defence minister
    Aleksandr Voronin / Alexander Voronin = Voronin : tycoon
    Fatima Benali = Benali : refugee lawyer
    Joan Tennant = Tennant : archbishop
    Colm Tierney = Tierney : trainer
    Vera Lindqvist = Lindqvist : oceanographer
    Olof Lindqvist = Lindqvist : shipowner
    Simon Drake = Drake : detective; inspector
    Noor Haddad = Haddad : journalist
    Raymond Coyle / Ray Coyle = Coyle : boxer
    Mei Castellano = Castellano : architect
    Ludmila Chernova / Lyudmila Chernova = Chernova : finance minister
    Stephen Ashdown = Ashdown : cricketer
    Rashid Karimov / Rashid Karimoff = Karimov : ambassador
    Wanda Coyle = Coyle : councillor
    Gerald Pike = Pike : teacher
    Gerald Pike = Pike : drummer
    """,
    "b": """
    Volodymyr Hrabovsky / Volodymyr Hrabovskyi / Volodymyr Hrabovskyy = Hrabovsky / Hrabovskyi : president
    Sergei Molchanov / Sergey Molchanov / Serhiy Molchanov = Molchanov : deputy premier
    Theodore L. Brandreth / Theodore Brandreth / Ted Brandreth = Brandreth : president; nominee
    Clara Brandreth = Brandreth : designer
    Daniel Ross = Ross : housing minister; minister
    Daniel Ross = Ross : drummer
    Eva Lang = Lang : midwife
    Eva Lang = Lang : chess champion; champion
    Victor Lang = Lang : hotelier
    Abdulrahman el-Masri / Abdul Rahman al-Masri / Abdulrahman al-Masri = el-Masri / al-Masri : interior minister
    Husayn Jabbari / Hussein Jabbari = Jabbari : rebel commander
    Björn Åkesson / Bjorn Akesson = Åkesson / Akesson : prime minister
    Çelik Özdem / Celik Ozdem = Özdem / Ozdem : defence minister
    James Fenwick / Jim Fenwick = Fenwick : congressman
    Margaret Osgood / Maggie Osgood = Osgood : education secretary; secretary
    José Ruiz Camino / Jose Ruiz Camino / Jose Ruiz = Ruiz : investigator
    Martin T. Vance / Martin Vance = Vance : chairman
    Pieter de Wit = De Wit : referee
    Ronalda = Ronalda : singer
    Chen Guolin = Chen : vice premier
    Chen Yaping = Chen : tennis player
    Philippa Mbeki-Jones / Philippa Mbeki = Mbeki : poet
    Arthur Boyd = Boyd : bishop
    Arthur Boyd = Boyd : quarterback
    Nell Archer = Archer : nurse
    David Archer = Archer : manager
    Jane Archer = Archer : novelist
    Maeve O’Dowd / Maeve O'Dowd = O’Dowd / O'Dowd : environment minister
    Leonard Quist = Quist : astronomer
    Yuki Morimoto = Morimoto : epidemiologist
    Sofia Hartmann-Reyes / Sofia Hartmann = Hartmann : envoy
    Dmytro Koval = Koval : colonel
    Iryna Koval = Koval : violinist
    Arjun Sethi = Sethi : film producer
    Benjamin Okoro / Ben Okoro = Okoro : hurdler
    Helen Frost = Frost : mayor
    Helen Frost = Frost : geologist
    Tom Barrow = Barrow : fisherman
    Ines Barrow = Barrow : curator
    Diego Salcedo = Salcedo : forward
    Miles Kensett = Kensett : investor
    Liv Strand = Strand : climate campaigner
    Jon Strand = Strand : transport minister
    Aleksei Rudin / Alexey Rudin / Alexei Rudin = Rudin : magnate
    Amal Boutros = Boutros : human rights lawyer
    Edmund Lacey = Lacey : rabbi
    Niamh Keane = Keane : jockey
    Karin Nyström / Karin Nystrom = Nyström / Nystrom : meteorologist
    Lars Nyström / Lars Nystrom = Nyström / Nystrom : shipbuilder
    Olive Trent = Trent : superintendent
    Omar Zaki = Zaki : correspondent
    Terence Moody / Terry Moody = Moody : snooker player
    Lina Bertolucci = Bertolucci : sculptor
    Yulia Sokolova / Iuliia Sokolova = Sokolova : justice minister
    Stephen Osgood = Osgood : rower
    Tariq Nazarov / Tareq Nazarov = Nazarov : envoy
    Edith Moody = Moody : alderman
    Alan Crewe = Crewe : headmaster
    Alan Crewe = Crewe : guitarist
    """,
}
BODIES = {
    "a": """
    Weller Group / Weller Group plc = Weller
    Harwick Organisation / Harwick Organization = Harwick
    Marsh & Sons / Marsh and Sons = Marsh
    Assembly of Nations / Assembly of Nations (A.N.O.) = ANO / A.N.O.
    Automobile Drivers’ Association = ADA
    Atlantic Defence Alliance = ADA
    Federal Office of Inquiry = FOI
    Harbour Workers’ Union = HWU
    Eastmarch Post = Post
    Northern Rail = Northern Rail
    Bank of Eastmarch = Bank of Eastmarch
    Liberal Front = LF / Liberals
    Coastal Conservancy = Conservancy
    Eastmarch United = United
    Port Ellery Rovers = Rovers
    National Health Trust = NHT
    Institute of Marine Science = IMS
    Drake Energy = Drake
    Ministry of Finance / Finance Ministry = Finance Ministry
    Solara Pictures = Solara
    Tanabe Laboratories = Tanabe
    Civic Union = CU
    Kestrel Airlines / Kestrel = Kestrel
    Orthodox Synod = Synod
    Court of Appeal = Appeal Court
    Eastmarch Water = Eastmarch Water
    Society for Wild Birds (SWB) / Society for Wild Birds = SWB
    Holm Shipping = Holm
    Farmers’ League = FL
    """,
    "b": """
    Lang Hotels = Lang
    Brandreth Foundation = Brandreth
    Archer & Co / Archer and Co = Archer
    League of Southern States / League of Southern States (L.S.S.) = LSS / L.S.S.
    Society of Painters and Artists = SPA
    Southern Ports Authority = SPA
    Bureau of State Inquiry = BSI
    Transport Staff Federation = TSF
    Southmoor Courier = Courier
    Valley Trams = Valley Trams
    Reserve Bank of Southmoor = Reserve Bank
    Reform Alliance = RA / Reformers
    River Trust = River Trust
    Southmoor City = City
    Lakeside Athletic = Athletic
    Public Hospitals Board = PHB
    Academy of Earth Sciences = AES
    Frost Mining = Frost
    Ministry of Transport / Transport Ministry = Transport Ministry
    Meridian Films = Meridian
    Morimoto Institute = Morimoto
    Rural Party = RP
    Albatross Airways / Albatross = Albatross
    Council of Bishops = Bishops
    High Court of Southmoor / High Court = High Court
    Southmoor Gas = Southmoor Gas
    Trust for Old Trees (TOT) / Trust for Old Trees = TOT
    Strand Hotels = Strand
    Growers’ League = GL
    """,
}
PLACES = {
    "a": """
    Eastmarch = Eastmarch
    Port Ellery = Port Ellery
    Republic of Zavada / Zavada = Zavada
    Northern Isles = Isles
    Calder Valley = Calder Valley
    Mirabad = Mirabad
    Toravia / Republic of Toravia = Toravia
    St. Brannock / St Brannock = St Brannock
    Wexholm = Wexholm
    Marsh End = Marsh End
    Côte Vallon / Cote Vallon = Côte Vallon
    Lower Pell = Lower Pell
    """,
    "b": """
    Southmoor = Southmoor
    Lakeside = Lakeside
    Hrabia / Republic of Hrabia = Hrabia
    Western Reach = Reach
    Tamber Valley = Tamber Valley
    Qasrabad = Qasrabad
    Molvia / Republic of Molvia = Molvia
    St. Aldwin / St Aldwin = St Aldwin
    Fenholm = Fenholm
    Archer Bay = Archer Bay
    São Telmo / Sao Telmo = São Telmo
    Upper Trent = Upper Trent
    """,
}
STORIES = (
    Story("politics", ("world", "courier", "wire"), ("0", "1", "2", "19", "31"), ("3", "5"), ("2", "6")),
    Story("politics", ("courier", "wire", "post"), ("2", "3", "13", "16"), ("1", "11", "6"), ("0", "3")),
    Story("politics", ("courier", "post"), ("4", "14", "27", "42"), ("18", "11", "21"), ("0", "1")),
    Story("sport", ("arena", "post"), ("5", "8", "18", "39", "25"), ("13", "14"), ("0", "8")),
    Story("science", ("courier", "lab"), ("6", "28", "29", "14"), ("15", "20"), ("0", "3")),
    Story("crime", ("post", "courier"), ("7", "49", "15", "17"), ("6", "24"), ("1", "4")),
    Story("politics", ("world", "wire"), ("9", "10", "30", "44"), ("3", "5"), ("5", "6")),
    Story("business", ("wire", "ledger"), ("11", "16", "40", "43", "20"), ("10", "0", "18"), ("0", "2")),
    Story("arts", ("revue", "post"), ("21", "23", "26", "33", "32"), ("19", "23"), ("0", "10")),
    Story("crime", ("post", "courier"), ("22", "50", "49"), ("6", "8"), ("11", "1")),
    Story("labour", ("courier", "ledger"), ("24", "48", "37"), ("7", "2", "9"), ("1", "9")),
    Story("science", ("lab", "world"), ("36", "47", "41"), ("16", "12"), ("3", "7")),
    Story("council", ("courier", "post"), ("35", "12", "52"), ("4", "9"), ("8", "11")),
    Story("sport", ("arena", "wire"), ("34", "51", "46"), ("13", "22"), ("8", "3")),
    Story("belief", ("revue", "courier"), ("45", "38"), ("23", "12"), ("7", "4")),
    Story("business", ("ledger", "wire"), ("16", "11", "48"), ("17", "22", "0", "1", "27"), ("0", "1")),
    Story("politics", ("world", "ledger"), ("53", "55", "4"), ("18", "25"), ("5", "2")),
    Story("council", ("courier", "lab"), ("56", "57", "37"), ("26", "28"), ("9", "4")),
    Story("arts", ("revue", "arena"), ("58", "21", "33"), ("19",), ("10", "0")),
    Story("sport", ("arena", "post"), ("54", "46", "34"), ("14",), ("7", "8")),
)
"""By number of the halves' lists; those of one name are never in one storyline."""

TOLD = {
    "politics": (
        "{lead} will meet {other} in {place} on Thursday for two days of talks.",
        "A spokesman for {lead} declined to say whether the treaty with {body} would be signed.",
        "“We do not want another winter like the last one,” {lead} said.",
        "{body} called the plan unworkable.",
        "Critics accuse {lead} of having listened to {other} for too long.",
        "In {place}, {other} told reporters that nothing had been agreed.",
        "The vote was put off after {lead} left the chamber.",
        "{other} and {lead} have not spoken since the spring.",
    ),
    "sport": (
        "{lead} scored twice as {body} beat their rivals in {place}.",
        "{other} limped off after an hour.",
        "“I only had to put my foot to it,” {lead} said.",
        "It was the third defeat in a row for {body}.",
        "{lead} has not missed a match since August, and {other} knows it.",
        "The crowd in {place} sang the name of {lead} to the end.",
        "{other} was left on the bench.",
    ),
    "science": (
        "{lead} has spent eleven years on the question.",
        "A paper by {lead} and {other} appears this week.",
        "{body} paid for most of the work in {place}.",
        "“The numbers surprised all of us,” {lead} said.",
        "{other} was not part of the study, and praised it.",
        "What {lead} found may change how {body} plans its surveys.",
    ),
    "crime": (
        "{lead} appealed for witnesses in {place}.",
        "{other} was questioned for six hours on Monday.",
        "{body} took the files away in two vans.",
        "“There is no danger to the public,” {lead} said.",
        "The family thanked {lead} and {other} for their patience.",
        "According to {lead}, the trail ends at {place}.",
    ),
    "business": (
        "{lead} sold his shares in {body} before the summer.",
        "Profits at {body} fell by a third.",
        "“We borrowed when money was cheap,” {lead} said.",
        "{other} has doubts about the merger, and told {lead} so.",
        "Analysts in {place} had expected worse.",
        "{body} would not comment on what {other} earns.",
    ),
    "arts": (
        "{lead} opens the season in {place}.",
        "{other} and {lead} have worked together since school.",
        "“Nobody claps in the right place,” {lead} said.",
        "{body} bought the rights last year.",
        "The new piece by {lead} is shorter, and better for it.",
        "Tickets for {other} sold out within the hour.",
    ),
    "labour": (
        "{lead} called the offer of {body} an insult.",
        "The gates at {place} stayed shut for a fourth day.",
        "“Nobody goes back for that,” {lead} said.",
        "{other} fears for the harvest if the boats do not sail.",
        "{body} and {lead} meet again on Friday.",
    ),
    "council": (
        "{lead} wants the old tram line in {place} back.",
        "The plans were drawn by {other}.",
        "“It will cost what it costs,” {lead} said.",
        "{body} has called it a waste.",
        "Neighbours handed {lead} a petition that {other} had written.",
    ),
    "belief": (
        "{lead} preached in {place} on Sunday.",
        "{other} has written a book about the old quarrel.",
        "“A church is not a museum,” {lead} said.",
        "{body} will decide in the autumn.",
    ),
}
TITLES = (
    "{lead} speaks out in {place}",
    "{lead} and {other} at odds",
    "What {lead} wants",
    "{body} hears from {lead}",
    "A long week for {lead}",
    "{place} waits for {lead}",
    "{other} answers {lead}",
)


class Writer:
    """Writes one article after another of a half of the world."""

    def __init__(self, half: str, seed: int) -> None:
        self.half = half
        self.chance = random.Random(seed)  # noqa: S311  (not for secrets)
        self.people = _people(f"{half}p", PEOPLE[half])
        self.bodies = _people(f"{half}o", BODIES[half])
        self.places = _people(f"{half}g", PLACES[half])

    def article(self, number: int) -> dict[str, object]:
        """One article, as a line of the file."""
        chance = self.chance
        story = STORIES[number % len(STORIES)]
        cast = [self.people[int(one)] for one in chance.sample(story.people, min(2, len(story.people)))]
        parts = {
            "lead": cast[0],
            "other": cast[1],
            "body": self.bodies[int(chance.choice(story.bodies))],
            "place": self.places[int(chance.choice(story.places))],
        }
        terse = chance.random() < 0.2  # as in the middle of a long affair: everybody knows who is meant
        tells = chance.random() < 0.65
        spelled = {slot: chance.choice(who.full) for slot, who in parts.items()}
        brief = {slot: chance.choice(who.short) for slot, who in parts.items()}  # an outlet keeps to one spelling
        title = self._filled(chance.choice(TITLES), parts, brief)
        told = chance.sample(TOLD[story.field], 4)
        seen: set[str] = set()
        written = []
        for sentence in told:
            forms = {}
            for slot, who in parts.items():
                if terse or slot in seen:
                    forms[slot] = brief[slot] if who.kind != "GPE" else spelled[slot]
                else:
                    forms[slot] = spelled[slot]
            first = {slot for slot in parts if f"{{{slot}}}" in sentence} - seen
            written.append(self._filled(sentence, parts, forms, first if tells and not terse else set()))
            seen |= first
        return {
            "id": f"{self.half}{number}",
            "half": {"a": "tune", "b": "kept"}[self.half],
            "feed": chance.choice(story.feeds),
            "day": number * 40 // EACH,
            "title": title,
            "text": "\n\n".join((" ".join(written[:2]), " ".join(written[2:]))),
        }

    def _filled(self, sentence: str, parts: dict[str, Who], forms: dict[str, str], told: set[str] = frozenset()) -> str:
        for slot, who in parts.items():
            if f"{{{slot}}}" not in sentence:
                continue
            marked = _marked(forms[slot], who)
            if slot in told and who.offices:
                marked = self._with_office(marked, self.chance.choice(who.offices))
            sentence = sentence.replace(f"{{{slot}}}", marked, 1)
        return sentence[0].upper() + sentence[1:]

    def _with_office(self, name: str, office: str) -> str:
        style = self.chance.randrange(4)
        if style == 0:
            return f"{office.title()} {name}"
        if style == 1:
            return f"{name}, the {office},"
        if style == 2:
            return f"the {office} {name}"
        return f"{name}, who has been {office} for years,"


def _marked(name: str, who: Who) -> str:
    """A name with who it is, ``⟦Anna Weller|ap4⟧``; where two of its forms stand together, each is marked."""
    if name.endswith(")"):
        full, _, short = name[:-1].partition(" (")
        return f"⟦{full}|{who.id}⟧ (⟦{short}|{who.id}⟧)"
    return f"⟦{name}|{who.id}⟧"


def main() -> None:
    """Write the file."""
    lines = []
    for half, seed in (("a", 11), ("b", 23)):
        writer = Writer(half, seed)
        lines += [json.dumps(writer.article(number), ensure_ascii=False) for number in range(EACH)]
    (HERE / "gold.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
