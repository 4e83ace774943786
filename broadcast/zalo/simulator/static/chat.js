// Shows the newest message first, and new ones as they come unless somebody is busy here.
const conversation = document.querySelector("[data-watch]");
const text = document.querySelector("#text");
const isBusy = () => text.value !== "" || document.querySelector("details[open]") !== null;

async function look() {
  try {
    const answer = await fetch(conversation.dataset.watch);
    const { result } = await answer.json();
    if (String(result) !== conversation.dataset.version && !isBusy()) {
      location.reload();
    }
  } catch {
    // The simulator is being restarted: look again later.
  }
}

conversation.scrollTop = conversation.scrollHeight;
window.addEventListener("load", () => { conversation.scrollTop = conversation.scrollHeight; });
text.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    text.form.requestSubmit();
  }
});
setInterval(look, 2000);
