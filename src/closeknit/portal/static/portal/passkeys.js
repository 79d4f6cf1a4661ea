// A passkey is made (create) or shown (get) by the browser; the form carries what it said. Where the browser has none, or the page
// does not stand at the house's own address, the form stays hidden and the code by mail is the way in.
function toBytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function toText(bytes) {
  const plain = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

function read(offer) {
  const named = (one) => ({ ...one, id: toBytes(one.id) });
  const read = { ...offer, challenge: toBytes(offer.challenge) };
  if (offer.user) read.user = named(offer.user);
  for (const list of ["excludeCredentials", "allowCredentials"]) if (offer[list]) read[list] = offer[list].map(named);
  return read;
}

function write(made) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = toText(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: toText(made.rawId), type: made.type, response });
}

async function ask(form) {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.offer, { method: "POST", headers: { "x-csrftoken": token } });
  const offer = await answer.json();
  if (offer.again) { form.action = offer.again; form.submit(); return null; }
  if (!answer.ok) throw new Error(offer.sentence);
  return read(offer);
}

async function send(form) {
  const said = form.querySelector("[data-passkey-said]");
  said.textContent = "";
  let offer, made;
  try { offer = await ask(form); } catch (error) {
    said.textContent = error instanceof TypeError || error instanceof SyntaxError ? said.dataset.lost : error.message;
    return;
  }
  if (!offer) return;
  try { made = await navigator.credentials[form.dataset.passkey]({ publicKey: offer }); } catch { made = null; }
  if (!made) { said.textContent = said.dataset.none; return; }
  form.elements.credential.value = write(made);
  form.submit();
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential || window.location.origin !== form.dataset.origin) continue;
  form.hidden = false;
  document.querySelector("[data-passkey-not]")?.remove();
  form.addEventListener("submit", (event) => { event.preventDefault(); send(form); });
}
