// Keeps a page alive over a lost connection. Nothing here ever covers the page: a teacher goes on reading and typing
// while a thin banner says what happens. A circuit that is still there is joined again; one that is gone (the server
// was restarted) is replaced by loading the same address anew, once the server answers.
const root = document.documentElement;
const retryMs = 1200;
const probeMs = 3000;
const reloadGapMs = 20_000;

let trying = false;
let wake = () => {};

export const isDown = () => root.dataset.connection === 'down';

function show(down) {
  if (down) root.dataset.connection = 'down'; else delete root.dataset.connection;
  const banner = document.getElementById('reconnect-banner');
  if (banner) banner.hidden = !down;
  if (!down) {
    const fault = document.getElementById('blazor-error-ui');
    if (fault) fault.style.display = 'none';
    document.dispatchEvent(new CustomEvent('coaching:online'));
  }
}

async function answers() {
  try {
    const response = await fetch('health/live', { cache: 'no-store', signal: AbortSignal.timeout(probeMs) });
    return response.ok;
  } catch {
    return false;
  }
}

const pause = () => new Promise(done => {
  const timer = setTimeout(done, retryMs);
  wake = () => { clearTimeout(timer); done(); };
});

async function rejoin() {
  if (trying) return;
  trying = true;
  show(true);
  for (;;) {
    // The probe comes first: it fails fast on a dead network, where Blazor's own attempt may hang for minutes.
    if (await answers()) {
      try {
        if (await Blazor.reconnect()) break;
        location.reload();
        return;
      } catch { /* The server went away again between the two. */ }
    }

    await pause();
  }

  trying = false;
  show(false);
}

// A page that was loaded while the server was going down never comes to life by itself.
async function watchFirstCircuit() {
  if (!document.querySelector('[data-live]')) return;
  const key = 'coaching.reloaded';
  for (;;) {
    await new Promise(done => setTimeout(done, reloadGapMs));
    if (trying || document.querySelector('[data-live="yes"]')) return;
    show(true);
    const last = Number(sessionStorage.getItem(key) ?? 0);
    const answered = Date.now() - last > reloadGapMs && await answers();
    // It may have come to life while the server was asked: what was typed since then stays.
    if (document.querySelector('[data-live="yes"]')) return show(false);
    if (answered) {
      sessionStorage.setItem(key, String(Date.now()));
      location.reload();
      return;
    }
  }
}

export async function start() {
  document.addEventListener('visibilitychange', () => wake());
  addEventListener('online', () => wake());
  watchFirstCircuit();
  await Blazor.start({
    circuit: {
      // A network that swallows packets is noticed within seconds, not half a minute.
      configureSignalR: builder => builder.withServerTimeout(15_000).withKeepAliveInterval(5_000),
      reconnectionHandler: { onConnectionDown: () => { rejoin(); }, onConnectionUp: () => {} },
    },
  });
}
