// Conveniences only: every page is complete without this file.
(function () {
  "use strict";
  var root = document.documentElement;

  // Record tools: print, text size, copy the address.
  var tools = document.querySelector("[data-tools]");
  if (tools) {
    var sizes = ["", "large", "larger"];
    var size = 0;
    try { size = Math.max(0, sizes.indexOf(localStorage.getItem("gongkai-size") || "")); } catch (_) { /* storage refused */ }
    var status = document.createElement("span");
    status.setAttribute("role", "status");

    var applySize = function () {
      root.classList.remove("large", "larger");
      if (sizes[size]) root.classList.add(sizes[size]);
      try { localStorage.setItem("gongkai-size", sizes[size]); } catch (_) { /* storage refused */ }
    };
    var button = function (label, act) {
      var element = document.createElement("button");
      element.type = "button";
      element.textContent = label;
      element.addEventListener("click", act);
      tools.appendChild(element);
    };

    button("打印", function () { window.print(); });
    button("字号", function () {
      size = (size + 1) % sizes.length;
      applySize();
      status.textContent = ["字号：标准", "字号：大", "字号：特大"][size];
    });
    if (navigator.clipboard) {
      button("复制链接", function () {
        var canonical = document.querySelector("link[rel=canonical]");
        navigator.clipboard.writeText(canonical ? canonical.href : location.href).then(
          function () { status.textContent = "已复制本页地址"; },
          function () { status.textContent = "浏览器不允许复制，请从地址栏复制"; }
        );
      });
    }
    tools.appendChild(status);
    applySize();
    tools.hidden = false;
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
})();
