/** The palette of projects and tags. */
import { el } from '../dom.js';
import { word } from '../words.js';

const COLORS = {
  red: 'js.color.red',
  orange: 'js.color.orange',
  yellow: 'js.color.yellow',
  green: 'js.color.green',
  teal: 'js.color.teal',
  blue: 'js.color.blue',
  purple: 'js.color.purple',
  gray: 'js.color.gray',
};

/** A choice of one colour or none; css/components/tags.css has its style. */
export class ColorField {
  element;

  /** @param {string|null} chosen */
  constructor(chosen) {
    this.element = el(
      'fieldset',
      { class: 'colors' },
      el('legend', {}, word('js.color')),
      ...[['', 'js.color.none'], ...Object.entries(COLORS)].map(([value, key]) => {
        const checked = value === (chosen ?? '');
        const input = el('input', { type: 'radio', name: 'color', value, checked, autofocus: checked });
        return el('label', {}, input, el('span', { class: 'dot', 'data-color': value || null }), word(key));
      }),
    );
  }

  /** @returns {string|null} null for none */
  get color() {
    return this.element.querySelector(':checked').value || null;
  }
}
