// What is painted: some things, such as a browser's own viewer, can only be seen. And what is photographed.
import { Buffer } from "node:buffer";

/** Whether a good part of an element's picture has a colour (red, green, blue; a little off is allowed). */
export async function shows(element, colour) {
  const picture = (await element.screenshot()).toString("base64");
  return element.page().evaluate(
    async ([picture, colour]) => {
      const image = new Image();
      image.src = `data:image/png;base64,${picture}`;
      await image.decode();
      const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
      const context = canvas.getContext("2d");
      context.drawImage(image, 0, 0);
      const { data } = context.getImageData(0, 0, image.width, image.height);
      let alike = 0;
      for (let at = 0; at < data.length; at += 4)
        alike += colour.every((part, of) => Math.abs(data[at + of] - part) < 12) ? 1 : 0;
      return alike > data.length / 4 / 5;
    },
    [picture, colour],
  );
}

/** A JPEG of so many points a side and at most so many bytes, made by the browser itself: noise, so that it is heavy. */
export async function photo(page, side, most = Infinity) {
  const bytes = await page.evaluate(
    async ([side, most]) => {
      const canvas = new OffscreenCanvas(side, Math.round(side * 0.75));
      const brush = canvas.getContext("2d");
      const noise = brush.createImageData(canvas.width, canvas.height);
      for (let at = 0; at < noise.data.length; at += 65_536)
        crypto.getRandomValues(noise.data.subarray(at, Math.min(at + 65_536, noise.data.length)));
      for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
      brush.putImageData(noise, 0, 0);
      for (const quality of [0.8, 0.7, 0.6, 0.5, 0.4]) {
        const blob = await canvas.convertToBlob({ type: "image/jpeg", quality });
        if (blob.size <= most) return [...new Uint8Array(await blob.arrayBuffer())];
      }
      throw new Error("no such photo is light enough");
    },
    [side, most],
  );
  return Buffer.from(bytes);
}
