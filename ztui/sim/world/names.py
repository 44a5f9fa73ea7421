"""Names of people and things, in many scripts, and the ones that attack terminals, screens and spreadsheets."""

from __future__ import annotations

from ztui.sim.world.dice import Dice, chance, pick, weighted

__all__ = ["HOSTILE", "LONG_NAME", "company", "first_names", "hostile", "person"]

HOSTILE: tuple[str, ...] = (
    "[bold red]X[/]",
    "[/nope]",
    "Sales [West",
    "[EMEA] Support",
    "[@click=app.quit()]click[/]",
    "[link=https://evil.example]ok[/link]",
    "a\x1b]52;c;aGVsbG8=\x07b",
    "a\x1b[2Jb",
    "two\nlines",
    "abc\u202etxt.exe",
    "a\x9b2Jb",
    "a\x00b",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 fam",
    '=HYPERLINK("https://evil.example","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)",
    "\u200f\u05e9\u05dc\u05d5\u05dd\u200e mixed",
    "tab\there",
    "",
    "   ",
    "zero\u200bwidth",
    "e\u0301\u0302\u0303\u0304\u0305\u0306 stacked",
    "\x1b[31mred\x1b[0m",
    "\r\rcarriage",
    "'; drop table calls; --",
    "a\r\nb\u2028c\u2029d\x85e",
    "\u200dlone \u200b joiner",
    "hidden\U000e0041\U000e0042",
    "\u2066isolate\u2069",
)
"""Names that are text and nothing else, however they look."""

LONG_NAME = "Longname " * 1111 + "X"
"""A name of 10,000 characters; rare."""

_SCRIPTS: tuple[tuple[float, str, str, str], ...] = (
    (
        50,
        "Alice Brian Carla David Elena Frank Grace Henry Isabel Jason Karen Liam Monica Nathan Olivia Peter Quinn "
        "Rachel Samuel Teresa Ursula Victor Wendy Xavier Yolanda Zachary Amber Caleb Denise Ethan Felicia Gavin Heidi",
        "Adams Baker Carter Diaz Edwards Foster Garcia Hughes Ingram Jackson Keller Lopez Morgan Nelson Ortiz Parker "
        "Ramirez Sanders Turner Underwood Vargas Walker Young Zimmerman O'Neill McAllister Smith-Jones van.Dyke",
        "",
    ),
    (
        18,
        "Zoë André Björn Chloé Dörte Émile Françoise Günther Håkan Íñigo Jürgen Łukasz Müge Nuñes Øyvind Père Renée "
        "Søren Tomáš Ümit Věra Željka Ştefan Žofie",
        "Müller Gómez Lefèvre Sørensen Čapek Dvořák Ångström Núñez Şahin Kowalczyk Żeleński Łoś Fernández Castañeda "
        "Groß Weiß Öztürk Håland Brîndușa Ștefănescu",
        "",
    ),
    (
        7,
        "Анна Борис Вера Дмитрий Елена Иван Ксения Михаил Ольга Павел",
        "Иванова Петров Смирнова Кузнецов Шевченко",
        "",
    ),
    (6, "伟 芳 娜 敏 静 丽 强 磊 洋 艳 秀英 志强 建国", "王 李 张 刘 陈 杨 黄 赵 周 吴", "joined"),
    (6, "さくら 太郎 花子 健 美咲 陽菜 翔太 直樹", "佐藤 鈴木 高橋 田中 渡辺 伊藤 山本 中村", "joined"),
    (3, "민준 서연 지훈 수빈 예은 도윤", "김 이 박 최 정 강", "joined"),
    (4, "محمد فاطمة أحمد ليلى يوسف نور", "العلي حداد الخوري منصور الشريف", ""),
    (2, "דוד שרה משה רחל יעל אברהם", "כהן לוי מזרחי פרץ ביטון", ""),
    (2, "Γιώργος Μαρία Νίκος Ελένη Κώστας", "Παπαδόπουλος Νικολάου Γεωργίου", ""),
    (1.5, "สมชาย สุดา อนันต์ พรทิพย์", "ใจดี ศรีสุข วงศ์สวัสดิ์", ""),
    (0.5, "Robin 🦊 Sam 🚀 Kim 🇨🇭", "☎️ Team 👩🏽‍💻 Lee Q", ""),
)
_PARSED = tuple((weight, tuple(first.split()), tuple(last.split()), how) for weight, first, last, how in _SCRIPTS)
_WEIGHTS = tuple(weight for weight, *_ in _PARSED)

_COMPANY_NAMES = (
    "Acme Globex Initech Umbrella Hooli Vandelay Stark Wayne Tyrell Cyberdyne Aperture Wonka Soylent Contoso "
    "Fabrikam Northwind Litware Proseware Tailspin Wingtip Zażółć Brötchen Crèmerie"
)
_COMPANIES = tuple(_COMPANY_NAMES.split())
_TRADE_NAMES = "Logistics Dental Plumbing Bank Insurance Foods Motors Legal Clinic Travel Print Parts Cargo Hotel"
_TRADES = tuple(_TRADE_NAMES.split())
_CITIES = ("DENVER CO", "SAN JOSE CA", "WIRELESS CALLER", "NEW YORK NY", "TOLL FREE CALL", "CHICAGO IL", "V1029384756")


def first_names(word: int) -> str:
    """Give a first name in Latin letters without accents, for an e-mail address."""
    return pick(word, _PARSED[0][1]).lower()


def person(first: int, second: int, third: int) -> str:
    """Give a person's name from three random words of 32 bits: the script, the first and the last name."""
    _, firsts, lasts, how = _PARSED[weighted(first, _WEIGHTS)]
    if how == "joined":
        return pick(third, lasts) + pick(second, firsts)
    return f"{pick(second, firsts)} {pick(third, lasts)}"


def company(first: int, second: int, third: int) -> str:
    """Give the name that a caller from outside shows: a company, a city as carriers send it, a person or nothing."""
    if chance(first, 0.25):
        return f"{pick(second, _COMPANIES)} {pick(third, _TRADES)}"
    if chance(first, 0.5):
        return pick(second, _CITIES)
    if chance(first, 0.85):
        return person(second, third, first * 2654435761 % 4294967296)
    return ""


def hostile(dice: Dice, index: int, first: int = 25, every: int = 97) -> str | None:
    """Give a hostile name for some objects, None for the rest.

    Args:
        dice: Randomness of the kind of object.
        index: Which object.
        first: From this index on, `HOSTILE` goes through once at every third object, so that lists show them early.
        every: One in so many of the later objects gets one at random.
    """
    place, rest = divmod(index - first, 3)
    if rest == 0 and 0 <= place < len(HOSTILE):
        return HOSTILE[place]
    if place > len(HOSTILE):
        words = dice.words(index)
        if words[14] % every == 0:
            return pick(words[15], HOSTILE)
    return None
