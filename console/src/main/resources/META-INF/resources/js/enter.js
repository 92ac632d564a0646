// Gets in by a one-time link. The code is behind the #: it is in no request line, no log and no
// Referer, and leaves the address at once.

const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname);

const say = (text) => { document.getElementById("entrance").textContent = text; };

async function enter() {
  if (code === "") return say("This address needs a link. Run: podspan console");
  const answer = await fetch("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ code }),
  });
  if (answer.ok) return location.replace("/");
  const problem = await answer.json();
  say(`${problem.detail} ${problem.nextStep}`);
}

enter().catch(() => say("The console does not answer. Open the link again."));
