// Files in pieces (tus 1.0), one at a time: a line that breaks costs the piece that was on its way, never the file.
// Without this script the same form sends whole files. Words come from the page: data-… of the list it fills.
(() => {
  "use strict";
  const VERSION = "1.0.0";
  const SMALLEST = 64 * 1024, FIRST = 256 * 1024, LARGEST = 4 * 1024 * 1024;
  const PATIENCE = 120000, LONGEST_PAUSE = 15000;
  const form = document.querySelector("form[data-uploads]");
  if (!form || !window.fetch || !window.AbortController) return;

  const words = form.dataset;
  const waiting = [];
  let running = false, pressed = null;

  const token = () => (document.cookie.match(/(?:^|; )csrftoken=([^;]+)/) || [])[1] || form.elements.csrfmiddlewaretoken.value;
  const pause = (milliseconds) => new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const base64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));

  async function ask(method, url, headers = {}, body = null) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE);
    try {
      return await fetch(url, {
        method, body, signal: patience.signal, cache: "no-store", redirect: "manual",
        headers: { "Tus-Resumable": VERSION, "X-CSRFToken": token(), ...headers },
      });
    } finally {
      clearTimeout(timer);
    }
  }

  // The same file chosen again, hours later or on another visit, is the same: by name, size, date and its beginning.
  async function fingerprint(file) {
    const said = `${file.size} ${file.lastModified} ${file.name}`;
    if (!window.crypto?.subtle) return said.slice(0, 64);
    const head = await file.slice(0, 65536).arrayBuffer();
    const both = await new Blob([said, head]).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", both));
    return [...digest].map((one) => one.toString(16).padStart(2, "0")).join("");
  }

  // Again and again until the server has spoken; what it says is for the caller.
  async function answered(what, line) {
    for (let tries = 0; ; tries++) {
      try {
        const got = await what();
        if (got.status < 500 && got.status !== 423) return got;
      } catch { /* the line broke */ }
      line.tell("waiting");
      await pause(Math.min(500 * 2 ** tries, LONGEST_PAUSE));
    }
  }

  async function begin(file, to, line) {
    const told = `filename ${encoded(file.name)},fingerprint ${encoded(await fingerprint(file))}`;
    return answered(() => ask("POST", to, { "Upload-Length": String(file.size), "Upload-Metadata": told }), line);
  }

  async function send(file, to, line) {
    const begun = await begin(file, to, line);
    if (begun.status !== 201) return line.fail(begun);
    const address = new URL(begun.headers.get("Location"), location).pathname;
    line.address = address;
    let offset = Number(begun.headers.get("Upload-Offset")), size = FIRST;
    while (offset < file.size && !line.given) {
      line.tell("sending", Math.floor((offset / file.size) * 100));
      const piece = file.slice(offset, offset + size), started = Date.now();
      let got = null;
      try {
        const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) };
        const bytes = await piece.arrayBuffer();
        if (window.crypto?.subtle) headers["Upload-Checksum"] = `sha256 ${base64(await crypto.subtle.digest("SHA-256", bytes))}`;
        got = await ask("PATCH", address, headers, bytes);
      } catch { /* the line broke, or the file on the device is gone */ }
      if (got && got.status === 204) {
        offset = Number(got.headers.get("Upload-Offset"));
        if (Date.now() - started < 1500) size = Math.min(size * 2, LARGEST);
        continue;
      }
      if (got && ![409, 423, 460].includes(got.status) && got.status < 500) return line.fail(got);
      size = Math.max(size / 2, SMALLEST);
      const there = await answered(() => ask("HEAD", address), line);
      if (there.status !== 200) return there.status === 404 || there.status === 410 ? send(file, to, line) : line.fail(there);
      offset = Number(there.headers.get("Upload-Offset"));
    }
    if (!line.given) line.tell("done");
  }

  // One line of the list: the file's name, how far it is, a button that gives it up.
  function lineOf(file, list) {
    const row = document.createElement("li");
    const box = document.createElement("div"), name = document.createElement("b"), said = document.createElement("p");
    const stop = document.createElement("button");
    name.textContent = file.name;
    said.setAttribute("role", "status");
    said.className = "note";
    stop.type = "button";
    stop.className = "button is-link";
    stop.textContent = words.wordStop;
    box.append(name, said);
    row.append(box, stop);
    list.append(row);
    list.hidden = false;
    const line = {
      address: "", given: false, failed: false,
      tell(what, percent = 0) {
        said.textContent = { sending: words.wordSending, waiting: words.wordWaiting, done: words.wordDone }[what].replace("{percent}", percent);
      },
      async fail(got) {
        line.failed = true;
        const why = (await got.text().catch(() => "")).trim();
        const plain = (got.headers.get("Content-Type") || "").startsWith("text/plain");
        said.className = "field-error";
        said.textContent = got.status === 403 && !plain ? words.wordSignedOut : plain && why ? why : words.wordFailed;
      },
    };
    stop.addEventListener("click", () => {
      line.given = true;
      row.remove();
      if (line.address) ask("DELETE", line.address).catch(() => {});
    });
    line.tell("sending");
    return line;
  }

  async function work() {
    if (running) return;
    running = true;
    const lines = [];
    while (waiting.length) {
      const [file, to, line] = waiting.shift();
      lines.push(line);
      if (!line.given) await send(file, to, line).catch(() => line.tell("waiting"));
    }
    running = false;
    if (lines.some((one) => one.failed)) return;
    if (pressed) return form.requestSubmit(pressed);
    location.reload();
  }

  for (const input of form.querySelectorAll("input[type=file][data-upload-to]")) {
    const section = input.closest("[data-paper]"), list = section.querySelector("[data-under-way]");
    section.querySelector("button[name=_upload]").hidden = true;
    input.addEventListener("change", () => {
      for (const file of input.files) waiting.push([file, input.dataset.uploadTo, lineOf(file, list)]);
      input.value = "";
      work();
    });
  }
  form.addEventListener("submit", (event) => {
    if (!running) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  window.addEventListener("beforeunload", (event) => { if (running) event.preventDefault(); });
})();
