/** Hands the question over and empties the box; the draft goes with it. */
export function take(area) {
  const text = area.value;
  area.value = '';
  area.dispatchEvent(new Event('input', { bubbles: true }));
  area.blur();
  return text;
}
