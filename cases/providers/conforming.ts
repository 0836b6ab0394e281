// Providers that keep the contract in another way than the embedded one. Not one of them may be blamed.
import { errors } from './conforming/errors.ts';
import { links } from './conforming/links.ts';
import { open } from './conforming/open.ts';
import { raw } from './conforming/raw.ts';
import { transport } from './conforming/transport.ts';
import { said, type Variant } from './variant.ts';

export const conformingProviders: readonly Variant[] = [
  said('as-it-is', 'The embedded provider.'),
  ...links,
  ...transport,
  ...errors,
  ...open,
  ...raw,
];
