// What is kept on this device of a form being filled in: encrypted (AES-GCM) under a key that the server gives only to
// whoever is signed in and owns the draft. The key is kept for the open tab alone; without it nothing here can be read.
// Beside it stand only the draft's id, the page's address, its revision and the time. Needs a secure page (https).
(() => {
  "use strict";
  const NAME = "motcua", STORE = "kept";
  if (!window.indexedDB || !window.crypto?.subtle) return;

  const done = (request) => new Promise((well, badly) => {
    request.onsuccess = () => well(request.result);
    request.onerror = () => badly(request.error);
  });
  let opened = null;
  function database() {
    opened ||= new Promise((well, badly) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
      asked.onsuccess = () => {
        asked.result.onversionchange = () => { asked.result.close(); opened = null; };
        well(asked.result);
      };
      asked.onerror = () => badly(asked.error);
    });
    return opened;
  }
  const table = async (mode) => (await database()).transaction(STORE, mode).objectStore(STORE);
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const kept = `${NAME}-key-`;

  const all = async () => done((await table("readonly")).getAll());
  const remove = async (id) => done((await table("readwrite")).delete(id));
  async function removeWhere(wanted) {
    for (const one of await all()) if (wanted(one)) await remove(one.id);
  }

  window.motcuaKept = {
    all, remove, removeWhere,
    remember: (draft, key) => sessionStorage.setItem(kept + draft, key),
    keyOf: (draft) => sessionStorage.getItem(kept + draft),
    async wipe() {
      for (const one of Object.keys(sessionStorage)) if (one.startsWith(kept)) sessionStorage.removeItem(one);
      (await database()).close();
      opened = null;
      await done(indexedDB.deleteDatabase(NAME));
    },
    // Reading and writing with one draft's key.
    async of(draft, key) {
      const secret = await crypto.subtle.importKey("raw", bytes(key), "AES-GCM", false, ["encrypt", "decrypt"]);
      return {
        async put(record, content) {
          const iv = crypto.getRandomValues(new Uint8Array(12));
          const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, secret, new TextEncoder().encode(JSON.stringify(content)));
          return done((await table("readwrite")).put({ ...record, draft, iv, data }));
        },
        async read(record) {
          try {
            const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: record.iv }, secret, record.data);
            return JSON.parse(new TextDecoder().decode(plain));
          } catch {
            await remove(record.id); // written under another key: nobody can read it any more
            return null;
          }
        },
        async records() {
          return (await all()).filter((one) => one.draft === draft);
        },
      };
    },
  };
})();
