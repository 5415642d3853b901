// Tables of ours: arrows walk the rows, Space picks one, a click on a header sorts.
if (!window.cockpitGrids) {
  window.cockpitGrids = true;
  const FAR = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e6, End: 1e6 };
  const rowOf = (node) => node.closest?.(".grid tbody tr");
  const linksOf = (row) => [...row.querySelectorAll("a")];

  // one row is reached by Tab, the others by arrows from it
  document.addEventListener("focusin", ({ target }) => {
    const row = rowOf(target);
    if (!row) return;
    for (const link of row.parentElement.querySelectorAll('a[tabindex="0"]')) link.tabIndex = -1;
    for (const link of linksOf(row)) link.tabIndex = 0;
  });

  document.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const pick = row.querySelector("a.pick");
    if (event.key === " " && pick) {
      pick.focus();
      pick.click();
    } else if (event.key in FAR) {
      const rows = [...row.parentElement.rows];
      const at = Math.min(rows.length - 1, Math.max(0, rows.indexOf(row) + FAR[event.key]));
      linksOf(rows[at])[linksOf(row).indexOf(event.target)]?.focus();
    } else return;
    event.preventDefault();
  });

  document.addEventListener("click", ({ target }) => {
    const row = rowOf(target);
    if (target.closest?.(".grid thead button")) sort(target.closest("th"));
    else if (row && !target.closest("a") && getSelection().isCollapsed) row.querySelector("a.pick")?.click();
  });

  // Numbers by size, days and words as they are written; what is missing comes last.
  const sort = (head) => {
    const isDown = head.ariaSort === "ascending";
    const body = head.closest("table").tBodies[0];
    const worth = (row) => {
      const { dataset, textContent } = row.cells[head.cellIndex];
      const text = dataset.at ?? textContent.trim();
      const number = Number(text.replace("−", "-").replaceAll(",", ""));
      return text === "—" || !text ? null : Number.isNaN(number) ? text : number;
    };
    const rows = [...body.rows].map((row) => [worth(row), row]);
    rows.sort(([a], [b]) => {
      if (a === null || b === null) return (a === null) - (b === null);
      const order = typeof a === "number" && typeof b === "number" ? a - b : `${a}`.localeCompare(`${b}`, "zh-CN");
      return isDown ? -order : order;
    });
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.ariaSort = isDown ? "descending" : "ascending";
    body.append(...rows.map(([, row]) => row));
  };
}
