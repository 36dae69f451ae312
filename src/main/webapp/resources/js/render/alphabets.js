/** Letters in the styles of formulas, which are characters of their own in Unicode. */
const UPPER_A = {
  bold: 0x1d400,
  italic: 0x1d434,
  'bold-italic': 0x1d468,
  script: 0x1d49c,
  'bold-script': 0x1d4d0,
  fraktur: 0x1d504,
  'double-struck': 0x1d538,
  'bold-fraktur': 0x1d56c,
  'sans-serif': 0x1d5a0,
  'bold-sans-serif': 0x1d5d4,
  monospace: 0x1d670,
};

/** Letters that are not at their regular place, because Unicode had them earlier. */
const ODD = {
  italic: { h: 0x210e },
  script: {
    B: 0x212c,
    E: 0x2130,
    F: 0x2131,
    H: 0x210b,
    I: 0x2110,
    L: 0x2112,
    M: 0x2133,
    R: 0x211b,
    e: 0x212f,
    g: 0x210a,
    o: 0x2134,
  },
  fraktur: { C: 0x212d, H: 0x210c, I: 0x2111, R: 0x211c, Z: 0x2128 },
  'double-struck': { C: 0x2102, H: 0x210d, N: 0x2115, P: 0x2119, Q: 0x211a, R: 0x211d, Z: 0x2124 },
};

const ZERO = {
  bold: 0x1d7ce,
  'double-struck': 0x1d7d8,
  'sans-serif': 0x1d7e2,
  'bold-sans-serif': 0x1d7ec,
  monospace: 0x1d7f6,
};

/** @param {string} variant a mathvariant of MathML 3; an unknown one changes nothing */
export function styled(text, variant) {
  const style = variant?.replace('-tex-calligraphic', 'script').replace('-tex-', '');
  return style in UPPER_A ? text.replace(/[A-Za-z0-9]/g, (letter) => String.fromCodePoint(point(letter, style))) : text;
}

function point(letter, style) {
  const code = letter.charCodeAt(0);
  if (code < 0x41) {
    return style in ZERO ? ZERO[style] + code - 0x30 : code;
  }
  return ODD[style]?.[letter] ?? UPPER_A[style] + (code >= 0x61 ? code - 0x61 + 26 : code - 0x41);
}
