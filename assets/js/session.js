// Two minutes before a session ends of itself the page says so and offers to stay. Without this module the sign-in page says
// it afterwards. What is done in one window counts in all of them.
const note = document.getElementById("sesi");
const warning = 120;
const windows = new BroadcastChannel("sesi");
let timers = [];

function show(which) {
  for (const part of note.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== which;
  note.hidden = !which;
}

/** Counts down anew; `last` says that the session then ends whatever is done. */
function count({ seconds, last }) {
  timers.forEach(clearTimeout);
  const soon = last ? "last" : "idle";
  if (seconds > warning) show("");
  timers = [
    setTimeout(() => show(soon), Math.max(seconds - warning, 0) * 1000),
    setTimeout(() => show("over"), Math.max(seconds, 0) * 1000),
  ];
}

async function stay() {
  try {
    const answer = await fetch("/sesi/tetap", { redirect: "manual", cache: "no-store" });
    if (!answer.ok) return show("over");
    const lasting = await answer.json();
    windows.postMessage(lasting);
    count(lasting);
  } catch {
    // no connection: the countdown goes on, and the button can be pressed again
  }
}

const lasting = { seconds: Number(note.dataset.seconds), last: "last" in note.dataset };
note.querySelector("button").addEventListener("click", stay);
windows.addEventListener("message", (event) => count(event.data));
windows.postMessage(lasting);
count(lasting);
