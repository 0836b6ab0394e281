// Providers that were written for one Stripe-Version and are asked under another.
import { removedInFlows } from '../edits.ts';
import { onAnswer, refusal, said, type Variant } from '../variant.ts';

/** Answers by the contract of one version, whatever the header says. */
function answersAs(version: string, asked: string): Variant {
  return {
    ...said(`always-${version}-under-${asked}`, `Answers by ${version} when ${asked} is asked for.`, {
      kind: 'request',
      headers: { 'stripe-version': version },
    }),
    version: asked,
  };
}

const clover = '2026-02-25.clover';
const endive = '2026-09-30.endive';
const preview = '2026-05-27.preview';
const oldPreview = '2025-06-30.preview';

export const versions: readonly Variant[] = [
  answersAs(clover, endive),
  answersAs(clover, oldPreview),
  answersAs(clover, preview),
  answersAs(endive, clover),
  answersAs(endive, oldPreview),
  answersAs(oldPreview, clover),
  answersAs(oldPreview, preview),
  answersAs(preview, '2026-08-26.preview'),
  {
    ...said('configurations-ignored-since-endive', 'Ignores `configurations` where they are gone.', {
      ...{ kind: 'request', edits: removedInFlows('configurations') },
    }),
    version: endive,
  },
  {
    ...said('collection-options-before-their-time', 'Ignores `collection_options` where they are unknown.', {
      ...{ kind: 'request', edits: removedInFlows('collection_options') },
    }),
    version: oldPreview,
  },
  {
    ...onAnswer('version-refused', 'Refuses a Stripe-Version that is newer than itself.', (response, { headers }) =>
      (headers.get('stripe-version') ?? '') > '2026-03' ? refusal(400, 'stripe_version_invalid') : response,
    ),
    version: '2026-08-26.dahlia',
  },
];
