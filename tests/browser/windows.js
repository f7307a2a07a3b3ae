// The two windows that every screen fits.
export const wide = { width: 1280, height: 900 };
export const narrow = { width: 360, height: 740 };
