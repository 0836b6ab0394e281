// Providers that break the contract, each in one way. Every one of them must be caught.

import { answers } from './faulty/answers.ts';
import { bodies } from './faulty/bodies.ts';
import { crashes } from './faulty/crashes.ts';
import { echoes } from './faulty/echoes.ts';
import { facts } from './faulty/facts.ts';
import { leaks } from './faulty/leaks.ts';
import { leniency } from './faulty/leniency.ts';
import { sequences } from './faulty/sequences.ts';
import { shapes } from './faulty/shapes.ts';
import { states } from './faulty/states.ts';
import { strictness } from './faulty/strictness.ts';
import { versions } from './faulty/versions.ts';
import { wire } from './faulty/wire.ts';
import type { Variant } from './variant.ts';

export const faultyProviders: readonly Variant[] = [
  ...shapes,
  ...echoes,
  ...facts,
  ...bodies,
  ...answers,
  ...states,
  ...leniency,
  ...strictness,
  ...crashes,
  ...sequences,
  ...leaks,
  ...versions,
  ...wire,
];
