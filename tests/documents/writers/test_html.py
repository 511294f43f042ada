"""HTML: one file that needs nothing else, in which no text can do anything."""

from __future__ import annotations

import re
from dataclasses import replace

from lxml import html

from jixiao.documents.writers import write_forms
from jixiao.rules.forms import Form, Indicator
from tests.support.written_forms import one_of_each, shanghai_target

ATTACK = "\"><script>alert(1)</script><img src=x onerror='alert(2)'>&lt;b&gt;"


def page(*forms: Form) -> str:
    return write_forms(forms, "html").decode("utf-8")


def test_no_text_becomes_markup() -> None:
    form = shanghai_target()
    attacked = replace(
        form,
        project_name=ATTACK,
        form_title=ATTACK,
        unit=ATTACK,
        narratives={ATTACK: ATTACK},
        fields={ATTACK: ATTACK},
        indicators=(Indicator(1, ATTACK, ATTACK, ATTACK, ATTACK, ATTACK),),
        indicator_columns=(ATTACK,) * 4,
    )
    tree = html.document_fromstring(page(attacked))
    assert tree.xpath("//script|//img|//b|//@onerror") == []
    assert len([cell for cell in tree.iter("td", "th") if ATTACK in cell.text_content()]) >= 10


def test_nothing_is_loaded_and_no_script_may_run() -> None:
    written = page(*one_of_each())
    assert not re.search(r"(src|href)=|@import|url\(|https?:", written)
    assert "default-src 'none'" in written
    assert 'lang="zh-CN"' in written


def test_lines_of_a_cell_stay_lines() -> None:
    tree = html.document_fromstring(page(*one_of_each()))
    (goal,) = (cell for cell in tree.iter("td") if cell.text_content().startswith("目标1"))
    assert len(goal.findall("br")) == 1


def test_headings_repeat_and_forms_begin_a_page_in_print() -> None:
    tree = html.document_fromstring(page(*one_of_each()))
    assert len(tree.findall(".//article")) == 5
    assert len(tree.findall(".//thead")) == 5
    assert "article + article, p.new-page { break-before: page" in page(shanghai_target())
