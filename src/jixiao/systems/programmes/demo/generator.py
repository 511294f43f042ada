"""Simulated programmes of simulated departments, made from a seed in bulk: whole lives, not only rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.utils import timezone
from pypinyin import lazy_pinyin

from jixiao.foundation.inbox.models import Task
from jixiao.foundation.organisations.models import Organisation
from jixiao.foundation.transitions.models import Step
from jixiao.rules.targets import parse_target
from jixiao.systems.programmes.actions.tasks import waiting_task
from jixiao.systems.programmes.models import FormVersion, Framework, Programme, TargetForm, TargetIndicator
from jixiao.systems.programmes.policies import chain_of
from jixiao.systems.programmes.states import APPROVED, DECLARED, DEPARTMENT_PASSED, DRAFT, PASSED, RETURNED, VERSION

YEAR = 2020
_A_BATCH = 500
_REASON = "模拟数据"

_WORKS = (
    *(
        "业务培训",
        "信息系统运维",
        "设施设备维护",
        "专项检查",
        "宣传推广",
        "数据采集",
        "课题研究",
        "购买服务",
        "应急物资储备",
    ),
    *("基层站点补助", "标准化建设", "档案整理", "人才培养", "质量监测", "技术改造"),
)
_OF = ("一期", "二期", "综合", "重点", "常规", "试点", "延续", "年度", "区域", "专项")
_OUTPUTS = (
    ("产出目标", "数量", "{work}完成数量", ("≥{n}次", "={n}项", "不少于{n}批", "≥{n}人次")),
    ("产出目标", "数量", "覆盖单位数", ("≥{n}家", "{n}个")),
    ("产出目标", "数量", "参加人数", ("不少于{n}人", "≥{n}人")),
    ("产出目标", "质量", "{work}合格率", ("≥{p}%", "{p}%", "不低于{p}%")),
    ("产出目标", "质量", "差错率", ("≤{f}%", "≤{f}‰")),
    ("产出目标", "质量", "验收通过率", ("=100%", "100%")),
    ("产出目标", "时效", "完成及时率", ("≥{p}%", "=100%")),
    ("产出目标", "时效", "平均响应时间", ("≤{h}小时", "<={h}小时")),
    ("产出目标", "时效", "年度工作完成时间", ("12月底前", "2020年12月31日前")),
    ("效果目标", "社会效益", "投诉处理率", ("=100%", "≥{p}%")),
    ("效果目标", "社会效益", "安全责任事故", ("=0起", "0起")),
    ("效果目标", "社会效益", "公众知晓率", ("≥{p}%",)),
    ("效果目标", "满意度", "服务对象满意度", ("≥{p}%", "达到{p}%以上")),
    ("影响力目标", "长效管理", "长效管理机制健全性", ("健全", "基本健全")),
    ("影响力目标", "人力资源", "持证上岗率", ("≥{p}%",)),
    ("影响力目标", "信息共享", "信息共享情况", ("共享", "按需及时")),
)
_INPUTS = (
    ("投入与管理", "投入管理", "预算执行率", ("=100%", "{p}%")),
    ("投入与管理", "投入管理", "预算资金到位率", ("=100%",)),
    ("投入与管理", "财务管理", "资金使用规范性", ("规范",)),
    ("投入与管理", "实施管理", "政府采购规范性", ("规范", "合规")),
)
_MORE = (
    ("产出目标", "数量", "{work}检查次数", ("≥{n}次",)),
    ("产出目标", "质量", "资料完整率", ("≥{p}%",)),
    ("产出目标", "时效", "问题整改及时率", ("≥{p}%", "=100%")),
    ("效果目标", "社会效益", "受益人数", ("≥{n}人", "不少于{n}人")),
)
#: How far a simulated programme is, with how often; the verbs that led there.
_LIVES: Sequence[tuple[str, int, tuple[str, ...]]] = (
    (APPROVED, 60, ("declare", "pass_by_department", "pass_by_finance", "approve")),
    (PASSED, 6, ("declare", "pass_by_department", "pass_by_finance")),
    (DEPARTMENT_PASSED, 10, ("declare", "pass_by_department")),
    (DECLARED, 10, ("declare",)),
    (RETURNED, 4, ("declare", "return")),
    (DRAFT, 10, ()),
)


@dataclass(frozen=True, slots=True)
class _Life:
    """One simulated programme on its way into the tables."""

    programme: Programme
    form: TargetForm
    version: FormVersion
    rows: list[TargetIndicator]
    verbs: tuple[str, ...]


def make_programmes(owners: Sequence[Organisation], count: int, chance: random.Random, today: date) -> int:
    """``count`` simulated programmes with about twenty indicators each, spread over the owners; gives the number."""
    chains = {owner.pk: chain_of(owner) for owner in owners}
    for first in range(0, count, _A_BATCH):
        lives = [
            _life(owners[number % len(owners)], number, chance) for number in range(first, min(first + _A_BATCH, count))
        ]
        Programme.objects.bulk_create([life.programme for life in lives])
        TargetForm.objects.bulk_create([life.form for life in lives])
        FormVersion.objects.bulk_create([life.version for life in lives])
        TargetIndicator.objects.bulk_create([row for life in lives for row in life.rows])
        _live(lives)
        waiting = [waiting_task(life.version, chains[life.version.owner_id], (), today) for life in lives]
        Task.objects.bulk_create([task for task in waiting if task is not None])
    return count


def _life(owner: Organisation, number: int, chance: random.Random) -> _Life:
    work = chance.choice(_WORKS)
    name = f"{owner.name.removesuffix('（模拟）')}{chance.choice(_OF)}{work}{number + 1}（模拟）"
    now = timezone.now()
    kind = "信息化建设工程类" if "系统" in work else chance.choice(("事业/专业类", "其他类"))
    budget = Decimal(chance.randint(5, 2_000)) * 10_000
    stamped: dict[str, Any] = {"owner": owner, "happened_at": now}
    programme = Programme(
        name=name,
        sort_key="".join(_pinyin(sign) for sign in name),
        category="经常性专项业务费",
        performance_type=kind,
        **stamped,
    )
    form = TargetForm(
        programme=programme, year=YEAR, framework=Framework.SHANGHAI_2020, is_key=chance.random() < 0.1, **stamped
    )
    version = FormVersion(
        form=form,
        number=1,
        state=DRAFT,
        form_title="财政项目支出绩效目标表",
        project_name=name,
        category="经常性专项业务费",
        start_date=date(YEAR, 1, 1),
        end_date=date(YEAR, 12, 31),
        gov_purchase_service=chance.random() < 0.5,
        performance_type=kind,
        overview=f"{work}的组织实施。（模拟数据）",
        legal_basis="部门职责和年度工作计划。（模拟数据）",
        necessity=f"{work}是履行部门职责所需。（模拟数据）",
        safeguards="财务管理办法、项目管理办法。（模拟数据）",
        plan="一季度制定方案，二至四季度实施，年底前总结。（模拟数据）",
        goals=f"按计划完成{work}。（模拟数据）",
        total_budget_yuan=budget,
        current_year_budget_yuan=budget,
        prev_year_same_name_budget_yuan=budget,
        prev_year_same_name_executed_yuan=budget - Decimal(chance.randint(0, 9_999)),
        saved_at=now,
        **stamped,
    )
    chosen = [*_INPUTS, *_OUTPUTS]
    for _unused in range(chance.randint(0, 2)):
        chosen.remove(chance.choice(chosen))
    chosen += chance.sample(_MORE, chance.randint(0, 3))
    rows = [_row(version, place, pattern, work, chance) for place, pattern in enumerate(chosen, 1)]
    verbs = chance.choices([life[2] for life in _LIVES], [life[1] for life in _LIVES])[0]
    return _Life(programme, form, version, rows, verbs)


def _row(
    version: FormVersion, number: int, pattern: tuple[str, str, str, tuple[str, ...]], work: str, chance: random.Random
) -> TargetIndicator:
    level1, level2, name, targets = pattern
    words = {
        "n": chance.choice((2, 4, 6, 8, 12, 20, 50, 100, 200)),
        "p": chance.choice((85, 90, 92, 95, 98, 99, 100)),
        "f": chance.choice((1, 2, 3, 5)),
        "h": chance.choice((1, 2, 4, 8, 24)),
    }
    text, level3 = chance.choice(targets).format(**words), name.format(work=work)
    return TargetIndicator(
        version=version,
        owner_id=version.owner_id,
        number=number,
        level1=level1,
        level2=level2,
        level3=level3,
        target_text=text,
        parsed=_parsed(text, level3),
        happened_at=version.happened_at,
    )


def _live(lives: Sequence[_Life]) -> None:
    """Takes the versions through their verbs, one statement a verb: states move along the table only."""
    for place in range(max(len(life.verbs) for life in lives)):
        steps = []
        for verb in {life.verbs[place] for life in lives if len(life.verbs) > place}:
            moving = [life.version for life in lives if life.verbs[place : place + 1] == (verb,)]
            target = VERSION.transitions[verb].target
            steps += [_step(version, verb, target) for version in moving]
            due = timezone.localdate() - timedelta(days=2) if verb == "return" else None
            numbers = [version.pk for version in moving]
            FormVersion.objects.filter(pk__in=numbers).update(state=target, revision=place + 2, due_on=due)
            for version in moving:
                version.state, version.revision, version.due_on = target, place + 2, due
        Step.objects.bulk_create(steps)


def _step(version: FormVersion, verb: str, target: str) -> Step:
    return Step(
        owner_id=version.owner_id,
        subject=VERSION.subject,
        subject_id=version.pk,
        verb=verb,
        source=version.state,
        target=target,
        reason=_REASON,
        happened_at=timezone.now(),
    )


@cache
def _pinyin(sign: str) -> str:
    return "".join(lazy_pinyin(sign))


@cache
def _parsed(text: str, name: str) -> list[dict[str, Any]]:
    return [value.to_label() for value in parse_target(text, name=name).values]
