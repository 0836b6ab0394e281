import { baseStyle } from './style-base.ts';
import { figureStyle } from './style-figures.ts';
import { findingStyle } from './style-findings.ts';
import { printStyle } from './style-print.ts';

/** The looks of the page, print last. */
export const style: string = baseStyle + figureStyle + findingStyle + printStyle;
