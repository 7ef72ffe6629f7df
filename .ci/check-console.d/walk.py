"""One item's life in real Chromium, from the first invitation to the emergency withdrawal.

    .ci/check-console walk [SHOTS]

Every screen at 1280 and 390 px: axe (WCAG 2 A and AA), overflow, messages of the console; pictures into SHOTS.
"""
import glob
import os
import re
import shutil
import sys
import time

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from office import PASSWORD, PEOPLE, Office

shots = sys.argv[1] if len(sys.argv) > 1 else ""
if shots:
    os.makedirs(shots, exist_ok=True)
faults, screens, steps = [], 0, []
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def look(page, name):
    """Axe, overflow and a picture at both widths."""
    global screens
    screens += 1
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.wait_for_load_state("networkidle")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            for violation in Axe().run(page, options={"runOnly": RULES}).response["violations"]:
                faults.append(f"{name} {width} {scheme}: {violation['id']}: {violation['nodes'][0]['html'][:150]}")
        page.emulate_media(color_scheme="light")
        over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if over > 0:
            faults.append(f"{name} {width}: {over} px wider than the window")
        if shots:
            page.screenshot(path=f"{shots}/{screens:02}-{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def step(text, isTrue=True):
    steps.append(text)
    print(("ok    " if isTrue else "FAULT ") + text, flush=True)
    if not isTrue:
        faults.append(text)


office = Office()
office.record("旧通知", "关于旧事项的通知", 发文字号="云府办〔2026〕1号")
office.start()
base = f"http://127.0.0.1:{office.port}"
try:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        people = {}

        def person(account):
            if account not in people:
                context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
                page = context.new_page()
                page.on("console", lambda m: m.type in ("error", "warning") and not re.search(
                    r"sandboxed|status of 4\d\d", m.text) and faults.append(f"{account}: console: {m.text[:200]}"))
                page.on("dialog", lambda dialog: dialog.accept())
                page.on("request", lambda r: r.url.startswith((base, "data:")) or faults.append(f"request to {r.url}"))
                people[account] = page
            return people[account]

        def set_password(page, link, account):
            page.goto(link)
            if account == "guan":
                look(page, "invitation")
            page.get_by_label("口令", exact=True).fill(PASSWORD)
            page.get_by_label("再输入一次").fill(PASSWORD)
            page.get_by_role("button", name="设置口令").click()
            assert "口令已设置" in page.content(), page.inner_text("main")

        def sign_in(account):
            page = person(account)
            page.goto(base + "/signin")
            page.get_by_label("账号").fill(account)
            page.get_by_label("口令", exact=True).fill(PASSWORD)
            page.get_by_role("button", name="登录").click()
            page.wait_for_selector(".who")
            return page

        # Administrator and invitations
        page = person("guan")
        page.goto(base)
        look(page, "sign-in")
        set_password(page, office.invitation(), "guan")
        sign_in("guan")
        look(page, "accounts")
        for account in PEOPLE:
            if account == "guan":
                continue
            page.goto(base + "/accounts")
            page.locator("tr", has_text=PEOPLE[account][1]).get_by_role("button", name="邀请").click()
            link = page.locator("[data-copy]").input_value()
            if account == "zhou":
                look(page, "accounts-invited")
            set_password(person(account), link, account)
        page.goto(base + "/queue")
        step("a 管理员 has no queue: " + page.locator("h1").inner_text(), "没有权限" in page.content())
        look(page, "forbidden")
        step("administrator → invitations: everybody has a password")

        # The drafter writes and submits
        page = sign_in("zhou")
        look(page, "records")
        page.get_by_role("link", name="新建").click()
        look(page, "form-column")
        page.get_by_label("放在哪个栏目").select_option("4.1.3")
        page.get_by_role("button", name="填表").click()
        page.get_by_label("标题").fill("关于开展公文处理<培训>的通知")
        page.get_by_label("内容概述").fill("公文处理培训的时间、地点和要求。")
        body = "各科室：\n\n定于十二月一日举办公文处理培训。请按时参加。\n\n公示对象证件号 110105" + "19491231" + "002X。\n"
        page.get_by_label("正文").fill(body)
        page.get_by_label("上传文件").set_input_files(
            [{"name": "报名表.csv", "mimeType": "text/csv", "buffer": "序号,科室\n1,综合科\n".encode()}])
        look(page, "form")
        page.get_by_role("button", name="保存").click()
        step("the form is saved as a file of the site", "已保存" in page.content() and bool(
            glob.glob(f"{office.site}/records/4.1.3/*.md")))
        look(page, "records-saved")
        with page.expect_popup() as popup:
            page.locator(".row", has_text="关于开展公文处理").get_by_role("link", name="预览").click()
        popup.value.wait_for_load_state()
        step("the preview is marked 草稿", "草稿" in popup.value.content())
        popup.value.close()
        page.locator(".row", has_text="关于开展公文处理").get_by_role("button", name="提交").click()
        step("drafter submits", "已提交" in page.content())

        # The three steps
        def item(account):
            page = person(account)
            page.goto(base + "/queue")
            page.locator("a.title", has_text="公文处理").first.click()
            page.wait_for_selector("h1")
            return page

        page = sign_in("li")
        look(page, "queue")
        page = item("li")
        frame = page.frame_locator("iframe").locator("h1")
        step("the frame shows the page as it would be: " + frame.first.inner_text(),
             "关于开展公文处理<培训>的通知" in frame.first.inner_text())
        colour = page.frame_locator("iframe").locator("body").evaluate("e => getComputedStyle(e).fontFamily")
        step("the frame has the site's style sheet", "PingFang" in colour or "YaHei" in colour or "serif" in colour)
        look(page, "item-head")
        other = sign_in("zheng")
        other.goto(page.url)
        page.reload()
        step("two people who open the same item see each other", "郑某" in page.locator(".others").inner_text())
        page.get_by_role("button", name="同意", exact=True).click()
        step("head agrees", "已记入台账" in page.content())

        page = item("zheng")
        look(page, "item-secrecy")
        page.get_by_label("豁免理由").first.fill("依规公示，经本人书面同意")
        page.get_by_role("button", name="豁免这一处").first.click()
        step("secrecy reviewer waives the finding", "已豁免" in page.content())
        page.get_by_role("button", name="同意", exact=True).click()
        step("secrecy reviewer agrees", "已记入台账" in page.content())

        page = sign_in("wang")
        page = item("wang")
        page.locator("summary", has_text="不予公开:选理由").click()
        look(page, "item-signer")
        page.get_by_role("button", name="同意", exact=True).click()
        step("signer approves", "已记入台账" in page.content())

        # Publication
        page = sign_in("zhao")
        page.goto(base + "/publish")
        look(page, "publish")

        def publish():
            page = person("zhao")
            page.goto(base + "/publish")
            page.get_by_role("button", name="发布", exact=True).click()
            for _ in range(120):
                if "发布完成" in page.content() or "没有发布" in page.content():
                    break
                time.sleep(0.25)
                page.goto(base + "/publish")
            return page

        page = publish()
        look(page, "published")

        def live():
            return [path for path in glob.glob(f"{office.public}/4.1.3/*/*.html")
                    if "公文处理" in open(path, encoding="utf-8").read()]

        step("publisher publishes: the page is live", len(live()) == 1 and "发布完成" in page.content())

        # An edit, a diff, a return, a second approval
        def edit(old, new):
            page = person("zhou")
            page.goto(base + "/records")
            page.locator(".row", has_text="关于开展公文处理").get_by_role("link", name="编辑").click()
            text = page.get_by_label("正文").input_value()
            page.get_by_label("正文").fill(text.replace(old, new))
            page.get_by_role("button", name="保存").click()
            page.locator(".row", has_text="关于开展公文处理").get_by_role("button", name="提交").click()
            assert "已提交" in page.content(), page.inner_text("main")

        edit("十二月一日", "十二月八日")
        page = item("li")
        difference = page.locator("#diff")
        step("head sees the difference to the live version",
             "八" in difference.locator("ins").all_inner_texts() and "一" in difference.locator("del").all_inner_texts())
        look(page, "item-diff")
        seen = page.url
        # The drafter changes it once more while the head looks: the decision is refused, and the difference shown.
        edit("十二月八日", "十二月九日")
        page.get_by_role("button", name="同意", exact=True).click()
        step("a decision on a version that changed is refused with the difference", "版本已变" in page.content()
             and "九" in page.locator("ins").all_inner_texts())
        look(page, "changed")
        page.goto(seen)
        page.locator("summary", has_text="退回…").click()
        page.get_by_label("退回的类别").select_option("内容错误")
        page.get_by_label("理由，写明要改什么").fill("日期与会议通知不一致")
        look(page, "item-return")
        page.get_by_role("button", name="退回拟稿人").click()
        page = person("zhou")
        page.goto(base + "/records")
        step("the drafter reads why it came back", "日期与会议通知不一致" in page.content())
        look(page, "records-returned")
        edit("十二月九日", "十二月十日")
        for account in ("li", "zheng", "wang"):
            item(account).get_by_role("button", name="同意", exact=True).click()
        page = person("zheng")
        page.goto(seen)
        page.get_by_label("豁免理由").first.fill("依规公示，经本人书面同意")
        page.get_by_role("button", name="豁免这一处").first.click()
        publish()
        step("second approval: the new text is live", "十二月十日" in open(live()[0], encoding="utf-8").read())

        # Emergency withdrawal in two clicks
        page = person("zhao")
        page.goto(seen)
        look(page, "item-live")
        path = live()[0]
        page.locator("summary", has_text="紧急撤下…").click()
        page.locator("#emergency-reason").fill("夹带了不应公开的电话")
        look(page, "emergency")
        page.get_by_role("button", name="立即撤下").click()
        step("emergency withdrawal: the site is made anew at once",
             "已紧急撤下" in page.content() and "公文处理" not in open(path, encoding="utf-8").read())
        page = person("wang")
        page.goto(seen)
        page.get_by_role("button", name="确认", exact=True).click()
        step("a second person confirms", "已确认紧急撤下" in page.content())

        # The auditor
        page = sign_in("feng")
        look(page, "oversight")
        page.goto(base + "/log")
        page.get_by_role("button", name="校验台账").click()
        step("auditor verifies the ledger", "校验通过" in page.content())
        look(page, "log")
        page.goto(base + "/audit")
        look(page, "audit")
        page.goto(base + "/password")
        look(page, "password")
        page.get_by_role("button", name="退出").click()
        step("signed out", page.url.endswith("/signin"))

        # Without JavaScript
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(base + "/signin")
        page.get_by_label("账号").fill("li")
        page.get_by_label("口令", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        step("works without JavaScript", "待办" in page.content())
        browser.close()
    done = office.run("ledger", "verify")
    step("the ledger verifies: " + done.stdout.strip().splitlines()[0], done.returncode == 0)
finally:
    office.close()
print(f"{len(steps)} steps, {screens} screens at 2 widths in light and dark, {len(faults)} faults")
for text in faults:
    print("  " + text)
sys.exit(1 if faults else 0)
