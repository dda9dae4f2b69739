// Runs before the first paint. The choice is the browser's own matter, so the server never hears of it.
(() => {
  const key = 'coaching.theme';
  const root = document.documentElement;
  const read = name => { try { return localStorage.getItem(name); } catch { return null; } };
  const wanted = () => read(key) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
  const apply = () => { root.dataset.theme = wanted(); };
  apply();
  if (read('coaching.mood') === 'hidden') root.dataset.mood = 'hidden';
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply);
  document.addEventListener('click', event => {
    if (!event.target.closest?.('[data-toggle-theme]')) return;
    try { localStorage.setItem(key, wanted() === 'dark' ? 'light' : 'dark'); } catch { /* Without storage it stays as the system has it. */ }
    apply();
  });
})();
