"""``jixiao doctor``: what is wrong with this installation and what to do; ``--audit`` proves the history."""

from __future__ import annotations

import click

from jixiao.interfaces.cli.files import sentence
from jixiao.interfaces.cli.installation import set_up_django, start_database, stop_database
from jixiao.rules.findings import Finding


@click.command()
@click.option("--audit", is_flag=True, help="重新计算整个审计链和全部附件的哈希，并与每张表现在的内容核对。")
@click.option(
    "--reset-second-factors",
    is_flag=True,
    help="先重置本安装的密钥打不开的第二因素（恢复备份而密钥确已遗失时），由本人登录时重新设置。",
)
@click.option("--json", "as_json", is_flag=True, help="发现以 JSON 行输出。")
def doctor(audit: bool, reset_second_factors: bool, as_json: bool) -> None:
    """检查本安装：数据库、结构、权限、密钥文件、磁盘、审计链。一切正常时不输出，以 0 退出。"""
    from jixiao.documents.forms.json import dumps

    start_database()
    try:
        set_up_django()
        if reset_second_factors:
            _reset_second_factors()
        findings = _examined(audit)
    finally:
        stop_database()
    for finding in findings:
        click.echo(dumps(finding.to_json()) if as_json else sentence(finding))
    if any(finding.severity in ("error", "warning") for finding in findings):
        raise SystemExit(1)


def _reset_second_factors() -> None:
    from jixiao.foundation.people.examination import reset_those_that_do_not_open

    names = reset_those_that_do_not_open()
    click.echo(
        f"已重置 {len(names)} 人的第二因素：{'、'.join(names)}。" if names else "没有打不开的第二因素。", err=True
    )


def _examined(audit: bool) -> list[Finding]:
    from django.utils import timezone

    from jixiao.foundation.attachments.verify import verify
    from jixiao.foundation.database.examination import examine
    from jixiao.foundation.history.proof import prove, seal
    from jixiao.foundation.identity import acting_as, system_actor
    from jixiao.foundation.inbox.examination import examine as examine_office
    from jixiao.foundation.people.examination import examine as examine_people

    findings: list[Finding] = examine()
    is_migrated = not any(finding.code == "database.not_migrated" for finding in findings)
    if is_migrated:
        today = timezone.localdate()
        findings += [*examine_people(today), *examine_office(today)]
    if audit and is_migrated:
        seal()
        with acting_as(system_actor("doctor")):
            proof = prove()
        findings += [*proof.findings, *verify()]
        if proof.holds:
            click.echo(f"审计链完整：{proof.entries} 条记录，{proof.seals} 批，{proof.unsealed} 条待封存。")
    return findings
