// Quick exit: blank first, leave at once, and never show the page again through Back.
(() => {
  const KEY = "thoat";
  const target = () => {
    const link = document.querySelector("[data-thoat]");
    return link ? link.href : "https://nchmf.gov.vn/";
  };
  const blank = () => { document.documentElement.hidden = true; document.title = ""; };
  const mark = () => { try { sessionStorage.setItem(KEY, target()); } catch (e) { /* full or off */ } };
  const leave = () => {
    blank();
    document.querySelectorAll("audio").forEach((a) => a.pause());
    mark();
    location.replace(target());
  };
  const flag = () => { try { return sessionStorage.getItem(KEY); } catch (e) { return null; } };
  const back = () => { blank(); location.replace(flag()); };
  if (flag()) {
    const entry = performance.getEntriesByType("navigation")[0];
    if (entry && entry.type === "navigate") { sessionStorage.removeItem(KEY); } else { back(); }
  }
  addEventListener("pageshow", (e) => { if (e.persisted && flag()) back(); });
  addEventListener("click", (e) => {
    if (e.target.closest && e.target.closest("[data-thoat]")) { e.preventDefault(); leave(); }
  });
  let alone = false, times = [];
  addEventListener("keydown", (e) => {
    alone = e.key === "Shift" && !e.target.matches("input,textarea,select");
    if (e.key !== "Shift") times = [];
  });
  addEventListener("keyup", (e) => {
    if (e.key !== "Shift" || !alone) return;
    times = [...times, e.timeStamp].filter((t) => e.timeStamp - t < 5000);
    if (times.length >= 3) leave();
    const live = document.getElementById("thoat-bao");
    if (live && times.length) live.textContent = `Bấm Shift thêm ${3 - times.length} lần để thoát`;
  });
})();
