"""Houses with their streets, in more of the ways that they are written; and what is counted on a street."""

import pytest

from forum.domain.screening.personal_data import personal_passages

FOUND = [
    ("ул. Ленина, д. 5, кв. 12", "ул. Ленина, д. 5, кв. 12"),
    ("живёт: улица Ленина 5", "улица Ленина 5"),
    ("на улице Пушкина, дом 10.", "улице Пушкина, дом 10"),
    ("пр-т Мира 12", "пр-т Мира 12"),
    ("Невский проспект, 28", "Невский проспект, 28"),
    ("ул. 8 Марта, 14а", "ул. 8 Марта, 14а"),
    ("улица 50 лет Октября 5", "улица 50 лет Октября 5"),
    ("дом 5, кв. 12", "дом 5, кв. 12"),
    ("Calle Mayor 5", "Calle Mayor 5"),
    ("vive en Calle Mayor 12, 3º B", "Calle Mayor 12, 3º B"),
    ("C/ Mayor, 12", "C/ Mayor, 12"),
    ("Avenida de la Paz 45", "Avenida de la Paz 45"),
    ("Av. Corrientes 1234, piso 5", "Av. Corrientes 1234, piso 5"),
    ("calle San José nº 7", "calle San José nº 7"),
    ("Carrera 7 No. 12-34", "Carrera 7 No. 12-34"),
    ("Calle 45 # 12-34", "Calle 45 # 12-34"),
    ("台北市中山路一段100號5樓", "台北市中山路一段100號5樓"),
    ("建国路八十八号", "建国路八十八号"),
    ("幸福小区3栋502室", "幸福小区3栋502室"),
    ("#12, St. 271, Phnom Penh", "#12, St. 271"),
    ("#12, ផ្លូវ ២៧១", "#12, ផ្លូវ ២៧១"),
    ("အမှတ် (၁၂)၊ ၃ လမ်း", "အမှတ် (၁၂)၊ ၃ လမ်း"),
    ("12 Lê Lợi, Quận 1", "12 Lê Lợi, Quận 1"),
]
NONE = [
    "12 March Street protest",
    "2 Good Road movies, 1 Big Lane of hope, 50 Wall Street bankers",
    "#12 street food",
    "На улице Ленина 5 человек, на площади Ленина 5 лет назад",
    "улица Ленина 2019 года, в Доме 2 на улице",
    "Calle Mayor 5 personas, la Plaza Mayor 2019",
    "la carrera 5 veces, en 5 avenidas",
    "走上这条路一号人物，他走在路上，三号",
]


@pytest.mark.parametrize(("text", "passage"), FOUND)
def test_a_house_is_found_with_its_street(text, passage):
    assert [(text[slice(*span)], kind) for span, kind in personal_passages(text)] == [(passage, "address")]


@pytest.mark.parametrize("text", NONE)
def test_what_is_counted_on_a_street_is_no_house(text):
    assert personal_passages(text) == []
