// Providers that keep the contract in another way than the embedded one. Not one of them may be blamed.
import { errors } from './conforming/errors.ts';
import { links } from './conforming/links.ts';
import { open } from './conforming/open.ts';
import { raw } from './conforming/raw.ts';
import { transport } from './conforming/transport.ts';
import { type Variant, variant } from './variant.ts';

export const conformingProviders: readonly Variant[] = [
  variant('as-it-is', 'The embedded provider.', handle => handle),
  ...links,
  ...transport,
  ...errors,
  ...open,
  ...raw,
];
