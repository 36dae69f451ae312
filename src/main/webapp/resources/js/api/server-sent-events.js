/** Reads server-sent events from a response. Unlike EventSource this works for any method and reports errors. */

/**
 * @param {Response} response with a body of type `text/event-stream`
 * @returns {AsyncGenerator<{event: string, data: any}>} the events with their parsed JSON, until the body ends
 */
export async function* events(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) {
        return;
      }
      const parts = (rest + value).split(/\r?\n\r?\n/);
      rest = parts.pop();
      yield* parts.map(parsed).filter((one) => one.data !== undefined);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

function parsed(text) {
  const lines = text.split(/\r?\n/);
  const field = (name) =>
    lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).replace(/^ /, ''));
  const data = field('data');
  return { event: field('event')[0] ?? 'message', data: data.length ? JSON.parse(data.join('\n')) : undefined };
}
