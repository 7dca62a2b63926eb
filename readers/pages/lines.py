"""What a line of a page flattened to text is likely to be: prose, a notice, a caption, a menu item, a button.

Only general features are used: length, how it ends, words that notices of all publishers share. No rule names an
outlet.
"""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise


def _pattern(*alternatives: str) -> re.Pattern[str]:
    """One pattern of many alternatives, whatever the case."""
    return re.compile("|".join(alternatives), re.I)


_WORD = re.compile(r"\w+")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_SENTENCE_END = re.compile(r"[.!?…。！？][\"”’'»›)\]]*(?:\s*\[\d+\])?$|[.!?…]\s*[\"”’»)]+$|[\"”»]$|:$")
_HARD_END = re.compile(r"[.!?…。！？।][\"”’'»›)\]」』]*$")

# Sentences in which a publisher speaks to its reader about itself …
_OWN_WORDS = _pattern(
    r"\bcookies?\b|\bnewsletters?\b|\bprivacy (?:policy|notice|preferences)\b|\bterms (?:of (?:use|service)|and|&)|©",
    r"\ball rights reserved\b|\brefresh (?:the|your) (?:page|browser)\b|\bjavascript\b|\bad ?blocker\b|\bpaywall\b",
    r"\bbrowser (?:preferences|settings)\b|\blog(?:ged)? ?in (?:to|or|with|here)\b|\bsign(?:ing)?[ -]up (?:for|to|here|now|you)\b",
    r"\bsign in (?:to|or|with)\b|\bfollow (?:us|me|@|\w+ on (?:twitter|facebook|instagram|x)\b)|\b(?:like|find) us on\b",
    r"\bshare (?:this|on|via|your thoughts)\b|\bclick(?:ing)? (?:here|below|on the (?:link|image|photo))\b",
    r"\bjoin (?:us|our|the (?:conversation|discussion)|thousands|thought)|\b(?:leave|post|add|write) a comment\b",
    r"\bcommenting forum\b|\bcommunity guidelines\b|\b(?:your|valid) e-?mail address\b|\bunsubscribe\b|\bfree trial\b",
    r"\bsubscribe (?:to|now|here|today|for)\b|\baffiliate (?:links?|commission)\b|\bthis (?:web)?site (?:uses|is)\b|\bdownload (?:the|our)\b.*\bapp\b",
    r"\bour (?:website|sites?|partners|journalism|readers|apps?|newsletters?|privacy|terms|content|subscribers|team of)\b",
    r"\byour (?:account|consent|subscription|privacy|choices|inbox|browser|password|profile)\b|\bread our\b|\bcontact us\b",
    r"\bthank(?:s| you) for (?:registering|subscribing|signing|reading|your (?:interest|support|feedback))\b",
    r"\bmay not be (?:published|reproduced|broadcast|republished)\b|\bsupport (?:our|independent) journalism\b|\bno spam\b",
    r"\bthe (?:latest|breaking|day's|top) (?:news|headlines|stories)\b.*\b(?:inbox|delivered|daily|email|alerts)\b|\bemail alerts?\b",
    r"\bvideo has failed to load\b|\bnotifications? (?:from|can|about|for|when)\b|\bstay (?:up to date|informed|current) with\b|\bautomatically logged in\b|\bdatenschutz|\bnutzungsbedingungen\b|\bjetzt (?:abonnieren|anmelden|testen)\b|\bnewsletter-|\bexterne[nr]? inhalt",
    r"\bredaktioneller inhalt\b|\b(?:inscrivez|abonnez)-vous\b|\bs'abonner\b|\bsuscr[ií]b[ea]|\bprenumerera\b|\biscriviti\b|\b会員登録",
    r"\btous droits réservés\b|\balle rechte vorbehalten\b|\btodos los derechos\b|\b무단전재|\bcitation: .*retrieved\b",
)
# … and words that such sentences have more often than others.
_OWN_HINTS = _pattern(
    r"\bsubscri(?:be|ption|bers?)\b|\bsign(?:ed)?[ -](?:up|in)\b|\blog(?:ged)? ?(?:in|out)\b|\bregist(?:er|ered|ering|ration)\b",
    r"\bnotifications?\b|\bcopyright\b|\badvert(?:isement|ising|iser)s?\b|\bsponsored\b|\bcommission\b|\bcommenting\b|\bcomments?\b",
    r"\bemail\b|\binbox\b|\bspam\b|\bpermission\b|\babonn|\banmelden\b|\bregistrier|\beinwilligung|\bfollow\b|\bapps?\b|\bbrowser\b|\bclick\b",
    r"\bwebsite\b|\bmembers?\b|\bplease\b|\bjoin\b|\bshare\b",
)
# A line of its own that points to other articles.
_POINTER = re.compile(
    r"""^(?:[>»▶►→•*\-\s]*)(?:
    (?:read|see|watch|hear|find[ ]out|learn)[ ](?:more|also|next|now|here|this|the[ ]full)\b
    | (?:also[ ]|further[ ])?read(?:ing)?(?:[ ]more|[ ]also|[ ]next)?\s*[:|] | more[ ](?:on|from|in|about|stories|news|like|coverage|to)\b
    | related(?:[ ](?:articles?|stories|story|content|topics?|coverage|links?|posts?|news|video|reading)|\s*:|$)
    | (?:don.?t|do[ ]not)[ ]miss\b | recommended\b | (?:most|top|latest|popular|trending|editor)[^.]{0,30}$
    | you[ ](?:may|might)[ ](?:also[ ])?(?:like|be|want|have)\b | what[ ]to[ ]read[ ]next | up[ ]next\b | keep[ ]reading\b
    | in[ ]pictures?\s*: | (?:watch|video|listen|gallery|photos?|podcast|audio|live|graphic|explainer|opinion|comment|analysis)\s*[:|]
    | lesen[ ]sie\b | lies[ ]auch | mehr[ ](?:zum|zu|aus|lesen)\b | mehr[ ]dazu | zum[ ]thema | auch[ ]interessant
    | lire[ ](?:aussi|également|la[ ]suite)\b | à[ ]lire\b | leer[ ]m[aá]s | le[ea][ ]tamb | leggi[ ](?:anche|tutto) | läs[ ](?:mer|också|även)
    | les[ ]også | continue[ ]reading | back[ ]to[ ]top | previous\b.{0,60}$ | next[ ](?:article|story|post)\b | skip[ ](?:to|ad|advert)
    )""",
    re.I | re.X,
)
# After these, on a line of their own, the article is over.
_CLOSER = re.compile(
    r"""^\W*(?:
    \d+[ ](?:responses?|replies|comments?|thoughts?)[ ](?:to|on|for)\b.{0,120} | permalink\b.{0,60}
    | (?:\d+[ ])?(?:reader[ ])?comments?(?:[ ]\(?\d+\)?)?(?:[ ](?:are[ ]closed|policy|section))?
    | (?:add|show|view|load|join|leave|post)\b.{0,20}\b(?:comments?|conversation|discussion|reply) | leave[ ]a[ ](?:reply|comment)
    | related(?:[ ]\w+){0,2} | most[ ](?:read|viewed|popular|commented|shared|watched|recent)(?:[ ]\w+){0,4}
    | more[ ](?:from|on|in|stories|news|like)\b.{0,50} | (?:recommended|suggested)(?:[ ]\w+){0,3}
    | (?:latest|top|trending|popular|other|recent)[ ](?:\w+[ ]){0,2}(?:news|stories|articles|posts|videos|headlines|topics|now)
    | about[ ]the[ ]authors? | about[ ]us | tags?\s*:?.{0,60} | topics?\s*: .{0,60} | filed[ ]under.{0,60} | share[ ]this.{0,30}
    | you[ ](?:may|might)[ ].{0,40} | sponsored.{0,30} | promoted.{0,30} | around[ ]the[ ]web | up[ ]next | what[ ]to[ ]read[ ]next
    | newsletters? | sign[ ]up.{0,60} | follow[ ]us.{0,40} | subscribe.{0,40} | advertise[ ]with.{0,20} | trending.{0,20}
    | (?:mehr[ ]zum|zum|ähnliche|weitere|verwandte)[ ](?:thema|themen|artikel|nachrichten|meldungen)\b.{0,20} | kommentare?.{0,20}
    | schlagw.rter.{0,40} | meistgelesen.{0,30} | das[ ]könnte.{0,40} | impressum | à[ ]lire[ ]aussi | commentaires?.{0,20} | lo[ ]más.{0,20}
    | (?:artículos|noticias|notas)[ ]relacionad.s | relacionad[oa]s | comentarios?.{0,20} | deixe.{0,10}coment.{0,10} | leggi[ ]anche.{0,40}
    | (?:back|return)[ ]to[ ]top | privacy[ ]policy | terms[ ](?:of|and|&)[ ].{0,20} | ©.{0,200} | copyright\b.{0,120}
    )\W*$""",
    re.I | re.X,
)
_CAPTION = re.compile(
    r"""^(?:image|photo(?:graph)?s?|picture|video|credit|above|below|pictured|file[ ]photo|foto|bild|fotografía|source|caption)\b[^.]{0,20}[:©|]
    | ^(?:(?:image|photo|slide)[ ])?\d+[ ](?:of|/)[ ]\d+\b | ^(?:image|photo|picture)[ ]?(?:credit|caption|source|by)\b | ^getty[ ]images?
    | [(\[](?:image|photo|picture|credit|pic|foto|source|via|file)\b[^()\[\]]{0,60}[)\]]\.?$
    | [(\[][^()\[\]]*(?:getty|reuters|afp|shutterstock|alamy|epa|wireimage|istock)[^()\[\]]*[)\]]\.?$
    | (?:getty[ ]images?|shutterstock|/[ ]?(?:afp|reuters|getty|epa|ap|dpa))\.?$ | \bcredit:[ ][^.]{2,50}$ | [(\[]?\bap[ ]photo\b | \bphoto(?:graph)?[ ](?:by|courtesy|credit|:)
    | ^\W*(?:gallery|slideshow|play[ ]video|pause|mute|unmute|advertisement|anzeige|publicit[eé]|annonse?|werbung)\W*$""",
    re.I | re.X,
)
_CHATTER = re.compile(
    r"""^\W*(?:reply|report|like|flag|quote|edit|delete|share|tweet|pin|email|print|save|copy[ ]link|permalink|facebook|twitter|whatsapp|linkedin
    |\d+[ ]?(?:likes?|replies|votes?|shares?|comments?|views?)|(?:\d+|an?|one)[ ](?:second|minute|hour|day|week|month|year)s?[ ]ago
    |(?:log|sign)[ ]in(?:[ ]to[ ]reply)?|says|said)\W*$""",
    re.I | re.X,
)
# A sentence, and after it a name or two without a full stop: whose picture it is.
_CREDITED = re.compile(r"[.!?]\s+[A-Z][\w&'’/-]*(?:[ /|,]+[A-Z][\w&'’/-]*){0,3}$|다\.\s[^\s.]{2,5}$")
_COMMAS = re.compile("[.,;:!?、。，]")
_TIMED = re.compile(r"\b(?:[01]?\d|2[0-3])[:.h][0-5]\d\b(?!\d)")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_NO_WORDS = re.compile(r"^[\W\d]*$")
# A line that is a date and time and little else, as above an article, a teaser or a comment.
_STAMP = re.compile(
    r"""^\W*(?:(?:published|posted|updated|last[ ]updated|created|first[ ]published|veröffentlicht|stand)\W{0,3}(?:on|at|am)?\W*)?
    (?:(?:mon|tues?|wed(?:nes)?|thurs?|fri|sat(?:ur)?|sun)(?:day)?\W+)?
    (?:(?:\d{1,2}(?:st|nd|rd|th)?\W+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W+(?:\d{1,2}(?:st|nd|rd|th)?\W+)?(?:\d{4})?
    | \d{1,4}[./-]\d{1,2}[./-]\d{1,4}) [^.!?]{0,40}$""",
    re.I | re.X,
)
_HALF_DAY = re.compile(r"\b[ap]\.m\.$", re.I)
_SAYS = re.compile(r"^.{1,40}\b(?:says|said|wrote|writes|commented|replied|schrieb)\s*:$", re.I)


class Line:
    """One line, with what can be told from it alone.

    Attributes:
        text: trimmed.
        group: the number of the stretch of lines without an empty one between, from 0.
        alone: whether it is the only line of its group.
        times: how often the text has it.
    """

    def __init__(self, text: str, group: int) -> None:
        self.text = text
        self.group = group
        self.alone = True
        self.times = 1

    @property
    def repeated(self) -> bool:
        """Whether the text has it more than once."""
        return self.times > 1

    @cached_property
    def words(self) -> int:
        """How many; two characters of a script without spaces count as one."""
        return len(_WORD.findall(_CJK.sub("", self.text))) + len(_CJK.findall(self.text)) // 2

    @cached_property
    def ends_sentence(self) -> bool:
        """Whether it ends as a sentence does, a closing quotation mark or bracket included."""
        return bool(_SENTENCE_END.search(self.text))

    @cached_property
    def full_stop(self) -> bool:
        """Whether it ends with a full stop, question or exclamation mark."""
        return bool(_HARD_END.search(self.text))

    @cached_property
    def notice(self) -> bool:
        """Whether the publisher speaks about itself: cookies, newsletters, registration, rights."""
        own = len(_OWN_WORDS.findall(self.text))
        if own:
            return self.words < 40 * own
        return len(set(_OWN_HINTS.findall(self.text.lower()))) >= (
            2 if self.words < 15 else 3 if self.words < 30 else 4
        )

    @cached_property
    def pointer(self) -> bool:
        """Whether it points to another article."""
        return bool(_POINTER.search(self.text)) and self.words < 40

    @cached_property
    def closer(self) -> bool:
        """Whether it heads what comes after an article: comments, related articles, most read."""
        return self.words < 14 and bool(_CLOSER.search(self.text))

    @cached_property
    def caption(self) -> bool:
        """Whether it describes or credits a picture."""
        return self.words < 60 and bool(_CAPTION.search(self.text) or _CREDITED.search(self.text))

    @cached_property
    def chatter(self) -> bool:
        """Whether it is a button or stamp of a comment or sharing bar."""
        return bool(_CHATTER.search(self.text) or _NO_WORDS.match(self.text) or _SAYS.match(self.text))

    @cached_property
    def stamp(self) -> bool:
        """Whether it is a date, perhaps with a time, and little else."""
        text = _HALF_DAY.sub("", self.text)
        if self.words >= 18 or _HARD_END.search(text):
            return False
        return bool(_STAMP.search(text) or (_TIMED.search(text) and _YEAR.search(text)))

    @cached_property
    def prose(self) -> bool:
        """Whether it reads like a paragraph of an article."""
        if self.notice or self.pointer or self.caption or self.chatter or self.stamp:
            return False
        if self.words < 25 and self.text.endswith("..."):
            return False  # cut short to fit: a teaser
        if self.words >= 10 and self.ends_sentence:
            return True
        return self.words >= 26 and self.small >= 0.55 and bool(_COMMAS.search(self.text) or self.words < 40)

    @cached_property
    def small(self) -> float:
        """The part of its words that begin with a small letter (or one of a script without capitals), 0–1."""
        words = _WORD.findall(self.text)
        return sum(not word[0].isupper() and not word[0].isdigit() for word in words) / max(1, len(words))

    @cached_property
    def shouted(self) -> bool:
        """Whether it is a line of several words in capitals."""
        return self.words >= 5 and self.text.isupper()


def read_lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, with their groups."""
    lines: list[Line] = []
    group = 0
    for raw in text.split("\n"):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(stripped, group))
        elif lines and lines[-1].group == group:
            group += 1
    for previous, line in pairwise(lines):
        if previous.group == line.group:
            previous.alone = line.alone = False
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.text] = counts.get(line.text, 0) + 1
    for line in lines:
        line.times = counts[line.text]
    return lines


def squeeze(text: str) -> str:
    """Letters and digits alone, in lower case: what stays the same when an extraction reflows a text."""
    return re.sub(r"[\W_]+", "", text).lower()
