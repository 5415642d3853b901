// The deck: keys, a presenter's remote and touch walk its pages; a dwell turns them; B blackens the
// screen; N opens the presenter's notes beside it. It is whole: a saved file needs no server.
(function () {
"use strict";
const PAGES = [...document.querySelectorAll("[data-page]")];
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
};
const BLACK = ["b", "B", "."]; // as a presenter's remote sends it
const SHORTEST = 5, LONGEST = 3600; // seconds of a page
const SWIPE = 60; // px
const REST = 3000; // milliseconds until the pointer is hidden
const AGAIN = 10000; // milliseconds until a lost line is tried again
const one = (name) => document.querySelector(`[data-${name}]`);
const isPhone = () => matchMedia("(max-width: 799px)").matches;

const deck = {
  at: 0,
  dwell: 0,
  left: 0,
  isPaused: false,
  isBlack: false,
  notes: null, // the presenter's window

  start() {
    const asked = Number(new URLSearchParams(location.search).get("rotate"));
    deck.dwell = asked > 0 ? Math.min(LONGEST, Math.max(SHORTEST, Math.round(asked))) : 0;
    deck.show(deck.asked(), true);
    if (deck.dwell) setInterval(deck.second, 1000);
  },

  // The page that the address names; the first where it names none.
  asked() {
    const number = Number(location.hash.slice(1));
    return number >= 1 && number <= PAGES.length ? number - 1 : 0;
  },

  show(at, isFirst) {
    deck.at = Math.max(0, Math.min(PAGES.length - 1, at));
    deck.left = deck.dwell;
    const focused = document.activeElement && document.activeElement.dataset.to;
    PAGES.forEach((page, number) => { page.hidden = number !== deck.at; });
    // no history: a wall that turns for weeks would fill the memory
    if (!isFirst || location.hash) history.replaceState(null, "", `#${deck.at + 1}`);
    const page = PAGES[deck.at];
    if (focused !== undefined) page.querySelector("a[aria-current]").focus();
    if (isPhone() && !isFirst) page.scrollIntoView();
    if (!isFirst) one("said").textContent = page.querySelector("h1").textContent;
    deck.draw();
    deck.tell();
  },

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const scrolls = isPhone() && event.key.length > 1 && event.key !== "Escape";
    if (deck.isBlack || BLACK.includes(event.key)) deck.black(!deck.isBlack);
    else if (event.key === " " && deck.dwell) deck.pause();
    else if (event.key === " ") deck.show(deck.at + (event.shiftKey ? -1 : 1));
    else if (event.key === "n" || event.key === "N") deck.open();
    else if (event.key === "Enter" && event.target.closest && event.target.closest("a")) return;
    else if (event.key in STEPS && !scrolls) deck.show(deck.at + STEPS[event.key]);
    else if (event.key === "Home" && !scrolls) deck.show(0);
    else if (event.key === "End" && !scrolls) deck.show(PAGES.length - 1);
    else if (/^[1-9]$/.test(event.key) && event.key <= PAGES.length) deck.show(event.key - 1);
    else return;
    event.preventDefault();
  },

  black(is) {
    deck.isBlack = is;
    one("black").hidden = !is;
    one("said").textContent = is ? "黑屏" : "画面恢复";
  },

  pause() {
    deck.isPaused = !deck.isPaused;
    one("said").textContent = deck.isPaused ? "已暂停" : "继续";
    deck.draw();
  },

  second() {
    if (document.hidden || deck.isPaused || deck.isBlack) return;
    deck.left -= 1;
    if (deck.left <= 0) deck.show((deck.at + 1) % PAGES.length);
    deck.draw();
  },

  draw() {
    const bar = one("dwell");
    bar.hidden = !deck.dwell;
    bar.classList.toggle("paused", deck.isPaused);
    one("paused").hidden = !deck.isPaused;
    bar.style.setProperty("--v", 1 - deck.left / (deck.dwell || 1));
  },

  // The notes stand in a window of their own, for the presenter's screen; its keys work too.
  open() {
    if (deck.notes && !deck.notes.closed) return deck.notes.focus();
    deck.notes = window.open("", "deck-notes", "width=760,height=560");
    if (!deck.notes) {
      one("said").textContent = "浏览器拦住了备注窗口，请允许弹出窗口";
      return;
    }
    const page = deck.notes.document;
    page.documentElement.lang = "zh-CN";
    page.body.style.cssText = "margin:24px;font:20px/1.6 sans-serif;background:#111b2e;color:#eaf0fa";
    page.addEventListener("keydown", deck.press);
    deck.since = deck.since || Date.now();
    deck.tell();
    clearInterval(deck.ticking);
    deck.ticking = setInterval(deck.tick, 1000);
  },

  tell() {
    if (!deck.notes || deck.notes.closed) return;
    const page = deck.notes.document;
    const held = document.querySelector(`template[data-notes="${deck.at + 1}"]`);
    const next = document.querySelector(`template[data-notes="${deck.at + 2}"]`);
    const lines = [
      ["h1", held.dataset.title, "font-size:26px;line-height:1.35;margin:0 0 12px"],
      ...[...held.content.children].map((line) => ["p", line.textContent, "margin:0 0 8px"]),
      ["p", next ? `下一页　${next.dataset.title}` : "最后一页", "margin:20px 0 0;color:#93a4bf"],
      ["p", "", "margin:8px 0 0;color:#93a4bf"],
    ];
    page.title = `备注 ${deck.at + 1} / ${PAGES.length}`;
    page.body.replaceChildren(...lines.map(([tag, words, style]) => {
      const node = page.createElement(tag);
      node.textContent = words;
      node.style.cssText = style;
      return node;
    }));
    deck.tick();
  },

  // How long the presenting has lasted, under the notes.
  tick() {
    if (!deck.notes || deck.notes.closed) return clearInterval(deck.ticking);
    const seconds = Math.floor((Date.now() - deck.since) / 1000);
    const words = `${Math.floor(seconds / 60)} 分 ${seconds % 60} 秒`;
    deck.notes.document.body.lastElementChild.textContent = `已讲 ${words} · 第 ${deck.at + 1} 页`;
  },

  // What is on screen is whole without the server; that the line is gone, or that newer data are
  // there, is said and nothing is taken away.
  listen() {
    const events = one("events");
    if (!events || !("EventSource" in window)) return;
    const [data] = document.querySelector("meta[name='deck-version']").content.split(".");
    const isPinned = new URLSearchParams(location.search).has("version");
    const source = new EventSource(events.getAttribute("href"));
    source.addEventListener("state", (event) => {
      const newest = JSON.parse(event.data).version.split(".")[0];
      deck.pill(!isPinned && newest !== data ? `已有第 ${newest} 版数据 · 刷新换上` : "");
    });
    source.onerror = () => {
      source.close();
      deck.pill("连接中断 · 画面照常，可以接着讲");
      setTimeout(deck.listen, AGAIN);
    };
  },

  pill(words) {
    one("lost").hidden = !words;
    one("lost").firstElementChild.textContent = words;
  },

  still() {
    document.documentElement.classList.remove("still");
    clearTimeout(deck.resting);
    deck.resting = setTimeout(() => document.documentElement.classList.add("still"), REST);
  },

  async awake() {
    if (document.hidden || !navigator.wakeLock) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch (refused) {
      // on battery, or over plain http: the screen's own setting decides
    }
  },
};

let began = null; // where a touch began
document.addEventListener("keydown", deck.press);
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-to]");
  if (!link) return;
  event.preventDefault();
  deck.show(Number(link.dataset.to) - 1);
});
document.addEventListener("touchstart", (event) => { began = event.changedTouches[0]; }, { passive: true });
document.addEventListener("touchend", (event) => {
  const ended = event.changedTouches[0];
  const far = began ? ended.clientX - began.clientX : 0;
  if (!isPhone() && Math.abs(far) > SWIPE && Math.abs(far) > 2 * Math.abs(ended.clientY - began.clientY)) {
    deck.show(deck.at + (far < 0 ? 1 : -1));
  }
});
addEventListener("hashchange", () => deck.show(deck.asked()));
one("black").addEventListener("click", () => deck.black(false));
document.addEventListener("mousemove", deck.still);
document.addEventListener("visibilitychange", deck.awake);
deck.still();
deck.awake();
deck.start();
deck.listen();
})();
