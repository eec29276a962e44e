"""Words for what happens to people. They are the subject of this site, in what spammers write as in what survivors
write, and so they say nothing about spam, whatever the decisions of one week may suggest."""

from __future__ import annotations

import re

from forum.domain.text import normalise_for_matching

# Beginnings of words, where a script has spaces; a "$" ends the word there.
_SPACED = """
traffick smuggl slave enslav exploit prostitut brothel pimp sex$ sexual sexwork sexworker rape$ raped raping rapist
abus$ abuse abusi violen force$ forced forcing victim survivor passport visa$ visas police officer$ embassy consulat
border$ borders bordercross migrant migrat refugee asylum deport detain detention arrest prison debt$ debts bondage
ransom hostage kidnap escap hotline helpline shelter recruit domestic$ marriage pregnan abort hiv$ std$
trata$ tratante traficante esclav prostituc burdel proxeneta violaci violad violencia victima sobrevivient pasaporte
policia embajada frontera migracion refugiad asilo deporta detenid carcel deuda secuestr refugio explotaci
traite$ proxenet viol$ viols passeport frontiere ambassade dette$
торгов рабств рабын проститу бордел сутенер насили изнасил жертв паспорт полици посольств границ мигра бежен
депорт арест тюрьм долг$ долги похищ выкуп секс
"sex work" "sex trade" "human trade"
"trabajo sexual" "торговля людьми" "buôn người" "nạn nhân" "hộ chiếu" "công an" "cảnh sát" "mại dâm" "bạo lực"
"""
# Anywhere, where a script has none.
_UNSPACED = """
ค้ามนุษย์ ค้าประเวณี โสเภณี ข่มขืน เหยื่อ ผู้รอดชีวิต พาสปอร์ต หนังสือเดินทาง ตำรวจ สถานทูต ชายแดน แรงงาน ทาส ความรุนแรง
ຄ້າມະນຸດ ໂສເພນີ ຂົ່ມຂືນ ຕຳຫຼວດ ໜັງສືຜ່ານແດນ ສະຖານທູດ ຊາຍແດນ
ជួញដូរ ពេស្យា រំលោភ ជនរងគ្រោះ លិខិតឆ្លងដែន ប៉ូលិស ប៉ូលីស ស្ថានទូត ព្រំដែន ហិង្សា
လူကုန်ကူး ပြည့်တန်ဆာ မုဒိမ်း ပတ်စပို့ ရဲ သံရုံး နယ်စပ်
人口贩卖 拐卖 人贩 卖淫 性工作 性交易 强奸 受害者 幸存者 护照 警察 公安 大使馆 边境 移民 难民 奴役 性侵
販賣人口 拐賣 賣淫 強姦 倖存者 護照 邊境 難民
"""


def _pattern() -> re.Pattern[str]:
    phrases = re.findall(r'"([^"]+)"', _SPACED)
    words = re.sub(r'"[^"]+"', " ", _SPACED).split()
    spaced = [re.escape(normalise_for_matching(phrase)) + r"\w*" for phrase in phrases]
    spaced += [
        re.escape(normalise_for_matching(word.rstrip("$"))) + (r"(?!\w)" if word.endswith("$") else r"\w*")
        for word in words
    ]
    unspaced = [re.escape(normalise_for_matching(word)) for word in _UNSPACED.split()]
    return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})|(?:{'|'.join(unspaced)})")


_TOPICS = _pattern()


def between_topics(text: str) -> list[str]:
    """``text`` normalised, in the pieces that remain when its topic words are taken out."""
    return [piece for piece in _TOPICS.split(normalise_for_matching(text)) if piece.strip()]
