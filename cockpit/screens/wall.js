// The wall's only script: the clock, in the city's time. All figures are in the first response.
(function () {
  var clocks = document.querySelectorAll("[data-clock]");
  var format = new Intl.DateTimeFormat("zh-CN", {
    timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false,
  });
  function tick() {
    clocks.forEach(function (clock) { clock.textContent = format.format(new Date()); });
  }
  tick();
  setInterval(tick, 5000);
})();
