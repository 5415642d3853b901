// A chart has the screen's width in pixels: on paper it is scaled to the sheet.
if (!window.cockpitPrints) {
  window.cockpitPrints = true;
  addEventListener("beforeprint", () => {
    const app = document.querySelector(".stApp");
    const dark = app && getComputedStyle(app).colorScheme === "dark";
    document.documentElement.toggleAttribute("data-dark", dark);
    for (const box of document.querySelectorAll(".js-plotly-plot .svg-container")) {
      const { clientWidth: width, clientHeight: height } = box;
      box.style.setProperty("--ratio", `${width} / ${height}`);
      box.style.setProperty("--wide", `${width}px`);
      for (const svg of box.querySelectorAll(".main-svg")) {
        svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      }
    }
  });
}
