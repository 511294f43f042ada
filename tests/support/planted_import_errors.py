"""Tables of suppliers with errors planted in known places. Does not import the code that finds them."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import dataclass, field

HEADINGS = ("名称", "金额（元）", "份数", "签订日期", "小微企业", "等级")

#: What may be planted in a column, with the code that ought to be found.
WRONG = {
    "名称": (("", "import.required"), ("名" * 21, "import.too_long"), ("甲\n乙", "import.line_break")),
    "金额（元）": (
        ("", "import.required"),
        ("一百", "import.not_amount"),
        ("12.345", "import.too_many_places"),
        ("-3", "import.negative"),
        ("1.5E+10", "import.number_lost"),
    ),
    "份数": (("1.5", "import.not_integer"), ("0", "import.out_of_range"), ("100", "import.out_of_range")),
    "签订日期": (("2026-02-30", "import.no_such_day"), ("下周", "import.not_a_date")),
    "小微企业": (("对", "import.not_a_choice"),),
    "等级": (("丙", "import.not_a_choice"),),
}


@dataclass
class Planted:
    """A file, the errors in it as (row, column, code), and the rows without any."""

    content: bytes
    errors: set[tuple[int, str, str]] = field(default_factory=set)
    good: list[int] = field(default_factory=list)


def planted(seed: int, rows: int = 40, encoding: str = "utf-8") -> Planted:
    """A table of so many rows; about a third of them hold one or two errors."""
    chance = random.Random(seed)
    made = Planted(b"")
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(HEADINGS)
    for number in range(2, rows + 2):
        cells = _good(chance, number)
        columns = chance.sample(HEADINGS, chance.choice((0, 0, 0, 0, 1, 2)))
        for column in columns:
            text, code = chance.choice(WRONG[column])
            cells[column] = text
            made.errors.add((number, column, code))
        if not columns:
            made.good.append(number)
        table.writerow(cells[column] for column in HEADINGS)
    made.content = out.getvalue().encode(encoding)
    return made


def _good(chance: random.Random, number: int) -> dict[str, str]:
    month, day = chance.randint(1, 12), chance.randint(1, 28)
    return {
        "名称": f"第{number}公司",
        "金额（元）": chance.choice((f"{chance.randint(0, 10**9) / 100:.2f}", f"{chance.randint(0, 10**7):,}")),
        "份数": chance.choice(("", str(chance.randint(1, 99)))),
        "签订日期": chance.choice(("", f"2026-{month:02}-{day:02}", f"2026/{month}/{day}", f"2026年{month}月{day}日")),
        "小微企业": chance.choice(("", "是", "否")),
        "等级": chance.choice(("", "甲", "乙")),
    }
