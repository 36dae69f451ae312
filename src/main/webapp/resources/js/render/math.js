/** Draws formulas as MathML, which screen readers understand. The library is loaded for the first formula. */
import { library, whenIdle } from './library.js';
import { enrich as letScroll, measure } from './wide-blocks.js';
import { within } from './within.js';

const LONGEST = 4_000; // characters; longer ones stay source

export function enrich(element) {
  const formulas = within(element, 'code.math', 'drawn').filter((code) => code.textContent.length <= LONGEST);
  if (formulas.length > 0) {
    engine().then(
      (toMath) => whenIdle(formulas, (code) => draw(code, toMath)),
      () => formulas.forEach((code) => delete code.dataset.drawn), // the source stays; the next call tries again
    );
  }
}

/**
 * Loads the library without the packages that load files, make links, or define names, which would outlive their message.
 *
 * @returns {Promise<(source: string, display: boolean) => Element|null>} null if the source is no formula
 */
async function engine() {
  globalThis.MathJax ??= {
    loader: { load: ['input/tex'] },
    startup: { typeset: false },
    tex: { packages: ['base', 'ams', 'noundefined'], maxMacros: 500, maxBuffer: 8 * 1024 },
  };
  await library('mathjax/startup.js');
  const [{ forBrowsers }] = await Promise.all([import('./mathml.js'), globalThis.MathJax.startup.promise]);
  return (source, display) => {
    const text = globalThis.MathJax.tex2mml(source, { display });
    const read = new DOMParser().parseFromString(text, 'application/xml').documentElement;
    return read.localName === 'math' && !read.querySelector('merror') ? forBrowsers(read) : null;
  };
}

/** A formula in a line that is wider than the text gets a line of its own, which scrolls. */
function fit(code, math) {
  if (math.getBoundingClientRect().width > code.closest('.prose')?.clientWidth) {
    code.classList.replace('inline', 'display');
    letScroll(code);
  }
  measure(code);
}

function draw(code, toMath) {
  const source = code.textContent;
  try {
    const math = toMath(source, code.classList.contains('display'));
    if (math) {
      math.setAttribute('alttext', source);
      code.replaceChildren(math);
      fit(code, math);
    }
  } catch {
    // No formula that the library understands: the source stays.
  }
}
