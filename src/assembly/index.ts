// All that is compiled, on one memory: a piece of a file is sifted, and its records are recognised, where it was read to.
export * from './memory';
export { compare, compared, recognise, spans } from './recognise';
export { begin, found, next } from './sift-lines';
