// A small DNS server on loopback (UDP): it says what a test wrote into it. The demonstration asks at BALAI_TEST_DNS.
import { createSocket } from "node:dgram";

const CNAME = 5;
const TXT = 16;

/** The name at the beginning of a question, and where it ends. */
function nameAt(message, at) {
  const labels = [];
  while (message[at] !== 0) {
    labels.push(message.toString("ascii", at + 1, at + 1 + message[at]));
    at += 1 + message[at];
  }
  return { name: labels.join(".").toLowerCase(), end: at + 1 };
}

function packed(name) {
  const labels = name.split(".").map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]));
  return Buffer.concat([...labels, Buffer.from([0])]);
}

function answer(question, records) {
  const { name, end } = nameAt(question, 12);
  const kind = question.readUInt16BE(end);
  const known = records.get(name) ?? {};
  const data = [];
  if (kind === TXT) for (const text of known.texts ?? []) data.push(Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]));
  if (kind === CNAME && known.alias) data.push(packed(known.alias));
  const head = Buffer.alloc(12);
  question.copy(head, 0, 0, 2);
  head.writeUInt16BE(records.has(name) ? 0x8180 : 0x8183, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 6);
  const answers = data.map((value) => {
    const fixed = Buffer.alloc(12);
    fixed.writeUInt16BE(0xc00c, 0);
    fixed.writeUInt16BE(kind, 2);
    fixed.writeUInt16BE(1, 4);
    fixed.writeUInt32BE(1, 6);
    fixed.writeUInt16BE(value.length, 10);
    return Buffer.concat([fixed, value]);
  });
  return Buffer.concat([head, question.subarray(12, end + 4), ...answers]);
}

/** Opens the server; `set(name, { texts, alias })` writes what stands at a name. */
export function dnsServer() {
  const records = new Map();
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => socket.send(answer(question, records), from.port, from.address));
  return new Promise((done) => {
    socket.bind(Number(process.env.BALAI_TEST_DNS), "127.0.0.1", () => {
      done({ set: (name, what) => records.set(name, what), close: () => socket.close() });
    });
  });
}
