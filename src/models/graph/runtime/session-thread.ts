// Entry of a thread that holds one session of the runtime.
import { parentPort, workerData } from 'node:worker_threads';
import { openInProcess } from './in-process.js';
import type { FromThread, ThreadData, ToThread } from './thread-messages.js';

const port = parentPort;
if (port === null) throw new Error('this file is the entry of a thread');
const answer = (message: FromThread, transfer: readonly ArrayBuffer[] = []): void => port.postMessage(message, transfer);
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const { source, options } = workerData as ThreadData;
try {
  const session = await openInProcess(source, options);
  port.on('message', (message: ToThread) => {
    if (message.kind === 'close') {
      void session.close().finally(() => port.close());
      return;
    }
    const { id, feeds, output } = message;
    session.run(feeds, output).then(
      (data) => answer({ kind: 'done', id, data }, ArrayBuffer.isView(data) && data.buffer instanceof ArrayBuffer ? [data.buffer] : []),
      (error: unknown) => answer({ kind: 'failed', id, reason: reasonOf(error) }),
    );
  });
  answer({ kind: 'opened', signature: session.signature });
} catch (error) {
  answer({ kind: 'refused', reason: reasonOf(error) });
  port.close();
}
