"""Checks the pages of a published folder: links, anchors, ids, external resources, required meta tags."""
import os
import sys
import urllib.parse

from lxml import html

root, base = sys.argv[1], sys.argv[2]
pages = [os.path.join(d, f) for d, _, fs in os.walk(root) for f in fs if f.endswith(".html")]
files = {os.path.relpath(os.path.join(d, f), root) for d, _, fs in os.walk(root) for f in fs}
trees = {os.path.relpath(p, root): html.parse(p, html.HTMLParser(encoding="utf-8")).getroot() for p in pages}
ids = {path: {e.get("id") for e in tree.iter() if isinstance(e.tag, str) and e.get("id")} for path, tree in trees.items()}
faults = []
links = 0


def target(page, url):
    """The file that an internal address means, and its fragment."""
    full = urllib.parse.urljoin("http://site" + base + urllib.parse.quote(page), url)
    parts = urllib.parse.urlsplit(full)
    path = urllib.parse.unquote(parts.path)
    if not path.startswith(base):
        return None, parts.fragment
    path = path[len(base):]
    return (path + "index.html" if path == "" or path.endswith("/") else path), urllib.parse.unquote(parts.fragment)


for page, tree in trees.items():
    metas = {e.get("name") for e in tree.iter("meta")}
    if tree.find(".//meta[@http-equiv='refresh']") is None:
        for name in ("SiteName", "SiteDomain", "SiteIDCode"):
            if name not in metas:
                faults.append(f"{page}: no meta {name}")
    for tag, attribute in (("a", "href"), ("link", "href"), ("img", "src"), ("script", "src")):
        for element in tree.iter(tag):
            url = element.get(attribute)
            if url is None:
                continue
            scheme = urllib.parse.urlsplit(url).scheme
            if scheme in ("http", "https") or url.startswith("//"):
                if tag != "a" and element.get("rel") != "canonical":
                    faults.append(f"{page}: external {tag} {url}")
                continue
            if scheme in ("mailto", "tel"):
                continue
            links += 1
            path, fragment = target(page, url)
            if path not in files:
                faults.append(f"{page}: broken {url}")
            elif fragment and path in ids and fragment not in ids[path] and fragment != "top":
                faults.append(f"{page}: no anchor {url}")
for fault in faults[:40]:
    print(fault)
print(f"links: {len(trees)} pages, {links} internal links, {len(faults)} faults")
sys.exit(1 if faults else 0)
