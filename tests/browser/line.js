// A line between a browser and the demonstration that can be cut: a proxy that passes on what it hears.
import { connect, createServer } from "node:net";

/** Opens one; `options` make a context of a browser go through it. */
export async function openLine() {
  const ends = new Set();
  let cut = false;
  let room = Infinity;
  let stuck = () => {};

  function hold(end) {
    ends.add(end);
    end.on("error", () => end.destroy());
    end.on("close", () => ends.delete(end));
    return end;
  }

  const server = createServer((near) => {
    if (cut) return near.destroy();
    hold(near);
    let far;
    near.on("data", (bytes) => {
      if (!far) {
        // the first line names the address, and all that is asked here lies on this machine
        const { port } = new URL(bytes.toString("latin1").split(" ")[1]);
        far = hold(connect(Number(port), "127.0.0.1"));
        far.pipe(near);
        near.on("end", () => far.end());
      }
      far.write(bytes.subarray(0, room));
      if (bytes.length > room) {
        near.pause();
        stuck();
      }
      room = Math.max(0, room - bytes.length);
    });
  });

  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    options: { proxy: { server: `http://127.0.0.1:${server.address().port}`, bypass: "<-loopback>" } },
    /** From now on so many bytes go to the server and no more; resolves when the next ones have come. */
    stuckAfter: (bytes) =>
      new Promise((done) => {
        [room, stuck] = [bytes, done];
      }),
    cut() {
      cut = true;
      for (const end of ends) end.destroy();
    },
    mend() {
      [cut, room] = [false, Infinity];
    },
    async close() {
      for (const end of ends) end.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
