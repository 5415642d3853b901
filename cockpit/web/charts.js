// A chart is a picture until one points at it, taps it or reaches it by keyboard. Then Plotly is
// fetched, once a page, draws over it unseen, and stands in its place with what is under the pointer.
// A chart of which Plotly would say no more stays a picture. Arrows walk its points.
const CONFIG = { displayModeBar: false, scrollZoom: false, showTips: false };

function fetched(address) {
  window.cockpitPlotly ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Plotly);
    script.onerror = () => {  // the picture stays, and the next pointer asks again
      window.cockpitPlotly = null;
      script.remove();
      failed(new Error("no Plotly"));
    };
    document.head.append(script);
  });
  return window.cockpitPlotly;
}

// Text (a figure) with the page's colours as they are now: neither Plotly nor a canvas knows variables.
function coloured(figure, place) {
  const probe = place.appendChild(document.createElement("i"));
  const style = getComputedStyle(probe);
  const text = figure.replace(/var\(--\w+\)/g, (name) => {
    probe.style.color = name;
    return style.color;
  });
  probe.remove();
  return text;
}

// A chart as a PNG to hand on: with its finding above it, and below it where its figures come from.
const WIDTH = 960, PAD = 28, DENSITY = 2;

function lines(ink, text, width) {
  const made = [];
  let line = "";
  for (const letter of text) {
    if (line && ink.measureText(line + letter).width > width) {
      made.push(line);
      line = "";
    }
    line += letter;
  }
  return line ? [...made, line] : made;
}

async function saved(host, { figure, plotly, words }) {
  const Plotly = await fetched(plotly);
  const place = host.querySelector(".chart-picture");
  const { data, layout } = JSON.parse(coloured(figure, place));
  const wide = WIDTH - 2 * PAD, high = layout.height;
  const picture = new Image();
  picture.src = await Plotly.toImage(
    { data, layout: { ...layout, width: wide } },
    { format: "png", width: wide, height: high, scale: DENSITY },
  );
  await picture.decode();
  const style = getComputedStyle(place);
  const colour = (name) => coloured(`var(${name})`, place);
  const sheet = document.createElement("canvas"), ink = sheet.getContext("2d");
  const blocks = [  // words, letters, height of a line, colour
    [words.title, "700 22px", 32, "--text"],
    [words.sub, "15px", 24, "--text2"],
    null,  // the chart
    [words.fine, "13px", 21, "--text3"],
    [words.stamp, "13px", 21, "--text3"],
  ];
  const laid = blocks.map((block) => {
    if (!block) return block;
    ink.font = `${block[1]} ${style.fontFamily}`;
    return lines(ink, block[0], wide);
  });
  const rows = (at) => (blocks[at] ? laid[at].length * blocks[at][2] : high + 16);
  sheet.width = DENSITY * WIDTH;
  sheet.height = DENSITY * (2 * PAD + blocks.reduce((sum, _, at) => sum + rows(at), 0));
  ink.scale(DENSITY, DENSITY);
  ink.fillStyle = colour("--surface");
  ink.fillRect(0, 0, WIDTH, sheet.height);
  ink.textBaseline = "middle";
  let y = PAD;
  blocks.forEach((block, at) => {
    if (!block) {
      ink.drawImage(picture, PAD, y + 8, wide, high);
    } else {
      ink.font = `${block[1]} ${style.fontFamily}`;
      ink.fillStyle = colour(block[3]);
      laid[at].forEach((line, row) => ink.fillText(line, PAD, y + (row + 0.5) * block[2]));
    }
    y += rows(at);
  });
  const link = document.createElement("a");
  link.download = words.name;
  link.href = sheet.toDataURL("image/png");
  link.click();
}

// Its word is written by the stylesheet: it is no text of the page that could come late.
function button(host, own) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "chart-save";
  made.ariaLabel = "存为图片";
  made.onclick = async (event) => {
    event.stopPropagation();
    made.disabled = true;
    made.ariaLabel = "正在生成…";
    try {
      await saved(host, own.data);
      made.ariaLabel = "存为图片";
    } catch {
      made.ariaLabel = "没有存成，再点一次";
    }
    made.disabled = false;
  };
  return made;
}

export default function ({ data, parentElement }) {
  const host = parentElement.querySelector(".linked");
  const own = (host.own ??= { live: false, at: null });
  own.data = data;

  own.end ??= () => {
    own.sized?.disconnect();
    host.querySelector(".chart-picture")?.classList.remove("live");
    if (own.plot) window.Plotly.purge(own.plot);
    own.plot?.remove();
    own.plot = own.sized = null;
  };
  own.draw ??= async () => {
    const { mark, figure, plotly } = own.data;
    const Plotly = await fetched(plotly);
    const place = host.querySelector(".chart-picture");
    if (mark !== own.data.mark || !place?.isConnected) return;  // what came meanwhile draws itself
    own.end();
    const plot = (own.plot = document.createElement("div"));
    plot.className = "chart-plot";
    place.append(plot);
    own.figure = coloured(figure, place);
    const { data: traces, layout } = JSON.parse(own.figure);
    own.points = traces.flatMap(({ x, hovertext, hoverinfo }, curveNumber) =>
      hoverinfo === "skip" ? [] : x.map((_, pointNumber) => ({ curveNumber, pointNumber }))
        .filter(({ pointNumber }) => hovertext?.[pointNumber] !== ""));
    own.step = -1;
    await Plotly.newPlot(plot, traces, layout, CONFIG);
    if (plot !== own.plot) return;
    place.classList.add("live");
    own.sized = new ResizeObserver(() => {
      if (plot.offsetParent) Plotly.Plots.resize(plot);  // on paper it is not shown
    });
    own.sized.observe(place);
    // what is under the pointer now says its value without another move
    if (own.at) {
      const [clientX, clientY] = own.at;
      document.elementFromPoint(clientX, clientY)?.dispatchEvent(
        new MouseEvent("mousemove", { clientX, clientY, bubbles: true })
      );
    }
  };
  own.open ??= () => {
    if (own.live || !host.querySelector(".chart-picture[tabindex]")) return;
    own.live = true;
    own.draw().catch(() => { own.live = false; });
  };

  host.addEventListener("focusin", own.open);  // added once: it is the same each time
  if (host.dataset.mark !== data.mark) {
    host.dataset.mark = data.mark;
    own.end();
    host.innerHTML = data.html;
    if (data.words) host.append(button(host, own));
    dispatchEvent(new Event("cockpit:drawn"));  // the still of the first response waits for it
    if (own.live) own.draw().catch(() => { own.live = false; });
  } else if (own.plot && own.figure !== coloured(data.figure, own.plot.parentElement)) {
    own.draw().catch(() => { own.live = false; });  // the page has changed its theme
  }
  host.onpointermove = (event) => { own.at = [event.clientX, event.clientY]; };
  host.onpointerleave = () => { own.at = null; };
  host.onpointerenter = (event) => {
    own.at = [event.clientX, event.clientY];
    if (event.pointerType === "mouse") own.open();  // a finger may only be passing by
  };
  host.onclick = (event) => {
    host.classList.add("asked");  // a finger does not hover
    own.at = [event.clientX, event.clientY];
    own.open();
  };
  host.onkeydown = (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || !own.sized || !own.points.length) return;
    event.preventDefault();
    const count = own.points.length;
    own.step = own.step < 0 && by < 0 ? count - 1 : (own.step + by + count) % count;
    window.Plotly.Fx.hover(own.plot, [own.points[own.step]]);
  };
  return own.end;
}
