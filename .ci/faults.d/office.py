"""A small office at work: its site, the program that is tested, and what each act said."""
import os
import shutil
import signal
import subprocess
import time

import tools

SETTINGS = """站点名称: 云川市人民政府办公室
域名: www.yunchuan.example
基础路径: /
网站标识码: "5199000001"
ICP备案号: 蜀ICP备00000000号-1
公安备案号: 川公网安备51990000000001号
统一社会信用代码: 11519900100000008K
行政级别: 设区的市
办公地址: 云川市人民路1号
办公时间: 工作日9:00-17:00
联系电话: 0830-5550000
公开工作机构: {名称: 政务公开科, 负责人: 某某, 分管领导: 某某, 联系电话: 0830-5550001, 传真: 0830-5550002,
  互联网联系方式: gk@yunchuan.example, 办公地址: 云川市人民路1号, 办公时间: 工作日9:00-17:00}
审查步骤: [科室审核, 保密审查, 批准]
上级政府: {名称: 云川市人民政府, 网址: "https://www.yunchuan.example/"}
"""
PEOPLE = [("drafter", "甲某", "拟稿人"), ("drafter2", "辛某", "拟稿人"), ("head", "乙某", "科室负责人"),
          ("head2", "戊某", "科室负责人"), ("secrecy", "丙某", "保密审查员"), ("secrecy2", "己某", "保密审查员"),
          ("signer", "丁某", "签发人"), ("signer2", "庚某", "签发人")]
STEPS = [("科室审核", "head"), ("保密审查", "secrecy"), ("批准", "signer")]
COLUMNS = ["4.1.3", "3.2", "4.1.1"]
EVENT_OF = {"提交": "提交", "同意": "同意", "退回": "退回", "撤回": "撤回", "紧急撤下": "撤下决定"}


class Answer:
    """What a run of the program said and how it ended."""

    def __init__(self, arguments, code, out, err, begun, ended):
        self.arguments, self.code, self.out, self.err = arguments, code, out, err
        self.begun, self.ended = begun, ended

    @property
    def is_killed(self):
        return self.code == -signal.SIGKILL

    @property
    def has_crashed(self):
        return self.code < 0 and not self.is_killed

    @property
    def acknowledged(self):
        """Acts that the program said were done: (verb, record, short digest)."""
        found = []
        for line in self.out.split("\n")[:-1]:
            words = line.split()
            if len(words) == 3 and words[0] in EVENT_OF and len(words[2]) == 12 and words[2].isalnum():
                found.append(tuple(words))
        return found

    def told(self):
        return f"exit {self.code}: {(self.err or self.out).strip()[:300]}"


class Office:
    """A folder that holds a site, its published output and nothing else."""

    def __init__(self, folder):
        self.folder = os.path.abspath(folder)
        self.site, self.output = f"{self.folder}/site", f"{self.folder}/public"
        self.ledger = f"{self.site}/ledger.sqlite"

    @staticmethod
    def make(folder, records=3):
        """A new office with records that may all be published."""
        office = Office(folder)
        shutil.rmtree(office.folder, ignore_errors=True)
        os.makedirs(office.site)
        tools.write(f"{office.site}/site.yaml", SETTINGS)
        tools.write(f"{office.site}/reviewers.yaml", "".join(
            f"- {{账号: {a}, 姓名: {n}, 岗位: 科员, 科室: 文书科, 角色: [{r}]}}\n" for a, n, r in PEOPLE))
        for number in range(1, records + 1):
            office.edit(number)
        return office

    def edit(self, number, version=1):
        """Writes a record, or a new version of it: new bytes, so a new digest."""
        column = COLUMNS[number % len(COLUMNS)]
        os.makedirs(f"{self.site}/attachments", exist_ok=True)
        os.makedirs(f"{self.site}/records/{column}", exist_ok=True)
        with_file = "" if number % 3 else f"附件: [attachments/{number}.txt]\n"
        if with_file:
            tools.write(f"{self.site}/attachments/{number}.txt", f"附件 {number} 第 {version} 版\n" * 40)
        tools.write(f"{self.site}/records/{column}/{number}.md", (
            f"---\n标题: 关于做好第{number}项工作的通知（第{version}版）\n栏目: \"{column}\"\n可否公开: 主动公开\n"
            f"公开载体: [政府网站]\n承办科室: 文书科\n生成日期: 2026-03-02\n发文字号: 云府办发〔2026〕{number}号\n"
            f"发文机关: 云川市人民政府办公室\n{with_file}---\n"
            + f"各县区人民政府：第{number}项工作第{version}版的要求如下，请认真落实。\n\n" * 12))

    @staticmethod
    def record(number):
        return f"{COLUMNS[number % len(COLUMNS)]}/{number}"

    def copy(self, folder):
        """The same office, as it lies on disk, in another place."""
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.folder, folder, symlinks=True)
        return Office(folder)

    # Runs

    def arguments(self, *words):
        return [tools.OPTIONS.binary, *words, "--site", self.site]

    def start(self, *words, environment=None, before=()):
        """Starts a verb; it works in the office's folder, and its words go to files there would be none of."""
        return subprocess.Popen(
            [*before, *self.arguments(*words)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd="/", env=tools.environment(environment))

    def run(self, *words, environment=None, before=(), timeout=120):
        begun = time.monotonic()
        process = self.start(*words, environment=environment, before=before)
        try:
            out, err = process.communicate(timeout=timeout)
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            return Answer(words, -signal.SIGALRM, out.decode(errors="replace"), "did not end", begun, time.monotonic())
        return Answer(
            words, process.returncode, out.decode(errors="replace"), err.decode(errors="replace"), begun,
            time.monotonic())

    def verify_copy(self):
        """Verifies the published folder alone, as an outsider with a copy does."""
        run = subprocess.run(
            [tools.OPTIONS.binary, "verify", self.output], cwd="/", env=tools.environment(), capture_output=True)
        return Answer(
            ("verify",), run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace"), 0, 0)

    # Verbs, as words

    submitting = ("review", "submit", "--all", "--as", "drafter", "--templates", "TEMPLATES")

    @staticmethod
    def deciding(step, account):
        return ("review", "decide", "--step", step, "--agree", "--all", "--as", account, "--templates", "TEMPLATES")

    @property
    def publishing(self):
        return ("publish", "--templates", tools.OPTIONS.templates, "--output", self.output)

    def submit(self, **more):
        return self.run(*self.words(self.submitting), **more)

    def decide(self, step, account, **more):
        return self.run(*self.words(self.deciding(step, account)), **more)

    def publish(self, **more):
        return self.run(*self.publishing, **more)

    def words(self, words):
        """Fills in the folders of this office."""
        known = {"TEMPLATES": tools.OPTIONS.templates, "OUTPUT": self.output, "FOLDER": self.folder}
        return [known.get(word, word.replace("FOLDER/", self.folder + "/")) for word in words]

    def approve(self):
        """Submits and agrees to everything; the program must manage."""
        answers = [self.submit()] + [self.decide(step, account) for step, account in STEPS]
        for answer in answers:
            if answer.code != 0:
                raise RuntimeError(f"{answer.arguments}: {answer.told()}")
        return answers

    def must(self, answer):
        if answer.code != 0:
            raise RuntimeError(f"{answer.arguments}: {answer.told()}")
        return answer
