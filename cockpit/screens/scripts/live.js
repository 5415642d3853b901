// Live: the server tells its version; a wall behind it fetches and morphs. When the line goes, the
// last good frame stays, with its time, and the wall comes back by itself.
const SILENT = 60000; // milliseconds without a message: the line is dead, though nobody said so
const GRACE = 4000; // a restart is over by then, and needs no notice
const SLOWEST = 10000; // between two tries
const RELOAD = 60000; // between two loads for new code
const SAID = [400, 401, 404]; // the server answers with a sentence of its own: show that

const live = {
  source: null,
  heard: Date.now(), // this machine's clock, of the last message
  good: clock.now(), // the server's clock, when the frame was last known to be current
  tries: 0,
  busy: false,
  isPinned: new URLSearchParams(location.search).has("version"),
  isShared: new URLSearchParams(location.search).has("share"), // has no right to the stream

  listen() {
    clearTimeout(live.again);
    if (live.source) live.source.close();
    live.heard = Date.now();
    live.source = new EventSource(BASE + "events");
    live.source.addEventListener("state", (event) => live.hear(JSON.parse(event.data)));
    live.source.addEventListener("refused", () => location.reload());
    // it gives up for good after one refusal of a proxy: always a new one
    live.source.onerror = () => {
      if (live.source && live.source.readyState === EventSource.CLOSED) live.ask();
      live.retry();
    };
  },

  // A stream that was refused does not say why. Without a right any more, the screen says so.
  async ask() {
    const asked = { method: "HEAD", cache: "no-store" };
    const answer = await fetch(frame.address(frame.slide()), asked).catch(() => null);
    if (answer && [401, 403].includes(answer.status)) location.reload();
  },

  rest() {
    clearTimeout(live.again);
    if (live.source) live.source.close();
    live.source = null;
  },

  retry() {
    live.rest();
    live.lose();
    // walls that lost the same server do not come back in one instant
    const wait = Math.min(SLOWEST, 1000 * 2 ** live.tries) * (0.5 + Math.random() / 2);
    live.tries += 1;
    live.again = setTimeout(live.listen, wait);
  },

  async hear(said) {
    live.heard = Date.now();
    clock.ahead = said.at - live.heard;
    live.wanted = said.version;
    if (live.busy) return;
    live.busy = true;
    try {
      await live.follow();
      live.regain(said.good);
      if (said.trouble) live.show(said.trouble, said.good);
    } catch (lost) {
      if (SAID.includes(lost.status)) location.reload();
      else live.retry();
    } finally {
      live.busy = false;
    }
  },

  // Whether the frame differs from what the server serves. An earlier version stays as it is, but
  // not its drawing.
  isBehind() {
    if (!live.wanted) return false;
    const [wanted, shown] = [live.wanted, frame.shown].map((version) => version.split("."));
    return wanted[1] !== shown[1] || (!live.isPinned && wanted[0] !== shown[0]);
  },

  // Fetch and morph until the screen shows what was last told. Rejects where that cannot be had.
  async follow() {
    while (live.isBehind()) {
      const [slide, wanted] = [frame.slide(), live.wanted];
      const found = await frame.fetched(slide);
      if (found.version.split(".")[1] !== frame.shown.split(".")[1]) return live.reload();
      if (slide === frame.slide()) frame.morph(found);
      if (wanted === live.wanted && live.isBehind()) break; // an answer from before the news
    }
    if (live.told !== live.wanted) {
      live.told = live.wanted;
      // not all walls at once, and the screen first
      clearTimeout(live.keeping);
      live.keeping = setTimeout(walk.keep, 500 + 2500 * Math.random());
    }
  },

  // A kept frame may be older than what was told.
  catchUp() {
    if (!live.isBehind()) return;
    live.follow().catch((lost) => {
      if (!lost.status) live.lose(); // else the next message tries again
    });
  },

  // New code draws the whole document. Once a minute: two servers of different code behind one
  // address would have it reload for ever.
  reload() {
    const last = Number(sessionStorage.getItem("reloaded"));
    if (Date.now() - last < RELOAD && Date.now() >= last) return;
    sessionStorage.setItem("reloaded", Date.now());
    location.reload();
  },

  lose() {
    if (live.losing) return;
    const since = live.good;
    live.losing = setTimeout(() => live.show("连接中断", since), GRACE);
  },

  // Why the frame is not of now, and of when it is.
  show(why, since) {
    const pill = document.querySelector("[data-lost]");
    pill.querySelector("span").textContent = why;
    pill.querySelector("b").textContent = clock.words(since);
    pill.hidden = false;
  },

  regain(good = clock.now()) {
    live.tries = 0;
    clearTimeout(live.losing);
    live.losing = null;
    live.good = good;
    document.querySelector("[data-lost]").hidden = true;
  },

  watch() {
    if (live.source && Date.now() - live.heard > SILENT) live.retry();
  },
};

if ("EventSource" in window && !live.isShared) {
  if (!document.hidden) live.listen();
  setInterval(live.watch, 5000);
  // a hidden tab gives its line back: a browser has six to a server
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) live.rest();
    else live.listen();
  });
}
