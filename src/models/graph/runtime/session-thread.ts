// Entry of a thread that holds one session of the runtime.
import { parentPort } from 'node:worker_threads';
import { openInProcess } from './in-process.js';
import type { RuntimeSession } from './runtime-session.js';
import type { FromThread, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a thread');
const answer = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void =>
  port.postMessage(message, transfer);
const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

let session: RuntimeSession | undefined;

async function obey(message: ToThread): Promise<void> {
  switch (message.kind) {
    case 'open':
      try {
        session = await openInProcess(message.source, message.options);
        answer({ kind: 'opened', signature: session.signature });
      } catch (error) {
        answer({ kind: 'refused', reason: reasonOf(error) });
        port?.close();
      }
      return;
    case 'run':
      try {
        const data = await session?.run(message.feeds, message.output);
        answer(
          { kind: 'done', id: message.id, data },
          ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : [],
        );
      } catch (error) {
        answer({ kind: 'failed', id: message.id, reason: reasonOf(error) });
      }
      return;
    case 'close':
      await session?.close();
      port?.close();
  }
}

port.on('message', (message: ToThread) => void obey(message));
