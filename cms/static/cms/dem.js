// Count one opening, if the page has really been looked at for two seconds. Nothing else.
const m = document.querySelector("meta[name=dem]");
if (m && navigator.doNotTrack !== "1" && !document.prerendering) {
  let done = false, timer;
  const count = () => { if (!done) { done = true; navigator.sendBeacon("/d/", m.content); } };
  const watch = () => {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(count, 2000);
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}
