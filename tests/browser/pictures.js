// What is painted: some things, such as a browser's own viewer, can only be seen.

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
