// Providers that were written for one Stripe-Version and are asked under another.
import { drop, inFlows } from '../edits.ts';
import { onAnswer, onRequest, refusal, type Variant, variant } from '../variant.ts';

/** Answers by the contract of one version, whatever the header says. */
function answersAs(version: string, asked: string): Variant {
  return {
    ...variant(
      `always-${version}-under-${asked}`,
      `Answers by ${version} when ${asked} is asked for.`,
      handle => async request => {
        const headers = new Headers(request.headers);
        headers.set('stripe-version', version);
        return handle(new Request(request.url, { method: request.method, headers, body: await request.text() }));
      },
    ),
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
    ...onRequest('configurations-ignored-since-endive', 'Ignores `configurations` where they are gone.', sent =>
      inFlows(sent, ['configurations'], drop),
    ),
    version: endive,
  },
  {
    ...onRequest('collection-options-before-their-time', 'Ignores `collection_options` where they are unknown.', sent =>
      inFlows(sent, ['collection_options'], drop),
    ),
    version: oldPreview,
  },
  {
    ...onAnswer('version-refused', 'Refuses a Stripe-Version that is newer than itself.', (response, { headers }) =>
      (headers.get('stripe-version') ?? '') > '2026-03' ? refusal(400, 'stripe_version_invalid') : response,
    ),
    version: '2026-08-26.dahlia',
  },
];
