// The place to draw on, or to show a picture on. Calls back whenever it has changed.
export function createPad(canvas, changed) {
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let last = null;
  clear();

  canvas.addEventListener('pointerdown', event => {
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last);
  });
  canvas.addEventListener('pointermove', event => {
    if (last) {
      stroke(place(event));
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => { last = null; });
  }

  function place(event) {
    const bounds = canvas.getBoundingClientRect();
    return {
      x: (event.clientX - bounds.left) * canvas.width / bounds.width,
      y: (event.clientY - bounds.top) * canvas.height / bounds.height,
    };
  }

  function stroke(to) {
    context.strokeStyle = '#fff';
    context.lineWidth = canvas.width / 11;
    context.lineCap = context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(last.x, last.y);
    context.lineTo(to.x + 0.01, to.y);
    context.stroke();
    last = to;
    changed();
  }

  function clear() {
    context.fillStyle = '#000';
    context.fillRect(0, 0, canvas.width, canvas.height);
  }

  async function show(file) {
    const image = await createImageBitmap(file);
    const scale = Math.min(canvas.width / image.width, canvas.height / image.height);
    clear();
    // Where the picture ends, its paper goes on.
    context.drawImage(image, 0, 0, 1, 1, 0, 0, canvas.width, canvas.height);
    context.drawImage(
      image, (canvas.width - image.width * scale) / 2, (canvas.height - image.height * scale) / 2,
      image.width * scale, image.height * scale);
    changed();
  }

  return { clear, show };
}
