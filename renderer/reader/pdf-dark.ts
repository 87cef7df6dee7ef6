/** Share of a page from which a picture counts as the page itself, as in a scan. */
const WHOLE_PAGE = 0.6;
/** Turns colours into what the style sheet's filter for dark pages turns back. */
const INVERSE = 'invert(1) hue-rotate(180deg)';

/** Three corners of a picture as shares of the canvas: upper left, lower left, upper right. */
interface Corners {
  readonly origin: readonly [number, number];
  readonly down: readonly [number, number];
  readonly across: readonly [number, number];
}

/** The pictures of a page out of the six numbers that pdf.js has for each, without those that fill the page as a scan does. */
export function picturesOf(coordinates: ArrayLike<number> | null): readonly Corners[] {
  const pictures: Corners[] = [];
  for (let index = 0; coordinates !== null && index + 5 < coordinates.length; index += 6) {
    const at = (offset: number) => coordinates[index + offset] ?? 0;
    const origin = [at(0), at(1)] as const;
    const down = [at(2), at(3)] as const;
    const across = [at(4), at(5)] as const;
    const area = Math.abs(
      (down[0] - origin[0]) * (across[1] - origin[1]) - (down[1] - origin[1]) * (across[0] - origin[0]),
    );
    if (area > 0 && area < WHOLE_PAGE) pictures.push({ origin, down, across });
  }
  return pictures;
}

/** Inverts the pictures of a painted page, so that the filter which makes the page dark shows them as they are. */
export function keepPictures(canvas: HTMLCanvasElement, coordinates: ArrayLike<number> | null): void {
  const pictures = picturesOf(coordinates);
  const context = pictures.length === 0 ? null : canvas.getContext('2d');
  if (context === null) return;
  const { width, height } = canvas;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.beginPath();
  for (const { origin, down, across } of pictures) {
    context.moveTo(origin[0] * width, origin[1] * height);
    context.lineTo(down[0] * width, down[1] * height);
    context.lineTo((down[0] + across[0] - origin[0]) * width, (down[1] + across[1] - origin[1]) * height);
    context.lineTo(across[0] * width, across[1] * height);
    context.closePath();
  }
  context.clip();
  context.filter = INVERSE;
  context.drawImage(canvas, 0, 0);
  context.restore();
}
