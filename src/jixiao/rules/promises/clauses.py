"""A narrative cut into sections, items, sentences and clauses: what the readers of numbers and dates share."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from jixiao.rules.promises.promise import PromiseWords
from jixiao.rules.promises.wording import letters, unnumbered

_TITLE = re.compile(r"《[^》]{0,200}》?")
_DOCUMENT = re.compile(r"[\u3400-\u9fff]{0,12}[\[〔（(【［]\s*\d\s*\d\s*\d\s*\d\s*[\]〕）)】］]\s*第?[\d\s]{1,8}号")
_ITEM = re.compile(
    r"(?=(?:^|(?<=[；;。：:，,\n]))\s*(?:[一二三四五六七八九十]{1,3}是|第[一二三四五六七八九十][,，、]|(?:目标|任务)\d{1,2}[:：]))"
    r"|(?=(?:^|(?<=[；;。：:\n]))\s*(?:[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|[①-⑳]"
    r"|[（(]?\d{1,2}\s*[、.．)）](?!\d)))"
)
_SENTENCE_END = re.compile(r"[。；;\n！!]")
_CLAUSE_END = re.compile(r"[，。；;：:\n！!]|,(?!\d{3}(?!\d))")
_YEAR_AT_EDGE = re.compile(r"^(?:19|20)\d{2}\s*年(?:度|内|初)?|(?:19|20)\d{2}\s*年(?:度|内)?$")
_TRIM = " ，、：:()（）“”\"'　"
_FOLD = str.maketrans("０１２３４５６７８９％－～—．", "0123456789%-~-.")

#: No section of a real form has more clauses; a text made to waste time is not followed further.
_MOST = 2000
_LONGEST = 1000  # characters of a sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with what stands around it."""

    section: str
    text: str
    lead: str  # the first clause of the item
    before: str  # the clause before in the same sentence
    after: str  # the clause behind in the same sentence
    sentence: str


def clauses_of(narratives: Mapping[str, str], words: PromiseWords) -> Iterator[Clause]:
    """The clauses of the sections that promise. Titles and document numbers are taken out first."""
    for section, text in narratives.items():
        if words.kind_of(section) is None:
            continue
        plain = _DOCUMENT.sub("", _TITLE.sub("", text.translate(_FOLD)))
        items = filter(None, (part.strip() for part in _ITEM.split(plain)))
        clauses = (clause for item in items for clause in _clauses_of_item(section, unnumbered(item), words))
        yield from islice(clauses, _MOST)


def _clauses_of_item(section: str, item: str, words: PromiseWords) -> Iterator[Clause]:
    lead = ""
    for sentence in filter(None, (part.strip() for part in _SENTENCE_END.split(item))):
        sentence = sentence[:_LONGEST]
        clauses = [unnumbered(part) for part in _CLAUSE_END.split(sentence) if part.strip()]
        lead = lead or next((c for c in clauses if len(letters(without(c, words))) >= 4), "")
        for n, clause in enumerate(clauses):
            before = clauses[n - 1] if n else ""
            after = clauses[n + 1] if n + 1 < len(clauses) else ""
            yield Clause(section, clause, lead, before, after, sentence)


def without(text: str, words: PromiseWords) -> str:
    """The clause without the fillers at its edges ("其中目标会审计划在" → 目标会审)."""
    plain = _YEAR_AT_EDGE.sub("", text.strip(_TRIM)).strip(_TRIM)
    changed = True
    while changed and plain:
        changed = False
        for word in words.fillers:
            if plain.startswith(word):
                plain, changed = plain[len(word) :].strip(_TRIM), True
            if plain.endswith(word):
                plain, changed = plain[: len(plain) - len(word)].strip(_TRIM), True
        for word in words.tails:
            if plain.endswith(word):
                plain, changed = plain[: len(plain) - len(word)].strip(_TRIM), True
    return plain
