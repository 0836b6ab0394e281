/** Remembers what was made last: one request after the other has the same URL, host or version. */
export function latest<Key, Made>(make: (key: Key) => Made): (key: Key) => Made {
  let held: { readonly key: Key; readonly made: Made } | undefined;
  return key => {
    if (held === undefined || held.key !== key) held = { key, made: make(key) };
    return held.made;
  };
}
