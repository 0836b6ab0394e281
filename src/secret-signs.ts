// Most texts hold no secret, and one look at them is cheaper than five. It may see too much, and too little of no secret that
// is as long as the shortest.

/** A flag that ignores case would make it twice as slow. */
const suspicious = /k[_%\\]|[2m]tf|secret|whsec|[bB][eEaA][aAsS][rRiI][eEcC]|lu[_%\\]|setup/;
const shortestSecret = 'sk_test_x'.length;

/** Whether `redactText` can find something in a text, or in any part of it. */
export function mayHoldSecret(text: string): boolean {
  return text.length >= shortestSecret && suspicious.test(text);
}

/** The same of a text of ASCII that is part of bytes: three neighbours of each sign are looked for first. */
export function mayHoldSecretIn(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from + 1; at < to; at++) {
    const byte = bytes[at] ?? 0;
    if (isLast[byte] === 1 && endsSign(byte, bytes[at - 1] ?? 0, at - 2 < from ? 0 : (bytes[at - 2] ?? 0))) {
      return mayHoldSecret(bytes.toString('latin1', from, to));
    }
  }
  return false;
}

const codesOf = (signs: string): readonly number[] => [...signs].map(sign => sign.charCodeAt(0));
const isLast = new Uint8Array(256);
for (const code of codesOf('_%\\fcaAsSp')) isLast[code] = 1;

/** Whether a byte is the last of two or three that each sign holds. */
function endsSign(byte: number, before: number, first: number): boolean {
  switch (byte) {
    case 0x5f: // _ % \ behind k or u
    case 0x25:
    case 0x5c:
      return before === 0x6b || before === 0x75;
    case 0x66: // 2tf, mtf
      return before === 0x74 && (first === 0x32 || first === 0x6d);
    case 0x63: // sec
      return before === 0x65 && first === 0x73;
    case 0x70: // tup
      return before === 0x75 && first === 0x74;
    default: // bea, bas, in either case
      return (first | 0x20) === 0x62 && ((before | 0x20) === 0x65 || (before | 0x20) === 0x61);
  }
}
