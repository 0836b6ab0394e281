// Strings at the edges of what a URL and an account id may hold.

/** URLs that every reading of the contract accepts with a test key. */
export const plainUrls: readonly string[] = [
  'https://example.com',
  'https://example.com/',
  'http://example.com/return',
  'http://localhost:3000/return',
  'https://example.com:8443/a/b/c?d=e&f=%20g#h',
  'https://example.com/%C3%A9?next=https%3A%2F%2Fexample.org%2F',
  'https://xn--bcher-kva.example/x',
  'https://a.b-c.d.example.co.uk/~user/file.html',
  "https://example.com/path;v=1,2/(x)!*'@$&+=",
  'https://example.com/CamelCase/?b=2&a=1&a=3&c',
  `https://example.com/${'x'.repeat(150)}`,
];

/** URLs of which nobody says what a provider makes: anything but a failure is right. */
export const openUrls: readonly string[] = [
  'https://example.com/a b',
  'https://example.com/ö',
  'https://bücher.example/',
  'https://user:password@example.com/',
  'https://example.com\\evil',
  'https://',
  'https:///path',
  'https://example.com/%zz',
  'https://example.com/%00',
  'https://[::1]/',
  'https://203.0.113.7/',
  'https://example.com:99999/',
  'HTTPS://EXAMPLE.COM/',
  'https://example.com/\u{1F600}',
  'https://example.com/\u0000',
  `https://example.com/${'x'.repeat(2000)}`,
  `https://example.com/?${'x'.repeat(20000)}`,
];

/** Account ids that no account has and that a careless provider trips over. */
export const hostileIds: readonly string[] = [
  '',
  ' ',
  'acct_',
  'acct_1 2',
  'acct_é',
  'acct_%31',
  'acct_../../x',
  "acct_' OR '1'='1",
  'acct_\u0000',
  'acct_\u{1F600}',
  `acct_${'x'.repeat(5000)}`,
  'cus_123',
  '__proto__',
  'constructor',
  'null',
  '0',
];
