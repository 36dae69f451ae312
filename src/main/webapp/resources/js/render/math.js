/** Draws formulas as MathML, which browsers read out too. The library comes with the first formula. */
import { library, whenIdle } from './library.js';
import { forBrowsers } from './mathml.js';
import { within } from './within.js';

const LONGEST = 4_000; // characters; longer ones stay source

export function enrich(element) {
  const formulas = within(element, 'code.math', 'drawn').filter((code) => code.textContent.length <= LONGEST);
  if (formulas.length > 0) {
    engine().then(
      (toMathMl) => whenIdle(formulas, (code) => draw(code, toMathMl)),
      () => formulas.forEach((code) => delete code.dataset.drawn), // the source is readable, and the next call tries again
    );
  }
}

/** Without packages that define names (they would outlive their message), load files or make links. */
async function engine() {
  globalThis.MathJax ??= {
    loader: { load: ['input/tex'] },
    startup: { typeset: false },
    tex: { packages: ['base', 'ams', 'noundefined'], maxMacros: 500, maxBuffer: 8 * 1024 },
  };
  await library('mathjax/startup.js');
  await globalThis.MathJax.startup.promise;
  return globalThis.MathJax.tex2mml;
}

function draw(code, toMathMl) {
  const source = code.textContent;
  try {
    const text = toMathMl(source, { display: code.classList.contains('display') });
    const read = new DOMParser().parseFromString(text, 'application/xml').documentElement;
    if (read.localName === 'math' && !read.querySelector('merror')) {
      const math = forBrowsers(read);
      math.setAttribute('alttext', source);
      code.replaceChildren(math);
    }
  } catch {
    // not a formula that it can read: the source stays
  }
}
