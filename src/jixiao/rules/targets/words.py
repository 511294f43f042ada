"""The closed vocabulary of the grammar: signs and words of comparison, units, periods, grades.

Closed as a language's function words are: comparisons, measure words, calendar words. No subject matter stands here;
what an indicator is about is never looked up. Lists are lines of words; where a line begins with ``name:``, the words
after it are other spellings of that name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from jixiao.rules.values import Operator


def alternatives(words: Iterable[str]) -> str:
    """The words as alternatives of a pattern, the longest first so that 不低于 is not read as 低于."""
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda word: (-len(word), word)))


def _words(lines: str) -> tuple[str, ...]:
    return tuple(lines.split())


def _spellings(lines: str) -> dict[str, str]:
    """``米: m M`` on a line → {"m": "米", "M": "米"}."""
    found: dict[str, str] = {}
    for line in lines.strip().splitlines():
        name, _, spellings = line.partition(":")
        found |= dict.fromkeys(spellings.split(), name.strip())
    return found


# --- comparison -------------------------------------------------------------------------------------------------

#: Signs as they are typed and as copies leave them (after folding of full-width forms).
SIGNS: dict[str, Operator] = {
    **dict.fromkeys(_words("≥ ≧ ⩾ ≥= >= => >≥ ≮"), ">="),
    **dict.fromkeys(_words("≤ ≦ ⩽ ≤= <= =< <≤ ≯"), "<="),
    ">": ">",
    "<": "<",
    **dict.fromkeys(_words("= ═ =="), "="),
}

#: Words before the number. 达到 promises at least; 超过 promises more.
WORDS_BEFORE: dict[str, Operator] = {
    **dict.fromkeys(
        _words("""
        大于等于 大于或等于 大于或者等于 高于等于 高于或等于 多于等于 不少于 不低于 不小于 不短于 不早于 不下于
        不得少于 不得低于 不得小于 不能少于 不能低于 至少 最少 最低 起码 达到或超过 达到 达
        """),
        ">=",
    ),
    **dict.fromkeys(
        _words("""
        小于等于 小于或等于 小于或者等于 低于等于 低于或等于 少于等于 不超过 不超出 不超 未超过 不高于 不多于
        不大于 不长于 不得超过 不得高于 不得多于 不得大于 不能超过 不能高于 不应超过 不突破 不得突破 至多 最多 最高 最长
        控制在 控制到 不迟于 不晚于 不得迟于 不得晚于 最迟 最晚 上限为 封顶
        """),
        "<=",
    ),
    **dict.fromkeys(_words("大于 超过 超出 多于 高于 优于 突破 晚于 超"), ">"),
    **dict.fromkeys(_words("小于 少于 低于 不足 早于 短于 不到"), "<"),
    **dict.fromkeys(_words("等于"), "="),
}
BEFORE: dict[str, Operator] = SIGNS | WORDS_BEFORE

#: Words before a number that a word after it may overrule: 控制在95%以上 is at least.
YIELDING = frozenset(_words("达到 达 控制在 控制到"))

#: Words after the number. In Chinese law 以上, 以下, 以内 include the number (民法典 第一千二百五十九条).
AFTER: dict[str, Operator] = {
    **dict.fromkeys(_words("以上 之上 及以上 或以上 及其以上"), ">="),
    **dict.fromkeys(_words("以内 之内 内 及以内 以下 之下 及以下 或以下 范围内 封顶 之间内"), "<="),
}

APPROXIMATE_BEFORE = _words("约为 大约 大概 大致 将近 接近 基本达到 基本实现 基本")
#: 签约, 节约, 最近 are other words.
APPROXIMATE_CHARACTERS = r"(?<![节签预合公条续违])约|(?<![附临最就])近"
APPROXIMATE_AFTER = _words("左右 上下")

#: Verbs of change that lead up to the number reached: 压缩至5日 is five days, not five fewer.
_REACHING = _words("提高 提升 增长 上升 上调 扩大 增加 下降 降低 下调 减少 缩短 缩减 压缩 压减 降 增")

#: Verbs and adverbs that carry a target and say nothing of what is measured.
CARRIERS = (
    *_words("""
        力争 争取 确保 保证 努力 预计 总体 原则上 完成 实现 保持在 维持在 稳定在 保持 共计 合计 总计 累计 总共
        常年 始终 长期 持续 全部 应当 必须 能够 提供 全天 开展 举办 举行 召开 进行 人民币
    """),
    *(verb + to for verb in _REACHING for to in "到至"),
)
#: Single characters that carry right before the number, unless they end another word (供应, 平均, 行为).
CARRYING_CHARACTERS = (
    r"(?<![公中])共|(?<![平人户亩年月日生村校季周])均|(?<=[生村校季周])均(?!$)|(?<![成首京])都|(?<![供响反相])应"
    r"|须|(?<![行作])为|是|(?<!存)在|于|到|至|各"
)
#: 达 and 超 compare, unless they end another word: 雷达, 马达, 彩超, B超.
OPERATOR = rf"(?!(?<=[雷马])达|(?<=[彩Bb])超)(?:{alternatives(BEFORE)})"

# --- units ------------------------------------------------------------------------------------------------------

#: Other spellings. Money keeps its scale apart (万元 = 万 + 元); 个 before a unit of time is no unit.
_SPELLED = _spellings("""
    米: m M
    公里: km KM Km 千米
    延米: 延长米
    厘米: cm
    毫米: mm
    平方米: m2 M2 平米 平方
    平方公里: km2 平方千米
    立方米: m3 M3 立方 方
    公顷: ha hm2
    公斤: kg KG Kg 千克
    克: g
    毫克: mg
    微克: ug μg
    吨: t
    升: L
    毫升: ml mL
    小时: h H 个小时 钟头 个钟头
    分钟: min
    秒: s
    毫秒: ms
    日: 天
    月: 个月
    年: 周年 个年度
    周: 星期 个星期 个周
    工作日: 个工作日 工作天
    自然日: 个自然日
    日历天: 个日历天
    季度: 个季度
    学时: 个学时
    课时: 个课时
    学期: 个学期
    学年: 个学年
    百分点: 个百分点
    批次: 个批次
    班次: 个班次
    标段: 个标段
    人次: 个人次
    千瓦时: 度电 kWh KWh kwh KWH
    千瓦: kW KW
    兆瓦: MW
    分贝: dB db
    摄氏度: °C
    元: 块钱 圆 元整 元人民币
    ppm: PPM
    MPa: Mpa
""")

#: Measure words (量词) and units that are written as they are.
_PLAIN = _words("""
    元 美元 欧元 港元 人 人次 人天 人日 人月 人份 名 位 户 户次 家 家次 个 项 项次 件 件次 件套 例 例次 起 宗
    桩 次 回 场 场次 期
    班 班次 批 批次 轮 轮次 趟 遍 篇 份 册 本 部 套 台 台套 台件 台次 台班 辆 辆次 车次 架 架次 航次 艘 艘次 只
    头 羽 匹 尾 株 棵
    粒 颗 根 条 条次 张 幅 块 座 栋 幢 间 处 处次 所 口 眼 盏 面 片 段 副 双 支 枝 枚 盒 箱 袋 瓶 桶 包 捆 卷
    把 顶 床 床位 床日
    泊位 车位 席 席位 桌 组 队 团 对 门 门次 道 层 排 行 笔 单 票 通 节 节次 站 点 点位 岗 岗位 标段 剂
    剂次 针次 具 种 样
    品种 村次 校次 端口 工日 学分 款 幕 路 字 页 版面 帧 单元 类
    吨 公斤 克 毫克 微克 纳克 斤 升 毫升 公里 里 米 延米 厘米 毫米 微米 海里 平方公里 平方米 平方厘米 立方米 公顷 亩
    亩次 千瓦 千瓦时
    兆瓦 度 吨标准煤 分贝 摄氏度 人公里 车公里 GB MB TB Mbps MPa ppm
    工作日 自然日 日历天 日 小时 分钟 秒 毫秒 周 月 年 季度 学时 课时 学期 学年 岁 月龄 分 百分点 倍
""")

#: Things counted by either word of a pair: 10台/套, 5台(套), 5000本/册.
EITHER_UNITS = ("台套部辆架组件", "本册份", "条幅张块", "座处所个户", "个套件只")

#: Spelling → unit as labels write it.
UNITS: dict[str, str] = {word: word for word in _PLAIN} | _SPELLED

#: Shares of one: the sign → the power of ten.
RATIOS: dict[str, int] = {"%": -2, "百分比": -2, "个%": -2, "‰": -3, "千分比": -3, "‱": -4}

#: Scales before a unit → the power of ten.
SCALES: dict[str, int] = {"百": 2, "千": 3, "万": 4, "w": 4, "W": 4, "百万": 6, "千万": 7, "亿": 8, "万亿": 12}

#: Words that make a number a name: 2级, 3号, 5A, 2020版, 3类水质 count nothing.
ORDINALS = "级号类等版届星档"

# --- time and rates ---------------------------------------------------------------------------------------------

#: Periods of a rate, spelling → as labels write it.
PERIODS: dict[str, str] = {
    word: word for word in _words("年 月 季度 周 日 小时 半年 学期 学年 旬 分钟 秒 半月 工作日")
} | _spellings("""
    年: 年度 a
    月: 个月
    季度: 季 个季度
    周: 星期
    日: 天 d
    小时: h
    半月: 半个月
    工作日: 个工作日
""")

#: 月均, 人均: an average over a period or over heads.
AVERAGES_PERIOD = {"年均": "年", "月均": "月", "日均": "日", "季均": "季度", "周均": "周"}
AVERAGES_PER = {"人均": "人", "户均": "户", "亩均": "亩", "村均": "村", "生均": "生", "校均": "校"}

# --- comparison with an earlier or another value ----------------------------------------------------------------

DIRECTIONS: dict[str, str] = _spellings("""
    增长: 增长 增加 提高 提升 上升 增幅 上涨
    下降: 下降 降低 减少 压减 压缩 缩减 缩短 降幅 下浮 节约 节省
""")

#: Words for the year before, all meaning 上年.
LAST_YEAR = _words("上年同期 去年同期 上年度 上一年度 上一年 上年 去年")

#: 同比 is against the same time of the year before, 环比 against the period before.
SAME_PERIOD = {"同比": "上年", "环比": "上期"}

#: Grades everybody ranks alike; letters and classes (A级, 三级) rank differently from trade to trade.
GRADES = _words("优秀 优良 良好 中等 合格 及格 优 良")

#: Units that are also parts of dates: 12月 is December, ≤12月 are months; 2020年 is a year, 2年 are two years.
CALENDAR_UNITS = frozenset(("月", "年", "日", "年度"))
