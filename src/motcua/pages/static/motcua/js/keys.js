// Keys of officers' pages. Everything works without: rows, verbs and neighbours are plain links, bulk work plain buttons.
// In a list: J and K move, X ticks, Enter opens, C B G do it to what is ticked or, if nothing is, open that form of the
// dossier one stands on; / searches, ? shows the keys. On a dossier: whatever names its key in data-key; Ctrl+Enter sends
// the form one types in. The box over the column ticks all: it does nothing by itself, so it is shown only here.
(() => {
  "use strict";
  const VERBS = { c: "chuyen-buoc", b: "yeu-cau-bo-sung", g: "phan-cong" };
  const links = [...document.querySelectorAll(".worklist tbody .code")];
  const boxes = [...document.querySelectorAll(".worklist tbody input[type=checkbox]")];
  const all = document.getElementById("chon-het");
  const told = document.querySelector("[data-picked]");
  const plain = told?.textContent;
  let here = -1;

  const ticked = () => boxes.filter((box) => box.checked).length;
  const tell = () => {
    if (all) {
      all.checked = boxes.length > 0 && ticked() === boxes.length;
      all.indeterminate = ticked() > 0 && !all.checked;
    }
    if (told) told.textContent = ticked() ? told.dataset.picked.replace("{n}", ticked()) : plain;
  };
  const go = (step) => {
    links[here]?.closest("tr").classList.remove("is-here");
    here = Math.min(Math.max(here + step, 0), links.length - 1);
    links[here].closest("tr").classList.add("is-here");
    links[here].focus();
  };
  const tick = () => {
    const box = links[here]?.closest("tr").querySelector("input[type=checkbox]");
    if (box) box.checked = !box.checked;
    tell();
  };
  const open = (verb) => {
    const address = new URL(links[here].href);
    address.searchParams.set("viec", verb);
    address.hash = "xu-ly";
    location.assign(address);
  };
  const pressed = (key) => {
    if (links.length && (key === "j" || key === "k")) return go(key === "j" ? 1 : -1);
    if (boxes.length && key === "x") return tick();
    if (links[here] && VERBS[key] && !ticked()) return open(VERBS[key]);
    const named = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (named) return named.click();
    if (key === "/") return document.querySelector("input[type=search]")?.focus();
    const help = document.getElementById("phim-tat");
    if (key === "?" && help) return (help.open = !help.open);
    return false;
  };

  if (all) {
    all.closest("[hidden]").hidden = false;
    all.addEventListener("change", () => boxes.forEach((box) => (box.checked = all.checked)));
  }
  document.addEventListener("change", tell);
  document.addEventListener("reset", () => setTimeout(tell));
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox], [type=radio]), textarea, select");
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && typing?.form?.closest(".decision")) {
      return typing.form.requestSubmit();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || typing) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (pressed(key) !== false) event.preventDefault();
  });
  tell();
})();
