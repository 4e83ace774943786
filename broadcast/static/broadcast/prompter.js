// Moves through the script at the speed of each sentence. Without this file the page is a long
// page to scroll by hand. Nothing is stored; only reaching the last line is told to the office.

const lines = [...document.querySelectorAll(".line")];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const [elapsed, count, stale, end] = ["#da-qua", ".count", ".stale", ".end"].map((name) =>
    document.querySelector(name));
const start = document.querySelector("[data-do=start]");
const state = { at: 0, spent: 0, total: 0, speed: 1, size: 40, running: false, last: 0 };

function show() {
    lines.forEach((line, at) => line.classList.toggle("now", at === state.at));
    document.body.classList.toggle("running", state.running);
    start.textContent = state.running ? "Dừng" : state.at || state.spent ? "Tiếp" : "Bắt đầu";
    const seconds = Math.floor(state.total);
    elapsed.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function scroll() {
    const line = lines[state.at];
    const share = state.spent / Number(line.dataset.seconds);
    const box = line.getBoundingClientRect();
    const wanted = box.top + window.scrollY + box.height * (calm.matches ? 0 : share) - innerHeight / 3;
    window.scrollTo(0, wanted);
}

function go(at) {
    state.at = Math.max(0, Math.min(lines.length - 1, at));
    state.spent = 0;
    show();
    scroll();
}

function finish() {
    state.running = false;
    end.hidden = false;
    end.scrollIntoView();
    show();
    const address = document.body.dataset.finish;
    if (address) fetch(address, { method: "POST" }).catch(() => {});
}

function tick(now) {
    if (!state.running) return;
    const passed = Math.min(0.5, (now - state.last) / 1000);
    state.last = now;
    state.total += passed;
    state.spent += passed * state.speed;
    if (state.spent >= Number(lines[state.at].dataset.seconds)) {
        if (state.at === lines.length - 1) return finish();
        state.at += 1;
        state.spent = 0;
        scroll();
    } else if (!calm.matches) scroll();
    show();
    requestAnimationFrame(tick);
}

async function run() {
    if (state.running) {
        state.running = false;
        return show();
    }
    if (!stale.hidden) return;
    if (!count.hidden) {
        count.hidden = true; // pressed again while it counts down: no start after all
        return;
    }
    for (let left = 3; left > 0 && !state.at && !state.spent; left -= 1) {
        count.hidden = false;
        count.textContent = left;
        await new Promise((done) => setTimeout(done, 1000));
        if (count.hidden) return;
    }
    count.hidden = true;
    if (!stale.hidden) return;
    navigator.wakeLock?.request("screen").catch(() => {});
    state.running = true;
    state.last = performance.now();
    show();
    requestAnimationFrame(tick);
}

function size(by) {
    state.size = Math.max(24, Math.min(96, state.size + by));
    document.documentElement.style.setProperty("--size", `${state.size}px`);
    scroll();
}

const deeds = {
    start: run,
    back: () => go(state.at - 1),
    next: () => go(state.at + 1),
    slower: () => { state.speed = Math.max(0.5, state.speed - 0.05); },
    faster: () => { state.speed = Math.min(2, state.speed + 0.05); },
    smaller: () => size(-4),
    larger: () => size(4),
    dark: () => document.documentElement.classList.toggle("dark"),
    mirror: () => document.body.classList.toggle("mirror"),
    home: () => { state.total = 0; end.hidden = true; go(0); },
};
const keys = {
    " ": "start", ArrowUp: "faster", ArrowDown: "slower", ArrowLeft: "back", ArrowRight: "next",
    Home: "home", m: "mirror", M: "mirror", "+": "larger", "-": "smaller",
};

document.querySelector(".controls").hidden = false;
document.querySelector(".controls").addEventListener("click", (event) => {
    deeds[event.target.closest("button")?.dataset.do]?.();
});
addEventListener("keydown", (event) => {
    const deed = keys[event.key];
    if (!deed || event.target.closest("button, a") && event.key === " ") return;
    event.preventDefault();
    deeds[deed]();
});
if (document.body.dataset.check) {
    setInterval(async () => {
        const answer = await fetch(document.body.dataset.check).then((r) => r.text()).catch(() => "1");
        if (answer.trim() !== "0") return;
        state.running = false;
        stale.hidden = false;
        show();
    }, 15000);
}
show();
