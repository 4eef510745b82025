"""Which language a text is written in, by script, letters and function words: a hint, never a gate."""

import heapq
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

# So many characters are read: of the title, and of each of three places of the text.
_OF_TITLE, _OF_PLACE, _PLACES = 100, 150, 3
_WORDS: Mapping[str, str] = {
    "ar": """في من على إلى أن إن التي الذي الذين هذا هذه ذلك عن مع كان كانت بعد قبل قال قالت وفي ومن وأن بين خلال
        عند لم لا ما منذ حتى بعض كل قد وقد أو ثم عبر ضد لدى نحو أكثر غير دون وقال الى علي الي ان او فيه فيها
        منها منه به بها لها له""",
    "fa": """در به از که این است را با برای های می شد آن خود تا کرد شده بر یک اند بود شود گفت هم نیز وی پس پیش
        باید ها ای کرده کند دو هر اما یا نمی دیگر روی میان شدند بودند کردند دارد چند سه درباره علیه ترین شان
        گفته آنها""",
    "ur": """کے میں کی ہے کا سے کو نے پر اور ہیں اس کہ بھی ایک تھا تھے گیا گئے گئی ہو رہے کر نہیں جو ان تھی والے
        والی یہ وہ لیے بعد تک ساتھ کیا گی رہا رہی ہوئے ہوا""",
    "ps": """په د او چې کې دي دی له سره يې یې ته شوی شوي ده دا هغه هم وو وي نه پر لپاره څخه وروسته کړي کړی کړه تر
        یو نو لري ویلي باندې دغه وايي""",
    "ckb": """لە بە کە بۆ ئەو ئەم لەگەڵ دوای هەر بوو کرد کردووە ناو لەو لەم بەو کراوە دەکات هەروەها ئەوەی پاش سەر
        یەک نێوان دەڵێت""",
    "en": """the of and to in a is that for on with was as by at from an it his her has have had are were be been
        after said says over into their its not but who which this will more than against kills killed near
        amid two up out claims no""",
    # Other languages in Latin letters: known only to be told from English.
    "und": """le la les des et est une un dans pour que qui sur par au aux du en ce il elle pas avec der die das
        und ist nicht den von zu mit auf ein eine im dem el los las de una por con del se su al para es ve
        bir bu için ile da di che per non sono na nie się w z i do van het een op te voor dan yang dari
        untuk pada dengan ini itu os em não no um uma ki ji li bi ku a""",
}
_OWN: Mapping[str, str] = {
    "ar": "ةأإؤ",
    "fa": "پچژگ",
    "ur": "ٹڈڑےںہھۓۂ",
    "ps": "ټډړږښځڅڼېۍګ",
    "ckb": "ەڵۆێڕڤ",
    "und": "ۇۈڭڀٻڄڃڳڻٿٽۋ",
}
# How much a letter of one's own counts against a function word; Urdu and Kurdish have the other languages' too.
_LETTER: Mapping[str, float] = {"ar": 0.4, "fa": 0.25, "ur": 0.4, "ps": 0.5, "ckb": 0.4, "und": 0.4}
_ARTICLE = 0.6
# Said only where it is safe: so much, and so many times as much as for the next.
_SAFE, _AHEAD, _DOUBT = 4.0, 1.5, 2.0
_CAREFUL = frozenset({"ps", "ckb"})
_USUAL = ("ar", "fa", "ur")
_WORD = re.compile(r"[^\W\d_]+")
# What holds no words of the text: addresses, names on networks, and the Arabic short form of "doctor".
_NOISE = ("//", "www.", "t.me/", "@", "#", "د.")
_NO_WORDS = re.compile(r"(?:https?://|www\.|t\.me/)\S+|[@#](?=[A-Za-z])\S+|(?<!\w)د\.")
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_MARKS = re.compile("[\u064b-\u065f\u0670\N{ARABIC TATWEEL}]+")
# Arabic is typed with Persian letters, and Persian with Arabic ones.
_SAME = (
    ("\N{ARABIC LETTER FARSI YEH}", "\N{ARABIC LETTER YEH}"),
    ("\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER YEH}"),
    ("\N{ARABIC LETTER KEHEH}", "\N{ARABIC LETTER KAF}"),
)
_ARTICLES = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
_SHORTEST = 5


def _folded(text: str) -> str:
    for letter, same in _SAME:
        text = text.replace(letter, same)
    return text


def _by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for code, listed in _WORDS.items():
        for word in set(_folded(listed).split()):
            found.setdefault(word, []).append(code)
    return found


_CODES = _by_word()


def language(text: str, title: str = "") -> str:
    """`ar`, `fa`, `ur`, `ps`, `ckb`, `en`, or `und` where neither script nor words decide.

    Reads the title's beginning and a few hundred characters at the beginning, in the middle and at the end of the text.
    """
    sample = _plain(" ".join(_sample(text, title)))
    read = _WORD.findall(sample)
    counts = Counter[str]()
    for word in read:
        counts[_script(word)] += len(word)
    if not counts or (script := counts.most_common(1)[0][0]) == "other":
        return "und"
    return _of_arabic_script(sample, read) if script == "arabic" else _of_latin(read)


def _plain(sample: str) -> str:
    """Without what holds no words, in letters as they are usually typed, without marks."""
    if any(noise in sample for noise in _NOISE):
        sample = _NO_WORDS.sub(" ", sample)
    if _FORMS.search(sample):
        sample = unicodedata.normalize("NFKC", sample)
    return _folded(_MARKS.sub("", sample).casefold())


def _script(word: str) -> str:
    first = word[0]
    if first < "\u0250" or "\u1e00" <= first <= "\u1eff":
        return "latin"
    return "arabic" if "\u0600" <= first <= "\u06ff" or "\u0750" <= first <= "\u077f" else "other"


def _sample(text: str, title: str) -> Iterator[str]:
    yield title[:_OF_TITLE]
    if len(text) <= _OF_PLACE * _PLACES:
        yield text
        return
    step = (len(text) - _OF_PLACE) // (_PLACES - 1)
    yield from (text[at : at + _OF_PLACE] for at in range(0, len(text) - _OF_PLACE + 1, step))


def _of_latin(read: Sequence[str]) -> str:
    votes = _votes(read)
    return "en" if votes["en"] > votes["und"] else "und"


def _of_arabic_script(sample: str, read: Sequence[str]) -> str:
    """The language of most weight; a rarer one only where it is safe. Arabic where nothing speaks for any."""
    scores = _scores(sample, read)
    best, second = heapq.nlargest(2, scores, key=lambda code: scores[code])
    if best in _CAREFUL:
        if scores[best] >= max(_SAFE, _AHEAD * scores[second]):
            return best
        if scores[best] >= _DOUBT:
            return "und"
        best = max(_USUAL, key=lambda code: scores[code])
    return best if scores[best] else "ar"


def _scores(sample: str, read: Sequence[str]) -> Mapping[str, float]:
    """How much speaks for each language: its function words, the letters it does not share, the Arabic article."""
    votes = _votes(read)
    scores = {code: votes[code] + _LETTER[code] * sum(map(sample.count, own)) for code, own in _OWN.items()}
    scores["ar"] += _ARTICLE * sum([word.startswith(_ARTICLES) and len(word) >= _SHORTEST for word in read])
    return scores


def _votes(read: Sequence[str]) -> Counter[str]:
    return Counter([code for word in read if word in _CODES for code in _CODES[word]])
