import { toPixels } from './digit.js';
import { createPad } from './pad.js';
import { drawCode, drawGrey, drawHeat, heatGradient } from './pictures.js';
import { get, latest, post } from './service.js';

const at = id => document.getElementById(id);
const sliders = [];
let model;

const score = latest(row => attempt(async () => {
  const said = await (model.canExplain ? post('explain', { features: row }) : scoreBriefly(row));
  at('verdict').textContent = `${said.isAnomaly ? 'Odd' : 'Ordinary'}: score ${format(said.score)}, threshold ${format(model.threshold)}.`;
  at('verdict').className = said.isAnomaly ? 'odd' : 'fine';
  drawCode(at('code'), said.code);
  if (isImage() && said.reconstruction) {
    drawGrey(at('seen'), row);
    drawGrey(at('reconstruction'), said.reconstruction);
    drawHeat(at('errors'), said.errors);
    at('pictures').hidden = false;
  }

  setSliders(said.code);
}));

const walk = latest(code => attempt(async () => {
  drawGrey(at('walked'), (await post('decode', { code })).features);
}));

await attempt(start);

async function start() {
  model = await get('model');
  at('model').textContent = `The model takes ${model.inputSize} values` +
    (model.codeSize ? `, makes a code of ${model.codeSize} of them,` : '') +
    ` and calls a row odd above a score of ${format(model.threshold)}.`;
  document.querySelector('.scale i').style.background = heatGradient();
  if (isImage()) {
    startDigit();
  } else {
    startRow();
  }

  if (isImage() && model.codeSize) {
    startWalk();
  }

  document.body.dataset.ready = 'true';
}

function startDigit() {
  at('input-digit').hidden = false;
  const pad = createPad(at('pad'), () => {
    const pixels = toPixels(at('pad'));
    if (pixels) {
      score(pixels);
    }
  });
  const show = file => file && attempt(() => pad.show(file));
  at('clear').addEventListener('click', () => {
    pad.clear();
    at('pictures').hidden = true;
    at('code').replaceChildren();
    at('verdict').className = '';
    at('verdict').textContent = 'Nothing was drawn yet.';
  });
  at('file').addEventListener('change', event => show(event.target.files[0]));
  document.addEventListener('dragover', event => event.preventDefault());
  document.addEventListener('drop', event => {
    event.preventDefault();
    show(event.dataTransfer.files[0]);
  });
}

function startRow() {
  at('input-row').hidden = false;
  at('verdict').textContent = 'No row was scored yet.';
  at('row').value = new Array(model.inputSize).fill(0).join(', ');
  at('send').addEventListener('click', () => score(at('row').value.split(/[\s,;]+/).filter(Boolean).map(Number)));
}

function startWalk() {
  at('walk').hidden = false;
  for (let i = 0; i < model.codeSize; i++) {
    const line = document.createElement('label');
    line.className = 'bar';
    const [name, slider, number] = ['span', 'input', 'output'].map(kind => document.createElement(kind));
    name.textContent = i + 1;
    Object.assign(slider, { type: 'range', min: -3, max: 3, step: 0.01, value: 0 });
    slider.addEventListener('input', () => showSliders());
    line.append(name, slider, number);
    at('sliders').append(line);
    sliders.push({ slider, number });
  }

  at('zero').addEventListener('click', () => setSliders(sliders.map(() => 0)));
  at('random').addEventListener('click', () => setSliders(sliders.map(normal)));
  showSliders();
}

function setSliders(code) {
  sliders.forEach(({ slider }, i) => {
    const reach = Math.max(3, Math.ceil(Math.abs(code[i])));
    Object.assign(slider, { min: -reach, max: reach });
    slider.value = code[i];
  });
  showSliders();
}

function showSliders() {
  if (sliders.length) {
    sliders.forEach(({ slider, number }) => { number.textContent = Number(slider.value).toFixed(2); });
    walk(sliders.map(({ slider }) => Number(slider.value)));
  }
}

async function scoreBriefly(row) {
  return { ...await post('encode', { features: row }), ...await post('anomaly', { features: row }) };
}

async function attempt(action) {
  try {
    await action();
    at('error').hidden = true;
  } catch (error) {
    at('error').textContent = error.message;
    at('error').hidden = false;
  }
}

function isImage() {
  return model.inputSize === 28 * 28;
}

// A number with the standard normal distribution, by the method of Box and Muller.
function normal() {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

function format(number) {
  return number < 100 ? number.toFixed(2) : Math.round(number).toLocaleString('en');
}
