import type { Loader } from '../loader.js';
import { loadStandard } from './standard.js';

/** The standard layout with the instructions of the queries removed (ToolRetrieval). */
export const loader: Loader = { load: (request) => loadStandard(request, false) };
