// The first screen of the paper bridge: asks every few seconds whether another page came. Without this a link asks.
(() => {
  "use strict";
  const list = document.querySelector("[data-pages]");
  if (!list) return;
  let tag = "";
  setInterval(async () => {
    if (document.hidden) return;
    try {
      const got = await fetch(list.dataset.pages, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store", redirect: "error" });
      if (got.status !== 200) return;
      const before = tag;
      tag = got.headers.get("ETag") || "";
      const html = await got.text();
      if (before || html.trim() !== list.innerHTML.trim()) list.innerHTML = html;
    } catch { /* no network: the next time */ }
  }, 2500);
})();
