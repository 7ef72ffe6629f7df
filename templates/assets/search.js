// Full-text search over static files (see the room Search for their form). Every answer is exact: a phrase is found by
// pairs of neighbouring characters that stand side by side.
(function () {
  "use strict";
  var MOST_PAIRS = 8; // Pairs of a long phrase that are looked up; its candidates are then read in the text.
  var AT_ONCE = 4; // Of these so many are looked up at once: waiting costs more than bytes.
  var FEW_BYTES = 16500; // So little text is read at once rather than looking up another pair.
  var BLOCK_BYTES = 5500; // About what a block of text weighs, to tell what is cheaper to load.
  var FEW_SHARDS = 2; // Of what results show so much is fetched before it is known that they are any.
  var PAGE = 10;

  // The same folding as the index: ASCII without case, full-width forms as half-width ones, brackets as round ones; 0 for
  // quotation marks and spaces, which are passed over.
  function fold(code) {
    if (code >= 0xff01 && code <= 0xff5e) code -= 0xfee0;
    if (code === 0x5b || code === 0x3010 || code === 0x3014 || code === 0xfe5d) return 0x28;
    if (code === 0x5d || code === 0x3011 || code === 0x3015 || code === 0xfe5e) return 0x29;
    if (code === 0x20 || code === 0x22 || code === 0x27 || (code >= 0x2018 && code <= 0x201f) ||
      (code >= 0x3008 && code <= 0x300f) || (code >= 0x301d && code <= 0x301f)) return 0;
    return code >= 0x41 && code <= 0x5a ? code + 0x20 : code;
  }
  function isBlank(code) {
    return code <= 0x20 || code === 0x7f || code === 0x85 || code === 0xa0 || code === 0x1680 ||
      (code >= 0x2000 && code <= 0x200b) || code === 0x2028 || code === 0x2029 || code === 0x202f ||
      code === 0x205f || code === 0x3000 || code === 0xfeff;
  }
  // A text's characters, folded; 0 for what is passed over, blanks of any kind among it, but for tabs and line ends.
  function codes(text) {
    return Array.from(text, function (character) {
      var code = character.codePointAt(0);
      return code > 0x0a && isBlank(code) ? 0 : fold(code);
    });
  }
  // A query as words: each a list of folded characters. Characters that stand alone make one word: 通 知.
  function words(query) {
    var all = [], word = [], wasAlone = false;
    Array.from(query + " ").forEach(function (character) {
      var code = character.codePointAt(0), folded = fold(code);
      if (!isBlank(code)) { if (folded) word.push(folded); return; }
      if (!word.length) return;
      var isAlone = word.length === 1;
      if (isAlone && wasAlone) all[all.length - 1].push(word[0]);
      else all.push(word);
      wasAlone = isAlone;
      word = [];
    });
    return all;
  }
  function bucketOf(first, second, bits) {
    if (!bits) return 0;
    var mixed = Math.imul((Math.imul(first, 0x9e3779b1) ^ second), 0x85ebca77);
    return mixed >>> (32 - bits);
  }
  function reader(bytes) {
    var at = 0;
    return {
      more: function () { return at < bytes.length; },
      skip: function (count) { at += count; },
      take: function (count) { at += count; return bytes.subarray(at - count, at); },
      next: function () {
        var result = 0, scale = 1, byte;
        do { byte = bytes[at++]; result += (byte & 0x7f) * scale; scale *= 128; } while (byte >= 0x80);
        return result;
      }
    };
  }
  function positions(bytes) {
    var list = [], from = reader(bytes), position = 0;
    while (from.more()) { position += from.next(); list.push(position); }
    return list;
  }
  // The order in which to look up a word's pairs: both ends, then ever finer in between.
  function order(offsets) {
    var n = offsets.length, gaps = [[0, n - 1]];
    if (n < 3) return offsets;
    var all = [0, n - 1];
    while (gaps.length && all.length < MOST_PAIRS) {
      var gap = gaps.shift(), middle = (gap[0] + gap[1]) >> 1;
      if (middle === gap[0]) continue;
      all.push(middle);
      gaps.push([gap[0], middle], [middle, gap[1]]);
    }
    return all.map(function (k) { return offsets[k]; });
  }
  // A pair's name, as its list's file has it.
  function name(first, second) { return first.toString(16) + "-" + second.toString(16); }
  // The positions p of `list` for which p + distance is in `other`; both ascend.
  function besides(list, other, distance) {
    var kept = [], j = 0;
    for (var i = 0; i < list.length; i++) {
      var wanted = list[i] + distance;
      while (j < other.length && other[j] < wanted) j++;
      if (other[j] === wanted) kept.push(list[i]);
    }
    return kept;
  }

  function open(base, fetcher) {
    var cache = new Map(), blocks = new Map(), loaded = { bytes: 0, requests: 0 };
    function get(path, type) {
      if (!cache.has(path)) {
        cache.set(path, fetcher(base + path).then(function (response) {
          if (!response.ok) throw new Error(path + ": " + response.status);
          return response.arrayBuffer();
        }).then(function (buffer) {
          loaded.bytes += buffer.byteLength;
          loaded.requests += 1;
          var bytes = new Uint8Array(buffer);
          return type === "bytes" ? bytes : JSON.parse(new TextDecoder().decode(bytes));
        }));
        cache.get(path).catch(function () { cache.delete(path); });
      }
      return cache.get(path);
    }

    function Segment(first, count, bits, index) {
      this.first = first; this.count = count; this.bits = bits; this.folder = "s" + first + "/"; this.index = index;
    }
    Segment.prototype = {
      // Starts, and ends of the heads (title and number), of all documents.
      table: function () {
        return this.tableRead || (this.tableRead = get(this.folder + "documents.bin", "bytes").then(function (bytes) {
          var from = reader(bytes), starts = [], heads = [], at = 0;
          while (from.more()) { starts.push(at); heads.push(at + from.next()); at += from.next(); }
          starts.push(at);
          return { starts: starts, heads: heads };
        }));
      },
      // The frequent pairs, whose lists stand in files of their own: "first-second" → bytes of the list.
      heavy: function () {
        return this.heavyRead || (this.heavyRead = get(this.folder + "heavy.bin", "bytes").then(function (bytes) {
          var from = reader(bytes), all = new Map();
          while (from.more()) all.set(name(from.next(), from.next()), from.next());
          return all;
        }));
      },
      // Where a pair that is not frequent stands.
      light: function (first, second) {
        return get(this.folder + "b/" + bucketOf(first, second, this.bits) + ".bin", "bytes")
          .catch(function () { return new Uint8Array(0); }).then(function (bytes) {
            var from = reader(bytes);
            while (from.more()) {
              var a = from.next(), b = from.next(), list = from.take(from.next());
              if (a === first && b === second) return positions(list);
            }
            return [];
          });
      },
      list: function (pair) {
        return get(this.folder + "h/" + pair + ".bin", "bytes").then(positions);
      },
      // A block of the text: its characters, and how many of them stand before each position in it. What is passed over
      // belongs to the position after it.
      text: function (number) {
        var path = this.folder + "t/" + number + ".txt";
        if (!blocks.has(path)) {
          blocks.set(path, get(path, "bytes").then(function (bytes) {
            var characters = Array.from(new TextDecoder().decode(bytes)), ends = [0];
            characters.forEach(function (character, k) { if (fold(character.codePointAt(0))) ends.push(k + 1); });
            return { characters: characters, ends: ends };
          }));
          blocks.get(path).catch(function () { blocks.delete(path); });
        }
        return blocks.get(path);
      },
      // The characters of the text from one position to another, as they were written.
      between: function (from, to) {
        var size = this.index.block, first = Math.floor(from / size), reads = [];
        for (var number = first; number <= Math.floor((to - 1) / size); number++) reads.push(this.text(number));
        return Promise.all(reads).then(function (parts) {
          return [].concat.apply([], parts.map(function (part, k) {
            var start = (first + k) * size, last = part.ends.length - 1;
            return part.characters.slice(part.ends[Math.max(from - start, 0)], part.ends[Math.min(to - start, last)]);
          }));
        });
      },
      facts: function (document) {
        var size = this.index.shard;
        return get(this.folder + "d/" + Math.floor(document / size) + ".json", "json")
          .then(function (shard) { return shard[document % size]; });
      },
      // Columns and years of all documents, for the filters.
      filters: function () {
        return this.filterRead || (this.filterRead = get(this.folder + "filters.bin", "bytes").then(function (bytes) {
          var from = reader(bytes), all = [];
          while (from.more()) all.push([from.next(), from.next()]);
          return all;
        }));
      },

      // The documents that hold a word, ascending: { document, place in the segment's text, inHead }. Few requests
      // matter most: its outermost pairs that are not frequent come first, then ever finer ones in between, then lists
      // of frequent pairs; as soon as few places are left, the text itself is read.
      find: function (word) {
        var segment = this;
        return this.heavy().then(function (heavy) {
          var pairs = word.slice(1).map(function (code, k) { return name(word[k], code); });
          if (pairs.length === 1) {
            return heavy.has(pairs[0]) ? segment.documents(pairs[0])
              : segment.light(word[0], word[1]).then(function (list) { return segment.locate(list); });
          }
          return segment.places(word, pairs, heavy).then(function (places) { return segment.locate(places); });
        });
      },
      places: function (word, pairs, heavy) {
        var segment = this, size = this.index.block, found = null;
        var covered = word.map(function () { return false; });
        var frequent = [], waiting = [];
        pairs.forEach(function (pair, k) {
          if (heavy.has(pair)) frequent.push({ pair: pair, offset: k, size: heavy.get(pair) });
          else waiting.push(k);
        });
        waiting = order(waiting);
        function take(list, offset) {
          covered[offset] = covered[offset + 1] = true;
          found = found ? besides(found, list, offset)
            : list.map(function (place) { return place - offset; }).filter(function (place) { return place >= 0; });
        }
        // How much a list would tell: an open character whose neighbours are open tells more than one between covered
        // ones, which they all but settle.
        function worth(one) {
          return [one.offset, one.offset + 1].reduce(function (sum, k) {
            return covered[k] ? sum : sum + 3 - (covered[k - 1] ? 1 : 0) - (covered[k + 1] ? 1 : 0);
          }, 0);
        }
        function weight() {
          return new Set(found.map(function (place) { return Math.floor(place / size); })).size * BLOCK_BYTES;
        }
        function look(offsets) {
          return Promise.all(offsets.map(function (offset) { return segment.light(word[offset], word[offset + 1]); }))
            .then(function (lists) {
              lists.forEach(function (list, k) { take(list, offsets[k]); });
              return step();
            });
        }
        function step() {
          if (found && (!found.length || covered.indexOf(false) < 0)) return found;
          if (found && weight() <= FEW_BYTES) return segment.read(word, found);
          if (waiting.length) return look(waiting.splice(0, AT_ONCE));
          var useful = frequent.filter(worth).sort(function (a, b) { return (worth(b) - worth(a)) || (a.size - b.size); });
          if (found && (!useful.length || weight() < useful[0].size)) return segment.read(word, found);
          frequent.splice(frequent.indexOf(useful[0]), 1);
          return segment.list(useful[0].pair).then(function (list) { take(list, useful[0].offset); return step(); });
        }
        return waiting.length ? look(waiting.splice(0, AT_ONCE)) : Promise.resolve().then(step);
      },
      // Those places where the text itself holds the word.
      read: function (word, places) {
        var segment = this;
        // What a result shows is fetched at the same time where that is little: most places turn out right.
        this.locate(places).then(function (hits) {
          var shards = new Map(hits.slice(0, PAGE).map(function (hit) { return [Math.floor(hit.document / segment.index.shard), hit]; }));
          if (shards.size > FEW_SHARDS) return;
          shards.forEach(function (hit) { segment.facts(hit.document).catch(function () { /* asked again later */ }); });
        }).catch(function () { /* asked again later */ });
        return Promise.all(places.map(function (place) {
          return segment.between(place, place + word.length).then(function (characters) {
            var there = codes(characters).filter(Boolean);
            return there.length === word.length && there.every(function (code, k) { return code === word[k]; });
          });
        })).then(function (isThere) { return places.filter(function (_, k) { return isThere[k]; }); });
      },
      locate: function (places) {
        if (!places.length) return Promise.resolve([]);
        return this.table().then(function (table) {
          var found = [], document = -1;
          places.forEach(function (place) {
            if (document >= 0 && table.starts[document + 1] > place) return;
            document = Math.max(document, 0);
            while (table.starts[document + 1] <= place) document++;
            found.push({ document: document, place: place, inHead: place < table.heads[document] });
          });
          return found;
        });
      },
      // The documents of a frequent pair, without its positions.
      documents: function (pair) {
        return Promise.all([this.table(), get(this.folder + "h/" + pair + "-documents.bin", "bytes")]).then(function (read) {
          var from = reader(read[1]), found = [], document = 0, starts = read[0].starts;
          while (from.more()) {
            document += from.next();
            var place = from.next();
            found.push({ document: document, place: starts[document] + Math.floor(place / 2), inHead: place % 2 === 1 });
          }
          return found;
        });
      },
      // All words, and the filters: hits in this segment, ascending.
      query: function (all, keeps) {
        var segment = this;
        return Promise.all(all.map(function (word) { return segment.find(word); })).then(function (lists) {
          var hits = lists[0];
          lists.slice(1).forEach(function (list) {
            var j = 0;
            hits = hits.filter(function (hit) {
              while (j < list.length && list[j].document < hit.document) j++;
              if (j === list.length || list[j].document !== hit.document) return false;
              hit.inHead = hit.inHead && list[j].inHead;
              return true;
            });
          });
          hits.forEach(function (hit) { hit.segment = segment; });
          if (!keeps || !hits.length) return hits;
          return segment.filters().then(function (filters) {
            return hits.filter(function (hit) { return keeps(filters[hit.document]); });
          });
        });
      }
    };

    return get("index.json", "json").then(function (index) {
      var segments = index.segments.map(function (one) { return new Segment(one[0], one[1], one[2], index); });
      // Columns that a chosen one includes: itself and those below it.
      function columnsIn(code) {
        var kept = new Set();
        index.columns.forEach(function (column, k) {
          if (column[0] === code || column[0].indexOf(code + ".") === 0) kept.add(k);
        });
        return kept;
      }
      return {
        columns: index.columns,
        loaded: loaded,
        // Fetches the tables that most queries need.
        warm: function () {
          return Promise.all(segments.map(function (segment) { return Promise.all([segment.table(), segment.heavy()]); }));
        },
        // Every hit, best first: those with all words in the title or number, then the newest.
        query: function (text, options) {
          var all = words(text), column = options && options.column, year = options && Number(options.year);
          if (!all.length || all.some(function (word) { return word.length < 2; })) return Promise.resolve({ tooShort: true, hits: [] });
          var columns = column ? columnsIn(column) : null;
          var keeps = columns || year ? function (filter) {
            return (!columns || columns.has(filter[0])) && (!year || filter[1] === year);
          } : null;
          return Promise.all(segments.map(function (segment) { return segment.query(all, keeps); })).then(function (parts) {
            // Documents are numbered by publication.
            var newest = [].concat.apply([], parts).reverse();
            var hits = newest.filter(function (hit) { return hit.inHead; })
              .concat(newest.filter(function (hit) { return !hit.inHead; }));
            return { tooShort: false, hits: hits, words: all };
          });
        },
        // What a result shows at once.
        show: function (hit) {
          return hit.segment.facts(hit.document).then(function (facts) {
            return {
              title: facts[0], address: facts[1], day: facts[2], number: facts[3],
              column: (index.columns[facts[4]] || ["", ""])[1], mark: facts[6] || ""
            };
          });
        },
        // The text around the match, where it is not in the title.
        snippet: function (hit) {
          if (hit.inHead) return Promise.resolve("");
          return hit.segment.table().then(function (table) {
            var start = table.heads[hit.document];
            var place = hit.place;
            var from = Math.max(start, place - 30), to = Math.min(place + 90, table.starts[hit.document + 1]);
            if (place < start) return "";
            return Promise.all([hit.segment.between(from, place), hit.segment.between(place, to)]).then(function (parts) {
              var before = parts[0], after = parts[1];
              // The match's own paragraph.
              var begin = before.lastIndexOf("\n") + 1, end = after.indexOf("\n");
              var text = (before.slice(begin).join("") + (end < 0 ? after : after.slice(0, end)).join("")).trim();
              return (begin === 0 && from > start ? "…" : "") + text + (end < 0 ? "…" : "");
            });
          });
        }
      };
    });
  }

  // The parts of a text that match one of the words: [from, to] in characters, without overlaps.
  function marks(text, all) {
    var folded = codes(text), found = [];
    // Where a word that begins at a character ends; 0 if none does.
    function end(word, at) {
      for (var k = 0; k < word.length; at++) {
        if (at === folded.length || (folded[at] && folded[at] !== word[k++])) return 0;
      }
      return at;
    }
    for (var i = 0; i < folded.length; i++) {
      if (!folded[i]) continue;
      var to = Math.max.apply(null, all.map(function (word) { return end(word, i); }));
      if (to) { found.push([i, to]); i = to - 1; }
    }
    return found;
  }

  globalThis.GongkaiSearch = { open: open, words: words, marks: marks };
  if (typeof document === "undefined") return;

  // ---- The page ----
  var form = document.querySelector("form[data-search]");
  var status = document.querySelector("[data-search-status]");
  var results = document.querySelector("[data-search-results]");
  var pager = document.querySelector("[data-search-pages]");
  if (!form || !status || !results || !pager) return;
  var engine = null, latest = 0;

  function element(name, text, className) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  }
  function marked(name, text, all, className) {
    var made = element(name, "", className), characters = Array.from(text), at = 0;
    marks(text, all).forEach(function (mark) {
      made.appendChild(document.createTextNode(characters.slice(at, mark[0]).join("")));
      made.appendChild(element("mark", characters.slice(mark[0], mark[1]).join("")));
      at = mark[1];
    });
    made.appendChild(document.createTextNode(characters.slice(at).join("")));
    return made;
  }
  function chosen() {
    return { q: form.elements.q.value.trim(), column: form.elements.column.value, year: form.elements.year.value };
  }
  function address(choice, page) {
    var query = new URLSearchParams();
    ["q", "column", "year"].forEach(function (name) { if (choice[name]) query.set(name, choice[name]); });
    if (page > 1) query.set("page", page);
    return "?" + query;
  }
  function clear(text) {
    status.textContent = text;
    results.replaceChildren();
    pager.replaceChildren();
  }
  function failed() {
    engine = null;
    clear(location.protocol === "file:"
      ? "检索要通过网站访问才能使用。从磁盘打开网页时，请到“信息目录”中查找。"
      : "检索数据没有取到，可能是网络中断。请稍后再试，或者到“信息目录”中查找。");
  }
  function run(page) {
    var choice = chosen(), turn = ++latest, started = performance.now();
    document.title = (choice.q ? choice.q + " - " : "") + "站内检索" + (document.querySelector("meta[name=SiteName]") ? " - " + document.querySelector("meta[name=SiteName]").content : "");
    if (!choice.q) { clear(""); return Promise.resolve(); }
    status.textContent = "正在检索……";
    return load().then(function (search) {
      return search.query(choice.q, choice).then(function (answer) {
        if (turn !== latest) return;
        if (answer.tooShort) { clear("请输入两个字以上的词；几个词之间用空格隔开，每个词都要两个字以上。"); return; }
        if (!answer.hits.length) {
          clear("没有找到“" + choice.q + "”。可以换一个词、减少字数，或者把栏目和年份改为全部。");
          return;
        }
        var pages = Math.ceil(answer.hits.length / PAGE), current = Math.min(Math.max(1, page), pages);
        var shown = answer.hits.slice((current - 1) * PAGE, current * PAGE);
        var seconds = ((performance.now() - started) / 1000).toFixed(2);
        status.textContent = "找到 " + answer.hits.length + " 条" + (pages > 1 ? "，第 " + current + " 页，共 " + pages + " 页" : "") + "（" + seconds + " 秒）";
        results.start = (current - 1) * PAGE + 1;
        var items = shown.map(function () { return element("li"); });
        results.replaceChildren.apply(results, items);
        paginate(choice, current, pages);
        // Each result as soon as it is there.
        return Promise.all(shown.map(function (hit, k) {
          return search.show(hit).then(function (one) {
            var title = element("p", "", "title"), link = marked("a", one.title, answer.words);
            link.href = form.getAttribute("data-root") + one.address.split("/").map(encodeURIComponent).join("/");
            title.appendChild(link);
            if (one.mark) title.append(" ", element("span", one.mark, "tag"));
            items[k].appendChild(title);
            items[k].appendChild(marked("p", [one.column, one.day, one.number].filter(Boolean).join(" · "), answer.words, "where"));
          });
        })).then(function () {
          // The texts around the matches follow: they are read from other files.
          shown.forEach(function (hit, k) {
            search.snippet(hit).then(function (text) {
              if (text) items[k].appendChild(marked("p", text, answer.words, "snippet"));
            }).catch(function () { /* a result stands without it */ });
          });
        });
      });
    }).catch(function () { if (turn === latest) failed(); });
  }
  function paginate(choice, current, pages) {
    pager.replaceChildren();
    if (pages < 2) return;
    var list = element("ul");
    function add(page, text, label) {
      var item = element("li"), link = element("a", text);
      link.href = address(choice, page);
      if (label) link.setAttribute("aria-label", label);
      if (page === current) link.setAttribute("aria-current", "page");
      link.addEventListener("click", function (event) {
        event.preventDefault();
        history.pushState(null, "", link.href);
        run(page).then(function () { status.scrollIntoView({ block: "nearest" }); });
      });
      item.appendChild(link);
      list.appendChild(item);
    }
    if (current > 1) add(current - 1, "上一页");
    for (var page = Math.max(1, current - 2); page <= Math.min(pages, current + 2); page++) add(page, String(page), "第 " + page + " 页");
    if (current < pages) add(current + 1, "下一页");
    pager.appendChild(list);
  }
  function fromAddress() {
    var query = new URLSearchParams(location.search);
    form.elements.q.value = query.get("q") || "";
    ["column", "year"].forEach(function (name) {
      form.elements[name].value = query.get(name) || "";
      if (form.elements[name].selectedIndex < 0) form.elements[name].value = "";
    });
    return run(Number(query.get("page")) || 1);
  }
  function load() {
    engine = engine || open(form.getAttribute("data-search"), function (url) { return fetch(url); });
    return engine;
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    history.pushState(null, "", address(chosen(), 1));
    run(1);
  });
  window.addEventListener("popstate", fromAddress);
  // What every query needs is fetched before the first one is typed.
  load().then(function (search) { return search.warm(); }).catch(function () { engine = null; });
  fromAddress();
})();
