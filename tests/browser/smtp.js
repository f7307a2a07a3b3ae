// A small mail server on loopback: it takes every letter, until it is told to be busy.
import { createServer } from "node:net";

function serve(socket, server) {
  let letter = false;
  socket.setEncoding("utf8");
  socket.on("error", () => socket.destroy());
  socket.write("220 mail.sragenkab.test ESMTP\r\n");
  socket.on("data", (text) => {
    for (const line of text.split("\r\n").filter((part) => part !== "")) {
      if (letter) {
        if (line === ".") {
          letter = false;
          server.letters += 1;
          socket.write("250 diterima\r\n");
        }
        continue;
      }
      const word = line.split(" ")[0].toUpperCase();
      if (word === "EHLO") socket.write("250-mail.sragenkab.test\r\n250 8BITMIME\r\n");
      else if (word === "DATA") {
        letter = true;
        socket.write("354 silakan\r\n");
      } else if (word === "QUIT") socket.end("221 sampai jumpa\r\n");
      else socket.write("250 baik\r\n");
    }
  });
}

/** Opens the server on a free port. */
export function mailServer() {
  const state = { letters: 0 };
  const server = createServer((socket) => serve(socket, state));
  return new Promise((done) => {
    server.listen(0, "127.0.0.1", () => {
      done(Object.assign(state, { port: server.address().port, close: () => server.close() }));
    });
  });
}
