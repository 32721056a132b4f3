/* SPDX-License-Identifier: MIT */
/* The allocator behind every object, with checked multiplication and geometric growth. */
#include "base_i.h"

#include <sys/mman.h>

static void *libc_allocate(void *ctx, size_t size) {
  (void)ctx;
  return malloc(size);
}

static void *libc_reallocate(void *ctx, void *ptr, size_t size) {
  (void)ctx;
  return realloc(ptr, size);
}

static void libc_release(void *ctx, void *ptr) {
  (void)ctx;
  free(ptr);
}

const styr_allocator styr_i_libc = {NULL, libc_allocate, libc_reallocate, libc_release};

void *styr_i_alloc(const styr_allocator *a, size_t size) {
  return a->allocate(a->ctx, size ? size : 1);
}

void *styr_i_zalloc(const styr_allocator *a, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  void *ptr = styr_i_alloc(a, total);
  if (ptr) memset(ptr, 0, total ? total : 1);
  return ptr;
}

void *styr_i_realloc(const styr_allocator *a, void *ptr, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  return a->reallocate(a->ctx, ptr, total ? total : 1);
}

void *styr_i_big(const styr_allocator *a, size_t count, size_t size) {
  enum { huge = 1 << 21 };
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  void *ptr = styr_i_alloc(a, total);
  if (!ptr || total < 2 * (size_t)huge) return ptr;
  const uintptr_t first = ((uintptr_t)ptr + huge - 1) & ~(uintptr_t)(huge - 1), end = ((uintptr_t)ptr + total) & ~(uintptr_t)(huge - 1);
  if (first < end) (void)madvise((char *)ptr + (first - (uintptr_t)ptr), end - first, MADV_HUGEPAGE); /* advice: refusal is fine */
  return ptr;
}

void styr_i_free(const styr_allocator *a, void *ptr) {
  if (ptr) a->release(a->ctx, ptr);
}

char *styr_i_strndup(const styr_allocator *a, const char *text, size_t length) {
  char *copy = styr_i_alloc(a, length + 1);
  if (copy) {
    if (length) memcpy(copy, text, length);
    copy[length] = '\0';
  }
  return copy;
}

bool styr_i_reserve(const styr_allocator *a, void **items, size_t *cap, size_t need, size_t item_size) {
  if (need <= *cap) return true;
  size_t want = *cap + *cap / 2;
  if (want < need) want = need;
  if (want < 8) want = 8;
  void *grown = styr_i_realloc(a, *items, want, item_size);
  if (!grown) return false;
  *items = grown;
  *cap = want;
  return true;
}
