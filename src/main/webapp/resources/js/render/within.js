/** The matching elements, the given one included, that no earlier call with this name returned. */
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
