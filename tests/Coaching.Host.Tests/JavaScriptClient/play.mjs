// Plays one rehearsal over the public hub and prints what happened as one JSON document.
// Usage: node play.mjs BASE_URL USER PASSWORD SCENARIO SEED < lines.json
import { readFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { HubConnectionBuilder, LogLevel } from '@microsoft/signalr';

const [baseUrl, userName, password, scenarioId, seed] = process.argv.slice(2);
const lines = JSON.parse(readFileSync(0, 'utf8'));

const session = await fetch(`${baseUrl}/api/session`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ userName, password }),
}).then((response) => response.json());
const headers = { authorization: `Bearer ${session.accessToken}` };

const hub = new HubConnectionBuilder()
  .withUrl(`${baseUrl}/hubs/chat`, { accessTokenFactory: () => session.accessToken })
  .configureLogging(LogLevel.Error)
  .build();
await hub.start();

const updates = [];
let wake = () => {};
const rehearsalId = await hub.invoke('Begin', scenarioId, Number(seed));
const follow = hub.stream('Follow', rehearsalId, 1).subscribe({
  next: (update) => { updates.push(update); wake(); },
  error: (error) => { console.error(error); process.exit(1); },
  complete: () => wake(),
});

const until = async (condition) => {
  while (!condition()) await new Promise((resolve) => { wake = resolve; });
};
const endedReplies = () => updates.filter((update) => update.type === 'replyEnded').length;

for (const [index, text] of lines.entries()) {
  if (updates.some((update) => update.type === 'ended')) break;
  await hub.invoke('Say', rehearsalId, randomUUID(), text);
  await until(() => endedReplies() > index);
  // An ending that comes at once is logged right after its reply.
  await new Promise((resolve) => setTimeout(resolve, 150));
}

if (!updates.some((update) => update.type === 'ended')) await hub.invoke('End', rehearsalId);
await until(() => updates.some((update) => update.type === 'ended'));
const debrief = await fetch(`${baseUrl}/api/rehearsals/${rehearsalId}/debrief`, { headers }).then((response) => response.json());
follow.dispose();
await hub.stop();
console.log(JSON.stringify({ rehearsalId, updates, debrief }));
