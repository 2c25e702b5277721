// Shows one language, leads to the encrypted address, and goes there by itself once it is trusted.

const language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
document.documentElement.lang = language;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;

const port = (/(?:^|; )secure_port=(\d+)/.exec(document.cookie) || [])[1];
const secure = `https://${location.hostname}:${port}`;
/** What stands behind a `#` is not sent over this plain line: it goes on to the encrypted page. */
const here = () => secure + location.pathname + location.hash;
for (const link of document.querySelectorAll('a.go')) link.setAttribute('href', here());

/** Goes on where the phone trusts the certificate already; elsewhere nothing happens. */
async function goOn() {
  try {
    await fetch(`${secure}/healthz`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
  } catch {
    return; // not trusted yet
  }
  location.replace(here());
}

if (port) {
  goOn();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) goOn();
  });
}
