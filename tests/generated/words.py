"""Labels, heads and units as statistics tables have them, Chinese and English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The vocabulary of one language.

    Attributes:
        indicators: Labels of rows that stand once in a table.
        sections: Labels of groups of rows.
        parts: Lists of labels that may stand under several groups of rows.
        heads: Labels of value columns, alike by kind, that stand once in a table.
        groups: Labels of groups of columns.
        under: Lists of heads that may stand under several groups of columns.
        total, other, count: A total, what is left over, and the only value column.
        corner, title: Over the row labels; over the table.
        units: Of counts.
        of_which: Printed beside the parts of a whole.
        notes: Below a table; ``between``: paragraphs between two.
        texts: Explanations of an indicator.
        chinese: Which language it is.
    """

    chinese: bool
    indicators: tuple[str, ...]
    sections: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...]
    groups: tuple[str, ...]
    under: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    other: str
    count: tuple[str, ...]
    corner: tuple[str, ...]
    titles: tuple[str, ...]
    units: tuple[str, ...]
    of_which: str
    notes: tuple[str, ...]
    between: tuple[str, ...]
    texts: tuple[str, ...]


_DONE = ("受理", "办结", "收到", "公开", "不予公开", "部分公开", "转办", "撤回", "制发", "废止")
_THINGS = ("申请", "文件", "案件", "投诉", "建议提案", "行政许可", "行政处罚", "合同")

ZH = Words(
    chinese=True,
    indicators=(
        *(f"{done}{thing}数" for done in _DONE for thing in _THINGS),
        "主动公开政府信息数（不同渠道和方式公开相同信息计1条）",
        "通过政府网站公开政府信息数",
        "通过政务微博公开政府信息数",
        "参加新闻发布会总次数（不同主题召开的新闻发布会分别计数）",
        "举办各类培训班数",
        "接受培训人员数",
        "专职工作人员数（不包括政府公报及政府网站工作人员数）",
        "兼职工作人员数",
        "设置公共查阅点数",
        "未按规定期限答复数",
    ),
    sections=(
        "信息公开情况",
        "依申请办理情况",
        "机构建设情况",
        "会议和培训情况",
        "予以处理",
        "无法提供",
        "行政复议情况",
        "举报和监督情况",
        "人员情况",
        "资金和项目情况",
    ),
    parts=(
        ("属于国家秘密", "危及“三安全一稳定”", "保护第三方合法权益", "其他"),
        ("维持具体行政行为数", "被依法纠错数", "其他情形数"),
        ("申请信息不存在数", "申请内容不明确数", "重复申请数"),
        ("省级机关", "市级机关", "县级机关"),
        ("当面申请数", "网络申请数", "信函申请数"),
    ),
    heads=(
        "自然人",
        "商业企业",
        "科研机构",
        "社会公益组织",
        "法律服务机构",
        "城镇",
        "乡村",
        "男",
        "女",
        "中央",
        "地方",
        "本年制发数",
        "本年废止数",
        "现行有效数",
        "尚未审结",
        "国有",
        "集体",
        "私营",
    ),
    groups=("法人或其他组织", "行政复议", "未经复议直接起诉", "复议后起诉", "在岗职工", "劳务派遣"),
    under=(
        ("结果维持", "结果纠正", "其他结果"),
        ("数量", "金额"),
        ("男", "女"),
        ("一季度", "二季度", "三季度", "四季度"),
    ),
    total=("总计", "合计", "小计"),
    other="其他",
    count=("统计数", "数量", "本年数", "数值"),
    corner=("统计指标", "指标名称", "项目", "信息内容", "（本列数据的勾稽关系见填表说明）"),
    titles=("情况统计表", "处理情况", "基本情况表"),
    units=("件", "人次", "个", "条"),
    of_which="其中",
    notes=(
        "注：本表数据截至年底。",
        "单位负责人：甲　　审核人：乙　　填表人：丙",
        "说明：含上年结转。",
    ),
    between=("本年各项工作情况如下。", "有关数据见下表，同比有所增长。", "四、其他需要说明的情况"),
    texts=("指本年度内全部的数目，含上年结转", "按实际发生数填写", "不含重复的 3 种情形"),
)

EN = Words(
    chinese=False,
    indicators=(
        *(
            f"{thing} {done}"
            for done in (
                "received",
                "closed",
                "rejected",
                "pending",
                "withdrawn",
                "transferred",
                "reopened",
            )
            for thing in (
                "Applications",
                "Complaints",
                "Appeals",
                "Permits",
                "Requests",
                "Reports",
                "Contracts",
                "Inspections",
                "Licences",
                "Petitions",
            )
        ),
        "Full-time staff",
        "Part-time staff",
        "Training courses held",
        "Persons trained",
        "Documents published on the website",
        "Documents published in print",
        "Decisions upheld by the court (final judgments only)",
        "Average enrolment on 1 October",
    ),
    sections=(
        "Information published",
        "Requests handled",
        "Staff and training",
        "Appeals and reviews",
        "Not supplied",
        "Enrolment by level",
        "Inspection and audit",
        "Financial matters",
    ),
    parts=(
        ("State secret", "Trade secret", "Personal privacy", "Other"),
        ("Upheld", "Reversed", "Remitted"),
        ("By post", "By e-mail", "In person"),
        ("Primary schools", "Secondary schools", "Colleges"),
    ),
    heads=(
        "Individuals",
        "Companies",
        "Universities",
        "Charities",
        "Law firms",
        "Urban",
        "Rural",
        "Male",
        "Female",
        "Federal",
        "State",
        "Issued",
        "Repealed",
        "In force",
        "Public",
        "Private",
    ),
    groups=("Organisations", "First instance", "Second instance", "Full-time", "Part-time"),
    under=(("Upheld", "Reversed", "Other"), ("Number", "Amount"), ("Male", "Female")),
    total=("Total", "Grand total", "All"),
    other="Other",
    count=("Number", "Count", "Value"),
    corner=("Indicator", "Item", "Description"),
    titles=("statistics", "summary table", "overview"),
    units=("cases", "persons", "items"),
    of_which="of which",
    notes=("Note: as of 31 December.", "Prepared by: A    Checked by: B", "Source: own records."),
    between=("The figures of the year are as follows.", "See the table below.", "4. Other matters"),
    texts=(
        "all of the year, carried over included",
        "as they happened",
        "not the 3 repeated kinds",
    ),
)
