"""Names of the demonstration ledger: 示例·…, at most 11 characters, all distinct."""

import random

PREFIX = "示例·"
LONGEST = 11
PHASES = ("一期", "二期", "扩建", "三期")

STEMS = {
    "产业转型·制造业": (
        "新材料产业园 智能装备基地 光伏组件产线 标准化厂房 农产品加工园 超硬材料基地 "
        "精密铸造车间 汽车零部件园 医疗器械园 铝精深加工 数控机床基地 节能环保装备 "
        "食品产业园 包装印刷基地 电子元件车间 服装智造园 阀门产业基地 建筑构件基地 "
        "轨道装备园 新能源电池 纺织升级改造 耐火材料升级 机器人产线 医药制剂车间 "
        "起重设备基地 传感器产线 小微企业园 特种电缆基地 塑料制品升级 高端家居基地"
    ),
    "现代服务业": (
        "冷链物流中心 文旅综合体 商贸服务中心 电商产业园 仓储配送基地 康养度假区 "
        "会展中心 物流枢纽园 特色商业街 乡村旅游区 检验检测中心 农贸市场升级 "
        "总部楼宇 供应链中心 人力资源园 花卉博览园"
    ),
    "重大基础设施": (
        "物流枢纽道路 快速通道 城乡供水管网 变电站工程 天然气管网 热力管网 "
        "大桥引线 公交场站 国道改建 县道提升 水库除险加固 灌区配套 "
        "光伏发电站 储能电站 停车场工程 货运站场"
    ),
    "新型城镇化": (
        "安置房建设 老旧小区改造 城乡供水工程 棚户区改造 市政道路 雨污分流 "
        "片区更新 乡镇集镇提升 人才公寓 公共停车场 城市书房 社区综合体 "
        "背街小巷提升 绿道工程 地下管廊 供热改造"
    ),
    "新型基础设施": (
        "数据中心 基站建设 充电桩网 智慧园区 城市大脑 工业互联网 "
        "智慧停车 算力中心 视频感知网 智慧水务 北斗应用 物联平台"
    ),
    "创新驱动": (
        "研发楼群 中试基地 孵化器 重点实验室 创新中心 双创园区 "
        "技术转移中心 科创广场 检测平台 博士工作站 成果转化园 众创空间"
    ),
    "生态环保": (
        "滨河生态修复 污水处理厂 垃圾分类中转 矿山修复 湿地公园 河道治理 "
        "绿化廊道 固废处置 水土保持 再生水利用 黑臭水体治理 森林公园 "
        "农村污水 大气监测网"
    ),
    "民生和社会事业": (
        "职教实训楼 中心医院 实验小学 高级中学 幼儿园新建 养老服务中心 "
        "妇幼保健院 体育馆 文化馆 乡镇卫生院 应急救援站 福利院改造 "
        "残疾康复中心 消防站 疾控中心 图书馆 托育中心 人才培训基地"
    ),
}


def pools(taken: set[str]) -> dict[str, list[str]]:
    """The names still free, by domain, in a fixed mixed order; first phases come first."""
    mixed: dict[str, list[str]] = {}
    for domain, stems in STEMS.items():
        rng = random.Random(domain)
        names = []
        for phase in PHASES:
            round_of_names = [f"{PREFIX}{stem}{phase}" for stem in stems.split()]
            rng.shuffle(round_of_names)
            names += [n for n in round_of_names if len(n) <= LONGEST and n not in taken]
        mixed[domain] = names
    return mixed
