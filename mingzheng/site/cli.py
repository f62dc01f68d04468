"""`mingzheng`: every command of the product, Django's included.

What all commands share is decided here: `--lang zh|en` before or after the command (otherwise MINGZHENG_LANG or the
locale decides, Chinese being the default), exit status 64 for wrong usage, and an overview that reads well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import NoReturn

import django
from django.core.management import ManagementUtility, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from mingzheng import __version__
from mingzheng.kernel.bilingual import Bilingual

# Options that Django gives every command and that help nobody who uses the product; they still work.
UNTOLD = {"--version", "--settings", "--pythonpath", "--traceback", "--no-color", "--force-color", "--verbosity"}
WRONG_USAGE = 64  # EX_USAGE of sysexits.h; 1 and 2 are verdicts of `audit`

COMMANDS: Mapping[Bilingual, Mapping[str, Bilingual]] = {
    Bilingual("公开与审核", "Publish and audit"): {
        "publish": Bilingual("由台账生成并公开一个单位一年的决算报告", "make a unit's yearly report from its ledger"),
        "audit": Bilingual("审核任何部门的决算报告（不需要数据库）", "audit anybody's published report (no database)"),
        "read": Bilingual("把报告读成数据（不需要数据库）", "read a report into data (no database)"),
        "rules": Bilingual("列出全部审核规则（不需要数据库）", "list the audit rules (no database)"),
        "mutate": Bilingual("逐处改动一个数字，统计审核的检出率", "change one digit at a time and count what is found"),
    },
    Bilingual("台账与证据", "Ledger and evidence"): {
        "import": Bilingual("导入分录、预算或上年数", "import entries, budgets or last year's accounts"),
        "load_sample": Bilingual("装入样例单位：台账与绩效自评表", "load the sample unit: ledger and forms"),
        "measures": Bilingual("列出各模块公布的测算项及其读数", "list the measures of the rooms and read them"),
        "verify_trail": Bilingual("核验操作留痕的摘要链", "verify the digest chain of the audit trail"),
    },
    Bilingual("运行", "Run"): {
        "serve": Bilingual("启动网页服务", "serve the pages"),
        "worker": Bilingual("执行排队和定期任务", "run queued and periodic work"),
        "check": Bilingual("检查安装与配置", "check the installation"),
        "migrate": Bilingual("更新数据库结构", "bring the database up to date"),
        "first_administrator": Bilingual(
            "建立首位管理员，显示一次性密码", "make the first administrator, show a one-time password"
        ),
    },
    Bilingual("开发", "Develop"): {
        "reconstruct_sample": Bilingual(
            "由已公开的合计数重构样例台账", "reconstruct the sample ledger from published totals"
        ),
        "messages": Bilingual("更新、编译、核对各模块的译文", "update, compile and check the message catalogues"),
    },
}


def take_language(arguments: list[str], environment: Mapping[str, str]) -> tuple[list[str], str]:
    """The arguments without `--lang`, and the language `zh` or `en`. Raises ValueError on any other language."""
    rest: list[str] = []
    given = ""
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--lang":
            given = next(waiting, "")
        elif argument.startswith("--lang="):
            given = argument.removeprefix("--lang=")
        else:
            rest.append(argument)
            continue
        if given not in ("zh", "en"):
            raise ValueError(given)
    names = ("MINGZHENG_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    return rest, given or ("en" if locale.lower().startswith("en") else "zh")


def overview(language: str) -> str:
    """What `mingzheng --help` prints: the product's commands in groups, then Django's in one paragraph."""
    usage = Bilingual("用法：mingzheng [--lang zh|en] 命令 [选项]", "usage: mingzheng [--lang zh|en] COMMAND [options]")
    more = Bilingual("“mingzheng 命令 --help”说明一个命令的用法。", "“mingzheng COMMAND --help” explains one command.")
    lines = [f"Mingzheng 明证 {__version__}", usage.in_language(language), more.in_language(language)]
    for group, commands in COMMANDS.items():
        lines += ["", group.in_language(language)]
        lines += [f"  {name:<20} {said.in_language(language)}" for name, said in commands.items()]
    own = {name for commands in COMMANDS.values() for name in commands}
    others = [name for name, app in sorted(get_commands().items()) if name not in own and app == "django.core"]
    lines += ["", Bilingual("Django 的命令", "Django's commands").in_language(language), "  " + " ".join(others)]
    return "\n".join(lines)


def _wrong_usage(parser: CommandParser, message: str) -> NoReturn:
    """What a parser does with a command line it cannot read: say so and end with 64."""
    if not parser.called_from_command_line:
        raise CommandError(message)
    parser.print_usage(sys.stderr)
    parser.exit(WRONG_USAGE, f"{parser.prog}: {message}\n")


def main() -> None:
    """Run one command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mingzheng.site.settings")
    try:
        arguments, language = take_language(sys.argv[1:], os.environ)
    except ValueError as error:
        sys.stderr.write(f"--lang: zh | en, not “{error}”\n")
        sys.exit(WRONG_USAGE)
    if not arguments or arguments in (["--help"], ["-h"], ["help"]):
        sys.stdout.write(overview(language) + "\n")
        return
    BaseCommand.suppressed_base_arguments = UNTOLD
    CommandParser.error = _wrong_usage  # type: ignore[method-assign, assignment]
    django.setup()
    translation.activate("en" if language == "en" else "zh-hans")
    utility = ManagementUtility(["mingzheng", *arguments])
    name = arguments[0]
    if name in get_commands():
        # A command that has words of its own for both languages declares the option; the others are translated.
        parser = utility.fetch_command(name).create_parser("mingzheng", name)
        if "--lang" in parser._option_string_actions:
            utility.argv[2:2] = ["--lang", language]
    elif not name.startswith("-") and name not in ("help", "version"):
        sys.stderr.write(f"{name}: {Bilingual('没有这个命令', 'no such command').in_language(language)}\n")
        sys.exit(WRONG_USAGE)
    utility.execute()


if __name__ == "__main__":
    main()
