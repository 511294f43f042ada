"""The codes that the source gives to what it has to say, read out of the source itself.

A code is a lower-case word with a dot that stands as a text in the code, and nothing else that looks like one: no
parameter, no event of the history, no name of a module, model or file. ``python -m tools.codes`` prints them.
"""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src" / "jixiao"

_CODE = re.compile(r"[a-z][a-z0-9_]*\.[a-z0-9_]*[a-z0-9]")
_IN_TEMPLATE = re.compile(r"{% in_two_by_code \"([^\"]+)\"")
_GETTEXT = {"gettext", "gettext_lazy", "_"}
#: What stands before the dot of a name that is no code: modules, schemas, aliases in SQL, formats, events, a user.
_NOT_SUBJECTS = frozenset(
    {"django", "jixiao", "public", "published", "r", "postgres", "opendocument", "content", "export", "li"}
)
#: ... and behind the dot of the name of a file.
_FILES = re.compile(r"\.(?:conf|docx|dump|json|lock|log|md|pdf|pid|sql|txt|typ|unfinished|users|xlsx|xml|yaml)\Z")
#: Tables of beginnings of codes, of headings and of examples; the codes themselves stand elsewhere.
_OTHER_TABLES = frozenset({"_BEARING", "_SIGNATURES"})


def codes() -> dict[str, bool]:
    """Every code, and whether its words go through gettext wherever it is given."""
    found: dict[str, bool] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        if {"migrations", "catalogue", "components.py"} & set(path.parts):  # names of measures, and examples
            continue
        for code, is_translated in _codes_of(ast.parse(path.read_text(encoding="utf-8"))):
            found[code] = found.get(code, True) and is_translated
    for path in sorted(SOURCE.rglob("*.html")):
        found |= dict.fromkeys(_IN_TEMPLATE.findall(path.read_text(encoding="utf-8")), False)
    others = _names_of_other_things()
    made = {code: said for code, said in found.items() if code not in others}
    return made | dict.fromkeys(_made_at_run_time(), False)


def _codes_of(
    tree: ast.AST, is_translated: bool = False, words: frozenset[str] = frozenset()
) -> Iterator[tuple[str, bool]]:
    """Codes below a node. A message may be made in the statements before: its name is then among ``words``."""
    if isinstance(tree, ast.FunctionDef):
        words = frozenset(_names_of_translated(tree))
    if isinstance(tree, ast.Call | ast.Return | ast.Raise):
        is_translated = is_translated or _calls_gettext(tree, words)
    for child in ast.iter_child_nodes(tree):
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            if _is_code(child.value):
                yield child.value, is_translated
        elif not (isinstance(child, ast.Assign | ast.AnnAssign) and _targets(child) & _OTHER_TABLES):
            yield from _codes_of(child, is_translated, words)


def _is_code(text: str) -> bool:
    return bool(_CODE.fullmatch(text)) and text.partition(".")[0] not in _NOT_SUBJECTS and not _FILES.search(text)


def _calls_gettext(tree: ast.AST, words: frozenset[str]) -> bool:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _GETTEXT:
            return True
        if isinstance(node, ast.Name) and node.id in words:
            return True
    return False


def _names_of_translated(function: ast.FunctionDef) -> Iterator[str]:
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and _calls_gettext(node.value, frozenset()):
            yield from _targets(node)


def _targets(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _names_of_other_things() -> set[str]:
    """Parameters, lexicon files, events of the history, measures."""
    from jixiao.foundation.history.queries import SUBJECT_WORDS
    from jixiao.measures.measure import catalogue
    from jixiao.parameters import load_tree

    return {*load_tree(), *SUBJECT_WORDS, *catalogue()}


def _made_at_run_time() -> Iterator[str]:
    """Codes that are put together: one a review check, one a personal detail."""
    from jixiao.foundation.people.details import Details
    from jixiao.parameters import parameter

    yield from (f"review.{point['id']}" for dated in parameter("review.sixteen_checks").values for point in dated.value)
    yield from (f"import.{field.name}_wrong" for field in fields(Details))


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.config.settings")
    django.setup()
    for code, is_translated in sorted(codes().items()):
        print(code, "gettext" if is_translated else "")
