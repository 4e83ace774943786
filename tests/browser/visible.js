/* Everything on a page that a person can see, hear from a screen reader, or open with one tap:
   texts (also of closed menus and templates), button values and the attributes that are shown. */
(sent) => {
  const SPOKEN = [
    "aria-label", "aria-description", "aria-placeholder", "aria-roledescription",
    "aria-valuetext", "title", "placeholder", "alt", "label", "summary",
    "data-clicked-text", "data-original-text", "data-w-progress-active-value",
    "data-w-tooltip-content-value", "data-w-confirm-message-value", "data-confirm",
  ];
  const SILENT = "script, style, noscript, iframe, .xdsoft_save_selected, [data-side-panel-toggle-counter]";
  const found = new Set();

  const read = (root) => {
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const parent = walk.currentNode.parentElement;
      if (!parent || !parent.closest(SILENT)) found.add(walk.currentNode.textContent);
    }
    for (const element of root.querySelectorAll("*")) {
      for (const name of SPOKEN) found.add(element.getAttribute(name) || "");
      if (element.matches("input[type=submit], input[type=button], input[type=reset]")) {
        found.add(element.value);
      }
      if (element.matches("template")) read(element.content);
      if (element.shadowRoot) read(element.shadowRoot);
    }
  };

  if (sent === null) {
    found.add(document.title);
    read(document);
  } else {
    const parsed = new DOMParser().parseFromString(sent, "text/html");
    read(parsed);
  }
  return [...found].map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean);
}
