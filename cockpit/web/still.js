// The page of the first response gives way to the page itself, once that stands.
(() => {
  const first = document.getElementById("first");
  // a browser that knows no shadow root in HTML is helped to it
  for (const template of first.querySelectorAll("template[shadowrootmode]")) {
    template.parentElement.attachShadow({ mode: "open" }).append(template.content);
    template.remove();
  }
  let missing = Number(first.dataset.parts); // pieces of ours that the page has not drawn yet
  const drawn = () => { missing -= 1; };
  addEventListener("cockpit:drawn", drawn);
  let over = 0; // when the page's run was over: a piece that never comes must not hide the others
  const stands = (app) => {
    const { testScriptState: script, testConnectionState: line } = app?.dataset ?? {};
    if (script !== "notRunning" || line !== "CONNECTED") over = 0;
    else over ||= performance.now();
    const isWhole = missing <= 0 && !app?.querySelector('[data-testid="stSkeleton"]');
    return over && (isWhole || performance.now() - over > 5000);
  };
  const see = () => {
    const app = document.querySelector("#root .stApp");
    if (!stands(app)) return setTimeout(see, 40);
    requestAnimationFrame(() => {
      for (const place of ["stMain", "stSidebarContent"]) {
        const [from, to] = [first, app].map((all) => all.querySelector(`[data-testid="${place}"]`));
        if (from && to) to.scrollTop = from.scrollTop;
      }
      removeEventListener("cockpit:drawn", drawn);
      first.remove();
    });
  };
  see();
  setTimeout(() => first.querySelector(".late").removeAttribute("hidden"), 15000);
})();
