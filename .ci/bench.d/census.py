"""What a published folder holds: files and bytes, by kind."""
import os
import re
from typing import NamedTuple

GONGKAI = [
    ("manifest", r"manifest\.json"),
    ("search index and page", r"search(/.*|\.html|\.\w+\.html)"),
    ("item pages", r"[\d.]+/\d{6}/\d{4}-\d+\.html"),
    ("item data (JSON)", r"[\d.]+/\d{6}/\d{4}-\d+\.json"),
    ("item downloads (Word, text)", r"[\d.]+/\d{6}/\d{4}-\d+\.(docx|txt)"),
    ("column pages", r"[\d.]+/[^/]*\.html"),
    ("home page", r"index\.html"),
    ("feeds", r"(.*/)?(rss|atom)\.xml"),
    ("sitemap", r"sitemap.*\.xml|robots\.txt"),
    ("JSON catalogue", r"catalogue\.json"),
    ("CSV and XML catalogue", r"catalogue\.(csv|xml|xsd)"),
    ("catalogue, statutory and platform views", r"(catalogue|statutory|platform|guide|map|data)\b.*\.html"),
]
HUGO = [
    ("item pages", r"c[\d-]+/\d+\.html"),
    ("column pages", r"c[\d-]+/(index\.html|page/(?!1/).*)"),
    ("redirects of first column pages", r"c[\d-]+/page/1/.*"),
    ("home page", r"index\.html"),
    ("feeds", r"(.*/)?index\.xml"),
    ("sitemap", r"sitemap\.xml"),
    ("JSON catalogue", r"index\.json"),
]


class Census(NamedTuple):
    """Files and bytes by kind; `paths` of all."""

    kinds: dict[str, tuple[int, int]]
    paths: frozenset[str]

    @property
    def files(self) -> int:
        return sum(count for count, _ in self.kinds.values())

    @property
    def bytes(self) -> int:
        return sum(size for _, size in self.kinds.values())

    def count(self, kind: str) -> int:
        return self.kinds.get(kind, (0, 0))[0]


def take_census(folder: str, rules: list[tuple[str, str]]) -> Census:
    """Counts every file of a folder under the first rule that fits, or under "other"."""
    compiled = [(name, re.compile(pattern)) for name, pattern in rules]
    kinds = {name: (0, 0) for name, _ in rules}
    paths = set()
    pending = [""]
    while pending:
        inner = pending.pop()
        with os.scandir(f"{folder}/{inner}") as entries:
            for entry in entries:
                path = inner + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(path + "/")
                    continue
                kind = next((name for name, pattern in compiled if pattern.fullmatch(path)), "other")
                files, size = kinds.get(kind, (0, 0))
                kinds[kind] = (files + 1, size + entry.stat(follow_symlinks=False).st_size)
                paths.add(path)
    return Census(kinds, frozenset(paths))
