// On every public page: registers the service worker, says that something waits on this device to be sent, and empties
// the device when somebody signs out or has filed. What is kept, and how, is told in device-store.js.
(() => {
  "use strict";
  const words = document.currentScript.dataset;
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/ngoai-tuyen.js").catch(() => {});
  if (!window.indexedDB) return;

  const DATABASE = "motcua";
  // Reads without making a database where there is none.
  function records() {
    return new Promise((well) => {
      const asked = indexedDB.open(DATABASE, 1);
      asked.onupgradeneeded = () => { asked.transaction.abort(); };
      asked.onerror = () => well([]);
      asked.onsuccess = () => {
        const all = asked.result.transaction("kept", "readonly").objectStore("kept").getAll();
        all.onsuccess = () => { asked.result.close(); well(all.result); };
        all.onerror = () => { asked.result.close(); well([]); };
      };
    });
  }
  // What was filed is on the server for good: nothing of it stays here.
  async function forget(draft) {
    const own = (await records()).filter((one) => one.draft === draft);
    if (!own.length) return;
    const asked = indexedDB.open(DATABASE, 1);
    asked.onsuccess = () => {
      const table = asked.result.transaction("kept", "readwrite").objectStore("kept");
      for (const one of own) table.delete(one.id);
      table.transaction.oncomplete = () => asked.result.close();
    };
  }
  const wipe = () => new Promise((done) => {
    sessionStorage.clear();
    const asked = indexedDB.deleteDatabase(DATABASE);
    asked.onsuccess = asked.onerror = asked.onblocked = done;
  });

  if (document.querySelector("[data-wipe]")) wipe();
  const filed = document.querySelector("[data-filed-draft]")?.dataset.filedDraft;
  if (filed) forget(filed);
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const unsent = (await records()).some((one) => one.kind === "queue" || one.kind === "typed");
      if (unsent && !window.confirm(words.unsent)) return;
      await wipe();
      form.submit();
    });
  }
  async function sayWhatWaits() {
    if (document.querySelector("[data-device]") || !words.waits) return;
    const waiting = (await records()).find((one) => one.kind === "queue");
    if (!waiting) return;
    const bar = document.createElement("div"), said = document.createElement("b"), link = document.createElement("a"), both = document.createElement("span");
    bar.className = "autosave is-soon";
    bar.setAttribute("role", "status");
    said.textContent = `${words.waits} `;
    link.href = waiting.path;
    link.textContent = words.open;
    both.append(said, link);
    bar.append(both);
    document.querySelector("main .page")?.prepend(bar);
  }
  sayWhatWaits();
})();
