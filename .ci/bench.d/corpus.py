"""Makes N records of a fictional office, as a gongkai site and as a Hugo site.

    python3 -B .ci/bench.d/corpus.py N FOLDER     FOLDER/site for gongkai, FOLDER/hugo for Hugo

The same N gives the same bytes everywhere, and a smaller corpus is the beginning of a larger one. A record is an
official document of some 2 KB of Markdown: three to five headings, paragraphs, lists, now and then a table.
"""
import datetime
import json
import os
import random
import shutil
import sys
from typing import NamedTuple

HERE = os.path.dirname(os.path.abspath(__file__))
OFFICE = "云川市人民政府办公室"
COLUMNS = {
    "1.1": "机构职能", "1.2": "领导班子成员和工作分工", "1.3": "内设机构", "1.4": "下属单位", "2.1": "法律", "2.2": "法规",
    "2.3": "规章", "2.4": "规范性文件", "3.1": "工作计划", "3.2": "工作简报", "3.3": "领导讲话", "3.4": "工作总结",
    "3.5": "政府信息公开工作", "3.6": "信箱来信办理", "3.7": "公开电话办理", "3.8": "其他业务工作", "4.1.1": "作风效能建设",
    "4.1.2": "动态类信息", "4.1.3": "其他类", "4.2.2": "公文受理名单", "4.2.3": "友情链接",
}
CODES = list(COLUMNS)
LEVELS = {"2.1": "法律", "2.2": "行政法规", "2.3": "部门规章", "2.4": "规范性文件"}
WORDS = (
    "政府信息 主动公开 保密审查 贯彻落实 电子政务 机关 部门 工作 制度 规范 服务 群众 监督 考核 办理 建议 提案 督查 公文 处理 会议 安全 "
    "应急 管理 平台 建设 年度 计划 总结 通知 意见 方案 要求 责任 落实 推进 协调 指导 县区 单位 完善 机制 及时 准确 "
    "发布 审核 批准 载体 网站 公报 查阅 档案 窗口 培训 统计 交流 维护 接待 登记 归档 目录 指南 信箱 热线").split()
WORD_OF_BYTE = [WORDS[byte % 64] for byte in range(256)]
FIRST_DAY = datetime.date(2019, 5, 15)
DAYS = 2400
SEED = 20190515


class Record(NamedTuple):
    """One made-up document; days are ISO 8601."""

    number: int
    column: str
    title: str
    docNumber: str
    signed: str
    published: str
    index: str
    summary: str
    keywords: list[str]
    unit: str
    body: str


class Dice:
    """Throws of one seed, eight bits each."""

    def __init__(self, seed: int):
        self.bytes = random.Random(seed).randbytes(2048)
        self.next = 0

    def between(self, least: int, most: int) -> int:
        """A whole number of at most two digits' span; both ends may come."""
        self.next += 1
        return least + self.bytes[self.next - 1] * (most - least + 1) // 256

    def below(self, limit: int) -> int:
        """A whole number from 0 to under `limit`, which is small beside 65,536."""
        self.next += 2
        return int.from_bytes(self.bytes[self.next - 2:self.next]) * limit // 65536

    def words(self, count: int) -> list[str]:
        self.next += count
        return [WORD_OF_BYTE[byte] for byte in self.bytes[self.next - count:self.next]]

    def sentence(self) -> str:
        return "".join(self.words(self.between(6, 14))) + "。。。；，"[self.between(0, 4)]

    def sentences(self, least: int, most: int) -> list[str]:
        return [self.sentence() for _ in range(self.between(least, most))]


def make_record(number: int) -> Record:
    """The record of a number, whatever the size of the corpus it stands in."""
    dice = Dice(SEED * 1_000_003 + number)
    column = CODES[dice.below(len(CODES))]
    signed = FIRST_DAY + datetime.timedelta(days=dice.below(DAYS))
    published = signed + datetime.timedelta(days=dice.between(1, 24))
    kind = ("通知", "意见", "通报", "公告", "函")[dice.between(0, 4)]
    title = f"关于{''.join(dice.words(3))}的{kind}({number})"
    blocks = []
    for heading in range(dice.between(3, 5)):
        blocks.append(f"## {'一二三四五'[heading]}、{''.join(dice.words(2))}\n\n{''.join(dice.sentences(3, 6))}\n")
        if dice.between(0, 1):
            blocks.append("".join([f"- {sentence}\n" for sentence in dice.sentences(3, 5)]))
    if dice.between(1, 10) <= 3:
        rows = [f"| {dice.words(1)[0]}科 | {dice.between(10, 99)} | {dice.between(1, 9)} |\n" for _ in range(6)]
        blocks.append("| 科室 | 提供 | 录用 |\n| --- | --- | --- |\n" + "".join(rows))
    return Record(
        number, column, title, f"云府办发〔{signed.year}〕{number}号", signed.isoformat(), published.isoformat(),
        f"11519900100000008K/{signed.year}-{number:05d}", dice.sentence(), list(dict.fromkeys(dice.words(3))),
        dice.words(1)[0] + "科", "\n".join(blocks))


def column_fields(record: Record) -> str:
    """The fields that a column's admission rule asks for."""
    match record.column:
        case "1.1":
            return "办公地址: 云川市人民路1号\n办公时间: 工作日9:00-17:00\n联系方式: 0830-5550000\n负责人: 某某\n"
        case "1.2":
            return "姓名: 某某\n职务: 副主任\n分工: 分管文电工作\n"
        case "1.3":
            return f"联系电话: 0830-5550{record.number % 1000:03d}\n负责人: 某某\n"
        case "2.1" | "2.2" | "2.3" | "2.4":
            return f"效力位阶: {LEVELS[record.column]}\n相关性: 与办公室公文处理职能相关\n"
        case "3.3":
            return "讲话人: 某某\n相关性: 涉及办公室职能\n"
        case "4.2.3":
            return f"网址: https://www.example.gov.cn/{record.number}\n链接分组: 所属县区\n"
    return ""


def quoted(value: object) -> str:
    """A value as JSON, which is YAML too."""
    return json.dumps(value, ensure_ascii=False)


def gongkai_text(record: Record) -> str:
    return (
        f"---\n标题: {quoted(record.title)}\n栏目: {quoted(record.column)}\n可否公开: 主动公开\n公开载体: [政府网站]\n"
        f"承办科室: {quoted(record.unit)}\n生成日期: {record.signed}\n发文字号: {quoted(record.docNumber)}\n"
        f"发文机关: {OFFICE}\n主题分类: {quoted('综合政务' + chr(92) + '政务公开')}\n关键词: {quoted(record.keywords)}\n"
        f"内容概述: {quoted(record.summary)}\n{column_fields(record)}---\n{record.body}")


def hugo_text(record: Record) -> str:
    return (
        f"---\ntitle: {quoted(record.title)}\ndate: {record.published}\ndocNumber: {quoted(record.docNumber)}\n"
        f"issuer: {OFFICE}\nsigned: {quoted(record.signed)}\ntopic: {quoted('综合政务' + chr(92) + '政务公开')}\n"
        f"index: {quoted(record.index)}\nsummary: {quoted(record.summary)}\nkeywords: {quoted(record.keywords)}\n"
        f"unit: {quoted(record.unit)}\ncolumnName: {quoted(COLUMNS[record.column])}\n---\n{record.body}")


def write(path: str, text: str) -> None:
    with open(path, "wb") as file:
        file.write(text.encode())


def write_gongkai(record: Record, site: str) -> str:
    """Writes a record into a gongkai site; its 标识."""
    write(f"{site}/records/{record.column}/{record.number}.md", gongkai_text(record))
    return f"{record.column}/{record.number}"


def make_corpus(count: int, folder: str) -> None:
    """Writes `count` records, not yet reviewed, to `folder`/site and `folder`/hugo."""
    site, hugo = f"{folder}/site", f"{folder}/hugo"
    shutil.copytree(f"{HERE}/site", site)
    shutil.copytree(f"{HERE}/hugo", hugo)
    for code, name in COLUMNS.items():
        section = f"{hugo}/content/c{code.replace('.', '-')}"
        os.makedirs(f"{site}/records/{code}")
        os.makedirs(section)
        write(f"{section}/_index.md", f"---\ntitle: {name}\n---\n")
    for number in range(1, count + 1):
        record = make_record(number)
        write_gongkai(record, site)
        write(f"{hugo}/content/c{record.column.replace('.', '-')}/{number}.md", hugo_text(record))


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdecimal():
        sys.exit(__doc__)
    make_corpus(int(sys.argv[1]), sys.argv[2])
