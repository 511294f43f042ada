"""Misuse of the command line and a break, as an official meets them: in Chinese, exit 2 and exit 1."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from jixiao.interfaces.cli import main
from tests.support.samples import SAMPLES


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["foo"], "没有 foo 这个命令。现有命令：read、targets、judge、check、write、measure、demo"),
        (["check", "--jsn"], "没有 --jsn 这个选项。是不是 --json"),
        (["read", "-j", "0", "x"], "-j / --jobs 的值不合要求：应为不小于 1 的整数。"),
        (["write", "--to", "doc", "-o", "x"], "--to 的值不合要求：应为 xlsx、docx、pdf、html 之一。"),
        (["write", "x.json"], "缺少 -o / --output。"),
        (["targets", "a", "b"], "多出了参数(b)。"),
        (["write", "x.json", "-o", "x"], "不知道写成什么格式"),
        (["restore", "没有的文件夹"], "没有“没有的文件夹”这个文件夹。请核对名称和当前文件夹。"),
    ],
)
def test_misuse_is_answered_in_chinese_with_exit_2(arguments: list[str], message: str) -> None:
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Error" not in done.stderr
    assert "用法：main" in done.stderr
    assert "OPTIONS" not in done.stderr


def test_help_and_version_still_end_with_0() -> None:
    assert CliRunner().invoke(main, ["read", "--help"]).exit_code == 0
    assert re.match(r"jixiao \d", CliRunner().invoke(main, ["--version"]).stdout)


def test_a_break_in_a_large_batch_ends_it_with_one_word(tmp_path: Path) -> None:
    for number in range(400):
        (tmp_path / f"{number}.txt").symlink_to(SAMPLES / "forms.txt")
    command = [sys.executable, "-m", "jixiao.interfaces.cli", "check", "-r", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True) as running:
        assert running.stdout is not None
        running.stdout.readline()  # it is at work
        time.sleep(0.2)
        os.killpg(running.pid, signal.SIGINT)  # to all its processes, as a terminal does
        _, said = running.communicate(timeout=30)
    assert running.returncode == 1
    assert said.decode().strip() == "已中断。"
