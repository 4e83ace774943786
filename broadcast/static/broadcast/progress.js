// The progress of an occurrence, asked for every two seconds while something is on its way and
// somebody looks. Where the buttons have to change, the whole page is loaded again.
const EVERY = 2000;
const box = document.querySelector("[data-progress]");
let timer = 0;

const now = () => box.firstElementChild;
const isMoving = () => now().dataset.moving === "1";

async function look() {
  let answer;
  try {
    answer = await fetch(box.dataset.progress);
  } catch {
    return; // The network is away: ask again next time.
  }
  if (!answer.ok || answer.redirected) {
    stop();
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.body.firstElementChild;
  if (fresh.dataset.stage !== now().dataset.stage) {
    stop();
    location.reload();
  } else if (!now().contains(document.activeElement)) {
    box.replaceChildren(fresh);
  }
}

function stop() {
  clearInterval(timer);
  timer = 0;
}

function start() {
  if (!timer && isMoving() && !document.hidden) timer = setInterval(look, EVERY);
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) stop();
  else start();
});
start();
