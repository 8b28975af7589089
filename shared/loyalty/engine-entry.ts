/**
 * All that a released engine exports: frozen as one module under engines/, with nothing outside it. A change that alters
 * any outcome takes the next semantics number.
 */
export const semantics = 1;
export { compile } from './compile/compile.ts';
export { evaluate } from './evaluate/evaluate.ts';
export { explain } from './evaluate/explain-rule.ts';
export { reverse } from './reverse/reverse.ts';
export { react } from './react/react.ts';
