"""Words that tell little about who somebody is. All stand as `letters.plain_words` gives them."""

from __future__ import annotations


def words(told: str) -> frozenset[str]:
    return frozenset(told.split())


LEGAL_FORMS = words(
    """ltd limited inc incorporated co company corp corporation llc llp lp plc gmbh mbh kg kgaa ag ug ohg ev
    gbr sa sas sarl sarlu eurl srl spa sl slu sc cv rl bv nv vof ab oy oyj asa kft zrt bt sro doo dd
    dd eood ood jsc ojsc cjsc pjsc ooo oao zao pao ao tov pp ip pvt private praivet pte pty
    sdn bhd tbk pt ltda eireli epp me sp zo oo zoo spzoo kk gk yk kabushiki kaisha gaisha tnhh aps ae epe ike
    ead dba mr mrs ms miss dr sr sra srta herr frau mme mlle firm firma company limitada societe
    sociedad societa gesellschaft ets etablissements as sti a o
    """
)
FILLERS = words(
    """the a an of and or by for from in on at to with de del la le el los las du des di da do dos das e y
    et und i ve og och en al van von der den die das na un una une ein eine no
    """
)
"""They join the words of a name, or are the first half of one: "Li Du", "Del Mar"."""
ARTICLES = words("the a an of and le la les el los las un una une ein eine al")
BUSINESS = words(
    """trading import export international global worldwide group holding enterprise industry industrial
    manufacturing manufacturer factory product goods supply supplier wholesale wholesaler retail store shop
    direct outlet online market marketplace mart service solution logistics freight shipping forwarding
    forwarder cargo customs broker brokerage agency technology tech electronic electronics electric textile
    apparel garment clothing fashion furniture furnishings food seafood sale sales buy deal gear outdoor home
    house garden office business commerce commercial general development investment partner associate
    brother son daughter family sanayi ticaret works web site brand official quality products items
    distribution distributor seller buyer importer exporter maker customer warehouse studio center centre
    rubber plastic steel metal iron hardware tire toy tool part auto automotive motor medical device pharma
    health cosmetic beauty jewelry gem leather shoe footwear bag glass ceramic tile stone marble granite wood
    lumber timber paper print packaging chemical machinery machine equipment instrument optical lamp light
    solar battery cable pump valve bearing bicycle bike sport sporting fitness pet baby kitchen candle carpet
    linen towel fabric yarn cotton produce exchange fruit vegetable grower farm nursery dairy meat fish
    oil hotel
    packing packer bakery cheese chocolate window door coffee charcoal workshop hosting clinic winery
    wine souvenir gift craft art gallery boutique closet cabinet cabinetry stationery system
    """
)
"""Many firms have them in their names. Two that differ in one of these are two firms all the same."""
COMMON = words(
    """pacific atlantic american america national united universal first best royal premium new old star sun
    sunrise sunset golden gold silver red blue green black white big great grand super lucky happy good dragon
    eagle lion tiger phoenix king queen prince crown diamond pearl ocean sea river mountain valley hill lake
    north south east west northern southern eastern western central city star sky moon world planet earth
    asia asian china chinese euro europe european india indian modern future power energy smart easy fast
    express prime elite master perfect classic alpha beta omega delta one two three
    smith johnson williams brown jones miller davis garcia rodriguez martinez hernandez lopez gonzalez perez
    sanchez nguyen tran le pham li lee wang zhang liu chen yang huang zhao wu zhou kim park choi singh kumar
    khan ali ahmed mohamed mohammed muhammad silva santos ivanov mueller muller schmidt
    john james robert michael david maria mary jose juan carlos luis ana anna wei ming min van thi minh
    peter paul george thomas
    """
)
"""Part of the names of many firms or persons: one of them alone says nothing."""
PLACES = words(
    """usa us uk eu hk china shenzhen guangzhou zhejiang yiwu shanghai ningbo beijing hangzhou fujian xiamen
    qingdao shandong xinjiang jiangsu dongguan foshan hongkong taiwan korea japan vietnam india mexico
    canada germany california texas florida york jersey vegas las los angeles houston miami chicago
    city province
    """
)
"""Said by one and left out by another: they neither join two names nor set them apart."""
NO_NAMES = words(
    """unknown somebody someone anybody nobody none na n/a not dont do know idk not sure i we my our me they
    he she it his her their anonymous desconocido desconozco se lo nose unbekannt inconnu ne sais pas
    buzhidao weizhi bilinmiyor another other rather would cannot cant prefer everybody everyone all several
    various many some this that these there id im ive
    """
)
"""How somebody begins who has no name to give."""
SMALL_WORDS = words(
    """a an the and or of to in on at by for from with as is are was were be been it its this that these those
    they them their there he she his her i we our my me you your not no so do does did has have had who which
    what when where how all any some more most other than then but if because into out up down over under very
    can could would should will may must just only also too about
    """
)
FORMULAS = SMALL_WORDS | words(
    """like report reporting company companies firm business businesses importer believe think please
    investigate investigation look matter help thank thanks time unfair fair honest illegal illegally law laws
    follow following right pay paying paid duty duties tax taxes customs goods value declare declared
    cheat cheats cheating import imports importing stop sir madam dear hello regards sincerely concern
    whom writing write inform violation violations hope take action soon owe owes suffer know aware attention
    agency government office authorities tell complaint complain file filing anonymous wrong thing things
    """
)
"""What everybody writes to an agency. Text that is nothing else says nothing about the matter."""
MARKETS = words(
    """amazon ebay alibaba aliexpress temu walmart etsy wish shein dhgate tiktok facebook instagram mercari
    poshmark offerup craigslist shopee lazada rakuten taobao tmall newegg target wayfair pinterest youtube
    twitter whatsapp telegram wechat weixin shopify google linkedin reddit
    """
)
"""Places of many sellers: of them the store is a mark, and never the place itself."""
SHARED = MARKETS | words(
    "x t wa goo bit tinyurl dropbox wetransfer imgur wikipedia bing yahoo yandex baidu archive"
)
FREE_MAIL = words(
    """gmail googlemail yahoo ymail hotmail outlook live msn aol icloud me mac gmx web proton protonmail
    tutanota tuta mail yandex ya qq 163 126 sina sohu foxmail naver daum hanmail rediffmail zoho fastmail
    orange wanadoo free laposte libero t-online comcast verizon att sbcglobal bellsouth uol bol terra
    """
)
FRONT = words("www m en us www2 es fr de ru pt ar ja ko message offer best sale")
"""What stands before the domain of a marketplace and is no store."""
STORE_WORDS = words(
    """store shop seller name number id no nr on at the a an of is called account page marketplace profile
    named user username sold by via and link see com www http https outlet vendor tienda vendedor dian pu
    i do not know dont unknown some somebody someone
    """
)
"""What stands around the name of a store."""
