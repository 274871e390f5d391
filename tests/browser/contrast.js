/* The texts of a page whose colours are too alike for WCAG 2 AA, as [contrast, text, element].

axe-core takes the joined letters of Arabic for the ligatures of icon fonts and passes over nine in ten of them; this looks
at the colours only. Backgrounds are plain colours on this site: that of the nearest ancestors, laid over each other. */
() => {
  for (const animation of document.getAnimations()) animation.finish(); // a change of look may fade in
  const painter = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

  const known = new Map();

  // What a CSS colour looks like over what lies beneath it, as [red, green, blue] from 0 to 255.
  const over = (colour, beneath) => {
    const key = `${colour} ${beneath}`;
    if (!known.has(key)) known.set(key, paint(colour, beneath));
    return known.get(key);
  };

  const paint = (colour, beneath) => {
    painter.fillStyle = `rgb(${beneath.join(" ")})`;
    painter.fillRect(0, 0, 1, 1);
    painter.fillStyle = colour;
    painter.fillRect(0, 0, 1, 1);
    return [...painter.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };

  const ground = (node) => {
    const layers = [];
    for (let at = node; at; at = at.parentElement) layers.unshift(getComputedStyle(at).backgroundColor);
    return layers.reduce((beneath, colour) => over(colour, beneath), [255, 255, 255]);
  };

  const luminance = (colour) => {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };

  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  const seen = new Set();
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || seen.has(node) || !node.checkVisibility({ visibilityProperty: true })) continue;
    if (node.closest("script, style, title, option")) continue;
    seen.add(node);
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight, 10) >= 700);
    const beneath = ground(node);
    const colour = node instanceof SVGElement ? style.fill : style.color;
    const ratio = contrast(over(colour, beneath), beneath);
    if (ratio < (large ? 3 : 4.5)) found.push([ratio.toFixed(2), node.textContent.trim().slice(0, 40), node.outerHTML.slice(0, 120)]);
  }
  return { looked: seen.size, found };
}
