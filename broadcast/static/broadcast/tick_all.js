// One tick for all rows of the page; without this module rows are ticked one by one.
for (const all of document.querySelectorAll("[data-tick-all]")) {
  all.closest("label").hidden = false;
  all.addEventListener("change", () => {
    for (const one of document.getElementsByName(all.dataset.tickAll)) one.checked = all.checked;
  });
}
