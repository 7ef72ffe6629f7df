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
    setTimeout(() => delete form.dataset.sent, 4000);
  });

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
