import type { ApiErrorBody } from '../models/endpoint/wire.js';

type ErrorType = 'invalid_request_error' | 'authentication_error' | 'server_error';

/** A refusal as clients of the OpenAI API know it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: {
      readonly param?: string;
      readonly code?: string;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'ApiError';
  }

  get body(): ApiErrorBody {
    return {
      error: {
        message: this.message,
        type: typeOf(this.status),
        param: this.details.param ?? null,
        code: this.details.code ?? null,
      },
    };
  }
}

function typeOf(status: number): ErrorType {
  if (status === 401) return 'authentication_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
