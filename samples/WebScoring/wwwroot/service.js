// Speaks to the service. A refusal becomes an error with the reason that the service gives.
export async function get(path) {
  return read(await fetch(path));
}

export async function post(path, body) {
  return read(await fetch(path, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  }));
}

async function read(response) {
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Error(answer?.detail ?? answer?.title ?? `The service answered with status ${response.status}.`);
  }

  return answer;
}

// One call at a time; of those that come meanwhile only the last is made.
export function latest(call) {
  let running = false;
  let next = null;
  return async function run(argument) {
    if (running) {
      next = { argument };
      return;
    }

    running = true;
    try {
      await call(argument);
    } finally {
      running = false;
      if (next) {
        const waiting = next.argument;
        next = null;
        run(waiting);
      }
    }
  };
}
