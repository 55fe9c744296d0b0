// Makes a picture look like those of MNIST: white on black, the longer side of the digit 20 pixels, its centre of mass in the middle of 28.
const side = 28;
const box = 20;

export function toPixels(canvas) {
  const ink = read(canvas);
  const bounds = findBounds(ink, canvas.width, canvas.height);
  if (!bounds) {
    return null;
  }

  const scale = box / Math.max(bounds.width, bounds.height);
  const [width, height] = [Math.max(1, Math.round(bounds.width * scale)), Math.max(1, Math.round(bounds.height * scale))];
  const small = shrink(ink, canvas.width, bounds, width, height);
  const centre = findCentre(small, width, height);
  const [left, top] = [Math.round(side / 2 - centre.x), Math.round(side / 2 - centre.y)];
  const pixels = new Array(side * side).fill(0);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [x + left, y + top];
      if (column >= 0 && column < side && row >= 0 && row < side) {
        pixels[row * side + column] = Math.round(small[y * width + x] * 1000) / 1000;
      }
    }
  }

  return pixels;
}

// Ink is what differs from the corners: dark on white paper, or white on black.
function read(canvas) {
  const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const grey = Float32Array.from({ length: data.length / 4 }, (_, i) => (data[4 * i] + data[4 * i + 1] + data[4 * i + 2]) / 765);
  const corners = [0, canvas.width - 1, grey.length - canvas.width, grey.length - 1].map(i => grey[i]);
  return corners.reduce((sum, value) => sum + value) > 2 ? grey.map(value => 1 - value) : grey;
}

function findBounds(ink, width, height) {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] > 0.3) {
        [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
      }
    }
  }

  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

// The mean of the pixels that fall into one.
function shrink(ink, stride, bounds, width, height) {
  const small = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [x0, x1] = range(x, width, bounds.width);
      const [y0, y1] = range(y, height, bounds.height);
      let sum = 0;
      for (let v = y0; v < y1; v++) {
        for (let u = x0; u < x1; u++) {
          sum += ink[(bounds.top + v) * stride + bounds.left + u];
        }
      }

      small[y * width + x] = sum / ((x1 - x0) * (y1 - y0));
    }
  }

  return small;
}

function range(index, count, size) {
  const start = Math.min(size - 1, Math.floor(index * size / count));
  return [start, Math.max(start + 1, Math.floor((index + 1) * size / count))];
}

function findCentre(pixels, width, height) {
  let [mass, x, y] = [0, 0, 0];
  pixels.forEach((value, i) => {
    mass += value;
    x += value * (i % width + 0.5);
    y += value * (Math.floor(i / width) + 0.5);
  });
  return mass > 0 ? { x: x / mass, y: y / mass } : { x: width / 2, y: height / 2 };
}
