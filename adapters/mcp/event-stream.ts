/**
 * Takes a stream of server-sent events apart: feed it text as it arrives, it calls back with the data of each
 * complete event. Event names and ids are left out, as MCP does without them here.
 */
export function eventStreamReader(onData: (data: string) => void): (chunk: string) => void {
  let line = '';
  let data: string[] = [];

  const endLine = () => {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    line = '';
    if (text === '') {
      if (data.length > 0) onData(data.join('\n'));
      data = [];
    } else if (text.startsWith('data:')) {
      data.push(text.slice(text[5] === ' ' ? 6 : 5));
    }
  };

  return (chunk) => {
    const lines = chunk.split('\n');
    for (const [index, part] of lines.entries()) {
      line += part;
      if (index < lines.length - 1) endLine();
    }
  };
}
