// 每日一传: the form, what is kept on the phone until it is sent, and the sending.
(function () {
"use strict";
const script = document.currentScript;
const body = document.body, form = document.querySelector("form"), facts = JSON.parse(body.dataset.facts);
const page = location.pathname.replace(/\/+$/, "");
const all = (selector, root) => [...(root || document).querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);
const say = (name, words) => all(`[data-say="${name}"]`).forEach((node) => { node.textContent = words; });
const show = (node, shown) => node.classList.toggle("hidden", !shown);
const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: 4 });
const local = {
  get(name) { try { return JSON.parse(localStorage.getItem(`${name} ${page}`)); } catch { return null; } },
  put(name, value) { try { localStorage.setItem(`${name} ${page}`, JSON.stringify(value)); } catch { /* full, or forbidden */ } },
  drop(name) { try { localStorage.removeItem(`${name} ${page}`); } catch { /* forbidden */ } },
};

// --- the server's clock: the phone's may be wrong, so only its running is relied on ---
const DAY = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai", year: "numeric", month: "2-digit", day: "2-digit" });
const TIME = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", hour12: false });
const clock = {
  ahead: local.get("ahead"),
  set(said) { clock.ahead = Date.parse(`${said}+08:00`) - Date.now(); local.put("ahead", clock.ahead); },
  now() { return Date.now() + clock.ahead; },
  day() { return DAY.format(clock.now()); },
  time(at) { return TIME.format(at); },
};
if (clock.ahead === null) clock.set(facts.clock);
const words = (day) => { const [, month, date] = day.split("-").map(Number); return `${month} 月 ${date} 日`; };
const weekday = (day) => `（周${"日一二三四五六"[new Date(`${day}T00:00:00Z`).getUTCDay()]}）`;

// --- the outbox: on the phone until the server has it ---
const outbox = {
  memory: null, // where the browser keeps nothing
  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open("report", 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "id" });
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  },
  async run(mode, work) {
    if (outbox.memory) return work(outbox.memory);
    let base;
    try { base = await outbox.open(); } catch { outbox.memory = memory(); return work(outbox.memory); }
    try {
      const store = base.transaction("outbox", mode, { durability: "strict" }).objectStore("outbox");
      const result = work(store);
      await new Promise((resolve, reject) => {
        store.transaction.oncomplete = resolve;
        store.transaction.onabort = store.transaction.onerror = () => reject(store.transaction.error);
      });
      return result;
    } finally { base.close(); }
  },
  put(entry) { return outbox.run("readwrite", (store) => { store.put(entry); }); },
  drop(id) { return outbox.run("readwrite", (store) => { store.delete(id); }); },
  async list() {
    const asked = await outbox.run("readonly", (store) => store.getAll());
    return asked.result.filter((entry) => entry.page === page).sort((a, b) => a.filled - b.filled);
  },
};
function memory() {
  const held = new Map();
  return {
    put: (entry) => held.set(entry.id, entry), delete: (id) => held.delete(id),
    getAll: () => ({ result: [...held.values()] }),
  };
}

// --- the form ---
const fields = form.elements;
let photos = [], confirmed = false, overstated = false, touched = false;
const amount = () => {
  const said = fields.completed.value.replace(/[,，\s]/g, "");
  return said === "" ? null : /^\d{1,9}(\.\d{1,4})?$/.test(said) ? Number(said) : NaN;
};
const working = () => fields.working.value === "yes";
const service = () => all("[name=service]:checked", form)[0];

function draw() {
  all(".for-working").forEach((node) => show(node, working()));
  all(".for-idle").forEach((node) => show(node, !working()));
  show(one(".total"), working());
  const now = amount(), more = working() && now !== null && facts.last !== null ? now - facts.last : 0;
  const falls = more < 0, jumps = facts.jump !== null && more > facts.jump;
  one(".total").classList.toggle("fall", falls);
  one(".total").classList.toggle("jump", jumps);
  one(".more").className = `more${falls ? " fall" : jumps ? " jump" : ""}`;
  say("more", more ? `${falls ? "▼ 少 " : jumps ? "■ 增 " : "比上次 +"}${number(Math.abs(more))}` : "");
  show(one("[data-guard=fall]"), falls);
  show(one("[data-guard=jump]"), jumps && !confirmed);
  say("fall", number(Math.abs(more)));
  say("jump", number(more));
  say("daily", facts.daily ? `，近 7 天日均 ${number(Math.round(facts.daily))}` : "");
  one("[data-do=overstated]").classList.toggle("on", overstated);
  show(one(".wrong"), overstated && falls);
  show(one(".problem"), Boolean(service()));
  all("label.add").forEach((label) => show(label, photos.length < facts.photos));
  const go = one(".go:not(.ghost)"), blocked = falls && !overstated;
  go.disabled = blocked || sending;
  go.textContent = sending ? "正在传…" : blocked ? "先处理红框" : jumps && !confirmed ? "确认黄框后传"
    : working() ? "传今天的进度" : "传“今日未施工”";
}

function values() {
  return {
    is_working: working(),
    workers: fields.workers.value.trim() === "" ? null : Number(fields.workers.value),
    node: fields.node.value, text: working() ? fields.text.value : fields.idle_text.value,
    completed: working() ? fields.completed.value : "", idle_reason: fields.cause.value,
    problem: service() ? { service: service().value, text: fields.problem.value } : null,
  };
}

function fill(said) {
  fields.working.value = said.is_working ? "yes" : "no";
  fields.workers.value = said.workers ?? facts.workers ?? "";
  fields.node.value = said.node || facts.node;
  fields[said.is_working ? "text" : "idle_text"].value = said.text || "";
  fields.completed.value = said.completed || "";
  fields.cause.value = said.idle_reason || "";
  const there = Array.isArray(said.problem) ? { service: said.problem[0], text: said.problem[1] } : said.problem;
  const problem = said.state && said.state !== "refused" ? null : there; // that one is in the ledger already
  if (there && !problem) say("problem-hint", `今天已登记：${there.service}`);
  all("[name=service]", form).forEach((box) => { box.checked = box.value === problem?.service; });
  fields.problem.value = problem?.text || "";
}

function fault(words, at) {
  const node = one("[data-say=error]");
  node.textContent = words;
  show(node, Boolean(words));
  if (words) (at || node).scrollIntoView({ block: "center" });
  if (at) at.focus({ preventScroll: true });
}

function missing() {
  const said = values(), chosen = (name) => one(`[name=${name}]`);
  if (said.is_working) {
    if (!Number.isInteger(said.workers) || said.workers < 0) return ["填到岗人数，没有人写 0", fields.workers];
    if (!said.node) return ["选形象进度到哪一步", chosen("node")];
    if (!said.text.trim()) return ["在形象进度里写一句今天做了什么", fields.text];
    if (Number.isNaN(amount())) return ["累计完成只写数字，单位是万元", fields.completed];
    if (amount() === null && facts.last === null) return ["本年第一次填报：请填累计完成，没有完成写 0", fields.completed];
    if (overstated && !one("[data-guard=fall]").classList.contains("hidden") && !fields.why.value.trim())
      return ["写上次为什么报多了", fields.why];
    if (!one("[data-guard=jump]").classList.contains("hidden"))
      return ["累计完成增得多：点“没错，照传”，或改这个数", one("[data-do=confirm]")];
  } else if (!said.idle_reason) return ["选为什么没施工", chosen("cause")];
  if (said.problem && !said.problem.text.trim()) return ["新问题写一句，或不选类别", fields.problem];
  return null;
}

// --- photos: made small here, which leaves out where they were taken ---
const SIDE = 1600;
async function shrunk(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas.toDataURL("image/jpeg", 0.8);
}

async function picked(input) {
  let wrong = "";
  for (const file of [...input.files]) {
    if (photos.length >= facts.photos) { wrong = `最多 ${facts.photos} 张`; break; }
    try {
      photos.push({ data: await shrunk(file), taken: file.lastModified });
    } catch { wrong = `“${file.name}”不是照片，或这个浏览器读不出来`; }
  }
  input.value = "";
  const node = one("[data-say=photo]");
  node.textContent = wrong;
  show(node, Boolean(wrong));
  drawPhotos();
}

function drawPhotos() {
  all(".shot").forEach((node) => node.remove());
  photos.forEach((photo, index) => {
    const shot = document.createElement("div"), picture = document.createElement("img");
    const time = document.createElement("small"), remove = document.createElement("button");
    shot.className = "shot";
    picture.src = photo.data;
    picture.alt = `第 ${index + 1} 张照片`;
    time.textContent = `${clock.time(photo.taken + clock.ahead)} 拍`;
    remove.type = "button";
    remove.setAttribute("aria-label", `去掉第 ${index + 1} 张照片`);
    remove.addEventListener("click", () => { photos.splice(index, 1); drawPhotos(); });
    shot.append(picture, time, remove);
    one(".shots").insertBefore(shot, one("label.add"));
  });
  draw();
}

// --- sending ---
let sending = false, again = 15;
function network(is_on) {
  one(".net").classList.toggle("off", !is_on);
  one(".net span").textContent = is_on ? "已联网" : "没有网络";
}

const uuid = () => crypto.randomUUID ? crypto.randomUUID()
  : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (digit) =>
    (digit ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (digit / 4)))).toString(16));
const moment = (at) => new Date(at + clock.ahead + 8 * 3600e3).toISOString().slice(0, 19);

async function send(event) {
  event.preventDefault();
  const wrong = missing();
  if (wrong) { fault(...wrong); return; }
  fault("");
  const said = values();
  if (overstated && !one("[data-guard=fall]").classList.contains("hidden")) {
    said.overstated = { should_be: said.completed, why: fields.why.value };
    said.completed = "";
  }
  const entry = {
    id: uuid(), page, filled: Date.now(), day: clock.day(), said,
    photos: photos.map((photo) => ({ data: photo.data, taken_at: moment(photo.taken) })),
  };
  try { await outbox.put(entry); } catch { outbox.memory = memory(); outbox.memory.put(entry); }
  local.drop("draft");
  await flush();
}

async function deliver(entry) {
  const answer = await fetch(page, {
    method: "POST", headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      ...entry.said, id: entry.id, date: entry.day, kept_ms: Math.max(0, Date.now() - entry.filled),
      photos: entry.photos.map((photo) => ({ data: photo.data.split(",")[1], taken_at: photo.taken_at })),
    }),
    signal: AbortSignal.timeout ? AbortSignal.timeout(90_000) : undefined,
  });
  const told = await answer.json().catch(() => ({}));
  if (answer.ok && told.id === entry.id) return null;
  if (answer.status === 429 || answer.status >= 500 || !told.what) {
    again = Number(answer.headers.get("Retry-After")) || Math.min(again * 2, 120);
    throw new Error(told.what || "服务器现在不能收");
  }
  return told;
}

async function flush() {
  if (sending) return;
  const waiting = await outbox.list();
  if (!waiting.length) return;
  sending = true;
  draw();
  try {
    for (const entry of waiting) {
      const refused = await deliver(entry);
      network(true);
      again = 15;
      await outbox.drop(entry.id);
      if (refused) {
        fill(entry.said);
        photos = entry.photos.map((photo) => ({ data: photo.data, taken: Date.parse(`${photo.taken_at}+08:00`) - clock.ahead }));
        body.dataset.view = "form";
        sending = false;
        drawPhotos();
        fault(`${refused.title}：${refused.what}。${refused.way_out ? `${refused.way_out}。` : ""}`);
        return;
      }
    }
    location.reload();
  } catch (problem) {
    const is_network = problem instanceof TypeError || problem.name === "TimeoutError";
    network(!is_network);
    say("kept-why", is_network ? "有信号会自己传，不用守着" : `${problem.message}，过一会儿会再传`);
    await waits();
    setTimeout(flush, again * 1000);
  } finally {
    sending = false;
    draw();
  }
}

async function waits() {
  const waiting = await outbox.list();
  if (!waiting.length) return;
  const last = waiting.at(-1);
  body.dataset.view = "kept";
  say("kept-day", words(last.day));
  say("kept-at", clock.time(last.filled + clock.ahead));
  say("kept-size", `${waiting.length} 份，${(JSON.stringify(waiting).length / 1e6).toFixed(1)} MB`);
  const list = one(".queue");
  list.replaceChildren(...waiting.map((entry) => {
    const item = document.createElement("li");
    const parts = entry.said.is_working
      ? [entry.said.node, `${entry.said.workers} 人`, entry.said.completed && `${number(Number(entry.said.completed.replace(/[,，\s]/g, "")))} 万元`]
      : ["今日未施工", entry.said.idle_reason];
    if (entry.photos.length) parts.push(`${entry.photos.length} 张照片`);
    for (const [name, text] of [["b", `${words(entry.day)}进度`], ["span", parts.filter(Boolean).join(" · ")],
      ["small", outbox.memory ? "■ 这个浏览器存不住：传到之前别关这一页" : "■ 还没传到，办公室现在看不见"]]) {
      const node = document.createElement(name);
      node.textContent = text;
      item.append(node);
    }
    return item;
  }));
}

// --- what the server knows: its clock, and what became of what was sent ---
async function ask() {
  let told;
  try {
    const answer = await fetch(`${page}/state`, { cache: "no-store" });
    network(true);
    if (answer.status === 403 || answer.status === 404) { location.reload(); return; }
    if (!answer.ok) return;
    told = await answer.json();
  } catch { network(false); return; }
  clock.set(told.clock);
  tick();
  const is_read = body.dataset.view !== "form" || !touched;
  if ((told.mark !== facts.mark || told.day !== facts.day) && is_read && !sending && !(await outbox.list()).length) location.reload();
}

function tick() {
  const day = clock.day(), left = 86400e3 - (clock.now() + 8 * 3600e3) % 86400e3;
  const minutes = Math.floor(left / 60e3);
  say("day", words(day));
  say("weekday", weekday(day));
  say("left", `，还有 ${minutes >= 60 ? `${Math.floor(minutes / 60)} 小时 ` : ""}${minutes % 60} 分`);
  const old = one("[data-say=old-page]");
  show(old, day !== facts.day);
  old.textContent = day === facts.day ? "" : `这一页是 ${words(facts.day)} 打开的，“上次”还是那时的；这一份按 ${words(day)} 记。`;
}

// --- begin ---
fill(facts.today || { is_working: facts.working });
const draft = local.get("draft");
if (draft && draft.day === clock.day() && !facts.today) { fill(draft.said); touched = true; }
form.addEventListener("submit", send);
form.addEventListener("input", (event) => {
  touched = true;
  if (event.target.name === "service" && event.target.checked)
    all("[name=service]", form).forEach((box) => { box.checked = box === event.target; });
  if (event.target.name === "completed") { confirmed = false; overstated = false; }
  if (event.target.matches("[data-pick]")) { picked(event.target); return; }
  fault("");
  draw();
  local.put("draft", { day: clock.day(), said: values() });
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.step) {
    fields.workers.value = Math.max(0, (Number(fields.workers.value) || 0) + Number(button.dataset.step));
    fields.workers.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const doing = button.dataset.do;
  if (doing === "fix") { fields.completed.focus(); fields.completed.select(); }
  if (doing === "confirm") confirmed = true;
  if (doing === "overstated") overstated = true;
  if (doing === "retry") { flush(); return; }
  if (doing === "change") { body.dataset.view = "form"; touched = true; scrollTo(0, 0); }
  if (doing) draw();
  if (doing === "overstated") fields.why.focus();
});
addEventListener("online", () => { network(true); ask(); flush(); });
addEventListener("offline", () => network(false));
document.addEventListener("visibilitychange", () => { if (!document.hidden) { ask(); flush(); } });
network(navigator.onLine);
draw();
tick();
setInterval(tick, 20_000);
setInterval(ask, facts.today && facts.today.state === "waiting" ? 4000 : 60_000);
(async () => { await waits(); await flush(); await ask(); })();
const offline = "serviceWorker" in navigator;
say("offline", offline ? "没网也能打开、能传：先存手机，联网后自动上传" : "没网也能传：先存手机，有网时打开这一页自动上传");
if (offline) {
  const beside = (name) => new URL(name, script.src).href;
  navigator.serviceWorker.register(beside("report-worker.js"), { scope: beside("report/") })
    .then(() => caches.open("report-1"))
    // this first visit was not asked through the worker
    .then((cache) => Promise.all([location.href, script.src].map((url) => cache.match(url).then((kept) => kept || cache.add(url)))))
    .catch(() => say("offline", "没网也能传：先存手机，有网时打开这一页自动上传"));
}
})();
