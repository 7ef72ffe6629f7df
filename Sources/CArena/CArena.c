#include "CArena.h"
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Bytes of a block, of the step between lengths of small pieces, and how many such lengths there are. */
enum { BLOCK = 32 << 10, UNIT = 16, CLASSES = 64 };

/* What precedes every piece: how many bytes it has room for. */
struct head {
  size_t room, unused;
};

/* A small piece that was given back, for the next of its length. */
struct spare {
  struct spare *next;
};

/* Small pieces are cut from blocks. */
struct block {
  struct block *before;
  size_t used;
  char bytes[BLOCK];
};

/* A large piece has memory of its own. */
struct large {
  struct large *before, *after;
  struct head head;
};

struct arena {
  struct arena *around;
  struct block *block;
  struct large *large;
  struct spare *spare[CLASSES + 1];
  struct block first;
};

static __thread struct arena *arena;

/* Like cmark, which has no way to go on without memory. */
static void *obtain(size_t size) {
  void *memory = malloc(size);
  if (!memory) abort();
  return memory;
}

void gk_arena_begin(void) {
  struct arena *inner = obtain(sizeof *inner);
  memset(inner, 0, offsetof(struct arena, first.bytes));
  inner->around = arena;
  inner->block = &inner->first;
  arena = inner;
}

void gk_arena_end(void) {
  struct arena *ended = arena;
  arena = ended->around;
  for (struct large *large = ended->large; large;) {
    struct large *next = large->after;
    free(large);
    large = next;
  }
  for (struct block *block = ended->block; block != &ended->first;) {
    struct block *before = block->before;
    free(block);
    block = before;
  }
  free(ended);
}

static struct head *head_of(void *piece) { return (struct head *)piece - 1; }

static void *take_large(size_t size) {
  if (size > SIZE_MAX / 2) abort();
  struct large *large = obtain(sizeof *large + size);
  large->before = 0;
  large->after = arena->large;
  if (large->after) large->after->before = large;
  arena->large = large;
  large->head.room = size;
  return large + 1;
}

static void *take(size_t size) {
  size_t class = size ? (size + UNIT - 1) / UNIT : 1;
  if (class > CLASSES) return take_large(size);
  struct spare *spare = arena->spare[class];
  if (spare) {
    arena->spare[class] = spare->next;
    return spare;
  }
  size_t needed = sizeof(struct head) + class * UNIT;
  if (arena->block->used + needed > BLOCK) {
    struct block *block = obtain(sizeof *block);
    block->before = arena->block;
    block->used = 0;
    arena->block = block;
  }
  struct head *head = (struct head *)(arena->block->bytes + arena->block->used);
  arena->block->used += needed;
  head->room = class * UNIT;
  return head + 1;
}

void *gk_arena_calloc(size_t count, size_t size) {
  size_t all;
  if (__builtin_mul_overflow(count, size, &all)) abort();
  return memset(take(all), 0, all);
}

void *gk_arena_realloc(void *piece, size_t size) {
  if (!piece) return take(size);
  size_t room = head_of(piece)->room;
  if (size <= room) return piece;
  void *larger = memcpy(take(size), piece, room);
  gk_arena_free(piece);
  return larger;
}

void gk_arena_free(void *piece) {
  if (!piece) return;
  size_t room = head_of(piece)->room;
  if (room <= CLASSES * UNIT) {
    struct spare *spare = piece;
    spare->next = arena->spare[room / UNIT];
    arena->spare[room / UNIT] = spare;
    return;
  }
  struct large *large = (struct large *)piece - 1;
  if (large->before) large->before->after = large->after;
  else arena->large = large->after;
  if (large->after) large->after->before = large->before;
  free(large);
}
