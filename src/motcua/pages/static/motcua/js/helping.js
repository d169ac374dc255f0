// The last five minutes of an hour of help are announced on a page that was opened before they began.
(() => {
  "use strict";
  const told = document.querySelector("[data-soon-in]");
  if (told) setTimeout(() => { told.hidden = false; }, 1000 * Number(told.dataset.soonIn));
})();
