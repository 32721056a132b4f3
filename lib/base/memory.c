/* SPDX-License-Identifier: MIT */
/* The allocator behind every object, with checked multiplication and geometric growth. For large blocks from libc the system is
 * asked for huge pages: random access to a table of a hundred megabytes would otherwise miss the TLB almost every time. */
#include "base/base_i.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

enum { huge_from = 2 << 20, page = 4096 };

static void *on_huge_pages(void *ptr, size_t size) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  if (ptr && size >= huge_from) {
    const uintptr_t first = ((uintptr_t)ptr + page - 1) & ~(uintptr_t)(page - 1), end = ((uintptr_t)ptr + size) & ~(uintptr_t)(page - 1);
    madvise((char *)ptr + (first - (uintptr_t)ptr), end - first, MADV_HUGEPAGE); /* a hint: a failure is harmless */
  }
#else
  (void)size;
#endif
  return ptr;
}

static void *libc_allocate(void *ctx, size_t size) {
  (void)ctx;
  return on_huge_pages(malloc(size), size);
}

static void *libc_reallocate(void *ctx, void *ptr, size_t size) {
  (void)ctx;
  return on_huge_pages(realloc(ptr, size), size);
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
  if (a->allocate == libc_allocate) return on_huge_pages(calloc(1, total ? total : 1), total); /* fresh pages are already zero */
  void *ptr = styr_i_alloc(a, total);
  if (ptr) memset(ptr, 0, total ? total : 1);
  return ptr;
}

void *styr_i_realloc(const styr_allocator *a, void *ptr, size_t count, size_t size) {
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  return a->reallocate(a->ctx, ptr, total ? total : 1);
}

void *styr_i_array(const styr_allocator *a, size_t count, size_t size) {
  enum { huge_page = 1 << 21 };
  size_t total;
  if (__builtin_mul_overflow(count, size, &total)) return NULL;
  if (a->allocate != libc_allocate || total < huge_page || total > SIZE_MAX - huge_page) return styr_i_alloc(a, total);
  total = (total + huge_page - 1) & ~(size_t)(huge_page - 1); /* whole huge pages, aligned */
  return on_huge_pages(aligned_alloc(huge_page, total), total);
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
