"""Makes a site of records and attachments, and measures what screening it costs."""

import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time
import zipfile

SENTENCES = [
    "为进一步规范公文办理流程，提高办理效率，现就有关事项通知如下。", "各科室应当在收到文件后三个工作日内提出办理意见。",
    "涉及多个部门的事项，由牵头部门会同有关部门研究提出意见。", "办理情况于每季度末汇总，报办公室主任会议审议。",
    "本通知自印发之日起施行，此前有关规定与本通知不一致的，以本通知为准。", "工作中遇有问题，请与文书科联系，电话0830-5550103。",
]


def book(chooser: random.Random) -> bytes:
    rows = "".join(
        f'<row r="{r}">' + "".join(
            f'<c r="{chr(65 + c)}{r}" t="inlineStr"><is><t>{chooser.choice(SENTENCES)[:12]}{r}</t></is></c>'
            for c in range(6)) + "</row>" for r in range(1, 101))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", (
            '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
            'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'))
        archive.writestr("_rels/.rels", (
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}/officeDocument" Target="xl/workbook.xml"/></Relationships>'))
        archive.writestr("xl/workbook.xml", (
            f'<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{kind}"><sheets>'
            '<sheet name="表" sheetId="1" r:id="r1"/></sheets></workbook>'))
        archive.writestr("xl/_rels/workbook.xml.rels", (
            '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{kind}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'))
        archive.writestr("xl/worksheets/sheet1.xml", (
            f'<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'))
    return out.getvalue()


def write(site: pathlib.Path, records: int, attachments: int) -> int:
    chooser = random.Random(1)
    (site / "records").mkdir(parents=True)
    (site / "attachments").mkdir()
    for name in ("site.yaml", "reviewers.yaml"):
        (site / name).write_bytes((pathlib.Path("site") / name).read_bytes())
    size = 0
    for index in range(records):
        body = "\n\n".join("".join(chooser.choice(SENTENCES) for _ in range(6)) for _ in range(8))
        attached = ""
        if index < attachments:
            name = f"{index}.csv" if index % 4 == 0 else f"{index}.xlsx"
            content = ("科室,事项,件数\n" + "".join(f"文书科,{chooser.choice(SENTENCES)},{n}\n" for n in range(200))
                       ).encode() if index % 4 == 0 else book(chooser)
            (site / "attachments" / name).write_bytes(content)
            size += len(content)
            attached = f"附件: [{name}]\n"
        text = (f"---\n标题: 关于第{index}号事项的通知\n栏目: \"4.1.3\"\n可否公开: 主动公开\n公开载体: [政府网站]\n承办科室: 文书科\n"
                f"生成日期: 2026-03-02\n内容概述: 第{index}号事项的办理要求\n{attached}---\n{body}\n").encode()
        (site / "records" / f"{index:06}.md").write_bytes(text)
        size += len(text)
    return size


def measured(arguments):
    began = time.monotonic()
    with tempfile.TemporaryFile() as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        out.seek(0)
        return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, json.loads(out.read())


def main() -> int:
    records, attachments = (int(a) for a in (sys.argv[1:] + ["10000", "2000"][len(sys.argv) - 1:])[:2])
    built = [p for p in (".build/release/gongkai", ".build/debug/gongkai") if os.path.exists(p)]
    program = os.environ.get("GONGKAI") or (built[0] if built else sys.exit("没有编译好的 gongkai:先运行 swift build"))
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as work:
        site = pathlib.Path(work) / "site"
        size = write(site, records, attachments)
        print(f"{records} records, {attachments} attachments, {size / 1e6:.0f} MB; {program}")
        for name, arguments in (
                ("screen", ["screen", str(site / "records"), str(site / "attachments"), "--format", "json"]),
                ("check (drafts)", ["check", "--site", str(site), "--format", "json"])):
            wall, cpu, peak, report = measured([program, *arguments])
            count = len(report.get("files") or report.get("items") or [])
            print(f"{name:16} {count:6} {'files' if 'files' in report else 'records':8} {wall:7.2f} s wall {cpu:7.2f} s cpu"
                  f" {peak:6.0f} MB peak  {size / 1e6 / wall:6.1f} MB/s")
    return 0


sys.exit(main())
