// Shows one language, leads to the encrypted address, and goes there by itself once it is trusted.

const language = navigator.language.toLowerCase().startsWith('ko') ? 'ko' : 'en';
document.documentElement.lang = language;
for (const section of document.querySelectorAll('section')) section.hidden = section.lang !== language;

// What the server says of itself: its port, what its certificate is good for, and until when.
const told = (/(?:^|; )secure_class=([^;]+)/.exec(document.cookie) || ['', ''])[1];
const [port, names = '', until = ''] = told.split('/');
const hosts = names.split('+').filter(Boolean);
for (const place of document.querySelectorAll('.hosts')) if (hosts.length) place.textContent = hosts.join(', ');
for (const place of document.querySelectorAll('.until')) {
  if (until) place.textContent = new Date(until).toLocaleDateString(language, { dateStyle: 'long' });
}

// By a name that the certificate is not good for, the phone is led to the address.
const here = location.hostname.replace(/[[\]]/g, '');
const host = hosts.length && !hosts.includes(here) ? hosts[0] : here;
const secure = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
/** What stands behind a `#` is not sent over this plain line: it goes on to the encrypted page. */
const next = () => secure + location.pathname + location.hash;
for (const link of document.querySelectorAll('a.go')) link.setAttribute('href', next());

/** Goes on where the phone trusts the certificate already; elsewhere nothing happens. */
async function goOn() {
  try {
    await fetch(`${secure}/healthz`, { mode: 'no-cors', cache: 'no-store', credentials: 'omit' });
  } catch {
    return; // not trusted yet
  }
  location.replace(next());
}

if (port) {
  goOn();
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) goOn();
  });
}
