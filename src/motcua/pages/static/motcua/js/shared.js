// A shared computer: counts how long nobody touched it, warns, then signs out, which empties it. The server ends the
// session by itself at the same time; this only takes the page off the screen.
(() => {
  "use strict";
  const form = document.querySelector("form[data-shared]");
  if (!form) return;
  const words = form.querySelector("[data-shared-words]"), plain = words.textContent;
  const seconds = Number(form.dataset.shared), warning = Number(form.dataset.warning);
  let last = Date.now(), over = false;
  const touched = () => { last = Date.now(); };
  for (const what of ["pointerdown", "keydown", "scroll"]) window.addEventListener(what, touched, { passive: true });
  const asked = () => fetch(location.href, { method: "HEAD", cache: "no-store" }).catch(() => {});
  let told = last;
  setInterval(() => {
    const left = Math.ceil(seconds - (Date.now() - last) / 1000);
    // Somebody types for long on one page: the server hears of it, or the session would end under their hands.
    if (last > told && Date.now() - told > (seconds * 1000) / 3) { told = Date.now(); asked(); }
    form.classList.toggle("is-late", left <= warning);
    words.textContent = left <= warning ? form.dataset.soon.replace("{seconds}", Math.max(left, 0)) : plain;
    if (left <= 0 && !over) { over = true; form.submit(); }
  }, 1000);
})();
