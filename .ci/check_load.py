"""Weighs record pages in real Chromium, over loopback with an empty cache.

    .ci/check-browser load FOLDER

Bytes and requests until the page stands, and the largest contentful paint: under 100 KB, 5 requests, 0.5 s.
"""
import glob
import shutil
import sys

from playwright.sync_api import sync_playwright

from serve import serve

folder = sys.argv[1].rstrip("/")
base = serve(folder)
pages = sorted(glob.glob(f"{folder}/[0-9]*/[0-9][0-9][0-9][0-9][0-9][0-9]/*.html"))
pages = [p[len(folder) + 1:] for p in pages if "class=\"prose\"" in open(p, encoding="utf-8").read()]
chosen = ["index.html"] + pages[:: max(1, len(pages) // 12)]
faults = 0
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    for path in chosen:
        context = browser.new_context()
        page = context.new_page()
        client = context.new_cdp_session(page)
        client.send("Network.enable")
        sizes = []
        client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
        page.add_init_script(
            "new PerformanceObserver(l => { window.paint = l.getEntries().at(-1).startTime; })"
            ".observe({type: 'largest-contentful-paint', buffered: true})")
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(100)
        paint = page.evaluate("window.paint || 0")
        isGood = sum(sizes) < 100_000 and len(sizes) <= 5 and 0 < paint < 500
        faults += not isGood
        print(f"{'ok  ' if isGood else 'FAIL'} {sum(sizes) / 1000:7.1f} KB {len(sizes)} requests, largest paint {paint:.0f} ms  {path}")
        context.close()
    browser.close()
print(f"faults: {faults}")
sys.exit(1 if faults else 0)
