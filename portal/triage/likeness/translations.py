"""Words of names in one language for another: trades, towns, legal forms. Others are read by sound."""

from __future__ import annotations


def _pairs(told: str) -> dict[str, str]:
    """Lines of "word word = what both mean"; a line may end in "=" for what means nothing."""
    found: dict[str, str] = {}
    for line in told.strip().splitlines():
        parts = line.split(" = ") if " = " in line and not line.endswith("=") else None
        words, meaning = (parts[0], parts[1]) if parts else (line.replace("=", " "), "")
        found |= {word.replace("_", " "): meaning for word in words.split()}
    return found


SAME_WORD = {
    "intl": "international",
    "internacional": "international",
    "mfg": "manufacturing",
    "trade": "trading",
    "trader": "trading",
    "comercio": "trading",
    "comercial": "trading",
    "importer": "import",
    "exporter": "export",
    "forwarder": "forwarding",
    "shipper": "shipping",
    "brokerage": "broker",
    "manufacturer": "manufacturing",
    "supplier": "supply",
    "distributor": "distribution",
    "wholesaler": "wholesale",
    "handel": "trading",
    "handels": "trading",
    "torgovyi": "trading",
    "ticaret": "trading",
    "tic": "trading",
    "tekstil": "textile",
    "azulejo": "tile",
    "ceramica": "ceramic",
    "curtume": "leather",
    "curtiembre": "leather",
    "empacadora": "packing",
    "mueble": "furniture",
    "mobel": "furniture",
    "moebel": "furniture",
    "meble": "furniture",
    "mebel": "furniture",
    "joyeria": "jewelry",
    "bijouterie": "jewelry",
    "ferreteria": "hardware",
    "agricola": "farm",
    "granja": "farm",
    "pescado": "fish",
    "pesquera": "fish",
    "marisco": "seafood",
    "maschinenbau": "machinery",
    "maquinaria": "machinery",
    "werkzeuge": "tool",
    "herramienta": "tool",
    "spielwaren": "toy",
    "juguete": "toy",
    "lebensmittel": "food",
    "alimento": "food",
    "gida": "food",
    "chocolaterie": "chocolate",
    "fromagerie": "cheese",
    "queseria": "cheese",
    "boulangerie": "bakery",
    "panaderia": "bakery",
    "papier": "paper",
    "papelera": "paper",
    "madera": "wood",
    "holz": "wood",
    "drewno": "wood",
    "okna": "window",
    "confeccione": "garment",
    "ropa": "garment",
    "spedition": "forwarding",
    "transporte": "freight",
    "logistik": "logistic",
    "logistica": "logistic",
    "zapato": "calzado",
    "vino": "wine",
    "cafe": "coffee",
    "tyre": "tire",
    "bike": "bicycle",
    "flor": "flower",
    "flore": "flower",
    "saint": "st",
    "lighting": "light",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "seven": "7",
    "san": "sanayi",
    "imp": "import",
    "exp": "export",
    "importadora": "import",
    "importacion": "import",
    "importing": "import",
    "exportadora": "export",
    "exporting": "export",
    "industrie": "industry",
    "industria": "industry",
    "grp": "group",
    "bros": "brother",
    "hermano": "brother",
    "hno": "brother",
    "fils": "son",
    "sohne": "son",
    "synowie": "son",
    "hijo": "son",
    "shoe": "calzado",
    "carpet": "hali",
    "rug": "hali",
    "alum": "aluminum",
    "aluminium": "aluminum",
    "grey": "gray",
    "colour": "color",
    "jewellery": "jewelry",
    "earphone": "earbud",
    "headphone": "earbud",
}
NATIVE = _pairs(
    """
    有限责任公司 有限責任公司 股份有限公司 有限公司 公司 株式会社 有限会社 合同会社 (株) (有) =
    주식회사 유한회사 (주) = شركة مؤسسة ذ.م.م = công_ty cổ_phần = บริษัท จำกัด = प्राइवेट_लिमिटेड = בע״מ בע"מ =
    集团 集團 = group
    国际 國際 = international
    进出口 進出口 수출입 xuất_nhập_khẩu = import export
    贸易 貿易 商贸 무역 للتجارة التجارية торговый_дом торговая_компания thương_mại = trading
    电子 電子 전자 = electronic
    电器 電器 = electric
    科技 技术 技術 = technology
    实业 實業 工业 工業 산업 = industry
    制品 製品 用品 = product
    制造 製造 = manufacturing
    厂 廠 工厂 = factory
    服装 服裝 = garment
    服饰 = apparel
    纺织 紡織 섬유 = textile
    棉业 = cotton
    橡胶 = rubber
    钢铁 = steel
    金属 = metal
    化妆品 = cosmetic
    医疗器械 = medical device
    汽车配件 汽配 = auto part
    包装 = packaging
    玻璃 = glass
    石材 = stone
    珠宝 = jewelry
    眼镜 = optical
    电池 = battery
    光电 = optoelectronic
    茶叶 = tea
    家具 家居 = furniture
    玩具 = toy
    食品 = food
    水产 水產 thủy_sản = seafood
    皮具 = leather goods
    鞋业 = calzado
    工艺品 = craft
    五金 = hardware
    塑料 塑胶 塑膠 = plastic
    轮胎 輪胎 = tire
    机械 機械 기계 = machinery
    化工 화학 = chemical
    灯饰 照明 = light
    木业 gỗ = wood
    陶瓷 = ceramic
    工具 = kogu
    竹 = bamboo
    物流 = logistic
    深圳市 深圳 = shenzhen
    广州市 广州 廣州 = guangzhou
    东莞市 东莞 = dongguan
    佛山市 佛山 = foshan
    义乌市 义乌 = yiwu
    宁波市 宁波 = ningbo
    青岛市 青岛 = qingdao
    厦门市 厦门 = xiamen
    杭州市 杭州 = hangzhou
    上海市 上海 = shanghai
    北京市 北京 = beijing
    浙江省 浙江 = zhejiang
    江苏省 江苏 = jiangsu
    福建省 福建 = fujian
    山东省 山东 = shandong
    新疆 = xinjiang
    香港 = hongkong
    台湾 台灣 臺灣 = taiwan
    """
)
"""What firms of other scripts carry in their names: legal forms, trades, towns; before letters are Latin."""
