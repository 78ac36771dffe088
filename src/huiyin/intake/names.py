"""What stays of a name or a place when a character is miswritten, a surname stands alone, or the script is old.

Each function gives one part of a key of identity (`intake.identity`); none of them decides anything, and none is
evidence of the matter.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PAIRS = (
    "張张 陳陈 劉刘 楊杨 黃黄 趙赵 吳吴 孫孙 馬马 許许 鄧邓 馮冯 蕭萧 葉叶 蔣蒋 蘇苏 盧卢 陸陆 鄭郑 謝谢 韓韩 羅罗 畢毕 龔龚 萬万 錢钱 "
    "湯汤 賀贺 賴赖 龍龙 嚴严 溫温 蘭兰 閻阎 鍾钟 鐘钟 聶聂 齊齐 駱骆 顧顾 譚谭 鄒邹 龐庞 歐欧 陽阳 範范 單单 紀纪 項项 華华 國国 偉伟 "
    "軍军 剛刚 強强 麗丽 義义 傑杰 蓮莲 鳳凤 東东 書书 貴贵 寶宝 興兴 榮荣 慶庆 瓊琼 穎颖 靜静 潔洁 艷艳 豔艳 鵬鹏 飛飞 雲云 愛爱 蓋盖 "
    "農农 業业 區区 縣县 鎮镇 鄉乡 廣广 門门 頭头 號号 樓楼 棟栋 組组 隊队 衛卫 進进 遠远 達达 運运 連连 選选 遲迟 適适 鄰邻 鐵铁 銀银 "
    "銅铜 鋼钢 鋒锋 錦锦 鎖锁 長长 問问 閃闪 開开 閑闲 間间 陝陕 際际 隨随 雙双 離离 難难 電电 靈灵 韋韦 順顺 須须 預预 領领 顏颜 願愿 "
    "類类 風风 養养 館馆 駿骏 騰腾 驗验 驚惊 魚鱼 魯鲁 鮑鲍 鳥鸟 鳴鸣 鴻鸿 鶴鹤 麥麦 齡龄 龜龟 個个 倉仓 們们 側侧 偵侦 僑侨 價价 儀仪 "
    "億亿 儲储 優优 兒儿 內内 兩两 冊册 凍冻 凱凯 別别 則则 創创 劇剧 劍剑 勁劲 動动 務务 勝胜 勞劳 勢势 勳勋 勛勋 勵励 勸劝 匯汇 協协 "
    "卻却 厲厉 參参 員员 啟启 啓启 喬乔 嘯啸 園园 圓圆 圖图 團团 執执 堅坚 報报 場场 塊块 塵尘 壇坛 壩坝 壽寿 夢梦 夾夹 奮奋 媽妈 嫻娴 "
    "嬌娇 學学 寧宁 實实 審审 寬宽 將将 專专 尋寻 對对 導导 屆届 屬属 岡冈 島岛 峽峡 嶺岭 巖岩 師师 帥帅 帶带 幫帮 幹干 廟庙 廠厂 廬庐 "
    "廳厅 彌弥 彎弯 彥彦 後后 徑径 從从 復复 徵征 恆恒 悅悦 惱恼 憲宪 懷怀 戰战 戲戏 戶户 拋抛 捨舍 掃扫 採采 揚扬 換换 損损 搖摇 擁拥 "
    "擇择 擊击 據据 擔担 擴扩 攝摄 敵敌 數数 時时 晉晋 晝昼 暉晖 暢畅 曆历 曉晓 曠旷 會会 朧胧 條条 棗枣 棲栖 楓枫 構构 槍枪 樂乐 樸朴 "
    "樹树 橋桥 機机 檔档 檢检 權权 歡欢 歲岁 歷历 歸归 殺杀 殼壳 氣气 漢汉 滿满 漁渔 潛潜 潤润 澤泽 濟济 濤涛 濱滨 灣湾 灤滦 災灾 煉炼 "
    "煙烟 煥焕 燈灯 燦灿 營营 爾尔 牆墙 狀状 猶犹 獅狮 獎奖 獨独 獻献 現现 瑪玛 環环 產产 畝亩 當当 療疗 發发 盜盗 盡尽 監监 盤盘 眾众 "
    "睏困 礦矿 碼码 確确 禮礼 禎祯 禪禅 種种 稅税 積积 穩稳 窮穷 竇窦 競竞 筆笔 節节 築筑 簡简 簽签 籃篮 糧粮 約约 紅红 純纯 紗纱 紙纸 "
    "級级 紋纹 納纳 細细 紹绍 終终 結结 給给 統统 絲丝 絹绢 經经 綠绿 綱纲 網网 綺绮 維维 綿绵 緊紧 線线 緒绪 練练 緯纬 縱纵 總总 績绩 "
    "織织 繡绣 繩绳 繼继 續续 纓缨 罰罚 羣群 習习 翹翘 聖圣 聞闻 聯联 聰聪 聲声 職职 聽听 肅肃 腦脑 腳脚 臉脸 臨临 臺台 與与 舉举 舊旧 "
    "艦舰 艱艰 芻刍 莊庄 莖茎 萊莱 蒼苍 蓀荪 蔭荫 薑姜 薔蔷 薩萨 薦荐 藍蓝 藝艺 藥药 蘆芦 蘊蕴 虛虚 蝦虾 衝冲 補补 裝装 裡里 裏里 製制 "
    "複复 襲袭 見见 規规 視视 親亲 覺觉 覽览 觀观 訂订 計计 訊讯 討讨 訓训 託托 記记 訪访 設设 証证 評评 詞词 試试 詩诗 話话 該该 詳详 "
    "誠诚 誌志 語语 誤误 說说 説说 誰谁 課课 誼谊 調调 談谈 請请 論论 諸诸 諾诺 謀谋 謙谦 講讲 謹谨 證证 識识 議议 護护 讀读 變变 讓让 "
    "讚赞 豐丰 豬猪 貞贞 財财 貢贡 貧贫 貨货 責责 貫贯 費费 資资 賈贾 賓宾 賢贤 質质 購购 贊赞 贏赢 趕赶 躍跃 車车 軒轩 軟软 較较 載载 "
    "輔辅 輕轻 輝辉 輪轮 轉转 轟轰 辦办 辭辞 這这 過过 還还 邊边 郵邮 鄔邬 醫医 釋释 針针 釗钊 鈞钧 鈴铃 鉑铂 鉅钜 銘铭 鋪铺 錄录 錫锡 "
    "鎔镕 鏡镜 鑄铸 鑒鉴 鑑鉴 閆闫 閔闵 閣阁 閩闽 闊阔 關关 陣阵 陰阴 隴陇 險险 隱隐 雋隽 雜杂 雞鸡 霧雾 頌颂 頓顿 頻频 顆颗 題题 額额 "
    "飯饭 飲饮 餘余 饒饶 馳驰 駐驻 駕驾 騫骞 驍骁 驥骥 鬥斗 鮮鲜 鯉鲤 鴨鸭 鵝鹅 鷹鹰 鹽盐 麵面 黨党 點点 齋斋 慮虑 戀恋 婁娄 簫箫 繆缪 "
    "鄺邝 酈郦 厙厍 蕓芸 鈺钰 珮佩 禦御 祿禄 峯峰 羋芈 嶽岳 牀床 坵丘 崑昆 囯国 淩凌 昇升 甯宁 甦苏 併并 並并"
)
_SIMPLE = {ord(pair[0]): pair[1] for pair in _PAIRS.split()}
"""Old forms and variants met in names and addresses; what is missing stays as it is and is caught by pinyin."""

_SURNAMES = {
    "单": "shan", "解": "xie", "曾": "zeng", "仇": "qiu", "查": "zha", "区": "ou", "盖": "ge", "朴": "piao", "翟": "zhai",
    "冼": "xian", "覃": "qin", "尉": "yu", "乐": "yue", "员": "yun", "折": "she", "缪": "miao", "种": "chong", "秘": "bi",
    "万": "wan", "长": "zhang", "宿": "su", "都": "du", "晁": "chao", "召": "shao", "繁": "po", "黑": "he", "洗": "xian",
}  # fmt: skip
_DOUBLES = (
    "欧阳 上官 司马 诸葛 司徒 东方 皇甫 尉迟 公孙 慕容 令狐 宇文 长孙 夏侯 独孤 南宫 西门 闻人 轩辕 端木 百里 呼延 申屠 "
    "太史 公羊 淳于 单于 钟离 濮阳 赫连 澹台 宗政 公冶 第五 拓跋 完颜 万俟 鲜于 闾丘 司空 亓官 仲孙"
)
_DOUBLE = frozenset(_DOUBLES.split())
_ADDRESSED = (
    "先生|女士|小姐|太太|夫人|同志|师傅|老师|医生|老板|经理|主任|书记|村长|队长|大爷|大妈|大娘|大叔|大婶|大哥|大姐|阿姨|叔叔|"
    "奶奶|爷爷|老汉|老太|老人|家人|姓村民|姓居民|[叔婶哥姐嫂伯姨总工氏姓某×xX*＊○〇]+|某[男女]"
)
_ALONE = re.compile(
    rf"(?:[老小阿大](?P<a>[\u3400-\u9fff]))|(?:姓(?P<b>[\u3400-\u9fff]{{1,2}}?)的?)|(?:(?P<c>[\u3400-\u9fff]{{1,2}}?)(?:{_ADDRESSED}))"
)
_HAN = re.compile("[\u3400-\u9fff]+")

_DIGITS = str.maketrans("〇零一二两三四五六七八九", "001223456789")
_UNIT = "号|楼|栋|幢|座|单元|室|户|组|队|排|门|社"
_CHINESE = re.compile(rf"([〇零一二两三四五六七八九十百]+)(?={_UNIT})")
_TEAM = re.compile("(?:村民)?小组")
_NTH = re.compile(rf"第(?=[0-9]+(?:{_UNIT}))")
_PLATE = re.compile(r"(\d+(?:-\d+)*)号(?!楼|栋|幢|院|小区)")


def simplified(text: str) -> str:
    """Traditional characters and variants as the simplified ones, for comparison only."""
    return text.translate(_SIMPLE)


@lru_cache(maxsize=1)
def _readings() -> dict[int, str]:
    from pypinyin.pinyin_dict import pinyin_dict  # a fifth of a second to load, and only names need it

    return dict(pinyin_dict)


_TONES = frozenset("\u0300\u0301\u0304\u030c")


def pinyin(name: str) -> str:
    """How a folded name sounds, without tones and marks: '' where nothing of it is Chinese.

    Every character by itself, so that a homophone sounds alike whatever stands beside it; a surname as surnames
    are read.
    """
    if not _HAN.search(name):
        return ""
    letters = [c for c in name if c.isalnum()]
    return " ".join(_SURNAMES[c] if at == 0 and c in _SURNAMES else _sound(c) for at, c in enumerate(letters))


def _sound(character: str) -> str:
    first = _readings().get(ord(character), character).split(",")[0]
    return "".join(c for c in unicodedata.normalize("NFD", first) if c not in _TONES)


def surname(name: str) -> tuple[str, bool]:
    """The surname of a folded name, and whether nothing else of the name was given (老王, 王某, 王先生).

    A name with `·` or of other letters has none.
    """
    alone = _ALONE.fullmatch(name)
    if alone:
        found = alone["a"] or alone["b"] or alone["c"]
        if len(found) == 1 or found in _DOUBLE:
            return found, True
    if len(name) == 1 and _HAN.fullmatch(name):
        return name, True
    if not _HAN.fullmatch(name) or not 2 <= len(name) <= 4:
        return "", False
    return (name[:2] if name[:2] in _DOUBLE and len(name) > 2 else name[:1]), False


def numbered(place: str) -> str:
    """A place with what is numbered in it in figures: 三组, 第三村民小组 and 3组 are one."""
    text = _CHINESE.sub(lambda m: _count(m[1]), _TEAM.sub("组", place))
    return _NTH.sub("", text)


def house(place: str) -> str:
    """The number of a house in a place as typed: of the door plate (12号), else every number in it (3-2-402)."""
    text = "".join(unicodedata.normalize("NFKC", place).split())
    text = _CHINESE.sub(lambda m: _count(m[1]), re.sub("[—–－]", "-", text))
    plates = _PLATE.findall(text)
    if plates:
        return str(plates[-1])
    return "-".join(re.findall(r"[0-9]+", text))


def _count(text: str) -> str:
    """A Chinese number below a thousand in digits; digit by digit where it is written so."""
    if "十" not in text and "百" not in text:
        return text.translate(_DIGITS)
    hundreds, has_hundreds, rest = text.rpartition("百")
    tens, has_tens, ones = rest.rpartition("十")
    values = (hundreds, "1" if has_hundreds else "0"), (tens, "1" if has_tens else "0"), (ones, "0")
    total = 0
    for (part, otherwise), weight in zip(values, (100, 10, 1), strict=True):
        total += int(part.translate(_DIGITS) or otherwise) * weight if _plain(part) else 0
    return str(total)


def _plain(part: str) -> bool:
    return all(c in "〇零一二两三四五六七八九" for c in part)
