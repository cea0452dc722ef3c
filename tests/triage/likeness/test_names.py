"""Names of one firm as several people type them, and names of two that look alike."""

# ruff: noqa: RUF001  # names of other scripts

from __future__ import annotations

import pytest

from portal.triage.likeness.comparing import Verdict, compare
from portal.triage.likeness.facts import Accused, Facts
from portal.triage.likeness.marks import marks_of

ONE_FIRM = """
Brookfield Textile Mills Inc | Brookfeild Textiles
Delmar Auto Parts Corp. | Del Mar Autoparts
O'Brien & Sons Ltd | OBrien and sons
McAllister Tool Co | Mac Allister Tools
Schröder Werkzeuge GmbH | Schroeder Werkzeuge
Müller Feinkost KG | Mueller Feinkost
J. Whitcombe Ltd | John Whitcombe Limited
St. Albans Glass | Saint Albans Glass
Société Générale des Huiles | Societe Generale Huiles
Ferretería El Sol | Ferreteria Sol
Petrov Mebel OOO | Петров Мебель
Кирилл Афанасьев | Kirill Afanasyev
Афанасьев Кирилл | Kirill Afanasiev
Ужгород Текстиль | Uzhhorod Tekstyl
Xi'an Qinling Tools | Xian Qin Ling Tool Co
东莞市鸿运五金制品厂 | Dongguan Hongyun Hardware
宁波海天塑料 | Ningbo Haitian Plastics
青岛金丰轮胎有限公司 | Qingdao Jinfeng Tire Co
台灣巨翔工業 | Taiwan Juxiang Industrial
株式会社ヤマダ | Yamada K.K.
삼우전자 | Samwoo Electronics
대한섬유 주식회사 | Daehan Textile
شركة الفجر للتجارة | Al Fajr Trading
محمد الحسيني | Mohammed Al Husseini
ΑΦΟΙ ΓΕΩΡΓΙΟΥ | Afoi Georgiou
श्री राम एक्सपोर्ट्स | Shri Ram Exports
Bluewave Marine Supply | Blue Wave Marine Suply
Pinnacle Imports | Pinacle Import
Quartzite Surfaces Direct | Quartzite Surface Direct LLC
Rhinehart Toys | Reinhart Toys
Fitzgerald Leather | Fitzgerld Leather
Thompson Optical | Thomson Optical
Catherine's Candles | Katherines Candles
Stephan Horvath | Stefan Horvath
Zhou Jielun | Jielun Zhou
Sean Donnelly | Shawn Donnelly
Vladimir Sokolov | Wladimir Sokolow
Chernyshevsky Import | Tschernyschewski Import
Yusuf Kaya Tekstil | Yousef Kaya Textile
Hassan Rugs | Hasan Rug Company
Tech Nova Solutions | TechNova
Technova Inc | Tecnova
NovaTek Lighting | Nova-Tek Lights
Lumenor LLC | Lumenor Lighting
Green Leaf Vape Distribution | Greenleaf Vapes
ABX Air Cargo | A.B.X. Air Cargo
Four Seasons Apparel | 4 Seasons Apparel
Casa Bonita Muebles | Muebles Casa Bonita SA de CV
The Mattress Barn | Mattress Barn
Sunvalley Garlic | Sun Valley Garlic
Hartmann & Partner | Hartman Partners
Gulf Coast Shrimpers Assn | Gulf Coast Shrimpers
Ohara Seafoods | O'Hara Seafood
Vitalux | Vitalux Supplements Store
Bao Ngoc Company | Bảo Ngọc
Công ty cổ phần Gỗ Trường Thành | Truong Thanh Wood
Ścisłowski Meble | Scislowski Meble
Kovács és Társa Kft | Kovacs es Tarsa
Ceviz Gıda Ltd. Şti. | Ceviz Gida
Çelik Boru Sanayi | Celik Boru
Ahlström Papier | Ahlstrom Papier
Björnsen Fisk AS | Bjornsen Fisk
D&K Fasteners | DK Fasteners
D & K Fasteners | D and K Fasteners
B.J. Hargrove | BJ Hargrove Imports
Tiger Brand Rice | Tigerbrand Rice
Bergamot Home LLC dba Cozy Corner | Cozy Corner
Xinjiang Tianshan Cotton | 新疆天山棉业
PT Maju Jaya | Maju Jaya
Sdn Bhd Tanjung Rubber | Tanjung Rubber Sdn. Bhd.
"""
TWO_FIRMS = """
Brookfield Textile | Brookline Textile
Hongyun Hardware | Hongda Hardware
Jinfeng Tire | Jinyu Tire
Pinnacle Imports | Pinewood Imports
Samwoo Electronics | Samho Electronics
Kovacs Meats | Kovalenko Meats
Hartmann & Partner | Hofmann & Partner
Bluewave Marine | Blueridge Marine
Greenleaf Vapes | Greenfield Vapes
Blue Ocean Foods | Blue Ocean Tires
Kirill Afanasyev | Kirill Antonov
United Textile Group | United Tire Group
China Star Trading | China Sun Trading
Eastern Import Export | Western Import Export
Best Home Goods | Best Home Products
Maria Lopez | Mario Lopez
Wei Zhang | Wei Chen
David Kim | Daniel Kim
J. Smith | J. Smythe Foods
Casa Bonita Muebles | Casa Grande Muebles
Silverline Chains | Silverlake Chains
Yamada KK | Yamato KK
Lumenor | Luminex
Nova Tek | Nova Chem
"""
NO_NAMES = [
    "unknown",
    "I do not know",
    "I’d rather not say",
    "no idea",
    "the shop at the corner",
    "?",
    "Amazon",
]


def lines(told: str) -> list[str]:
    return told.strip().splitlines()


def named(pair: str) -> list[Facts]:
    return [Facts(accused=(Accused(name=name),)) for name in pair.split(" | ")]


@pytest.mark.parametrize("pair", lines(ONE_FIRM))
def test_a_firm_is_known_again_however_its_name_is_typed(pair: str) -> None:
    one, other = named(pair)
    assert marks_of(one) & marks_of(other)
    assert compare(one, other).verdict is not Verdict.APART


@pytest.mark.parametrize("pair", lines(TWO_FIRMS))
def test_two_firms_with_names_that_look_alike_stay_two(pair: str) -> None:
    one, other = named(pair)
    assert compare(one, other).verdict is Verdict.APART


@pytest.mark.parametrize("name", NO_NAMES)
def test_who_knows_no_name_leaves_no_mark_of_one(name: str) -> None:
    assert not marks_of(Facts(accused=(Accused(name=name),)))
