// What takes seconds says so: a button with data-busy tells what is being done, and a second press of it does nothing.
// A download leaves the page as it is, so data-busy-for says after how many seconds it may be pressed again.
(() => {
  "use strict";
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const button = event.submitter ?? form.querySelector("button[data-busy]");
    if (!button?.dataset.busy) return;
    if (form.ariaBusy === "true") return event.preventDefault();
    form.ariaBusy = "true";
    const told = form.querySelector("[data-busy-told]");
    if (told) told.textContent = button.dataset.busy;
    const done = () => {
      form.ariaBusy = null;
      if (told) told.textContent = "";
    };
    if (button.dataset.busyFor) setTimeout(done, 1000 * button.dataset.busyFor);
    addEventListener("pageshow", done, { once: true });
  });
})();
