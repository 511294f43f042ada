"""Which indicators of the four maintenance forms records of operations and contracts answer: 62 of their 86."""

from __future__ import annotations

from jixiao.systems.operations.demo.world import BUDGET, NETWORK, NON_TAX, PROCUREMENT

_OF_ALL = ("合同管理完备性", "项目验收规范性", "系统运维规范性", "供应商资质符合程度", "故障重复发生率", "信息共享情况")
_OF_PROJECTS = ("监理规范性", "工程变更规范性", "配套设施完备性")
_OF_DESKS = ("系统维护数量", "运维工单处理率", "运维平均响应时间")

ANSWERED = {
    NETWORK: (
        *_OF_ALL,
        *_OF_PROJECTS,
        *("巡检次数", "故障处理率", "故障处理及时率"),
        *("应急响应机制健全性", "运维人员培训机制健全性", "跨部门沟通协作机制健全性"),
    ),
    NON_TAX: (*_OF_ALL, *_OF_DESKS),
    BUDGET: (*_OF_ALL, *_OF_DESKS, "系统服务部门数"),
    PROCUREMENT: (
        *_OF_ALL,
        *_OF_PROJECTS,
        *("系统运维数量", "运维人员配备数量", "系统自检次数", "运维工单处理率", "自检通过率", "系统功能开发验收通过率"),
        *("系统故障排除率", "系统功能开发完工及时性", "系统性能调优完工及时性", "现场维护服务时长", "应急处理及时性"),
        *("系统服务用户数", "安全事故发生率", "重要信息存储丢失率", "长效管理机制健全性", "应急响应机制"),
        *("运维人员培训机制", "跨部门沟通协作机制", "档案管理机制"),
    ),
}
