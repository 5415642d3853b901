// The frames: what is on the screen, and the last good one of every slide, to be shown without a
// server. A frame is the document's host and title, its data version and the code that drew it.
// where this server lies, with a slash at its end: beside its script
const BASE = new URL(".", document.currentScript.src).pathname;
// the wall, then its slides in the walk's order, each with the key that opens it
const STEPS_OF_WALK = JSON.parse(document.documentElement.dataset.walk);
const WALK = STEPS_OF_WALK.map(([slide]) => slide);
const MARKED = 60000; // milliseconds that a moved figure stays marked
const PATIENCE = 10000; // milliseconds for a document; a line that hangs is a lost one
const ROOM = 4; // px around a chip

const frame = {
  kept: new Map(), // slide → frame

  slide() { return location.pathname.slice(BASE.length).split("/")[1] || ""; },

  address(slide) { return BASE + "wall" + (slide ? "/" + slide : "") + location.search; },

  host() { return document.querySelector("body > .host"); },

  // Of a parsed document; null where it is none of ours.
  of(page) {
    const host = page.querySelector("body > .host");
    const version = page.querySelector("meta[name='wall-version']");
    return host && version ? { host, title: page.title, version: version.content } : null;
  },

  // What the server has now. Rejects where it cannot be had, with the answer's status if any.
  async fetched(slide) {
    const asked = { cache: "no-cache", signal: AbortSignal.timeout(PATIENCE) };
    const answer = await fetch(frame.address(slide), asked);
    if (!answer.ok) throw Object.assign(new Error(answer.statusText), { status: answer.status });
    const found = frame.of(new DOMParser().parseFromString(await answer.text(), "text/html"));
    if (!found) throw new Error("not a wall");
    frame.kept.set(slide, found);
    return found;
  },

  // Another slide takes the screen: nothing of the last one is worth keeping, but the focus of who
  // walks by links.
  show(found) {
    const focused = document.activeElement && document.activeElement.dataset.slide;
    frame.host().replaceWith(document.importNode(found.host, true));
    if (focused !== undefined) {
      const link = frame.host().querySelector("a[aria-current], a[data-slide]");
      if (link) link.focus();
    }
    frame.named(found);
    frame.chips();
    document.querySelector("[data-said]").textContent = found.title;
  },

  // The same slide with other figures: only nodes that differ change, and moved figures say so.
  morph(found) {
    const before = frame.figures();
    Idiomorph.morph(frame.host(), document.importNode(found.host, true), {
      morphStyle: "outerHTML",
      callbacks: {
        // the clock is drawn here, never by the server
        beforeNodeMorphed: (node) => !(node.dataset && "clock" in node.dataset),
        beforeAttributeUpdated: (name) => name !== "data-was",
      },
    });
    const moved = [...frame.figures()].filter(
      ([figure, node]) => before.has(figure) && before.get(figure).text !== node.text,
    );
    frame.named(found);
    moved.forEach(([figure, { node }]) => frame.mark(node, before.get(figure).text));
    frame.chips();
  },

  named(found) {
    document.title = found.title;
    document.documentElement.dataset.theme = found.host.dataset.theme;
    frame.shown = found.version;
    clock.draw();
  },

  // Every figure on the screen by what it is: indicator, rows behind it, the row it stands in.
  figures() {
    const found = new Map();
    frame.host().querySelectorAll("a.f").forEach((node) => {
      const address = new URL(node.getAttribute("href"), location.origin);
      ["as_of", "version", "theme", "rotate"].forEach((name) => address.searchParams.delete(name));
      const row = node.closest(".row");
      const named = row ? row.firstElementChild.textContent : "";
      let figure = [node.dataset.indicator, address.pathname + address.search, named].join(" ");
      while (found.has(figure)) figure += "+"; // it stands on the screen more than once
      found.set(figure, { node, text: node.textContent });
    });
    return found;
  },

  mark(node, was) {
    node.dataset.was = was;
    node.title = `此前 ${was}，现在 ${node.textContent}。${node.title}`;
    clearTimeout(node.unmark);
    node.unmark = setTimeout(() => {
      delete node.dataset.was;
      frame.chips();
    }, MARKED);
  },

  // What moved figures were, each beside its figure where nothing is written; where there is no
  // room, the tint alone says that it moved.
  chips() {
    const layer = document.querySelector("[data-chips]");
    layer.replaceChildren();
    const nodes = frame.host().querySelectorAll("[data-was]");
    const taken = nodes.length ? frame.texts() : [];
    for (const node of nodes) {
      const at = node.getBoundingClientRect();
      const chip = Object.assign(document.createElement("span"), {
        textContent: `${node.dataset.was} →`,
      });
      layer.append(chip);
      const { width, height } = chip.getBoundingClientRect();
      const [middle, end] = [at.top + (at.height - height) / 2, at.right - width];
      const places = [
        [at.left - width - 2 * ROOM, middle], [at.right + 2 * ROOM, middle],
        [end, at.top - height - ROOM], [at.left, at.top - height - ROOM],
        [end, at.bottom + ROOM], [at.left, at.bottom + ROOM],
      ];
      const boxes = places.map(([left, top]) => new DOMRect(left, top, width, height));
      const box = boxes.find((place) => frame.isFree(place, taken));
      if (!box) {
        chip.remove();
        continue;
      }
      if (box === boxes[1]) chip.textContent = `← ${node.dataset.was}`; // to its right
      chip.style.left = `${box.left}px`;
      chip.style.top = `${box.top}px`;
      taken.push(box);
    }
  },

  isFree(box, taken) {
    const wall = frame.host().querySelector(".wall").getBoundingClientRect();
    return box.left >= wall.left && box.right <= wall.right
      && box.top >= wall.top && box.bottom <= wall.bottom
      && !taken.some((other) => box.left < other.right && other.left < box.right
        && box.top < other.bottom && other.top < box.bottom);
  },

  // Where something is written: a line box is taller than its letters, which are its middle.
  texts() {
    const found = [], range = document.createRange();
    const walker = document.createTreeWalker(frame.host(), NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.textContent.trim()) continue;
      range.selectNodeContents(node);
      for (const { left, top, width, height } of range.getClientRects()) {
        found.push(new DOMRect(left, top + 0.12 * height, width, 0.76 * height));
      }
    }
    return found;
  },
};
frame.shown = document.querySelector("meta[name='wall-version']").content;
frame.kept.set(frame.slide(), { ...frame.of(document), host: frame.host().cloneNode(true) });
addEventListener("resize", frame.chips);
