import { watchDrafts } from './drafts.js';
import { watchComposers } from './composer.js';
import { start } from './connection.js';
import { watchVoice } from './voice.js';

watchDrafts();
watchComposers();
watchVoice();
start();

// Copying works whether or not the server can be reached, and outside secure contexts too.
async function copy(text) {
  if (navigator.clipboard) {
    try { await navigator.clipboard.writeText(text); return; } catch { /* Fall through to the old way. */ }
  }

  const area = document.createElement('textarea');
  area.value = text;
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

let toastTimer;
export function toast(text) {
  const box = document.getElementById('toast');
  if (!box || !text) return;
  box.textContent = text;
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => { box.hidden = true; }, 2600);
}

document.addEventListener('coaching:toast', event => toast(event.detail));

document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-copy]');
  if (!button) return;
  const source = button.dataset.copyFrom ? document.getElementById(button.dataset.copyFrom)?.textContent : button.dataset.copy;
  await copy(source ?? '');
  toast(button.dataset.copied);
});

// Keyboards of phones cover the page instead of shrinking it, so the chat is sized by what can be seen.
const sizing = () => document.documentElement.style.setProperty('--visible', `${visualViewport.height}px`);
if (window.visualViewport) {
  sizing();
  visualViewport.addEventListener('resize', sizing);
}
