"""Workbooks of organisations and people with errors planted in known places. Does not import the code that finds them.

The tree is right before anything is planted: organisations under those they may stand under, in any order of rows,
identity numbers with their check digits, roles that fit the place. Then some cells are made wrong.
"""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field

import openpyxl

ORGANISATIONS, PEOPLE = "单位", "人员"
HEADINGS = {
    ORGANISATIONS: ("单位名称*", "类型*", "上级单位", "简称", "统一社会信用代码"),
    PEOPLE: ("姓名*", "用户名*", "单位*", "角色", "手机号", "居民身份证号", "电子邮箱"),
}
Line = dict[str, str]


@dataclass
class Planted:
    """A workbook, and the errors in it as (sheet, row, column, code)."""

    content: bytes = b""
    errors: set[tuple[str, int, str, str]] = field(default_factory=set)
    organisations: int = 0
    people: int = 0


#: What may be planted in one cell of one line, whatever stands around it: column, wrong text, code.
_ORGANISATION_ERRORS = (
    ("类型", "公司", "import.not_a_choice"),
    ("类型", "", "import.required"),
    ("上级单位", "没有的局", "import.parent_unknown"),
    ("统一社会信用代码", "91310000132200821X", "import.code_wrong"),
    ("统一社会信用代码", "9.131E+17", "import.number_lost"),
    ("简称", "简" * 31, "import.too_long"),
)
_PERSON_ERRORS = (
    ("姓名", "", "import.required"),
    ("用户名", "", "import.required"),
    ("用户名", "Li Ming {}", "import.username_wrong"),
    ("单位", "没有的处", "import.organisation_unknown"),
    ("角色", "处长", "import.not_a_choice"),
    ("角色", "系统管理员、编制人", "import.role_not_together"),
    ("手机号", "12345678901", "import.mobile_wrong"),
    ("居民身份证号", "11010519491231002", "import.identity_number_wrong"),
    ("居民身份证号", "1.10105E+17", "import.number_lost"),
    ("电子邮箱", "li at example", "import.email_wrong"),
)
#: Roles that may be held at a kind, and one that may not.
_FITTING = {
    "处室": ("编制人", "财政审核人", ""),
    "预算部门": ("编制人、部门审核人", "查阅人"),
    "预算单位": ("编制人", ""),
}
_UNFITTING = {"处室": "供应商经办", "预算部门": "批复人", "预算单位": "财政审核人"}


def planted(seed: int) -> Planted:
    """A bureau's workbook: about sixty lines, about a quarter of them with an error."""
    chance = random.Random(seed)
    tree = _tree(chance)
    people = [_person(number, chance.choice(tree), chance) for number in range(40)]
    chance.shuffle(tree)
    made = Planted(organisations=len(tree), people=len(people))
    leaves = [n for n, line in enumerate(tree) if not any(o["上级单位"] == line["单位名称"] for o in tree)]
    _plant_in_cells(chance, made, ORGANISATIONS, [(n, tree[n]) for n in leaves], _ORGANISATION_ERRORS)
    _plant_circle(chance, made, tree)
    _plant_in_cells(chance, made, PEOPLE, list(enumerate(people)), _PERSON_ERRORS)
    kinds = {line["单位名称"]: line["类型"] for line in tree}
    made.errors |= {
        (PEOPLE, n + 2, "角色", "import.role_wrong_place")  # an administrator's role is the bureau's only
        for n, line in enumerate(people)
        if "系统管理员" in line["角色"] and kinds.get(line["单位"]) in _UNFITTING
    }
    _plant_unfitting_roles(chance, made, people, kinds)
    _plant_repetitions(chance, made, people)
    made.content = _workbook({ORGANISATIONS: tree, PEOPLE: people})
    return made


def _tree(chance: random.Random) -> list[Line]:
    def line(name: str, kind: str, above: str = "") -> Line:
        return {"单位名称": name, "类型": kind, "上级单位": above, "简称": "", "统一社会信用代码": ""}

    departments = [line(f"市第{n}局", "预算部门") for n in range(6)]
    units = [line(f"第{n}学校", "预算单位", chance.choice(departments)["单位名称"]) for n in range(10)]
    below = [line(f"第{n}分校", "预算单位", chance.choice(units)["单位名称"]) for n in range(4)]
    return [*departments, *units, *below, *(line(f"第{n}处", "处室") for n in range(4))]


def _person(number: int, place: Line, chance: random.Random) -> Line:
    return {
        "姓名": f"何{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}",
        "用户名": f"he.{number:03}",
        "单位": place["单位名称"],
        "角色": chance.choice(_FITTING[place["类型"]]),
        "手机号": chance.choice(("", f"138{chance.randrange(10**8):08}")),
        "居民身份证号": chance.choice(("", _identity_number(chance))),
        "电子邮箱": chance.choice(("", f"he{number}@example.test")),
    }


def _identity_number(chance: random.Random) -> str:
    """A number whose last sign is its check digit (GB 11643-1999: weights of two to a power, modulo eleven)."""
    born = f"{chance.randint(1950, 2000)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}"
    body = f"110105{born}{chance.randrange(1000):03}"
    rest = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(body)) % 11
    return body + "10X98765432"[rest]


def _plant_in_cells(
    chance: random.Random,
    made: Planted,
    sheet: str,
    lines: list[tuple[int, Line]],
    errors: tuple[tuple[str, str, str], ...],
) -> None:
    for at, line in chance.sample(lines, len(lines) // 4):
        column, text, code = chance.choice(errors)
        line[column] = text.format(at)
        made.errors.add((sheet, at + 2, column, code))


def _plant_circle(chance: random.Random, made: Planted, tree: list[Line]) -> None:
    """Two new units, each above the other."""
    if chance.random() < 0.5:
        return
    for name, above in (("东校", "西校"), ("西校", "东校")):
        tree.append({"单位名称": name, "类型": "预算单位", "上级单位": above, "简称": "", "统一社会信用代码": ""})
        made.errors.add((ORGANISATIONS, len(tree) + 1, "上级单位", "import.parents_in_circle"))


def _plant_unfitting_roles(chance: random.Random, made: Planted, people: list[Line], kinds: dict[str, str]) -> None:
    wrong = {row for sheet, row, _, _ in made.errors if sheet == PEOPLE}
    right = [n for n, line in enumerate(people) if n + 2 not in wrong and kinds[line["单位"]] in _UNFITTING]
    for at in chance.sample(right, 2):
        people[at]["角色"] = _UNFITTING[kinds[people[at]["单位"]]]
        made.errors.add((PEOPLE, at + 2, "角色", "import.role_wrong_place"))


def _plant_repetitions(chance: random.Random, made: Planted, people: list[Line]) -> None:
    """The last line takes the name of an earlier one that is right."""
    wrong = {row for sheet, row, _, _ in made.errors if sheet == PEOPLE}
    right = [line for n, line in enumerate(people) if n + 2 not in wrong]
    people.append(
        people[0] | {"姓名": "何重复", "用户名": chance.choice(right)["用户名"], "单位": right[0]["单位"], "角色": ""}
    )
    people[-1] |= {"手机号": "", "居民身份证号": "", "电子邮箱": ""}
    made.errors.add((PEOPLE, len(people) + 1, "用户名", "import.twice_in_file"))


def _workbook(sheets: dict[str, list[Line]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        page = book.create_sheet(title)
        page.append(HEADINGS[title])
        for line in lines:
            page.append([line[heading.rstrip("*")] or None for heading in HEADINGS[title]])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
