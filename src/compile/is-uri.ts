import { createRequire } from 'node:module';

/** Plain http URLs, as nearly all are. Whatever this takes, the whole of RFC 3986 takes too. */
const usual =
  /^https?:\/\/[\w.-]+(?::\d{1,5})?(?:\/[\w\-.~!$&'()*+,;=:@/]*)?(?:\?[\w\-.~!$&'()*+,;=:@/?]*)?(?:#[\w\-.~!$&'()*+,;=:@/?]*)?$/;

/** Whether a text is a URI (RFC 3986) as ajv-formats has it, whose expression takes longer to compile than a short file to be judged. */
export function isUri(text: string): boolean {
  return usual.test(text) || isAnyUri(text);
}

type Test = (text: string) => boolean;

let whole: Test | undefined;

function isAnyUri(text: string): boolean {
  if (whole === undefined) {
    const formats: { readonly fullFormats: { readonly uri: Test } } = createRequire(import.meta.url)(
      'ajv-formats/dist/formats',
    );
    whole = formats.fullFormats.uri;
  }
  return whole(text);
}
