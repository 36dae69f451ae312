/** The elements that match, the given one included, which were not asked for under this name before. */
export function within(element, selector, name) {
  const found = [...element.querySelectorAll(selector)];
  if (element.matches(selector)) {
    found.unshift(element);
  }
  return found.filter((one) => {
    const isNew = !(name in one.dataset);
    one.dataset[name] = '';
    return isNew;
  });
}
