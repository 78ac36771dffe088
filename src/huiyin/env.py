"""Every value that an operator may set, in one table; docs/settings.md is generated from it.

`settings.py` reads the environment through `read()`, which tells all that is wrong at once, and refuses to
start a production site on anything made for demonstration. A secret may also lie in a file that
`<NAME>_FILE` names (systemd credentials, container secrets). Standard library only: everything may import it.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ENVIRONMENTS = ("demo", "test", "production")
KINDS = {
    "text": ("文本", "text"),
    "flag": ("1 或 0", "1 or 0"),
    "number": ("整数", "whole number"),
    "choice": ("选项", "one of"),
    "list": ("以逗号分隔", "separated by commas"),
    "path": ("路径", "path"),
    "keys": ("id:base64（32 字节），以逗号分隔", "id:base64 of 32 bytes, separated by commas"),
    "key": ("base64（32 字节）", "base64 of 32 bytes"),
    "database": ("sqlite:///路径 或 postgresql://…", "sqlite:///path or postgresql://…"),
    "gateway": ("console、file 或 https://…", "console, file or https://…"),
}
DEMO_SECRET = "demo-only-secret-key-never-in-production"  # noqa: S105 - refused in production
SHORTEST_SECRET = 50


class Misconfigured(Exception):
    """The environment is not fit to start with; the message lists everything that is wrong."""


@dataclass(frozen=True)
class Setting:
    """One row of the table."""

    name: str
    kind: str
    default: str
    zh: str
    en: str
    secret: bool = False
    needed: bool = False  # production must set it
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None


TABLE: tuple[Setting, ...] = (
    Setting(
        "HUIYIN_ENV", "choice", "demo",
        "运行环境。production 拒绝一切演示用的默认值。",
        "What this installation is for. production refuses every default made for demonstration.",
        choices=ENVIRONMENTS,
    ),
    Setting(
        "HUIYIN_SECRET_KEY", "text", DEMO_SECRET,
        "签名会话与表单、计算访问密钥摘要的密钥，至少 50 个字符；更换后，已发放的访问密钥全部失效。",
        "Signs sessions and forms and keys the digests of access keys; at least 50 characters. A new one ends every access key.",
        secret=True, needed=True,
    ),
    Setting(
        "HUIYIN_WORDS_KEYS", "keys", "",
        "加密来信文字、姓名、号码的密钥；第一个用于加密，其余只用于解密。",
        "Encrypts words, names and numbers; the first one seals, all of them open.",
        secret=True, needed=True,
    ),
    Setting(
        "HUIYIN_DIGEST_KEY", "key", "",
        "按号码、姓名精确查找时所用摘要的密钥；更换后须重算摘要。",
        "Keys the digests by which numbers and names are found; after a change they are computed anew.",
        secret=True, needed=True,
    ),
    Setting(
        "HUIYIN_DATABASE", "database", "",
        "数据库地址。默认是 HUIYIN_VAR 下的 huiyin.sqlite3。",
        "The database. By default huiyin.sqlite3 under HUIYIN_VAR.",
        secret=True, needed=True,
    ),
    Setting(
        "HUIYIN_VAR", "path", "var",
        "附件、文书、索引等数据所在目录，须在网站目录之外，须备份。",
        "Where attachments, papers and indexes lie; never below a web root; to be backed up.",
        needed=True,
    ),
    Setting(
        "HUIYIN_HOSTS", "list", "127.0.0.1,localhost,testserver",
        "对外的主机名。",
        "Host names under which the site answers.",
        needed=True,
    ),
    Setting(
        "HUIYIN_SITE_URL", "text", "http://127.0.0.1:8000",
        "公众网站的完整地址，印在回执的二维码里。",
        "The full address of the public site, as printed in the receipt's QR code.",
        needed=True,
    ),
    Setting(
        "HUIYIN_LEARN_CLASSES", "flag", "0",
        "允许用本单位登记的分类训练分类模型，并留存建议与选定的对照（不含检举控告，不含人员）。",
        "Let the classes be learned from this register, and keep what was proposed beside what was chosen (no accusations, no names).",
    ),
    Setting(
        "HUIYIN_DEBUG", "flag", "0",
        "显示调试页面。production 下必须为 0。",
        "Show debugging pages. Must be 0 in production.",
    ),
    Setting(
        "HUIYIN_HTTPS", "flag", "",
        "只经 HTTPS 访问：安全 Cookie、HSTS、跳转。production 默认 1，其余默认 0。",
        "Reached by HTTPS only: secure cookies, HSTS, redirect. Default 1 in production, else 0.",
    ),
    Setting(
        "HUIYIN_BEHIND_PROXY", "flag", "0",
        "前有反向代理，可信任其 X-Forwarded-Proto 与 X-Forwarded-For。",
        "A reverse proxy stands in front, and its X-Forwarded-Proto and X-Forwarded-For may be believed.",
    ),
    Setting(
        "HUIYIN_PLACE", "text", "zhashui",
        "适用哪一级规则：national，或规则库中的一个地方。",
        "Whose rules apply: national, or an overlay of the rulebook.",
        needed=True,
    ),
    Setting(
        "HUIYIN_FRONT_OFFICE", "text", "xfj",
        "公众网站所属信访局的单位代码，网上来件由其登记。",
        "Code of the petition office whose public site this is; it registers what comes in there.",
        needed=True,
    ),
    Setting(
        "HUIYIN_RULEBOOK_DIR", "path", "",
        "本单位补充的规则文件所在目录（新年度节假日安排等）。",
        "A directory of the operator's own rulebook files, such as a new year's calendar.",
    ),
    Setting(
        "HUIYIN_NOW", "text", "",
        "把时钟停在这一刻（演示与测试用），如 2026-11-20T09:00。production 下必须为空。",
        "Stops the clock at this moment, for demonstrations and tests. Must be empty in production.",
    ),
    Setting(
        "HUIYIN_MAX_UPLOAD_MB", "number", "20",
        "单个附件的上限（MB）。",
        "The largest single attachment, in MB.",
        least=1, most=500,
    ),
    Setting(
        "HUIYIN_MAX_SCAN_MB", "number", "200",
        "扫描台一个扫描文件的上限（MB）。",
        "The largest scanned file at the scan desk, in MB.",
        least=1, most=2000,
    ),
    Setting(
        "HUIYIN_MAX_ENTRY_MB", "number", "100",
        "一件信访件全部附件合计的上限（MB）。",
        "All attachments of one entry together, in MB.",
        least=1, most=5000,
    ),
    Setting(
        "HUIYIN_MAX_ENTRY_FILES", "number", "20",
        "一件信访件附件个数的上限。",
        "How many attachments one entry may have.",
        least=1, most=200,
    ),
    Setting(
        "HUIYIN_FILES", "path", "",
        "附件所在目录。默认是 HUIYIN_VAR 下的 files；须在网站目录之外。",
        "Where attachments lie. By default files under HUIYIN_VAR; never below a web root.",
    ),
    Setting(
        "HUIYIN_GATEWAY", "gateway", "file",
        "短信从哪里发出：写入文件、打印到控制台，或一个 HTTP 网关。",
        "Where messages leave: into a file, onto the console, or through an HTTP gateway.",
        needed=True,
    ),
    Setting(
        "HUIYIN_GATEWAY_TOKEN", "text", "",
        "HTTP 网关的访问令牌。",
        "The HTTP gateway's bearer token.",
        secret=True,
    ),
    Setting(
        "HUIYIN_GATEWAY_DEDUPLICATES", "flag", "0",
        "网关按 key 去重。为 0 时，中断的发送记为“可能已发”，由人决定。",
        "The gateway deduplicates by key. If 0, one cut short is “perhaps sent”: a person decides.",
    ),
    Setting(
        "HUIYIN_SENDER_NAME", "text", "回音",
        "短信署名；不写具体机关，以免泄露所涉事项。",
        "The name that signs messages; no office, so that it gives nothing away.",
    ),
    Setting(
        "HUIYIN_LOCKOUT_FAILURES", "number", "5",
        "连续登录失败多少次后锁定。",
        "After how many failed sign-ins an account is locked.",
        least=3, most=20,
    ),
    Setting(
        "HUIYIN_LOCKOUT_MINUTES", "number", "30",
        "锁定多少分钟。",
        "For how many minutes it is locked.",
        least=1, most=1440,
    ),
    Setting(
        "HUIYIN_SESSION_MINUTES", "number", "30",
        "无操作多少分钟后须重新登录。",
        "After how many idle minutes one signs in again.",
        least=5, most=720,
    ),
    Setting(
        "HUIYIN_FONT_DIR", "path", "",
        "本单位已获授权的字体（仿宋_GB2312、方正小标宋等）所在目录。",
        "A directory of fonts that this office has licensed (仿宋_GB2312, 方正小标宋 …).",
    ),
)  # fmt: skip
BY_NAME = {setting.name: setting for setting in TABLE}


class Values:
    """The values in force, by name and kind."""

    def __init__(self, raw: Mapping[str, str]) -> None:
        self._raw = dict(raw)

    def text(self, name: str) -> str:
        """As it was given."""
        return self._raw[name]

    def flag(self, name: str) -> bool:
        """Whether it is on; HUIYIN_HTTPS follows the environment where nothing is said."""
        if name == "HUIYIN_HTTPS" and not self._raw[name]:
            return self.production
        return self._raw[name] == "1"

    def number(self, name: str) -> int:
        """A whole number."""
        return int(self._raw[name])

    def names(self, name: str) -> list[str]:
        """A list."""
        return [part.strip() for part in self._raw[name].split(",") if part.strip()]

    def path(self, name: str) -> Path | None:
        """An absolute path, or None where nothing is said."""
        return Path(self._raw[name]).resolve() if self._raw[name] else None

    @property
    def production(self) -> bool:
        """Whether real matters are handled here."""
        return self._raw["HUIYIN_ENV"] == "production"


def read(environ: Mapping[str, str]) -> Values:
    """The values in force, or Misconfigured with every problem in one message."""
    problems: list[str] = []
    raw = {setting.name: _given(setting, environ, problems) for setting in TABLE}
    for setting in TABLE:
        _check_kind(setting, raw[setting.name], problems)
    if raw["HUIYIN_ENV"] == "production":
        given = {s.name for s in TABLE if environ.get(s.name) or environ.get(f"{s.name}_FILE")}
        _check_production(raw, given, problems)
    if problems:
        listed = "\n".join(f"  - {problem}" for problem in problems)
        raise Misconfigured(
            f"设置有误，未启动。各项说明见 docs/settings.md。\n"
            f"Huiyin does not start on these settings (see docs/settings.md):\n{listed}"
        )
    return Values(raw)


def _given(setting: Setting, environ: Mapping[str, str], problems: list[str]) -> str:
    """What the environment says, directly or through a file; else the default."""
    if environ.get(setting.name):
        return environ[setting.name].strip()
    file = environ.get(f"{setting.name}_FILE") if setting.secret else None
    if file:
        try:
            return Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            problems.append(f"{setting.name}_FILE: {file} 无法读取 / cannot be read ({error})")
    return setting.default


def _check_kind(setting: Setting, value: str, problems: list[str]) -> None:
    """A value that is not of its kind is a problem; secrets are never repeated in the message."""
    check = CHECKS.get(setting.kind)
    if value and check:
        trouble = check(setting, value)
        if trouble:
            problems.append(f"{setting.name}: {trouble}")


def _flag(setting: Setting, value: str) -> str:
    return "" if value in {"0", "1"} else f"须为 1 或 0 / must be 1 or 0, not “{value}”"


def _choice(setting: Setting, value: str) -> str:
    listed = ", ".join(setting.choices)
    return "" if value in setting.choices else f"须为其一 / must be one of {listed}; not “{value}”"


def _number(setting: Setting, value: str) -> str:
    try:
        number = int(value)
    except ValueError:
        return f"须为整数 / must be a whole number, not “{value}”"
    if (setting.least is not None and number < setting.least) or (
        setting.most is not None and number > setting.most
    ):
        return f"须在 {setting.least} 与 {setting.most} 之间 / must lie between them; {number} does not"
    return ""


def _key(setting: Setting, value: str) -> str:
    try:
        length = len(base64.b64decode(value, validate=True))
    except (binascii.Error, ValueError):
        return "不是 base64 / is not base64"
    return "" if length == 32 else f"须为 32 字节 / must be 32 bytes, not {length}"


def _keys(setting: Setting, value: str) -> str:
    seen: set[str] = set()
    for part in filter(None, (p.strip() for p in value.split(","))):
        name, colon, coded = part.partition(":")
        if not colon or not name or "." in name:
            return "每个密钥须为 id:base64，id 中无点 / each key is id:base64, and an id has no dot"
        trouble = _key(setting, coded)
        if trouble:
            return f"{name}: {trouble}"
        if name in seen:
            return f"{name}: 重复 / given twice"
        seen.add(name)
    return ""


def _database(setting: Setting, value: str) -> str:
    scheme = urlsplit(value).scheme
    return "" if scheme in {"sqlite", "postgres", "postgresql"} else (
        "须为 sqlite:///路径 或 postgresql://… / must be sqlite:///path or postgresql://…"
    )  # fmt: skip


def _gateway(setting: Setting, value: str) -> str:
    known = value in {"console", "file"} or urlsplit(value).scheme in {"http", "https"}
    return "" if known else "须为 console、file 或一个网址 / must be console, file or an address"


CHECKS: dict[str, Callable[[Setting, str], str]] = {
    "flag": _flag,
    "choice": _choice,
    "number": _number,
    "key": _key,
    "keys": _keys,
    "database": _database,
    "gateway": _gateway,
}


def _check_production(raw: Mapping[str, str], given: set[str], problems: list[str]) -> None:
    """Nothing made for demonstration goes into production."""
    problems += [
        f"{setting.name}: 生产环境必须设置 / must be set in production"
        for setting in TABLE
        if setting.needed and setting.name not in given
    ]
    secret = raw["HUIYIN_SECRET_KEY"]
    if "HUIYIN_SECRET_KEY" in given and (secret == DEMO_SECRET or len(secret) < SHORTEST_SECRET):
        problems.append(
            "HUIYIN_SECRET_KEY: 是演示用的默认值或不足 50 个字符 / is the demo's or has under 50 characters"
        )
    if raw["HUIYIN_DEBUG"] == "1":
        problems.append("HUIYIN_DEBUG: 生产环境不得开启 / must not be on in production")
    if raw["HUIYIN_NOW"]:
        problems.append("HUIYIN_NOW: 生产环境不得停住时钟 / the clock must not be stopped in production")
    if "*" in raw["HUIYIN_HOSTS"]:
        problems.append("HUIYIN_HOSTS: 不得为 * / must name the hosts, not *")
