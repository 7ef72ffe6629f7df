"use strict";
// Everything works without this script. It adds: a question before an act that can't be undone, keys, who else is looking.
(() => {
  const ask = (button) => !button.dataset.confirm || window.confirm(button.dataset.confirm);
  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && !ask(button)) { event.preventDefault(); return; }
    // A second click sends nothing twice.
    const form = event.target;
    if (form.method.toLowerCase() !== "post") return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    if (form.action.endsWith("/signout")) kept.drop();
    else if (form.dataset.keep) kept.put(form);
    setTimeout(() => delete form.dataset.sent, 4000);
  });

  // MARK: what was typed outlives a sign-in that ran out: it stays in this tab until it is saved, for its own account.
  const kept = (() => {
    const name = "typed";
    const hours = 12 * 3600 * 1000;
    const get = () => {
      try {
        const found = JSON.parse(sessionStorage.getItem(name));
        return found && Date.now() - found.at < hours ? found : null;
      } catch { return null; }
    };
    // Which of the forms of a page it is.
    const part = (form) => `${form.getAttribute("action")} ${form.dataset.part || ""}`;
    const drop = () => { try { sessionStorage.removeItem(name); } catch { /* nothing is kept */ } };
    const put = (form) => {
      const fields = [...form.elements].filter((field) => field.name && !["submit", "button", "file"].includes(field.type)
        && (field.type !== "hidden" || "keepValue" in field.dataset));
      const values = fields.map((field) => [field.name, field.type,
        /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value, field.value]);
      const files = [...form.querySelectorAll("input[type=file]")].some((field) => field.files.length);
      try {
        sessionStorage.setItem(name, JSON.stringify({
          at: Date.now(), account: document.body.dataset.account || "", form: form.dataset.keep, part: part(form), values, files,
        }));
      } catch { /* too long, or not allowed: the form is sent all the same */ }
    };
    const fill = (form, found) => {
      for (const [name, type, value, own] of found.values) {
        for (const field of form.elements) {
          if (field.name !== name || field.type !== type) continue;
          if (/^(checkbox|radio)$/.test(type)) { if (field.value === own) field.checked = value; } else field.value = value;
        }
      }
      const around = form.closest("details");
      if (around) around.open = true;
      for (const details of form.querySelectorAll("details")) {
        if ([...details.querySelectorAll("textarea")].some((text) => text.value)) details.open = true;
      }
    };
    const told = (text, link) => {
      const box = document.createElement("div");
      box.className = "notice warning";
      box.setAttribute("role", "status");
      const strong = document.createElement("strong");
      strong.textContent = "注意";
      const span = document.createElement("span");
      span.textContent = text;
      if (link) {
        const way = document.createElement("a");
        way.href = link;
        way.textContent = "回到表单";
        span.append(" ", way);
      }
      box.append(strong, span);
      document.getElementById("main").prepend(box);
    };
    return { get, drop, put, part, fill, told };
  })();
  {
    const found = kept.get();
    const { account, page } = document.body.dataset;
    const form = found && [...document.querySelectorAll("form[data-keep]")].find((one) =>
      one.dataset.keep === found.form && kept.part(one) === found.part);
    // The sign-in comes between; an answer to the form itself stands at another address and shows what was typed already.
    // What was done is told on the page that it leads to: nothing is to be filled in there.
    const isForm = form && !document.querySelector(".notice.done") && location.pathname === new URL(found.form, location.href).pathname;
    if (found && account !== undefined && account !== found.account) kept.drop();
    else if (found && page === "signin") {
      if (new URLSearchParams(location.search).get("why") === "unsent") {
        kept.told("填写的文字留在浏览器的这个标签页里，登录后回到那张表单会自动填回" + (found.files ? "；上传的文件须重新选择。" : "。"));
      }
    } else if (found && (page === "message" || page === "changed")) kept.told("您填写的文字还在浏览器的这个标签页里。", found.form);
    else if (isForm) {
      kept.fill(form, found);
      kept.told("已填回您上次没有提交成功的文字，请核对后再提交。" + (found.files ? "上传的文件须重新选择。" : ""));
      kept.drop();
    } else if (found) kept.drop();
  }

  for (const field of document.querySelectorAll("[data-copy]")) field.addEventListener("focus", () => field.select());

  // MARK: keys
  const off = () => { try { return localStorage.getItem("keys") === "off"; } catch { return false; } };
  const queue = document.querySelector("[data-queue]");
  const hint = document.querySelector("[data-keys]");
  if (hint) hint.hidden = off();
  let at = -1;
  const move = (step) => {
    const rows = [...queue.querySelectorAll(".row")];
    if (!rows.length) return;
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows.forEach((row, index) => row.classList.toggle("at", index === at));
    const link = rows[at].querySelector("a");
    if (link) link.focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
    if (event.key === "?") {
      try { localStorage.setItem("keys", off() ? "on" : "off"); } catch { return; }
      if (hint) hint.hidden = off();
      return;
    }
    if (off()) return;
    if (queue && (event.key === "j" || event.key === "k")) { move(event.key === "j" ? 1 : -1); return; }
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!target) return;
    if (target.tagName === "DETAILS") {
      target.open = true;
      const text = target.querySelector("textarea");
      if (text) { event.preventDefault(); text.focus(); }
    } else {
      target.click();
    }
  });

  // MARK: who else is looking
  const others = document.querySelector("[data-presence]");
  if (!others) return;
  const look = async () => {
    if (document.hidden) return;
    const answer = await fetch("/presence?id=" + encodeURIComponent(others.dataset.presence), { redirect: "error" })
      .catch(() => null);
    if (!answer || !answer.ok) return;
    const { others: names, digest } = await answer.json();
    const changed = digest && digest !== others.dataset.digest ? "这一条有了新的版本，请刷新后再办理。" : "";
    others.textContent = [names.length ? "也在看:" + names.join("、") : "", changed].filter(Boolean).join("　");
  };
  setInterval(look, 15000);
})();
