// Shows one language, leads to the encrypted address, and goes there by itself once it is trusted.

const language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
document.documentElement.lang = language;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;

const port = (/(?:^|; )secure_port=(\d+)/.exec(document.cookie) || [])[1];
const secure = `https://${location.hostname}:${port}`;
for (const link of document.querySelectorAll('a.go')) link.setAttribute('href', secure + location.pathname);

/** Goes on where the phone trusts the certificate already; elsewhere nothing happens. */
async function goOn() {
  try {
    await fetch(`${secure}/healthz`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
  } catch {
    return; // not trusted yet
  }
  location.replace(secure + location.pathname);
}

if (port) {
  goOn();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) goOn();
  });
}
