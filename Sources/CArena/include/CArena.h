#pragma once
#include <stddef.h>
/* Memory for work that takes many small pieces and is done with all of them together: they are cut from blocks, what is
   given back on the way serves the next of its length, and the end gives back the rest. Each thread has its own; one
   that is begun within another ends before it. */

/* Begins to take memory. */
void gk_arena_begin(void);

/* Gives back all that was taken since it began. What was taken is used, and given back, by the same thread. */
void gk_arena_end(void);

/* As calloc, realloc and free of the C library, for pieces of the arena that this thread began last; without memory the
   process ends, as with cmark's own. */
void *_Nullable gk_arena_calloc(size_t count, size_t size);
void *_Nullable gk_arena_realloc(void *_Nullable piece, size_t size);
void gk_arena_free(void *_Nullable piece);

/* Begins to fetch a line of memory that is written to soon. */
static inline void gk_prefetch(const void *_Nonnull place) { __builtin_prefetch(place, 1); }
