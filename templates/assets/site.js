// Conveniences only: every page is complete without this file. Loaded without defer, so that the reader's choice of
// 长者模式 and text size stands before the page is first shown.
(function () {
  "use strict";
  var root = document.documentElement;
  var sizes = ["", "large", "larger"];

  function kept(name) {
    try { return localStorage.getItem(name) || ""; } catch (_) { return ""; }
  }
  function keep(name, value) {
    try { localStorage.setItem(name, value); } catch (_) { /* storage refused: it holds for this page */ }
  }
  function button(label, act) {
    var element = document.createElement("button");
    element.type = "button";
    element.textContent = label;
    element.addEventListener("click", act);
    return element;
  }

  root.classList.toggle("elder", kept("gongkai-elder") === "1");
  var size = Math.max(0, sizes.indexOf(kept("gongkai-size")));
  if (sizes[size]) root.classList.add(sizes[size]);

  function modes() {
    var place = document.querySelector("[data-modes]");
    if (!place) return;
    var toggle = button("", function () {
      var isOn = root.classList.toggle("elder");
      keep("gongkai-elder", isOn ? "1" : "");
      show();
    });
    function show() {
      var isOn = root.classList.contains("elder");
      toggle.textContent = isOn ? "退出长者模式" : "长者模式";
      toggle.setAttribute("aria-pressed", String(isOn));
    }
    show();
    place.appendChild(toggle);
    place.hidden = false;
  }

  // Record tools: print, text size, copy the address.
  function tools() {
    var place = document.querySelector("[data-tools]");
    if (!place) return;
    var status = document.createElement("span");
    status.setAttribute("role", "status");
    place.appendChild(button("打印", function () { window.print(); }));
    place.appendChild(button("字号", function () {
      if (sizes[size]) root.classList.remove(sizes[size]);
      size = (size + 1) % sizes.length;
      if (sizes[size]) root.classList.add(sizes[size]);
      keep("gongkai-size", sizes[size]);
      status.textContent = ["字号：标准", "字号：大", "字号：特大"][size];
    }));
    if (navigator.clipboard) {
      place.appendChild(button("复制链接", function () {
        var canonical = document.querySelector("link[rel=canonical]");
        navigator.clipboard.writeText(canonical ? canonical.href : location.href).then(
          function () { status.textContent = "已复制本页地址"; },
          function () { status.textContent = "浏览器不允许复制，请从地址栏复制"; }
        );
      }));
    }
    place.appendChild(status);
    place.hidden = false;
  }

  // A long table of contents begins closed on a narrow screen.
  function contents() {
    var list = document.querySelector(".toc details");
    if (list && window.matchMedia("(max-width: 40rem)").matches) list.open = false;
  }

  // A prompt before leaving for a site that is not a government's (国办发〔2017〕47号).
  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href]") : null;
    if (!link || !/^https?:$/.test(link.protocol) || link.host === location.host) return;
    if (/(^|\.)gov\.cn$/.test(link.hostname)) return;
    var name = document.querySelector("meta[name=SiteName]");
    var from = name ? "“" + name.content + "”" : "本网站";
    if (!window.confirm("您访问的链接即将离开" + from + "，是否继续？")) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", function () {
    modes();
    tools();
    contents();
  });
})();
