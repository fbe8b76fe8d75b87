"use strict";

// What was typed in the editor stays in this browser until it has been saved, and leaving asks first.
(() => {
  const form = document.getElementById("edit");
  if (!form) return;
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", () => { changed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!changed) return;
    event.preventDefault();
    event.returnValue = form.dataset.leave;
  });
})();

// A refusal that htmx gets is shown where it belongs, not swallowed.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) event.detail.shouldSwap = true;
});

// On a narrow screen the row of pages begins where one is.
(() => {
  const here = document.querySelector(".pages [aria-current]");
  if (here) here.scrollIntoView({ block: "nearest", inline: "center" });
})();
