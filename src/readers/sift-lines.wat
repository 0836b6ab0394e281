;; Goes over a block of whole lines, 16 bytes at a time, and stops at each line that is to be read. It says what
;; `siftPlainly` in sift-lines.ts says, and `npm run generate` compiles it.
;;
;; The memory: 0 what `next` found, 16 what is looked for, 128 the block. The zeros before the block and behind it are
;; read, and match nothing.
(module
  (memory (export "memory") 9)

  ;; Loaded from here and not written as constants: V8 would make those anew for each 16 bytes.
  (data (i32.const 16) "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n")
  (data (i32.const 32) "%%%%%%%%%%%%%%%%")
  (data (i32.const 48) "\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\\")
  (data (i32.const 64) "uuuuuuuuuuuuuuuu")
  (data (i32.const 80) "________________")
  (data (i32.const 96) "ssssssssssssssss")

  (global $end (mut i32) (i32.const 0))
  ;; The 16 bytes that are looked at, and a bit for each sign in them that is still to be seen.
  (global $at (mut i32) (i32.const 0))
  (global $signs (mut i32) (i32.const 0))
  ;; The line that is looked at, and how many were passed over before it.
  (global $start (mut i32) (i32.const 128))
  (global $isHit (mut i32) (i32.const 0))
  (global $passed (mut i32) (i32.const 0))

  ;; Begins a block of so many bytes, which are in the memory.
  (func (export "begin") (param $size i32)
    (global.set $end (i32.add (i32.const 128) (local.get $size)))
    (global.set $at (i32.const 112))
    (global.set $signs (i32.const 0))
    (global.set $start (i32.const 128))
    (global.set $isHit (i32.const 0))
    (global.set $passed (i32.const 0)))

  ;; On to the next line that is to be read; 0 behind the last. Stores how many lines were passed over before it, where
  ;; it begins and where it ends.
  (func (export "next") (result i32)
    (local $lineFeed v128) (local $percent v128) (local $backslash v128) (local $u v128) (local $low v128) (local $s v128)
    (local $bytes v128) (local $at i32)
    (local.set $lineFeed (v128.load (i32.const 16)))
    (local.set $percent (v128.load (i32.const 32)))
    (local.set $backslash (v128.load (i32.const 48)))
    (local.set $u (v128.load (i32.const 64)))
    (local.set $low (v128.load (i32.const 80)))
    (local.set $s (v128.load (i32.const 96)))
    (local.set $at (global.get $at))
    (loop $look
      (if (i32.eqz (global.get $signs))
        (then
          ;; On to the next 16 bytes with a line feed, `%`, `\u` or `_....s`.
          (loop $skip
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (if (i32.ge_u (local.get $at) (global.get $end))
              (then
                (i32.store (i32.const 0) (global.get $passed))
                (return (i32.const 0))))
            (local.set $bytes (v128.load (local.get $at)))
            (local.set $bytes
              (v128.or
                (v128.or
                  (i8x16.eq (local.get $bytes) (local.get $lineFeed))
                  (i8x16.eq (local.get $bytes) (local.get $percent)))
                (v128.or
                  (v128.and
                    (i8x16.eq (local.get $bytes) (local.get $backslash))
                    (i8x16.eq (v128.load offset=1 (local.get $at)) (local.get $u)))
                  (v128.and
                    (i8x16.eq (local.get $bytes) (local.get $low))
                    (i8x16.eq (v128.load offset=5 (local.get $at)) (local.get $s))))))
            (br_if $skip (i32.eqz (v128.any_true (local.get $bytes)))))
          (global.set $signs (i8x16.bitmask (local.get $bytes)))))
      (global.set $at (local.get $at))
      (br_if $look (i32.eqz (call $see (i32.add (local.get $at) (i32.ctz (global.get $signs)))))))
    (i32.const 1))

  ;; Takes account of the first sign left; 1 if it ends a line that is to be read.
  (func $see (param $at i32) (result i32)
    (local $isRead i32)
    (global.set $signs (i32.and (global.get $signs) (i32.sub (global.get $signs) (i32.const 1))))
    (if (i32.ne (i32.load8_u (local.get $at)) (i32.const 0x0a))
      (then
        (if (i32.eqz (global.get $isHit)) (then (global.set $isHit (call $isHitAt (local.get $at)))))
        (return (i32.const 0))))
    (local.set $isRead
      (i32.or (global.get $isHit) (i32.eqz (call $isBraced (global.get $start) (local.get $at)))))
    (if (local.get $isRead)
      (then
        (i32.store (i32.const 0) (global.get $passed))
        (i32.store (i32.const 4) (i32.sub (global.get $start) (i32.const 128)))
        (i32.store (i32.const 8) (i32.sub (local.get $at) (i32.const 128)))
        (global.set $passed (i32.const 0)))
      (else (global.set $passed (i32.add (global.get $passed) (i32.const 1)))))
    (global.set $start (i32.add (local.get $at) (i32.const 1)))
    (global.set $isHit (i32.const 0))
    (local.get $isRead))

  ;; Whether a line begins with `{` and ends, behind white space, with `}`.
  (func $isBraced (param $start i32) (param $stop i32) (result i32)
    (if (i32.or
          (i32.eq (local.get $start) (local.get $stop))
          (i32.ne (i32.load8_u (local.get $start)) (i32.const 0x7b)))
      (then (return (i32.const 0))))
    ;; The brace that opens ends this at the latest.
    (loop $back
      (local.set $stop (i32.sub (local.get $stop) (i32.const 1)))
      (br_if $back (i32.le_u (i32.load8_u (local.get $stop)) (i32.const 0x20))))
    (i32.eq (i32.load8_u (local.get $stop)) (i32.const 0x7d)))

  ;; Whether `account_links` stands around its `_`, spelled plainly, or a character of it from here, spelled otherwise.
  (func $isHitAt (param $at i32) (result i32)
    (local $first i32) (local $byte i32)
    (local.set $byte (i32.load8_u (local.get $at)))
    (if (i32.eq (local.get $byte) (i32.const 0x5f)) ;; _
      (then (return (call $isPlain (local.get $at)))))
    (if (i32.eq (local.get $byte) (i32.const 0x5c)) ;; \u, and 00 behind it
      (then
        (if (i32.ne (i32.load16_u offset=2 (local.get $at)) (i32.const 0x3030)) (then (return (i32.const 0))))
        (local.set $first (i32.load8_u offset=4 (local.get $at)))
        (if (i32.eq (i32.and (local.get $first) (i32.const 0xfe)) (i32.const 0x36)) ;; 6 and 7
          (then (return (i32.const 1))))
        (local.set $byte (i32.load8_u offset=5 (local.get $at)))
        (return
          (i32.or
            (i32.and ;; 5f
              (i32.eq (local.get $first) (i32.const 0x35))
              (i32.eq (call $digit (local.get $byte)) (i32.const 0xf)))
            (i32.and ;; 25
              (i32.eq (local.get $first) (i32.const 0x32))
              (i32.eq (local.get $byte) (i32.const 0x35)))))))
    ;; %
    (local.set $first (i32.load8_u offset=1 (local.get $at)))
    (local.set $byte (i32.load8_u offset=2 (local.get $at)))
    (if (i32.eq (local.get $first) (i32.const 0x5c))
      (then (return (i32.eq (local.get $byte) (i32.const 0x75)))))
    (local.set $first (i32.sub (local.get $first) (i32.const 0x35)))
    (if (i32.gt_u (local.get $first) (i32.const 2)) (then (return (i32.const 0)))) ;; neither 5, 6 nor 7
    (if (i32.eq (local.get $byte) (i32.const 0x5c)) (then (return (i32.const 1))))
    ;; Of the second digit a bit: 5f, or one of 61 63 69 6b 6c 6e 6f, or one of 73 74 75.
    (i32.and
      (i32.shr_u
        (select
          (i32.const 0x8000)
          (select (i32.const 0xda0a) (i32.const 0x0038) (i32.eq (local.get $first) (i32.const 1)))
          (i32.eqz (local.get $first)))
        (call $digit (local.get $byte)))
      (i32.const 1)))

  ;; Whether `account` stands before the place and `_links` at it, and all of that neither behind `_` nor behind `v1/`.
  (func $isPlain (param $at i32) (result i32)
    (local $before i32)
    (if (i64.ne (i64.load (i32.sub (local.get $at) (i32.const 7))) (i64.const 0x5f746e756f636361)) ;; account_
      (then (return (i32.const 0))))
    (if (i32.ne (i32.load offset=2 (local.get $at)) (i32.const 0x736b6e69)) ;; inks
      (then (return (i32.const 0))))
    (if (i32.ne (i32.load8_u offset=1 (local.get $at)) (i32.const 0x6c)) ;; l
      (then (return (i32.const 0))))
    (local.set $before (i32.load (i32.sub (local.get $at) (i32.const 11))))
    (i32.and
      (i32.ne (i32.shr_u (local.get $before) (i32.const 24)) (i32.const 0x5f)) ;; _
      (i32.and
        (i32.ne (i32.shr_u (local.get $before) (i32.const 8)) (i32.const 0x2f3176)) ;; v1/
        (i32.ne (local.get $before) (i32.const 0x2f5c3176))))) ;; v1\/

  ;; The value of a hexadecimal digit; 16 for any other byte.
  (func $digit (param $byte i32) (result i32)
    (local $value i32)
    (local.set $value (i32.sub (local.get $byte) (i32.const 0x30)))
    (if (i32.le_u (local.get $value) (i32.const 9)) (then (return (local.get $value))))
    (local.set $value (i32.sub (i32.or (local.get $byte) (i32.const 0x20)) (i32.const 0x61)))
    (select (i32.add (local.get $value) (i32.const 10)) (i32.const 16) (i32.le_u (local.get $value) (i32.const 5)))))
