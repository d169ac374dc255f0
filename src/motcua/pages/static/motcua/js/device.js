// A form being filled in, kept on this device between two pages and sent once when the network is back. Without this
// script the form saves at every page. The server decides as always: it takes a save only for the revision it was made
// from, and files a draft once however often it is asked. Where the data is stands in the bar, in one of four states.
(() => {
  "use strict";
  const here = document.querySelector("[data-device]");
  const kept = window.motcuaKept;
  if (!here || !kept || !here.dataset.deviceKey) return;

  const { draft, deviceKey, who, hours } = here.dataset;
  const form = document.querySelector("form[data-kept]");
  const path = location.pathname;
  const PATIENCE = 60000, SAVE_AFTER = 300, TRY_EVERY = 4000;
  const original = document.querySelector("[data-autosave]");
  const bar = original || here.parentNode.insertBefore(document.createElement("div"), here);
  const before = bar.innerHTML, beforeClass = bar.className;
  let store = null, timer = 0, working = false, timeOfTry = 0;

  const clock = (at) => new Date(at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Ho_Chi_Minh" });
  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || "";
  const filed = (record) => record.path.endsWith("/kiem-tra/");
  const revision = () => Number(here.dataset.revision);

  // The four states: on the server, on this device, being sent, failed. The words are the page's own, in <template>s.
  function tell(state, at = Date.now()) {
    here.dataset.state = state;
    if (state === "server") {
      bar.className = beforeClass;
      bar.innerHTML = before;
      return;
    }
    const words = here.querySelector(`template[data-state="${state}"]`);
    bar.className = words.dataset.look;
    bar.setAttribute("role", "status");
    bar.replaceChildren(words.content.cloneNode(true));
    const moment = bar.querySelector("[data-at]");
    if (moment) moment.textContent = clock(at);
    bar.querySelector("[data-again]")?.addEventListener("click", send);
  }

  const pairs = (button) => [...new FormData(form, button)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken");
  const typed = () => pairs(null).filter(([name]) => name !== "revision");
  const id = (kind, where = path) => `${kind}:${where}`;
  const record = (kind, more) => ({ id: id(kind), kind, path, who, at: Date.now(), revision: revision(), ...more });

  function put(values) {
    const wanted = new Map();
    for (const [name, value] of values) wanted.set(name, [...(wanted.get(name) || []), value]);
    for (const input of form.elements) {
      if (!input.name || ["hidden", "file", "submit", "button"].includes(input.type)) continue;
      const mine = wanted.get(input.name) || [];
      if (["checkbox", "radio"].includes(input.type)) input.checked = mine.includes(input.value);
      else if (mine.length) input.value = mine.shift();
    }
    form.dispatchEvent(new Event("input", { bubbles: false }));
  }

  async function save() {
    clearTimeout(timer);
    try {
      await store.put(record("typed"), typed());
      const queued = (await store.records()).some((one) => one.kind === "queue");
      tell(queued || !navigator.onLine ? "device" : "typed");
    } catch {
      tell("full");
    }
  }

  // Both versions side by side; the person chooses, nothing is mixed.
  function showBoth(record, values) {
    const words = here.querySelector("template[data-conflict]").content.cloneNode(true);
    const rows = words.querySelector("tbody"), shown = new Map(typed()), mine = new Map(values);
    for (const name of new Set([...shown.keys(), ...mine.keys()])) {
      if ((shown.get(name) || "") === (mine.get(name) || "")) continue;
      const row = rows.insertRow();
      for (const text of [labelOf(name), said(name, mine.get(name)), said(name, shown.get(name))]) row.insertCell().textContent = text;
    }
    words.querySelector("[data-at]").textContent = clock(record.at);
    const box = words.firstElementChild;
    box.querySelector("[data-take]").addEventListener("click", () => { put(values); box.remove(); save(); });
    box.querySelector("[data-drop]").addEventListener("click", async () => { await kept.remove(record.id); box.remove(); tell("server"); });
    form.before(box);
  }
  function labelOf(name) {
    const input = [...form.elements].find((one) => one.name === name);
    const group = input?.closest("fieldset")?.querySelector("legend");
    const label = ["radio", "checkbox"].includes(input?.type) ? group : input?.labels?.[0] || group;
    return (label?.textContent || name).trim();
  }
  function said(name, value) {
    const one = [...form.elements].find((input) => input.name === name && input.value === value && ["radio", "checkbox"].includes(input.type));
    const chosen = [...form.elements].find((input) => input.name === name)?.options;
    const option = chosen && [...chosen].find((choice) => choice.value === value);
    return (one?.labels?.[0]?.textContent || option?.textContent || value || "–").trim();
  }

  // The saves this device made one right after the other, from revision `from` to `to`: what was typed here from any of
  // them follows the last. A save made elsewhere in between breaks the row, and then both versions are shown.
  async function follows(base) {
    const row = (await store.records()).find((one) => one.id === `row:${draft}`);
    return row && row.from <= base && base <= row.to ? row.to : base;
  }
  async function saved(now) {
    const row = (await store.records()).find((one) => one.id === `row:${draft}`);
    const from = row && row.to === now - 1 ? row.from : now - 1;
    await store.put({ id: `row:${draft}`, kind: "row", path: "", who, at: Date.now(), from, to: now }, null);
  }

  async function restore() {
    const records = await store.records(), of = (kind) => records.find((one) => one.id === id(kind));
    const waiting = of("queue"), fromDevice = "fromDevice" in here.dataset;
    const found = of("typed") || waiting || (fromDevice && of("done"));
    if (!fromDevice) await kept.remove(id("done"));
    if (!found || !form) return;
    const values = await store.read(found);
    if (!values) return;
    const same = JSON.stringify(values.filter(([name]) => name !== "revision" && !name.startsWith("_"))) === JSON.stringify(typed());
    if (same && !waiting) return kept.remove(found.id);
    if (!waiting && !fromDevice && found.revision !== revision() && (await follows(found.revision)) !== revision()) return showBoth(found, values);
    put(values);
    if (found.kind === "done") {
      here.dataset.revision = found.revision;
      return tell("device", found.at);
    }
    tell(waiting ? (filed(waiting) ? "unfiled" : "device") : navigator.onLine ? "typed" : "device", found.at);
  }

  async function post(record, values) {
    const body = new URLSearchParams(values);
    if (body.has("revision")) body.set("revision", await follows(record.revision));
    const patience = new AbortController(), patient = setTimeout(() => patience.abort(), PATIENCE);
    try {
      const got = await fetch(record.path + (record.search || ""), {
        method: "POST", body, signal: patience.signal, cache: "no-store",
        headers: { "X-CSRFToken": token(), "X-Kept-On-Device": "yes" },
      });
      if (got.status >= 500) throw new Error(String(got.status));
      return got;
    } finally {
      clearTimeout(patient);
    }
  }

  // Everything queued for this draft, in the order it was pressed; by one tab at a time.
  async function send() {
    if (working) return;
    working = true;
    try {
      await (navigator.locks ? navigator.locks.request(`motcua-${draft}`, sendAll) : sendAll());
    } finally {
      working = false;
    }
  }
  async function sendAll() {
    let went = "";
    const queue = (await store.records()).filter((one) => one.kind === "queue").sort((one, other) => one.at - other.at);
    for (const one of queue) {
      const values = await store.read(one);
      if (!values) continue;
      tell(filed(one) ? "filing" : "sending", one.at);
      let got = null;
      try {
        got = await post(one, values);
      } catch {
        timeOfTry = Date.now();
        return tell(filed(one) ? "unfiled" : "device", one.at);
      }
      if (got.status === 403 || new URL(got.url).pathname.startsWith("/dang-nhap/")) return tell("signed-out", one.at);
      if (got.status === 404) return tell("failed", one.at);
      await kept.remove(one.id);
      if (got.status !== 204) return shows(one, await got.text());
      const now = Number(got.headers.get("X-Draft-Revision"));
      if (one.path === path || filed(one)) went = got.headers.get("X-Go-To");
      if (filed(one)) await kept.removeWhere((other) => other.draft === draft);
      if (!now) continue;
      await saved(now);
      await store.put({ ...one, id: id("done", one.path), kind: "done", revision: now }, values);
      here.dataset.revision = await follows(revision());
    }
    if (went) return location.assign(went);
    if (queue.length) tell("server");
  }
  // The server had something to say: an error, or another version saved elsewhere. Its page is shown as it came.
  function shows(record, html) {
    history.replaceState(null, "", record.path + (record.search || ""));
    document.open();
    document.write(html);
    document.close();
  }

  async function pressed(event) {
    const button = event.submitter, name = button?.name || "";
    if (![...["", "_next", "_later"]].includes(name)) return;
    if ([...new FormData(form)].some(([, value]) => value instanceof File && value.size)) return;
    event.preventDefault();
    clearTimeout(timer);
    const next = name === "_later" ? "" : here.dataset.next;
    const mine = record("queue", { search: location.search, next });
    try {
      await store.put(mine, pairs(button));
    } catch {
      form.removeEventListener("submit", pressed);
      return form.requestSubmit(button);
    }
    await kept.remove(id("typed")).catch(() => {});
    await send();
    // Still there: no network. Go on where this device has been before, or say on the screen where the data is.
    const records = await store.records();
    if (!records.some((one) => one.id === mine.id)) return;
    if (next && !filed(mine) && records.some((one) => one.id === id("page", next))) return location.assign(next);
    bar.scrollIntoView({ block: "center" });
  }

  async function begin() {
    const oldest = Date.now() - Number(hours) * 3600000;
    await kept.removeWhere((one) => one.at < oldest || one.who !== who);
    kept.remember(draft, deviceKey);
    store = await kept.of(draft, deviceKey);
    if (!here.dataset.fromDevice) await store.put(record("page"), document.documentElement.outerHTML).catch(() => {});
    if (form) {
      form.addEventListener("input", (event) => {
        if (event.target.type === "file") return; // files go their own way
        clearTimeout(timer);
        timer = setTimeout(save, SAVE_AFTER);
      });
      form.addEventListener("submit", pressed);
      window.addEventListener("pagehide", () => { if (timer) save(); });
    }
    await restore();
    await send();
    window.addEventListener("online", send);
    setInterval(async () => {
      if (here.dataset.state !== "server" && Date.now() - timeOfTry > TRY_EVERY && (await store.records()).some((one) => one.kind === "queue")) send();
    }, TRY_EVERY);
    here.dataset.ready = "yes";
  }
  begin().catch(() => {});
})();
