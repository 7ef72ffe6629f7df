"""Looks at one page of every kind of a published site in real Chromium.

    .ci/check-browser pages FOLDER [BASE]     BASE: the base path, default /

At 1280 and 390 px, in light, dark and 长者模式: axe (WCAG 2 A and AA), overflow, requests to other hosts, messages of the
console (a refusal of the content policy is one). At 640 px, which is 200 % of 1280: overflow. And: the first Tab lands
on the skip link, it leads into the main part, and 长者模式 is kept on the next page.
"""
import glob
import os
import re
import shutil
import sys
import tempfile

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from serve import serve

folder = sys.argv[1].rstrip("/")
base_path = sys.argv[2] if len(sys.argv) > 2 else "/"
if base_path != "/":
    # The site under its base path, as a portal would carry it.
    root = tempfile.mkdtemp()
    os.makedirs(root + os.path.dirname(base_path.rstrip("/")), exist_ok=True)
    os.symlink(os.path.abspath(folder), root + base_path.rstrip("/"))
else:
    root = folder
base = serve(root) + base_path.lstrip("/")


def first(pattern, holding=""):
    for path in sorted(glob.glob(f"{folder}/{pattern}")):
        if holding in open(path, encoding="utf-8").read():
            return path[len(folder) + 1:]
    return None


record = "[0-9]*/[0-9][0-9][0-9][0-9][0-9][0-9]/*.html"
kinds = {
    "home": "index.html", "group": "1/index.html", "column": "2.4/index.html", "leaders": "1.2/index.html",
    "departments": "1.3/index.html", "links": "4.2.3/index.html", "law": first("2.[12]/*/*.html", "class=\"toc"),
    "notice": first("4.1.3/*/*.html", "class=\"prose\""), "attachments": first(record, "class=\"files\""),
    "status": first(record, "class=\"banner\""), "platform": "platform.html", "guide": "guide.html",
    "statutory": "statutory.html", "statutory list": "statutory/1.html", "catalogue": "catalogue.html",
    "choices": "catalogue/years.html", "catalogue of a year": first("catalogue/year-*.html"),
    "search": "search.html?q=督查", "search without hits": "search.html?q=查无此词", "data": "data.html", "map": "map.html",
    "lost": "404.html", "tombstone": first(record, "该信息已撤下"),
}
faults = 0


def fault(text):
    global faults
    faults += 1
    print("  FAULT " + text)


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for kind, path in kinds.items():
        if path is None or not os.path.exists(f"{folder}/{path.split('?')[0]}"):
            print(f"{kind}: none on this site")
            continue
        violations = 0
        for width in (1280, 390):
            for look in ("light", "dark", "elder"):
                context = browser.new_context(
                    viewport={"width": width, "height": 900}, color_scheme="dark" if look == "dark" else "light",
                    reduced_motion="reduce")
                page = context.new_page()
                page.on("console", lambda m: fault(f"{kind} {width} {look}: console: {m.text[:160]}"))
                page.on("request", lambda r: r.url.startswith(base[:20]) or fault(f"{kind}: request to {r.url}"))
                if look == "elder":
                    page.goto(base + "map.html")
                    page.get_by_role("button", name="长者模式").click()
                page.goto(base + path)
                page.wait_for_load_state("networkidle")
                if look == "elder" and "elder" not in (page.get_attribute("html", "class") or ""):
                    fault(f"{kind}: 长者模式 is not kept")
                result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
                for violation in result.response["violations"]:
                    violations += 1
                    fault(f"{kind} {width} {look}: {violation['id']}: {violation['nodes'][0]['html'][:140]}")
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                if over > 0:
                    fault(f"{kind} {width} {look}: {over} px wider than the window")
                context.close()
        context = browser.new_context(viewport={"width": 640, "height": 450})
        page = context.new_page()
        page.goto(base + path)
        if page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0:
            fault(f"{kind}: overflow at 200 %")
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") != "skip":
            fault(f"{kind}: the first Tab does not land on the skip link")
        page.keyboard.press("Enter")
        if page.evaluate("document.activeElement.id") != "main":
            fault(f"{kind}: the skip link does not lead into the main part")
        context.close()
        print(f"{kind}: {path}: 6 looks, {violations} violations")
    browser.close()
print(f"faults: {faults}")
sys.exit(1 if faults else 0)
