/** GeorgianFAQ: the same columns and numbers as PublicHealthQA. */
export { loader } from './public-health-qa.js';
