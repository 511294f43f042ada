"""The English of the pages: collects what is said in Chinese, keeps the PO file, compiles the MO file.

``python -m tools.translations`` adds new messages to the PO file (without English), drops those that nobody says any
more, and compiles. ``python -m tools.translations --check`` names what is missing and changes nothing.
"""

from __future__ import annotations

import ast
import os
import re
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "jixiao"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")

_SAYING = {"gettext", "gettext_lazy", "gettext_noop", "_", "_l"}
_CALL = re.compile(r"\b(?:gettext|_)\(u?((?:'(?:[^'\\]|\\.)*')|(?:\"(?:[^\"\\]|\\.)*\"))\)")
_CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")
_ENTRY = re.compile(r"^msgid ((?:\".*\"\n)+)msgstr ((?:\".*\"\n?)+)", re.M)
_HEADER = "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\nLanguage: en\n"


def said() -> list[str]:
    """Every message of templates, code and tables of words, each once."""
    found: dict[str, None] = {}
    for path in sorted(SOURCE.rglob("*.html")):
        found.update(dict.fromkeys(_of_template(path)))
    for path in sorted(SOURCE.rglob("*.py")):
        found.update(dict.fromkeys(_of_code(path)))
    found.update(dict.fromkeys(_of_tables()))
    return [message for message in found if _CHINESE.search(message)]


def _of_template(path: Path) -> Iterator[str]:
    from django.utils.translation.template import templatize

    pseudo_code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    if "ngettext(" in pseudo_code:
        raise ValueError(f"{path}: Chinese has no plural; say it without one, and English that fits any number")
    for literal in _CALL.findall(pseudo_code):
        yield ast.literal_eval(literal)


def _of_code(path: Path) -> Iterator[str]:
    text = path.read_text(encoding="utf-8")
    if "gettext" not in text:
        return
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in _SAYING and isinstance(node.args[0].value, str):
                yield node.args[0].value


def _of_tables() -> Iterator[str]:
    """Words that pages translate when they show them, out of the tables that hold them."""
    yield from _of_the_office()
    yield from _of_imports()
    yield from _of_registers()
    yield from _of_programmes()
    yield from _of_rules()


def _of_the_office() -> Iterator[str]:
    """Roles, kinds of organisations, verdicts, severities, states and verbs."""
    import importlib

    from jixiao.foundation.history.queries import KIND_WORDS, SUBJECT_WORDS
    from jixiao.foundation.organisations.models import Kind
    from jixiao.foundation.people.roles import RULES
    from jixiao.foundation.transitions import StateTable
    from jixiao.foundation.web.marks import SEVERITIES, VERDICTS

    yield from (*KIND_WORDS.values(), *SUBJECT_WORDS.values())
    yield from (rule.name for rule in RULES.values())
    yield from (str(label) for label in Kind.labels)
    yield from (mark.word for mark in (*VERDICTS.values(), *SEVERITIES.values()))
    for path in sorted(SOURCE.glob("*/*/states.py")):
        module = importlib.import_module(".".join(path.relative_to(SOURCE.parent).with_suffix("").parts))
        for table in vars(module).values():
            if isinstance(table, StateTable):
                yield from (state.word for state in table.states.values())
                yield from (transition.word for transition in table.transitions.values())


def _of_imports() -> Iterator[str]:
    """What can be imported, its columns and how they are filled in."""
    from jixiao.foundation.imports.kinds import kinds_for
    from jixiao.foundation.people.roles import Role

    for kind in kinds_for(Role):
        yield from (kind.title, kind.about, *kind.handed)
        for column in kind.columns:
            yield from (column.title, column.help)


def _of_registers() -> Iterator[str]:
    """Nouns, their columns, the words to choose from, and what is computed."""
    from jixiao.foundation.registers.register import registers

    for register in registers():
        yield from (register.system, register.title, register.about)
        for column in register.columns:
            yield from (column.title, column.help)
        for field in (register.model._meta.get_field(name) for name in (*register.fields, *register.derived)):
            yield str(field.verbose_name)
            yield from (str(word) for _, word in getattr(field, "flatchoices", ()))
        for doing in register.doings:
            yield from (doing.word, doing.about, *(column.title for column in doing.asks))


def _of_programmes() -> Iterator[str]:
    """Frameworks, grades, verdicts before the fact, directions, and the labels of the official form's fields."""
    from jixiao.systems.programmes.actions.ex_ante import VERDICTS
    from jixiao.systems.programmes.differences import LABELS
    from jixiao.systems.programmes.forms import NARRATIVES
    from jixiao.systems.programmes.models import Framework, Grade
    from jixiao.systems.programmes.web.placing import FIELD_OF_PLACE

    yield from (*Framework.labels, *Grade.labels, *map(str, VERDICTS.values()), "正向", "反向", "是", "否")
    yield from (*LABELS, *NARRATIVES, *FIELD_OF_PLACE)


def _of_rules() -> Iterator[str]:
    """The sixteen review checks with what to look at, and why a target cannot be measured."""
    from jixiao.parameters import parameter
    from jixiao.rules.targets.measurability import REASONS

    for dated in parameter("review.sixteen_checks").values:
        for point in dated.value:
            yield from (point[part] for part in ("dimension", "item", "check", "look_at"))
    yield from REASONS


def translated() -> dict[str, str]:
    """The messages of the PO file with their English."""
    if not PO.exists():
        return {}
    text = PO.read_text(encoding="utf-8")
    return {_unquoted(message): _unquoted(english) for message, english in _ENTRY.findall(text) if _unquoted(message)}


def write_po(messages: dict[str, str]) -> None:
    """Writes the PO file, in the order given."""
    blocks = [f'# The English of the pages; kept by tools/translations.py.\nmsgid ""\nmsgstr {_quoted(_HEADER)}\n']
    blocks += [f"msgid {_quoted(message)}\nmsgstr {_quoted(english)}\n" for message, english in messages.items()]
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_text("\n".join(blocks), encoding="utf-8")


def compiled(messages: dict[str, str]) -> bytes:
    """The MO file: messages sorted, with their English; without English a message stays Chinese."""
    entries = [("", _HEADER), *sorted((message, english) for message, english in messages.items() if english)]
    entries.sort(key=lambda entry: entry[0].encode())
    ids, strings, offsets = b"", b"", []
    for message, english in entries:
        key, value = message.encode(), english.encode()
        offsets.append((len(key), len(ids), len(value), len(strings)))
        ids, strings = ids + key + b"\0", strings + value + b"\0"
    start = 28 + 16 * len(entries)
    originals = [number for length, at, _, _ in offsets for number in (length, start + at)]
    translations = [number for _, _, length, at in offsets for number in (length, start + len(ids) + at)]
    head = struct.pack("<7I", 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, start)
    return head + struct.pack(f"<{4 * len(entries)}I", *originals, *translations) + ids + strings


def missing() -> list[str]:
    """Messages that have no English."""
    known = translated()
    return [message for message in said() if not known.get(message)]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _unquoted(lines: str) -> str:
    return "".join(ast.literal_eval(line) for line in lines.strip().splitlines())


def main() -> None:
    """Keeps or checks the files."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jixiao.config.settings")
    django.setup()
    if "--check" in sys.argv:
        without = missing()
        print("\n".join(without))
        sys.exit(1 if without or compiled(translated()) != MO.read_bytes() else 0)
    known = translated()
    messages = {message: known.get(message, "") for message in said()}
    write_po(messages)
    MO.write_bytes(compiled(messages))
    for message, english in messages.items():
        if not english:
            print(message)


if __name__ == "__main__":
    main()
