// Answers a live session and follows its results, whatever the network does. Needs Node 22 (20: --experimental-websocket).
//
//     node client.mjs URL CODE '{"QUESTION": VALUE}'
//
// Each answer goes out once its question is open; ends when the session has ended. Started again after a crash, it goes on
// as the same participant, from the file `outbox-CODE.json`.

import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const [url, code, answers] = process.argv.slice(2);
const file = `outbox-${code}.json`;
const held = {};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const now = () => Date.now().toString(16).padStart(12, "0");
const uuid7 = (ms = now()) => `${ms.slice(0, 8)}-${ms.slice(8)}-7${randomUUID().slice(15)}`;
const isObject = (value) => value?.constructor === Object;

function merged(old, changes) {
  if (!isObject(old) || !isObject(changes)) return changes;
  return Object.entries(changes).reduce((all, [name, value]) => ({ ...all, [name]: merged(old[name], value) }), old);
}

async function take(send, { type, channel, epoch, version, ...frame }) {
  const ours = held[channel];
  const subscribe = (name) => send({ type: "subscribe", id: name, channel: name, since: held[name]?.position });
  const submit = () => Object.entries(me.outbox).forEach(([key, answer]) => // each under its first key
    send({ type: "submit", id: key, key, session: me.session, attempt: 1, revision: 1, ...answer }));
  if (type === "welcome") [state, results].forEach(subscribe), submit();
  else if (type === "ping") send({ type: "pong" });
  else if (type === "delta" && (epoch !== ours.position.epoch || frame.from > ours.position.version)) subscribe(channel);
  else if (type === "snapshot" || (type === "delta" && version > ours.position.version)) {
    held[channel] = { position: { epoch, version }, data: type === "delta" ? merged(ours.data, frame.data) : frame.data };
    console.log(JSON.stringify({ [channel.split(":")[2]]: held[channel].data }));
    if (channel === state) submit();
  } else if (frame.temporary && frame.id in me.outbox) await pause(frame.retry_after_ms ?? 1000), submit();
  else if (frame.id in me.outbox && !["question_closed", "not_open_yet"].includes(frame.code)) {
    console.log(JSON.stringify({ answers: me.outbox[frame.id].answers, [type]: frame }));
    delete me.outbox[frame.id];
    writeFileSync(file, JSON.stringify(me));
  }
}

const waiting = Object.entries(JSON.parse(answers)).map(([part, value]) => [uuid7(), { part, answers: { [part]: value } }]);
const me = { key: randomBytes(16).toString("hex"), outbox: Object.fromEntries(waiting) };
if (existsSync(file)) Object.assign(me, JSON.parse(readFileSync(file, "utf8")));
writeFileSync(file, JSON.stringify(me)); // before anything is sent
if (!me.token) { // under the same key it is the same participant, however often we ask
  const [body, headers] = [JSON.stringify({ code }), { "content-type": "application/json", "idempotency-key": me.key }];
  const { data } = await (await fetch(`${url}/api/v1/join`, { method: "POST", headers, body })).json();
  Object.assign(me, { token: data.token, session: data.session.id });
}
const [state, results] = ["state", "results"].map((kind) => `session:${me.session}:${kind}`);
const isOver = () => held[state]?.data.phase === "ended" && Object.keys(me.outbox).length === 0;
while (!isOver()) {
  const socket = new WebSocket(`${url.replace("http", "ws")}/ws`, "impactpulse.v1");
  const send = (frame) => socket.readyState === WebSocket.OPEN && socket.send(JSON.stringify(frame));
  socket.onopen = () => send({ type: "hello", token: me.token });
  socket.onmessage = ({ data }) => take(send, JSON.parse(data)).then(() => isOver() && socket.close());
  const { code: closed } = await new Promise((resolve) => (socket.onclose = resolve));
  if (closed >= 4500) process.exit(1); // the server asks us to stay away
  if (!isOver()) await pause(500 + 1000 * Math.random());
}
