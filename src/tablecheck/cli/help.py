"""What ``--help`` says, in Chinese and English, no wider than 80 columns.

Comes in: the name of a command, or "". Goes out: lines. click's own help would be English only, and
its texts would be read at every start. A test holds that every option is told of.
"""

from __future__ import annotations

from tablecheck.findings import Words

Entry = tuple[str, Words]

_GLOBAL: tuple[Entry, ...] = (
    ("--lang zh|en", Words("输出的语言；缺省随系统", "language of the output; else the system's")),
    ("-h, --help", Words("显示用法", "show this text")),
)
_COMMANDS: tuple[Entry, ...] = (
    ("validate", Words("检查表格文件；可省略不写", "check files; may be left out")),
    ("fix", Words("写一个副本，补上推知的数", "write a copy with what the rules force")),
    ("extract", Words("把表里的数输出为数据，每个数一行", "write a table as data, a line a value")),
    ("explain", Words("说明一个检查项", "show the page of a check")),
    ("checks", Words("列出全部检查项", "list all checks")),
    ("forms", Words("列出已知的表式，或显示一个", "list the known forms, or show one")),
    ("form", Words("检查、显示、比较表式本身", "check, show and compare forms themselves")),
    ("rollup", Words("汇总各成员的表，核对汇总数", "add up members' tables, check a total")),
    ("config", Words("显示对文件生效的配置及其来源", "show what applies to files, and whence")),
    ("completion", Words("输出命令补全的脚本", "print a script for your shell")),
    ("doctor", Words("列出版本、编码和路径", "versions, encodings and paths")),
)
_FORM_COMMANDS: tuple[Entry, ...] = (
    ("init", Words("由已有的表草拟表式", "draft a form from tables")),
    ("check", Words("检查表式本身", "check forms themselves")),
    ("show", Words("显示表式（树或网页）", "show a form, as a tree or as a page")),
    ("diff", Words("比较两个表式", "compare two forms")),
    ("template", Words("生成待填的工作簿", "write a workbook to fill in")),
    ("export", Words("输出为 JSON Schema 或 VTL", "say it in JSON Schema or VTL")),
)
_USAGE = {
    "form": Words("tablecheck form 命令 ...", "tablecheck form COMMAND ..."),
    "form init": Words(
        "tablecheck form init [选项] TABLE...", "tablecheck form init [OPTIONS] TABLE..."
    ),
    "form check": Words(
        "tablecheck form check [选项] FORM...", "tablecheck form check [OPTIONS] FORM..."
    ),
    "form show": Words("tablecheck form show [选项] FORM", "tablecheck form show [OPTIONS] FORM"),
    "form diff": Words("tablecheck form diff [选项] A B", "tablecheck form diff [OPTIONS] A B"),
    "form template": Words(
        "tablecheck form template [选项] FORM --output FILE.xlsx",
        "tablecheck form template [OPTIONS] FORM --output FILE.xlsx",
    ),
    "form export": Words(
        "tablecheck form export [选项] FORM --as jsonschema|vtl",
        "tablecheck form export [OPTIONS] FORM --as jsonschema|vtl",
    ),
    "extract": Words("tablecheck extract [选项] FILE", "tablecheck extract [OPTIONS] FILE"),
    "": Words(
        "tablecheck 文件...\n  tablecheck validate [选项] 文件...\n  tablecheck 命令 --help",
        "tablecheck FILE...\n  tablecheck validate [OPTIONS] PATH...\n  tablecheck COMMAND --help",
    ),
    "validate": Words(
        "tablecheck validate [选项] PATH...", "tablecheck validate [OPTIONS] PATH..."
    ),
    "fix": Words(
        "tablecheck fix [选项] FILE --output COPY", "tablecheck fix [OPTIONS] FILE --output COPY"
    ),
    "explain": Words("tablecheck explain [选项] CODE", "tablecheck explain [OPTIONS] CODE"),
    "checks": Words("tablecheck checks [选项]", "tablecheck checks [OPTIONS]"),
    "forms": Words(
        "tablecheck forms [选项] [ID|FILE]...", "tablecheck forms [OPTIONS] [ID|FILE]..."
    ),
    "rollup": Words("tablecheck rollup [选项] PATH...", "tablecheck rollup [OPTIONS] PATH..."),
    "config": Words("tablecheck config [选项] [PATH...]", "tablecheck config [OPTIONS] [PATH...]"),
    "completion": Words("tablecheck completion SHELL", "tablecheck completion SHELL"),
    "doctor": Words("tablecheck doctor [选项]", "tablecheck doctor [OPTIONS]"),
}
_LEADS = {
    "form": Words("检查、显示、比较表式本身。", "Check, show and compare forms themselves."),
    "form init": Words(
        "由一个或几个同样布局的表（空白的或填好的）草拟表式，并说明哪些没有把握。",
        "Draft a form from tables of one layout, blank or filled; say what is unsure.",
    ),
    "form check": Words(
        "检查表式：语法、名称、单位、互相矛盾或多余的勾稽关系、没有关系的格。",
        "Check forms: grammar, labels, units, rules that contradict or say nothing new.",
    ),
    "form show": Words(
        "显示表式的指标、单位和勾稽关系。", "Show a form with its units and relations."
    ),
    "form diff": Words(
        "列出表式 B 比 A 多了、少了、改了哪些行、列和勾稽关系。",
        "Tell which rows, columns and rules were added, removed or changed from A to B.",
    ),
    "form template": Words(
        "生成待填的工作簿：合计自动计算，填错的变红，另有一页核对勾稽关系。",
        "Write a workbook to fill in: sums compute, broken rules turn red.",
    ),
    "form export": Words(
        "把表式输出为 JSON Schema（对 extract 的 JSON）或 VTL 2.1。",
        "Say a form as JSON Schema (of what extract writes) or as VTL 2.1.",
    ),
    "extract": Words(
        "把表里的数输出为数据：指标、单位、数值、状态、单元格，每个数一行。",
        "Write a table as data: indicator, unit, value, status and cell, a line a value.",
    ),
    "": Words(
        "检查统计表：哪里漏填、哪些数互相矛盾、哪里单位不对。\n"
        "只给文件、不带命令和选项时，在每个文件旁边另写一份标注的工作簿。",
        "Check statistics tables: what is missing, inconsistent, or in the wrong unit.\n"
        "Files alone, without a command or an option, get a marked workbook beside them.",
    ),
    "validate": Words(
        "按表式检查表格文件，指出要改的单元格。不改动被检查的文件。",
        "Check files against a form; name the cells to correct. Inputs stay unchanged.",
    ),
    "fix": Words(
        "写一个副本（xlsx xlsm csv），填上至少两组勾稽关系推知的空单元格；原文件不变。",
        "Write a copy (xlsx xlsm csv) with the blanks that two sets of rules force.",
    ),
    "explain": Words(
        "说明一个检查项：查什么、为什么、举例。说明为英文。",
        "Show the page of a check: what it looks at, why, and an example.",
    ),
    "checks": Words(
        "列出全部检查项：代码、名称、级别、标题。",
        "List all checks: code, name, severity, title.",
    ),
    "forms": Words(
        "列出已知的表式；给出代号或文件，则显示指标、单位和勾稽关系。",
        "List the known forms, or show one with its units and relations.",
    ),
    "rollup": Words(
        "按表式汇总各成员的表，指出缺少、重复和未填的成员，并核对上报的汇总数。",
        "Add up members' tables into the form; check a filed total against them.",
    ),
    "config": Words(
        "显示配置文件，以及每个选项的值和来源（命令行先于环境变量，先于配置文件）。",
        "Show the configuration file, and each option with its value and source.",
    ),
    "doctor": Words(
        "列出版本、编码和路径，报告程序错误时附上。",
        "Print versions, encodings and paths; add them to the report of a bug.",
    ),
    "completion": Words(
        "输出脚本，写入 shell 的启动文件后可补全命令和选项。",
        "Print the script by which a shell completes commands and options.",
    ),
}
_FORM = Words("表式代号或表式文件", "id of a form, or a file that holds one")
_ARGUMENTS: dict[str, tuple[Entry, ...]] = {
    "form init": (("TABLE...", Words("布局相同的表格文件", "files with tables of one layout")),),
    "form check": (("FORM...", _FORM),),
    "form show": (("FORM", _FORM),),
    "form template": (("FORM", _FORM),),
    "form export": (("FORM", _FORM),),
    "extract": (("FILE", Words("表格文件", "a table")),),
    "form diff": (
        ("A", Words("旧表式：代号或文件", "the older form: an id or a file")),
        ("B", Words("新表式：代号或文件", "the newer form: an id or a file")),
    ),
    "validate": (
        (
            "PATH...",
            Words(
                "文件、文件夹、通配符，或 -（标准输入）",
                "files, folders, globs, or - (standard input)",
            ),
        ),
    ),
    "fix": (("FILE", Words("要补的文件", "the file")),),
    "explain": (
        ("CODE", Words("检查项的代码或名称，如 TC401", "code or name of a check, e.g. TC401")),
    ),
    "forms": (("[ID|FILE]...", _FORM),),
    "rollup": (("PATH...", Words("各成员的表或文件夹", "members' tables, or folders")),),
    "config": (
        ("[PATH...]", Words("对哪些文件；缺省为当前文件夹", "files; else the folder you are in")),
    ),
    "completion": (("SHELL", Words("bash zsh fish 之一", "bash, zsh or fish")),),
}
_REPLACE = Words("覆盖已有的文件", "replace a file that is there")
_TO = Words("=FILE 写入文件；可重复", "=FILE: to a file; may be repeated")
_OPTIONS: dict[str, tuple[Entry, ...]] = {
    "form init": (
        ("-o, --output FILE", Words("表式写到哪里；缺省为屏幕", "the form; else standard output")),
        ("--force", _REPLACE),
        ("--sheet NAME|N", Words("只看这个工作表（名称或序号）", "look at this sheet only")),
        (
            "--encoding ENC",
            Words("CSV 文件的编码；缺省自动识别", "of CSV files; else told from them"),
        ),
    ),
    "form template": (
        ("-o, --output FILE", Words("写到哪里（.xlsx）", "the workbook (.xlsx)")),
        ("--force", _REPLACE),
    ),
    "form export": (
        ("--as jsonschema|vtl", Words("用哪种语言", "in which language")),
        ("-o, --output FILE", Words("写到哪里；缺省为屏幕", "the file; else standard output")),
        ("--force", _REPLACE),
    ),
    "extract": (
        ("-o, --output FILE", Words("写到哪里；缺省为屏幕", "the file; else standard output")),
        ("--as json|csv", Words("格式；缺省看文件名", "else by the name of the file")),
        ("--deduced", Words("空单元格给出推知的数（状态 I）", "blanks as deduced, status I")),
        ("-f, --form ID|FILE", Words("用哪个表式；缺省自动识别", "form; else recognised")),
        ("--sheet NAME|N", Words("只看这个工作表", "search this sheet only")),
        ("--blank form|missing|zero", Words("空单元格算什么", "what a blank is")),
        ("--encoding ENC", Words("CSV 文件的编码", "of CSV files; else told from them")),
        ("--force", _REPLACE),
    ),
    "form show": (("-F, --format text|html", _TO),),
    "form diff": (("-F, --format text|json", _TO),),
    "form check": (
        (
            "-F, --format FORMAT[=FILE]",
            Words("text concise json sarif junit …", "text, concise, json, sarif, junit …"),
        ),
        (
            "--fail-on LEVEL",
            Words(
                "error（缺省）warning never：从这级起退出码为 1",
                "error (default) warning never: when to exit 1",
            ),
        ),
        ("--select CODES", Words("只报告这些检查项", "report these checks only")),
        ("--ignore CODES", Words("不报告这些检查项", "do not report these checks")),
        ("--color auto|always|never", Words("是否用颜色", "colour the levels")),
        ("-q, --quiet", Words("只列出发现的问题", "findings only")),
        ("--max-findings N", Words("每个表式最多列出几处", "findings shown a form (50)")),
    ),
    "rollup": (
        ("-f, --form ID|FILE", Words("用哪个表式；缺省看第一个表", "else that of the first table")),
        ("-o, --output FILE", Words("汇总表写到哪里（.xlsx）", "the totals (.xlsx)")),
        ("--force", _REPLACE),
        ("--against FILE", Words("上报的汇总表，与各成员核对", "a filed total, to be checked")),
        ("--members FILE", Words("成员名单，每行一个单位", "list of members, a line each")),
        ("-F, --format FORMAT[=FILE]", Words("同 validate", "as of validate")),
        ("--fail-on LEVEL", Words("从这级起退出码为 1", "when to exit 1")),
        ("--sheet NAME|N", Words("只查这个工作表", "search this sheet only")),
        ("--blank form|missing|zero", Words("空单元格算什么", "what a blank is")),
        ("--encoding ENC", Words("CSV 文件的编码", "of CSV files; else told from them")),
        ("--color auto|always|never", Words("是否用颜色", "colour the levels")),
        ("-q, --quiet", Words("只列出发现的问题", "findings only")),
        ("--max-findings N", Words("每个文件最多列出几处", "findings shown a file (50)")),
    ),
    "": (("--version", Words("显示版本", "show the version")),),
    "config": (("--config FILE", Words("配置文件；缺省向上查找", "the file; else found upwards")),),
    "fix": (
        ("-o, --output COPY", Words("副本的名字；不能是原文件", "the copy; never the input")),
        (
            "--accept-single",
            Words("也填只有一组关系推知的", "also blanks that one set of rules forces"),
        ),
        (
            "--blank-as-zero",
            Words("其他空单元格填 0，勾稽关系允许的话", "other blanks as 0, where rules allow"),
        ),
        (
            "--accept-suggestions",
            Words("也改几乎可以确定填错的数", "also numbers almost certainly wrong"),
        ),
        ("-f, --form ID|FILE", Words("用哪个表式；缺省自动识别", "form; else recognised")),
        ("--sheet NAME|N", Words("只查这个工作表", "search this sheet only")),
        ("--previous FILE", Words("上年（上期）的报告", "last year's report")),
        ("--encoding ENC", Words("CSV 文件的编码", "of CSV files")),
    ),
    "validate": (
        (
            "-f, --form ID|FILE",
            Words("用哪个表式；缺省自动识别", "form to check against; else recognised"),
        ),
        ("--sheet NAME|N", Words("只查这个工作表（名称或序号）", "search this sheet only")),
        (
            "--previous FILE",
            Words("上年（上期）的报告，核对结转和变化", "last year's report, to compare with"),
        ),
        (
            "-F, --format FORMAT[=FILE]",
            Words(
                "格式见下；=FILE 写入文件；可重复",
                "see below; =FILE: to a file; may be repeated",
            ),
        ),
        (
            "--fail-on LEVEL",
            Words(
                "error（缺省）warning never：从这级起退出码为 1",
                "error (default) warning never: when to exit 1",
            ),
        ),
        ("--select CODES", Words("只报告这些检查项，用逗号分开", "report these checks only")),
        ("--ignore CODES", Words("不报告这些检查项", "do not report these checks")),
        (
            "--blank form|missing|zero",
            Words(
                "空单元格：按表式（缺省）、算漏填、算 0",
                "what a blank is; form (default): as it says",
            ),
        ),
        (
            "--waivers FILE",
            Words("情况说明：标注过的工作簿或 toml", "explanations: marked workbook or toml"),
        ),
        (
            "--baseline FILE",
            Words("以前的 JSON 报告，只报新问题", "a JSON report; tell what is new"),
        ),
        ("--config FILE", Words("配置文件；缺省向上查找", "configuration; else found upwards")),
        ("--stdin-name NAME", Words("标准输入的文件名", "what standard input is called")),
        ("--color auto|always|never", Words("是否用颜色", "colour the levels")),
        ("-q, --quiet", Words("只列出发现的问题", "findings only")),
        (
            "-v, --verbose",
            Words("另列可推知的数和各条勾稽关系的结果", "also deduced cells and all verdicts"),
        ),
        ("--open", Words("用浏览器打开检查结果的网页", "show the HTML report in a browser")),
        (
            "--encoding ENC",
            Words("CSV 文件的编码；缺省自动识别", "of CSV files; else told from them"),
        ),
        (
            "--max-findings N",
            Words("每个文件最多列出几处（缺省 50）", "findings shown a file (default 50)"),
        ),
        (
            "-j, --jobs N|auto",
            Words("同时用几个进程检查多个文件（缺省 1）", "processes for many files (default 1)"),
        ),
        (
            "--timeout SECONDS",
            Words("每个文件最多检查几秒（缺省 60）", "that a file of a batch may take (60)"),
        ),
        (
            "--resume FILE",
            Words("接着以前的 jsonl 结果查，未变的文件不再查", "earlier jsonl, not to redo it"),
        ),
        (
            "--bulk auto|always|never",
            Words("每单位一行的大表成批检查（缺省 auto）", "large tables of units (default auto)"),
        ),
        (
            "--scheduler ADDRESS",
            Words(
                "在 dask 集群上检查，如 tcp://主机:8786", "check on a dask cluster, tcp://HOST:PORT"
            ),
        ),
    ),
}
_FORMATS: tuple[Entry, ...] = (
    ("text", Words("给人看的全文（缺省）", "for a person (default)")),
    ("concise", Words("每处一行", "a line a finding")),
    ("html", Words("一个网页，可打印存档", "a page to read, print and keep")),
    ("xlsx", Words("原表的副本，标出问题，写在原文件旁边", "a marked copy, beside the file")),
    ("json, jsonl", Words("给程序用；jsonl 每个文件一行", "for programs; jsonl: a line a file")),
    ("sarif", Words("SARIF 2.1.0，代码扫描", "SARIF 2.1.0, for code scanning")),
    ("junit", Words("JUnit XML，每条勾稽关系和每个指标一项", "JUnit XML, a case a rule or cell")),
    ("github, gitlab", Words("流水线里的标注", "annotations of these pipelines")),
    ("markdown", Words("合并请求的评论、任务的小结", "a comment, or a job's summary")),
    ("waivers", Words("待填原因的情况说明（toml）", "waivers (toml) that wait for reasons")),
    ("ess", Words("欧洲统计系统的验证报告（JSON）", "the ESS validation report (JSON)")),
)
_EXITS: tuple[Entry, ...] = (
    ("0", Words("已检查，无错误", "checked, no error")),
    ("1", Words("有错误（级别由 --fail-on 定）", "findings (see --fail-on)")),
    ("2", Words("用法或表式有误，或没有这个文件", "bad usage, bad form, or no such file")),
    ("3", Words("有文件未能检查，或写不了输出", "a file was not checked, or output not written")),
)
_HEADS = {
    "usage": Words("用法:", "Usage:"),
    "commands": Words("命令:", "Commands:"),
    "arguments": Words("参数:", "Arguments:"),
    "options": Words("选项:", "Options:"),
    "formats": Words("格式:", "Formats:"),
    "exits": Words("退出码:", "Exit codes:"),
}
_ENVIRONMENT = Words(
    "选项也可用环境变量（如 TABLECHECK_LANG=zh）或 tablecheck.toml 给出。",
    "Options may also come from TABLECHECK_LANG and the like, or tablecheck.toml.",
)


def help_text(command: str, lang: str) -> str:
    """Help of a command, of the program for ""; of ``form`` for ``form x`` that is none."""
    if command not in _USAGE:
        command = command.partition(" ")[0]
    listed = {"": _COMMANDS, "form": _FORM_COMMANDS}.get(command, ())
    parts = [
        f"{_HEADS['usage'].in_language(lang)}\n  {_USAGE[command].in_language(lang)}\n",
        f"{_LEADS[command].in_language(lang)}\n",
        _table("commands", listed, lang),
        _table("arguments", _ARGUMENTS.get(command, ()), lang),
        _table("options", (*_OPTIONS.get(command, ()), *_GLOBAL[command == "form" :]), lang),
        _table("formats", _FORMATS if command == "validate" else (), lang),
    ]
    if command in ("", "validate"):
        parts += [_table("exits", _EXITS, lang), f"{_ENVIRONMENT.in_language(lang)}\n"]
    return "\n".join(part for part in parts if part)


def _table(head: str, entries: tuple[Entry, ...], lang: str) -> str:
    if not entries:
        return ""
    width = max(len(name) for name, _ in entries)
    lines = [_HEADS[head].in_language(lang)]
    for name, words in entries:
        told = words.in_language(lang)
        lines.append(f"  {name:<{width}}  {told}")
    return "".join(f"{line}\n" for line in lines)
