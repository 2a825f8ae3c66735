import { openEncoder } from '../../src/models/open-encoder.js';
import type { OpenEncoderOptions } from '../../src/models/encoder-options.js';
import type { SentenceEncoder } from '../../src/models/sentence-encoder.js';
import { startEmbeddingServer, type ServerOptions } from '../../src/serve/embedding-server.js';
import { EmbeddingService } from '../../src/serve/embedding-service.js';
import { variant } from './checkpoint-copy.js';

export interface Served {
  /** Up to and with `/v1`. */
  readonly url: string;
  readonly encoder: SentenceEncoder;
  readonly close: (graceMs?: number) => Promise<void>;
}

/** Serves one of the tiny checkpoints at a free port of this machine. */
export async function serveVariant(
  name: string,
  server: Partial<ServerOptions> = {},
  options: OpenEncoderOptions = {},
): Promise<Served> {
  return serveFolder(variant(name), server, options);
}

export async function serveFolder(
  folder: string,
  server: Partial<ServerOptions> = {},
  options: OpenEncoderOptions = {},
): Promise<Served> {
  const { encoder, checkpoint } = await openEncoder(folder, { threads: 1, ...options });
  const running = await startEmbeddingServer(
    new EmbeddingService(encoder, checkpoint, checkpoint.id.name),
    { host: '127.0.0.1', port: 0, ...server },
  );
  return {
    url: running.url,
    encoder,
    close: async (graceMs = 100) => {
      await running.close(graceMs);
      await encoder.close();
    },
  };
}
