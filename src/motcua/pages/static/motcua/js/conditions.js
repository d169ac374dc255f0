// A courtesy: hides questions that do not apply to what is answered so far. The server decides in any case, and
// without this script every question of the page simply shows. Conditions: data-when, as JSON (procedures/rules/conditions.py).
(() => {
  "use strict";

  const asked = [...document.querySelectorAll("[data-when]")];
  const form = asked.length ? asked[0].closest("form") : null;
  if (!form) return;

  const inputs = (name) => [...form.elements].filter((one) => one.name === name);
  const written = (name) => inputs(name)
    .filter((one) => !["radio", "checkbox"].includes(one.type) || one.checked)
    .map((one) => one.value.trim()).filter(Boolean);

  // The answer to an id: in a row of a repeated group first the row's own, then the page's.
  function answer(id, row) {
    if (id === "@case" || id === "@channel") return [form.dataset[id.slice(1)] || ""].filter(Boolean);
    for (const name of row ? [row + id, id] : [id]) {
      const [day, month, year] = ["day", "month", "year"].map((part) => (written(`${name}.${part}`)[0] || "").padStart(2, "0"));
      if (year !== "00") return [`${year}-${month}-${day}`];
      if (inputs(name).length) return written(name);
      const parts = [...form.elements].filter((one) => one.name.startsWith(`${name}.`)).flatMap((one) => written(one.name));
      if (parts.length) return parts;
    }
    return [];
  }

  const same = (typed, value) => typed === (value === true ? "yes" : value === false ? "no" : String(value));
  const number = (typed) => Number(typed.replace(/[. ]/g, ""));

  function compares(operator, typed, value) {
    const [left, right] = typeof value === "number" ? [number(typed), value] : [typed, value];
    return { gt: left > right, ge: left >= right, lt: left < right, le: left <= right }[operator];
  }

  function holds(term, row) {
    const [[operator, operand]] = Object.entries(term);
    if (operator === "and") return operand.every((one) => holds(one, row));
    if (operator === "or") return operand.some((one) => holds(one, row));
    if (operator === "not") return !holds(operand, row);
    if (operator === "empty") return !answer(operand, row).length;
    if (operator === "filled") return answer(operand, row).length > 0;
    const [id, value] = operand;
    const typed = answer(id, row);
    if (operator === "eq") return typed.some((one) => same(one, value));
    if (operator === "ne") return !typed.some((one) => same(one, value));
    if (operator === "in") return value.some((wanted) => typed.some((one) => same(one, wanted)));
    return typed.length > 0 && compares(operator, typed[0], value);
  }

  function show() {
    for (const one of asked) {
      const row = one.closest("[data-row]");
      one.hidden = !holds(JSON.parse(one.dataset.when), row ? row.dataset.row : "");
    }
  }

  form.addEventListener("input", show);
  window.addEventListener("pageshow", show);
  show();
})();
