// Draws rows of values as pictures.
const heat = [[0, 0, 4], [87, 16, 110], [188, 55, 84], [249, 142, 9], [252, 255, 164]];

export function drawGrey(canvas, values) {
  draw(canvas, values, value => [255 * value, 255 * value, 255 * value]);
}

export function drawHeat(canvas, values) {
  draw(canvas, values, colourOf);
}

export function heatGradient() {
  const stops = Array.from({ length: 9 }, (_, i) => `rgb(${colourOf(i / 8).map(Math.round).join(' ')})`);
  return `linear-gradient(to right, ${stops.join(', ')})`;
}

// The square root shows small errors beside great ones.
function colourOf(value) {
  const place = Math.sqrt(Math.min(1, Math.max(0, value))) * (heat.length - 1);
  const below = Math.min(heat.length - 2, Math.floor(place));
  return heat[below].map((start, channel) => start + (place - below) * (heat[below + 1][channel] - start));
}

function draw(canvas, values, colour) {
  const side = Math.round(Math.sqrt(values.length));
  canvas.width = canvas.height = side;
  const context = canvas.getContext('2d');
  const image = context.createImageData(side, side);
  values.forEach((value, i) => {
    image.data.set([...colour(value).map(Math.round), 255], 4 * i);
  });
  context.putImageData(image, 0, 0);
}

export function drawCode(container, code) {
  const reach = Math.max(1, ...code.map(Math.abs));
  container.replaceChildren(...code.map((value, i) => {
    const bar = document.createElement('div');
    bar.className = 'bar';
    const track = document.createElement('div');
    track.className = 'track';
    const fill = document.createElement('i');
    const length = 50 * Math.abs(value) / reach;
    fill.style.left = `${value < 0 ? 50 - length : 50}%`;
    fill.style.width = `${length}%`;
    track.append(fill);
    const [name, number] = [document.createElement('span'), document.createElement('output')];
    name.textContent = i + 1;
    number.textContent = value.toFixed(2);
    bar.append(name, track, number);
    return bar;
  }));
}
