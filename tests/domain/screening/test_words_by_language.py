"""Word lists, language by language: what a list in it finds in what people write, and what it must leave alone."""

import unicodedata

import pytest

from forum.domain.markup import clean_text
from tests.domain.screening.subjects import matches

# The language of the list, its line, a text, and how often it is found there.
TABLE = [
    ("en", "work visa", "A WORK-VISA, work visa; work\nvisa", 3),
    ("en", "work visa", "we work. Visa came later; workvisa; works visa", 0),
    ("en", "du*", "Du, dumb and du-", 3),
    ("en", "du*", "adumbrate, o du", 1),
    ("en", "f.o.o", "foo f.o.o", 2),
    ("en", "easy money", "EASY, money! e.a.s.y m.o.n.e.y", 2),
    ("en", "easy money", "Easy. Money is not; easy\n\nmoney; uneasy money", 0),
    ("en", "resume", "résumé Résume", 2),
    ("es", "dinero facil", "¡Dinero fácil! DINERO FÁCIL; dinero-facil", 3),
    ("es", "dinero facil", "Dinero. Fácil no es; dineros fáciles", 0),
    ("es", "sueñ*", "sueños SUEN\u0303O", 2),
    ("es", "pena", "peña Peñas", 0),
    ("es", "trabaj* en el extranjero", "trabajos en el extranjero; ¿Trabajo en el Extranjero?", 2),
    ("es", "puta*", "disputa, computadora, reputación", 0),
    ("ru", "лёгкие деньги", "ЛЁГКИЕ ДЕНЬГИ; легкие деньги, ле\u0308гкие - деньги", 3),
    ("ru", "лёгкие деньги", "Лёгкие. Деньги; нелёгкие деньги", 0),
    ("ru", "мат", "матрас, автомат, математика, томат", 0),
    ("ru", "работ* за границей", "работа за границей, Работу за границей", 2),
    ("ru", "к*зино", "казино кАзино к.зино", 3),
    ("ru", "мой", "мои мойка", 0),
    ("th", "งานสบาย", "มีงานสบายรายได้ดี งาน.สบาย งาน\u200bสบาย", 3),
    ("th", "งานสบาย", "งาน สบาย", 0),
    ("th", "งานสบาย", "งานนี้สบาย", 0),
    ("th", "ทำเงิน", "ทำเงินได้ ทําเงินได้", 2),
    ("th", "มา", "มาก", 1),  # which word it is, letters alone do not tell
    ("th", "กร", "กรุงเทพ", 0),
    ("th", "เก", "แก เก้า", 0),
    ("th", "ด่วน 24", "ด่วน24 ชม. ด่วน ๒๔", 2),
    ("km", "ការងារស្រួល", "មានការងារស្រួលនៅថៃ ការងារ\u200bស្រួល", 2),
    ("km", "ការងារស្រួល", "ការងារ។ស្រួល ការងារ ស្រួល", 0),
    ("km", "លុយ", "លុយច្រើន ច្រើនលុយ។", 2),
    ("km", "រក", "រក្សា ", 0),
    ("km", "កា", "ការ កាំ", 1),
    ("km", "ទិដ្ឋាការ visa", "ទិដ្ឋាការ Visa ទិដ្ឋាការvisa", 2),
    ("zh", "高薪招聘", "【高薪招聘】高·薪·招·聘，高*薪*招*聘", 3),
    ("zh", "高薪招聘", "薪水很高，招聘；高薪。招聘；高 薪招聘", 0),
    ("zh", "加v信", "加V信 加Ｖ信 加.V.信", 3),
    ("zh", "v信", "adv信", 0),
    ("zh", "赌*场", "赌场 赌abc场", 2),
    ("zh", "赌*场", "赌了一场", 0),
    ("zh", "电话 138", "电话138 电话：138 电话１３８", 3),
    ("zh", "138", "1388 2138", 0),
    ("lo", "ວຽກສະບາຍ", "ມີວຽກສະບາຍ ວຽກ\u200bສະບາຍ", 2),
    ("lo", "ກາ", "ກາ່ງ", 0),
    ("lo", "ນ້ຳ", "ນໍ້າ", 1),
    ("my", "အလုပ်ကောင်း", "အလုပ်ကောင်းရှိ အလုပ်\u200bကောင်း", 2),
    ("my", "က", "ကို က်", 0),
    ("vi", "việc nhẹ lương cao", "Việc nhẹ, LƯƠNG CAO", 1),
    ("vi", "việc nhẹ lương cao", "viec nhe luong cao; viếc nhé lương cạo", 0),
    ("vi", "hoà", "hòa hoà HÒA", 3),
    ("vi", "thuý", "Thúy Thuý", 2),
    ("vi", "ma", "má mà mả mã mạ", 0),
    ("vi", "lừa", "l\u0335ừ\u0336a", 1),
    ("ar", "ربح", "ربح رِبح ربـح", 3),
    ("ar", "ربح", "الربح", 0),
]


@pytest.mark.parametrize(("language", "pattern", "text", "times"), TABLE)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_list_in_a_language(language: str, pattern: str, text: str, times: int, form: str) -> None:
    """However its text is typed, a comment is cleaned before it is screened."""
    typed = clean_text(unicodedata.normalize(form, text))
    assert len(matches(typed, pattern, language=language)) == times


@pytest.mark.parametrize("language", ["en", "es", "ru", "th", "km", "zh", "lo", "vi"])
def test_every_language_has_what_is_found_and_what_is_not(language: str) -> None:
    found = [bool(times) for of, _, _, times in TABLE if of == language]
    assert found.count(True) >= 2
    assert False in found


def test_a_list_without_a_language_reads_vietnamese_without_its_accents() -> None:
    assert matches("việc nhẹ VIEC NHE", "viec nhe") == ["việc nhẹ", "VIEC NHE"]
