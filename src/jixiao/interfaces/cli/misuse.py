"""What misuse of the command line is answered, in Chinese: click speaks English only."""

from __future__ import annotations

import click


def misuse_sentence(error: click.ClickException) -> str:
    """What is wrong with the command line and what would be right; our own messages as they are."""
    if isinstance(error, click.NoSuchOption):
        return f"没有 {error.option_name} 这个选项。{_perhaps(error.possibilities)}"
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"没有 {error.command_name} 这个命令。{_commands(error.ctx)}"
    if isinstance(error, click.MissingParameter):
        return f"缺少 {_parameter(error)}。"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面要写出值，或不该写值。"
    if isinstance(error, click.BadParameter) and (missing := _missing_path(error)):
        return missing
    if isinstance(error, click.BadParameter):
        return f"{_parameter(error)} 的值不合要求：应为{_wanted(error.param)}。"
    if isinstance(error, click.UsageError) and error.message.startswith("Got unexpected extra argument"):
        return f"多出了参数{error.message[error.message.find('(') :]}。"
    return error.format_message()


def _parameter(error: click.BadParameter) -> str:
    parameter = error.param
    if parameter is None:
        return error.param_hint if isinstance(error.param_hint, str) else "参数"
    return " / ".join(parameter.opts) if isinstance(parameter, click.Option) else parameter.make_metavar(_of(error))


def _missing_path(error: click.BadParameter) -> str:
    """That there is no such file or folder, when this is what is wrong; click tells it in English only."""
    kind = error.param.type if error.param is not None else None
    if not isinstance(kind, click.Path) or "does not exist" not in error.message:
        return ""
    named = error.message.partition("'")[2].rpartition("'")[0]
    return f"没有“{named}”这个{'文件夹' if not kind.file_okay else '文件'}。请核对名称和当前文件夹。"


def _of(error: click.UsageError) -> click.Context:
    return error.ctx or click.Context(click.Command(None))


def _wanted(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter is not None else None
    if isinstance(kind, click.Choice):
        return f" {_names(kind.choices)} 之一"
    if isinstance(kind, click.IntRange) and kind.min is not None:
        return f"不小于 {kind.min} 的整数"
    return "所要求的形式，见 --help"


def _commands(context: click.Context | None) -> str:
    group = context.command if context is not None else None
    return f"现有命令：{_names(group.list_commands(context))}。" if isinstance(group, click.Group) and context else ""


def _perhaps(possibilities: object) -> str:
    return f"是不是 {_names(possibilities)}？" if possibilities else "用 --help 列出全部选项。"


def _names(names: object) -> str:
    return "、".join(str(name) for name in names) if isinstance(names, (list, tuple, set, dict)) else str(names)
