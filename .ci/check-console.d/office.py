"""A small office of its own, and a console over it: what the checks of the console share."""
import http.client
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
import urllib.parse

BINARY = os.path.abspath(os.environ["GONGKAI"])
TEMPLATES = os.path.abspath(os.environ["GONGKAI_TEMPLATES"])

SETTINGS = """站点名称: 云川市人民政府办公室
域名: www.yunchuan.example
基础路径: /
网站标识码: "5199000001"
统一社会信用代码: 11519900100000008K
行政级别: 设区的市
办公地址: 云江东路1号
办公时间: 工作日 9:00-17:00
联系电话: 0830-5550100
公开工作机构: {名称: 政务公开科, 负责人: 赵某某, 分管领导: 李某某, 联系电话: 0830-5550108, 传真: 0830-5550109, 互联网联系方式: zwgk@yunchuan.example, 办公地址: 云江东路1号, 办公时间: 工作日 9:00-17:00}
审查步骤: [科室审核, 保密审查, 批准]
"""

PEOPLE = {
    "zhou": ("周某", "综合科科员", "综合科", "拟稿人"), "li": ("李某", "综合科科长", "综合科", "科室负责人"),
    "zheng": ("郑某", "保密科科长", "保密科", "保密审查员"), "wang": ("王某", "办公室副主任", "办公室领导", "签发人"),
    "zhao": ("赵某某", "政务公开科科长", "政务公开科", "公开工作机构"), "feng": ("冯某", "机关纪委副书记", "机关党委", "审计员"),
    "guan": ("管某", "信息科科员", "信息科", "管理员"),
}
PASSWORD = "云江东去 浪淘尽千古"


class Office:
    """A site folder in scratch space, its published folder, and a console process."""

    def __init__(self, people=PEOPLE):
        self.root = tempfile.mkdtemp(prefix="gongkai-console-")
        self.site, self.public = f"{self.root}/site", f"{self.root}/public"
        os.makedirs(f"{self.site}/records")
        self.write("site.yaml", SETTINGS)
        self.write("reviewers.yaml", "".join(
            f"- {{账号: {account}, 姓名: {name}, 岗位: {post}, 科室: {unit}, 角色: [{role}]}}\n"
            for account, (name, post, unit, role) in people.items()))
        self.process, self.port, self.lines = None, 0, []

    def write(self, path, text):
        os.makedirs(os.path.dirname(f"{self.site}/{path}"), exist_ok=True)
        with open(f"{self.site}/{path}", "w", encoding="utf-8") as file:
            file.write(text)

    def record(self, name, title, body="正文。\n", **fields):
        all_fields = {
            "标题": title, "栏目": '"4.1.3"', "可否公开": "主动公开", "公开载体": "[政府网站]", "承办科室": "综合科",
            "生成日期": "2026-11-16", **fields}
        front = "".join(f"{key}: {value}\n" for key, value in all_fields.items())
        self.write(f"records/{name}.md", f"---\n{front}---\n{body}")

    def run(self, *arguments, check=True):
        done = subprocess.run(
            [BINARY, *arguments, "--site", self.site], capture_output=True, text=True, cwd=self.root)
        if check and done.returncode not in (0, 1):
            raise SystemExit(f"gongkai {' '.join(arguments)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
        return done

    # MARK: the console

    def start(self, *options):
        """Starts the console and waits until it listens; the lines it printed are kept."""
        self.lines = []
        self.process = subprocess.Popen(
            [BINARY, "console", "--site", self.site, "--output", self.public, "--templates", TEMPLATES, "--port",
             str(self.port), *options], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, cwd=self.root)
        while not self.port or not any("审查台:" in line for line in self.lines):
            line = self.process.stderr.readline()
            if not line:
                raise SystemExit("the console did not start:\n" + "".join(self.lines))
            self.lines.append(line)
            if match := re.search(r"审查台:\w+://[^:]+:(\d+)/", line):
                self.port = int(match.group(1))
        threading.Thread(target=self._drain, args=(self.process.stderr,), daemon=True).start()

    def _drain(self, pipe):
        for line in pipe:
            self.lines.append(line)

    def invitation(self):
        """The one-time link of the first start."""
        for _ in range(200):
            for line in self.lines:
                if match := re.search(r"https?://\S+/invite/\S+", line):
                    return match.group(0)
            time.sleep(0.05)
        raise SystemExit("no invitation was printed")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def memory(self):
        """Resident and highest resident memory in MiB."""
        text = open(f"/proc/{self.process.pid}/status").read()
        return [int(re.search(rf"{name}:\s+(\d+)", text).group(1)) // 1024 for name in ("VmRSS", "VmHWM")]

    def close(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait()
        shutil.rmtree(self.root, ignore_errors=True)


class Browser:
    """A person at the console without a browser: a connection, a cookie, the form token."""

    def __init__(self, office):
        self.office, self.cookie, self.token = office, "", ""
        self.connection = None

    def request(self, method, path, fields=None, headers=None):
        """Status, headers and text of an answer; redirects are not followed."""
        sent = {"Cookie": self.cookie, **(headers or {})}
        body = None
        if method == "POST":
            sent.setdefault("Origin", f"http://127.0.0.1:{self.office.port}")
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
            body = urllib.parse.urlencode({"token": self.token, **fields} if self.token else fields or {}, doseq=True)
        for attempt in (0, 1):
            try:
                if self.connection is None:
                    self.connection = http.client.HTTPConnection("127.0.0.1", self.office.port, timeout=60)
                self.connection.request(method, path, body, sent)
                answer = self.connection.getresponse()
                text = answer.read().decode()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self.connection = None
                # A kept connection may have been closed in between; what was posted is never sent again.
                if attempt or method == "POST":
                    raise
        if answer.getheader("Connection", "").lower() == "close":
            self.connection = None
        return answer.status, dict(answer.getheaders()), text

    def get(self, path):
        return self.request("GET", path)

    def post(self, path, **fields):
        return self.request("POST", path, fields)

    def set_password(self, link, account):
        path = urllib.parse.urlsplit(link).path
        status, _, text = self.post(path, password=PASSWORD, again=PASSWORD)
        assert status == 200, (status, text[-900:])

    def sign_in(self, account):
        self.token = ""
        status, headers, text = self.post("/signin", account=account, password=PASSWORD)
        assert status == 303, (status, text[-900:])
        self.cookie = headers["Set-Cookie"].split(";")[0]
        self.token = re.search(r'name="token" value="([^"]+)"', self.get("/password")[2]).group(1)
        return self


def enrol(office, accounts):
    """Passwords for these accounts through invitations, as a 管理员 gives them."""
    admin = Browser(office)
    admin.set_password(office.invitation(), "guan")
    admin.sign_in("guan")
    for account in accounts:
        text = admin.post("/accounts/invite", account=account)[2]
        Browser(office).set_password(re.search(r'value="(http[^"]+/invite/[^"]+)"', text).group(1), account)
    return admin
