// The code that the app of somebody of the demonstration shows.
import { createHmac } from "node:crypto";

/** The code of the moment (RFC 6238). */
export function code(secret) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...secret].map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0")).join("");
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(step).digest();
  const number = (digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000;
  return String(number).padStart(6, "0");
}
