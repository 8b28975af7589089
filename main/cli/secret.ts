import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

/** A line from stdin that is not shown as it is typed. Secrets come this way alone: what stands in argv, every user of the machine sees. */
export async function readSecret(question: string, tell: (text: string) => void): Promise<string> {
  const { stdin } = process;
  if (stdin.isTTY) tell(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: silent, terminal: stdin.isTTY });
  try {
    for await (const line of lines) return line;
    return '';
  } finally {
    lines.close();
  }
}
