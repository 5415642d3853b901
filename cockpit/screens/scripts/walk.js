// The walk: keys and a presenter's remote, rotation, and a screen that stays on without a pointer.
const KEYS = Object.fromEntries([
  ["Escape", ""],
  ...STEPS_OF_WALK.filter(([, key]) => key).flatMap(([slide, key]) => [
    [key, slide], [key.toLowerCase(), slide],
  ]),
]);
const STEPS = {
  ArrowRight: 1, ArrowDown: 1, PageDown: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1,
};
const ENDS = { Home: 0, End: WALK.length - 1 };
const BLACK = ["b", "B", "."]; // as a presenter's remote sends it
const SHORTEST = 5; // seconds of a slide
const LONGEST = 3600;
const isPhone = () => matchMedia("(max-width: 799px)").matches;

const walk = {
  dwell: 0, // seconds of each slide, 0 without rotation
  left: 0,
  isPaused: false,
  isBlack: false,
  turn: 0, // counts keys and rotations

  // ?rotate=20; 0 is no rotation.
  seconds() {
    const asked = Number(new URLSearchParams(location.search).get("rotate"));
    return asked > 0 ? Math.min(LONGEST, Math.max(SHORTEST, Math.round(asked))) : 0;
  },

  // Every slide's last good frame, so that keys and rotation need no server. One at a time.
  async keep() {
    if (isPhone()) return;
    for (const slide of WALK) {
      const kept = frame.kept.get(slide);
      if (kept && kept.version === live.wanted) continue;
      try {
        await frame.fetched(slide);
      } catch (lost) {
        if (!lost.status) return; // the line is gone; a slide that cannot be drawn is one slide
      }
    }
  },

  // Shows a slide; false where it cannot be had. Rotation writes no history: weeks of it would
  // fill the memory.
  async to(slide, isRotation) {
    walk.left = walk.dwell;
    walk.turn += 1; // an answer that comes after the next key is too late
    const turn = walk.turn;
    if (slide === frame.slide()) return true;
    let kept = frame.kept.get(slide);
    try {
      kept = kept || (await frame.fetched(slide));
    } catch (lost) {
      if (!lost.status) live.lose();
      return false;
    }
    if (turn !== walk.turn) return true;
    history[isRotation ? "replaceState" : "pushState"](null, "", frame.address(slide));
    frame.show(kept);
    live.catchUp();
    return true;
  },

  // Rotation passes over a slide that cannot be had.
  async step(by, isRotation) {
    const at = WALK.indexOf(frame.slide());
    for (let far = by; Math.abs(far) < WALK.length; far += by) {
      const slide = WALK[(at + far + WALK.length) % WALK.length];
      if (await walk.to(slide, isRotation) || !isRotation) return;
    }
  },

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (walk.isBlack || BLACK.includes(event.key)) {
      event.preventDefault();
      return walk.black(!walk.isBlack);
    }
    const scrolls = isPhone() && event.key.length > 1 && event.key !== "Escape";
    const latest = event.key === "0" && document.querySelector("a[data-latest]");
    if (event.key === " " && walk.dwell) walk.pause();
    else if (latest) latest.click();
    else if (event.key in KEYS) walk.to(KEYS[event.key]);
    else if (event.key in ENDS && !scrolls) walk.to(WALK[ENDS[event.key]]);
    else if (event.key in STEPS && !scrolls) walk.step(STEPS[event.key]);
    else return;
    event.preventDefault();
  },

  // A link to a slide is a key; with a modifier it is a link. Any other takes the rotation along,
  // so that the wall that is opened from there goes on with it.
  click(event) {
    const link = event.target.closest('a[href^="/"]');
    if (!link) return;
    if (!("slide" in link.dataset)) return walk.carry(link);
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    walk.to(link.dataset.slide);
  },

  carry(link) {
    if (!walk.dwell) return;
    const address = new URL(link.href);
    address.searchParams.set("rotate", walk.dwell);
    link.href = address.pathname + address.search;
  },

  // Nothing to look at while people talk; any key or a click brings the screen back.
  black(isBlack) {
    walk.isBlack = isBlack;
    document.querySelector("[data-black]").hidden = !isBlack;
    walk.say(isBlack ? "黑屏，按任意键恢复" : "已恢复");
  },

  pause() {
    walk.isPaused = !walk.isPaused;
    walk.say(walk.isPaused ? "已暂停" : "继续轮播");
    walk.draw();
  },

  say(words) {
    document.querySelector("[data-said]").textContent = words;
  },

  second() {
    if (document.hidden || walk.isPaused || walk.isBlack) return;
    walk.left -= 1;
    if (walk.left <= 0) walk.step(1, true);
    walk.draw();
  },

  draw() {
    const bar = document.querySelector("[data-dwell]");
    bar.hidden = !walk.dwell;
    bar.classList.toggle("paused", walk.isPaused);
    document.querySelector("[data-paused]").hidden = !walk.isPaused;
    bar.style.setProperty("--v", 1 - walk.left / (walk.dwell || 1));
  },

  async awake() {
    if (document.hidden || !navigator.wakeLock) return;
    try {
      await navigator.wakeLock.request("screen");
    } catch (refused) {
      // on battery, or over plain http: the screen's own setting decides
    }
  },

  still() {
    document.documentElement.classList.remove("still");
    clearTimeout(walk.resting);
    walk.resting = setTimeout(() => document.documentElement.classList.add("still"), 3000);
  },
};

document.addEventListener("keydown", walk.press);
document.addEventListener("click", walk.click);
document.querySelector("[data-black]").addEventListener("click", () => walk.black(false));
document.addEventListener("mousemove", walk.still);
document.addEventListener("visibilitychange", walk.awake);
addEventListener("popstate", () => {
  const kept = frame.kept.get(frame.slide());
  if (!kept) return location.reload();
  frame.show(kept);
  live.catchUp();
});
walk.still();
walk.awake();
walk.dwell = walk.left = walk.seconds();
walk.draw();
if (walk.dwell) setInterval(walk.second, 1000);
