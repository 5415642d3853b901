// The time in the city, by the server's clock: a wall's own may be wrong.
const CITY = new Intl.DateTimeFormat("zh-CN", {
  timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false,
});
const clock = {
  ahead: 0, // milliseconds that the server's clock is ahead of this one

  now() { return Date.now() + clock.ahead; },

  words(at) { return CITY.format(new Date(at)); },

  draw() {
    document.querySelectorAll("[data-clock]").forEach((node) => {
      const words = clock.words(clock.now());
      if (node.textContent !== words) node.textContent = words;
    });
  },
};
clock.draw();
setInterval(clock.draw, 5000);
