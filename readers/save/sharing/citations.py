"""Citations of an article, or of a quote in it: CSL-JSON, RIS and BibTeX, as Zotero and others take them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from datetime import datetime
from typing import Any, NamedTuple

import msgspec
from anyascii import anyascii

from readers.model import Article, Quote
from readers.save import layout
from readers.save.origins import Origins
from readers.save.record.writing import provenance

_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX_KEY = re.compile(r"\A(@online\{)([^,]*)")
_TEX |= {character: f"\\{character}" for character in "&%$#_{}"}


class Cited(NamedTuple):
    """What is cited.

    Attributes:
        key: letters and digits that name it.
        title: the headline.
        outlet: who published it.
        authors: family and given name; the given one empty where there is one name alone.
        published: when, or ``None``.
        accessed: when its page was fetched, or ``None``.
        url: its address, or empty.
        language: a BCP 47 tag, or empty.
        quoted: the words of a quote, with who said them; empty for the whole article.
        whence: when and by what the citation was written and what it cites was found, on one line; empty if it was
            not saved.
    """

    key: str
    title: str
    outlet: str
    authors: tuple[tuple[str, str], ...]
    published: datetime | None
    accessed: datetime | None
    url: str
    language: str
    quoted: str = ""
    whence: str = ""


def cited(article: Article, quote: Quote | None = None) -> Cited:
    """What a citation says of an article or, with a quote, of that."""
    article = layout.printable_article(article)
    document, published = article.document, layout.published(article)
    authors = tuple(_parted(name) for name in document.authors)
    title = layout.headline(article)
    words = [authors[0][0] if authors else layout.outlet(article), f"{published.year}" if published else ""]
    words += [word for word in title.split() if len(word) > 3][:1]
    key = re.sub(r"[^a-z0-9]", "", anyascii("".join(words)).lower()) or document.digest[:8]
    return Cited(
        key,
        title,
        layout.outlet(article),
        authors,
        published,
        document.fetched,
        layout.address(article),
        document.language,
        _quoted(article, quote) if quote else "",
        layout.printable(_whence(article, quote)),
    )


def _quoted(article: Article, quote: Quote) -> str:
    said = layout.said(quote, article.document.text)
    said = f"“{said}”" if quote.in_marks else said
    speaker = layout.speaker(article, quote)
    return f"{said} — {speaker}" if speaker else said


def _whence(article: Article, quote: Quote | None) -> str:
    whence = provenance(article)
    if not whence.saved:
        return ""
    told = [f"Written by {whence.program} on {whence.saved:%Y-%m-%d}"]
    if whence.annotator:
        told.append(
            f"annotated by {whence.annotator}" + (f" on {whence.annotated:%Y-%m-%d}" if whence.annotated else "")
        )
    if quote:
        by_whom = {
            "found": "found by the annotator",
            "corrected": "corrected by the reader",
            "added": "added by the reader",
        }
        origin = Origins(article).of_quote(quote)
        weighed = origin == "found" and quote.speaker is not None and quote.confidence
        sure = f", its speaker {quote.confidence:.2f} sure" if weighed else ""
        told.append(f"the quote {by_whom[origin]}{sure}")
    return "; ".join(told)


def _parted(name: str) -> tuple[str, str]:
    """A byline as family name and given names: the last word of two to four, if all begin with capitals."""
    words = name.split()
    if 2 <= len(words) <= 4 and all(word[0].isupper() for word in words):
        return words[-1], " ".join(words[:-1])
    return " ".join(words), ""


class Keys:
    """Keys of a bibliography, none twice: a number tells those apart that would be the same."""

    def __init__(self) -> None:
        self._used: Counter[str] = Counter()

    def new(self, key: str) -> str:
        """The key, or with what tells it from the others."""
        self._used[key] += 1
        number = self._used[key]
        return key if number == 1 else f"{key}-{number}"

    def rename(self, bibtex: str) -> str:
        """An entry of BibTeX under a key that no other has."""
        return _BIBTEX_KEY.sub(lambda found: found[1] + self.new(found[2]), bibtex)


def to_csl(article: Article, quote: Quote | None = None) -> str:
    """A citation as CSL-JSON: an array of one item of the type ``article-newspaper``."""
    what = cited(article, quote)
    item: dict[str, Any] = {"id": what.key, "type": "article-newspaper", "title": what.title}
    item |= {"container-title": what.outlet} if what.outlet else {}
    item |= {"author": [_csl_name(*author) for author in what.authors]} if what.authors else {}
    item |= {"issued": _csl_date(what.published)} if what.published else {}
    item |= {"accessed": _csl_date(what.accessed)} if what.accessed else {}
    item |= {"URL": what.url} if what.url else {}
    item |= {"language": what.language} if what.language else {}
    item |= {"note": what.quoted} if what.quoted else {}
    item |= {"annote": what.whence} if what.whence else {}
    return msgspec.json.format(msgspec.json.encode([item]), indent=2).decode() + "\n"


def _csl_name(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given} if given else {"literal": family}


def _csl_date(moment: datetime) -> dict[str, Any]:
    return {"date-parts": [[moment.year, moment.month, moment.day]]}


def to_ris(article: Article, quote: Quote | None = None) -> str:
    """A citation as RIS, of the type ``NEWS``; lines end as RIS has them, with CR and LF."""
    what = cited(article, quote)
    fields = [("TY", "NEWS"), ("TI", what.title)]
    fields += [("AU", f"{family}, {given}" if given else family) for family, given in what.authors]
    fields += [("T2", what.outlet), ("UR", what.url), ("LA", what.language), ("N1", what.quoted), ("N1", what.whence)]
    if what.published:
        fields += [("PY", f"{what.published.year:04}"), ("DA", f"{what.published:%Y/%m/%d}")]
    fields += [("Y2", f"{what.accessed:%Y/%m/%d}")] if what.accessed else []
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value.strip()]
    return "\r\n".join((*lines, "ER  - ", ""))


def to_bibtex(article: Article, quote: Quote | None = None) -> str:
    """A citation as BibTeX: an ``@online`` entry of biblatex, which has the moment of reading, in UTF-8."""
    what = cited(article, quote)
    authors = " and ".join(
        f"{_tex(family)}, {_tex(given)}" if given else f"{{{_tex(family)}}}" for family, given in what.authors
    )
    fields = {
        "title": f"{{{_tex(what.title)}}}",
        "author": authors,
        "organization": _tex(what.outlet),
        "date": f"{what.published:%Y-%m-%d}" if what.published else "",
        "url": re.sub(r"[{}\\\s]", lambda hit: f"%{ord(hit[0]):02X}", what.url),
        "urldate": f"{what.accessed:%Y-%m-%d}" if what.accessed else "",
        "langid": what.language.partition("-")[0],
        "note": _tex(what.quoted),
        "annotation": _tex(what.whence),  # unlike a note, no usual style prints it
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return f"@online{{{what.key},\n" + ",\n".join(lines) + "\n}\n"


def _tex(text: str) -> str:
    """A text whose characters mean nothing to TeX."""
    plain = unicodedata.normalize("NFC", " ".join(text.split()))
    return "".join(_TEX.get(character, character) for character in plain)
