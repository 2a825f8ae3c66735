/** The public API of glottobench. */
export { GlottobenchError, isGlottobenchError, ERROR_TABLE, type ErrorCode } from './base/errors.js';
