"""A small ledger of another city, with another plan: invented, like every name in it.

云岭市 of 青川州市 in 栖霞省: a plan 17642 with six classes, seven domains and one library. Loaded
through the gate, as an office would, into a store that nothing else was loaded into.
"""

from datetime import date, timedelta
from pathlib import Path

from cockpit.intake import gate
from cockpit.intake.read import Source
from cockpit.warehouse.lake import Lake

DAY = date(2031, 5, 31)
CLASSES = ("攻坚项目", "文旅项目", "水网项目", "冷链项目", "绿能项目", "数智项目")
DOMAINS = ("山水文旅", "高原农业", "清洁能源", "数字算力", "交通物流", "城乡更新", "公共服务")
TOWNS = ("云上镇", "岭下镇", "溪口镇")
PROJECTS = tuple(f"YL-{n:02}" for n in range(1, 15))
NOT_SAID = (  # what belongs to the demonstration's city, its plan, its classes and libraries
    "荥阳", "郑州", "河南", "12834", "重点项目", "补短板", "982", "三个一批", "中央预算内",
    "四类库", "四类项目库", "统计库", "超亿元", "招商签约", "五类", "八个领域", "八领域",
    "两个抓手", "省市级", "豫龙镇", "产业转型", "SL-20",
)  # fmt: skip


def tables() -> dict[str, list[str]]:
    """The files: a header and rows each, as an office's CSV has them."""
    several = list(enumerate(PROJECTS))
    month_ends = [date(2031, month + 1, 1) - timedelta(days=1) for month in range(1, 6)]
    return {
        "city": ["name,short_name,parent,compared_with", "云岭市,云岭,青川州市,栖霞省"],
        "plan": ["year,name,title", "2031,17642,山水振兴“17642”行动"],
        "benchmark": ["region,position", "栖霞省,1", "青川州市,2"],
        "level": ["level,position,level_group", "国,1,国州级", "州,2,国州级", "乡,3,乡级"],
        "class": [
            "project_class,position,short_name,full_name,wall_name,has_levels,has_teams,"
            "is_converted,has_bonds",
            *(
                f"{name},{n},{name},{name}全名,墙上{name},{_is(n == 1)},{_is(n == 2)},"
                f"{_is(n == 3)},{_is(n == 4)}"
                for n, name in enumerate(CLASSES, start=1)
            ),
        ],
        "grip": [
            "grip,position,short_name,project_class,level_group,investor",
            "国州级攻坚项目,1,攻坚,攻坚项目,国州级,",
            "政府投资项目,2,政府,,,政府投资",
        ],
        "library": ["library,position,name,has_total", "梯次库,1,梯次储备库,true"],
        "program": [
            "year,digit,position,title,indicator,target,unit,valid_from",
            "2031,1,1,一个目标,fai_growth,8,%,2031-01-01",
            "2031,7,2,七个领域,domains_ahead,7,个领域,2031-01-01",
            "2031,6,3,六类项目,implemented_pairs,90,个,2031-01-01",
            "2031,4,4,四百亿元,completed_investment,21,亿元,2031-01-01",
            "2031,2,5,两条主线,grip_completion,,,2031-01-01",
        ],
        "domain": [
            "domain,valid_from,position,kind",
            *(f"{name},2030-01-01,{n},published" for n, name in enumerate(DOMAINS, start=1)),
        ],
        "township": [
            "township,position,tile_column,tile_row",
            *(f"{name},{n},{n},1" for n, name in enumerate(TOWNS, start=1)),
        ],
        "calendar": [
            "on_date,workday,report_due,note",
            *(f"{DAY - timedelta(days=n)},true,true," for n in range(160)),
        ],
        "lamp_rule": [
            "rule,valid_from,indicator,style,yellow,red,unit,kind,note",
            "behind_time_progress,2031-01-01,ahead_pp,pp_gap,10,30,百分点,assumed,低于序时",
        ],
        "score_weight": [
            "component,valid_from,weight,cap,unit,kind",
            "behind_pp,2031-01-01,1,30,百分点,assumed",
        ],
        "peer_group": [
            "peer_group,region,valid_from",
            *(f"青川州市3县(市),{name},2030-01-01" for name in ("云岭市", "雾岭县", "岚谷县")),
        ],
        "regional_growth": [
            "region,period_end,growth_pct,kind,released_on,publisher",
            *(
                f"{region},{end},{pct},published,{end + timedelta(days=20)},州统计局"
                for region, pct in (
                    ("云岭市", 9.1), ("栖霞省", 6.4), ("青川州市", 7.2), ("雾岭县", 9.9)
                )
                for end in month_ends[2:4]
            ),
        ],
        "published_fact": [
            "fact_id,period_end,known_on,period,subject,indicator,value,unit,rank,rank_of,"
            "rank_group,quote",
            f"gj.count,{DAY},{DAY},截至5月底,攻坚项目,项目数,3,个,,,,3个国州级攻坚项目",
            f"gj.rate,{DAY},{DAY},截至5月底,攻坚项目,投资完成率,44.0,%,,,,完成率44.0%",
            f"sy.lead,2031-04-30,{DAY},1-4月,云岭市,增速高于省,2.7,百分点,,,,高于全省2.7个百分点",
            f"sy.own,2031-04-30,{DAY},1-4月,云岭市,增速,9.1,%,2,3,青川州市3县(市),居第2位",
            f"qt.other,{DAY},{DAY},截至5月底,云岭市,其他,5,个,,,,没有登记对照的一条",
        ],
        "fact_figure": [
            "fact_id,answer,indicator,project_class,level_group,region,section,position",
            "gj.count,figure,listed,攻坚项目,国州级,,攻坚,1",
            "gj.rate,figure,completion,攻坚项目,国州级,,攻坚,1",
            "sy.lead,figure,fai_lead_pp,,,栖霞省,增速,2",
            "sy.own,given,fai_growth,,,云岭市,增速,2",
        ],
        "project": [
            "project_id,valid_from,name,organisation,township,domain,gov_invested,total_wan",
            *(
                f"{code},2030-12-01,云岭{n}号工程,承建{n % 3}处,{TOWNS[n % 3]},{DOMAINS[n % 7]},"
                f"{_is(n % 2 == 0)},{40_000 + 1_000 * n}"
                for n, code in several
            ),
        ],
        "project_year": [
            "project_id,year,revision,decided_on,annual_plan_wan,carry_over,due_on,planned_end",
            *(
                f"{code},2031,1,2031-01-01,{10_000 + 500 * n},false,2031-0{1 + n % 4}-15,2031-11-30"
                for n, code in several
            ),
        ],
        "class_membership": [
            "project_id,project_class,level,valid_from",
            *(
                f"{code},{CLASSES[n % 6]},{('国', '州', '乡')[n % 3] if n % 6 == 0 else ''},"
                "2031-01-01"
                for n, code in several
            ),
        ],
        "stage_event": [
            "project_id,stage,on_date",
            *(f"{code},开工,2031-0{1 + n % 4}-10" for n, code in several if n != 5),
            "YL-03,签约,2030-12-20",
        ],
        "progress_report": [
            "project_id,report_date,completed_wan,received_at",
            *(
                f"{code},{end},{(end.month * (600 + 90 * n)) // (3 if n == 4 else 1)},{end} 17:00"
                for n, code in several
                for end in month_ends
            ),
        ],
        "milestone": [
            "milestone_id,project_id,title,planned_on", "JD-1,YL-02,封顶,2031-05-12",
        ],
        "milestone_check": [
            "milestone_id,month,checked_on,result", "JD-1,2031-05-01,2031-05-20,完成",
        ],
        "visit": [
            "project_id,on_date,visited_by,person",
            "YL-02,2031-05-06,team,岭上人", "YL-02,2031-05-13,leader,岭领导",
        ],
        "problem": [
            "problem_id,project_id,service,text,raised_on,due_on",
            "WT-1,YL-05,用地,用地未批,2031-05-02,2031-05-05",
        ],
        "role_assignment": [
            "project_id,role,person,valid_from",
            *(f"{code},分包市领导,岭领导,2031-01-01" for code in PROJECTS),
        ],
        "bond_issue": [
            "issue_id,project_id,year,issued_on,amount_wan", "ZQ-1,YL-04,2030,2030-06-01,3000",
        ],
        "bond_use": ["issue_id,report_date,used_wan", f"ZQ-1,{DAY},1200"],
        "pipeline_entry": [
            "entry_id,library,entries,total_wan,entered_on",
            "RK-1,梯次库,8,90000,2031-03-01", "RK-2,未列名的库,2,,2031-03-02",
        ],
    }  # fmt: skip


def _is(truth: bool) -> str:
    return "true" if truth else "false"


def loaded(folder: Path) -> Lake:
    """A store in ``folder`` with the other city's data, and nothing else."""
    lake = Lake(folder / "lake")
    lake.create()
    files = [
        Source(f"{name}.csv", ("\n".join(lines) + "\n").encode())
        for name, lines in tables().items()
    ]
    gate.load(lake, files, author="云岭办")
    return lake
