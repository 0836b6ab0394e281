/** How long a piece of a file is, and the largest block that is sifted. */
export const pieceSize: i32 = 512 * 1024;
/** Where a piece of a file is read to. What is around a piece, or a block, may be looked at, and counts for nothing. */
export const piece: usize = memory.data(pieceSize + 64, 16) + 16;
/** Where a block is copied to that stands elsewhere. */
export const block: usize = memory.data(pieceSize + 64, 16) + 16;
/** Where the memory is free from on. */
export const free: usize = __heap_base;
