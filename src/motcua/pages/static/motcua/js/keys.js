// Keys of the worklist: J and K move, Enter opens, / searches. Everything works without: the rows are plain links.
(() => {
  "use strict";
  const links = [...document.querySelectorAll(".worklist tbody .code")];
  const search = document.querySelector("input[type=search]");
  let here = -1;
  const go = (step) => {
    if (!links.length) return;
    links[here]?.closest("tr").classList.remove("is-here");
    here = Math.min(Math.max(here + step, 0), links.length - 1);
    links[here].closest("tr").classList.add("is-here");
    links[here].focus();
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j" || event.key === "J") go(1);
    else if (event.key === "k" || event.key === "K") go(-1);
    else if (event.key === "/" && search) search.focus();
    else return;
    event.preventDefault();
  });
})();
