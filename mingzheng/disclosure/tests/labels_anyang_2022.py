"""What is wrong in the published sample, labelled by hand from its text, and what only looks wrong.

Each label says which rule must name it, how gravely, what the finding must quote, and why it is an error.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingzheng.kernel.findings import Severity

E, W, I = Severity.ERROR, Severity.WARNING, Severity.INFO  # noqa: E741


@dataclass(frozen=True, slots=True)
class Label:
    code: str
    severity: Severity
    quotes: tuple[str, ...]  # words that the message or the values must hold
    why: str


REAL = (
    Label(
        "D3",
        E,
        ("5715.09", "5665.09", "50.00"),
        "items: 5634.71 + 20.86 + "
        "9.52 = 5665.09; 74.98 % fits "
        "5715.09, so an item of 50.00 "
        "is missing or the total is wrong",
    ),
    Label(
        "D4",
        E,
        ("0.23%", "0.22%", "凑整"),
        "9.52 / 4285.05 = 0.2222 %; the other shares make 99.77, so the last was forced to 100",
    ),
    Label(
        "D6", W, ("4 处", "完成率不应列示为 0%"), "four items spent 2056.22 on opening budgets of 0.00 and print 0.00 %"
    ),
    Label("D6", I, ("1 处",), "going abroad: 0 of 0 printed as 0.00 %"),
    Label("D7", W, ("项目支出金额增加", "口径不符"), "basic spending contains no project spending"),
    Label("D7", W, ("项目支出增加", "6/public"), "public-use spending contains no project spending"),
    Label("D7", W, ("支出增加", "同义反复"), "running cost grew because spending grew"),
    Label("D7", W, ("两个原因",), "公用经费 and 机关运行经费 are the same 96.73 with two reasons"),
    Label("D7", W, ("7 处", "年初预算与决算资金口径不一"), "one sentence for seven items, also where nothing differs"),
    Label("D7", W, ("没有差异", "无差异"), "9.52 of 9.52 and 0 of 0 carry a reason for a difference"),
    Label("D8", W, ("人员经费", "绩效工资", "住房公积金"), "named although table 06 has 0.00"),
    Label("D8", W, ("公用经费", "水费", "因公出国"), "named although table 06 has 0.00"),
    Label("D8", I, ("奖金 52.71", "职工基本医疗保险缴费 12.61"), "left out although table 06 has amounts"),
    Label("D8", I, ("采暖补贴", "物业服务补贴"), "not items of the classification"),
    Label("D10", I, ("增长96.73万元",), "an amount 增加s, a rate 增长s"),
    Label("D10", I, ("5299.7", "3.0"), "amounts with one decimal among amounts with two"),
    Label("D5", I, ("248.86",), "last year: 9833.61 fiscal against 9584.75 general, unexplained"),
    Label("D12", W, ("0.23", "0 人次"), "a reception fee with no group and no guest"),
    Label("D13", W, ("服务", "0.00"), "no services bought, yet projects named 服务采购, 运维服务"),
    Label("D16", I, ("我单位", "我部门", "本部门"), "three words for itself"),
    Label("D17", W, ("2010301", "1,782.23"), "行政运行 carries project spending"),
    Label("A1", W, ("政务服务与大数据管理局",), "forms write 与, the rest 和"),
    Label("A5", W, ("0车0辆",), "placeholder of the template"),
    Label("A5", W, ("。。",), "doubled full stop"),
    Label(
        "A5", W, ("绩效管理工作开展情况", "分句重复"), "the opening clause stands twice, once 我单位 and once 我部门"
    ),
    Label("A5", W, ("无此项支出",), "主要用于无此项支出 is not a sentence"),
    Label("T1", I, ("反映反映",), "a doubled word in the glossary"),
    Label(
        "E2", E, ("1782.23", "2123.35"), "the nine forms executed 2123.35; 1782.23 is the project spending of 行政运行"
    ),
    Label("E4", E, ("100.0%",), "form 8: 0 of 0 printed 100.0 %, elsewhere 0.00 %"),
    Label("E8", E, ("资金使用率", "70.81"), "form 5 says 100 % of the money was used, its own money block 70.81 %"),
    Label("E9", W, ("备品备件", "人"), "spare parts counted in persons"),
    Label("E10", W, ("34", "36"), "34 + 9 + 1 = 44 sites in the goal, 36 departments in the indicator"),
    Label("E12", W, ("23.1",), "23.1 % spent, everything achieved"),
)

# figures that look wrong and are true: no finding above information may name them
TAILS = (
    ("06/302/amount", "162.14 misses its 18 parts by 0.02"),
    ("03/201/total", "439.03 + 2077.37 = 2516.40, printed 2516.39"),
    ("03/20103/total", "439.03 + 1782.23 = 2221.26, printed 2221.25"),
    ("09/final/total", "1.87 + 0.23 = 2.10, printed 2.09"),
    ("text/9.2/vehicles/share", "1.87 / 2.09 = 89.47 %, printed 89.11 %: true of the hidden amounts"),
    ("text/9.1/three_public/completion", "2.09 / 3.00 = 69.67 %, printed 69.77 %: true of the hidden amounts"),
    ("text/6/basic/change", "3.0 + 96.73 = 99.73, printed 99.72: 3.0 carries one decimal"),
    ("text/6/public/change_rate", "96.73 / 118.64 = 81.53 %, printed 81.52 %: reachable"),
)
