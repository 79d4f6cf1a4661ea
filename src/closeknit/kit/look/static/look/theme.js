// The choice is a cookie, so that the server writes data-theme into the page and nothing flashes.
const YEAR = 31536000;

document.addEventListener("change", (event) => {
  if (!event.target.closest?.("[data-theme-choice]")) return;
  const theme = event.target.value;
  const secure = window.location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `theme=${theme}; Path=/; Max-Age=${theme ? YEAR : 0}; SameSite=Lax${secure}`;
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
});
