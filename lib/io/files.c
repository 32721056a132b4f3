/* SPDX-License-Identifier: MIT */
/* Files that are replaced atomically: write beside the target, synchronise, rename. */
#include "io/io_i.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

enum { sink_size = 1 << 16 };

static bool write_all(int fd, const char *bytes, size_t size) {
  while (size) {
    const ssize_t n = write(fd, bytes, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes += n;
    size -= (size_t)n;
  }
  return true;
}

static int sink_write(void *ctx, const void *bytes, size_t size) {
  styr_i_file_sink *f = ctx;
  if (f->failed) return -1;
  if (f->used + size > sink_size) {
    f->failed = !write_all(f->fd, f->buffer, f->used);
    f->used = 0;
  }
  if (!f->failed && size > sink_size / 2) {
    f->failed = !write_all(f->fd, bytes, size);
  } else if (!f->failed && size) {
    memcpy(f->buffer + f->used, bytes, size);
    f->used += size;
  }
  return f->failed ? -1 : 0;
}

bool styr_i_file_sink_open(styr_i_file_sink *f, int dir, const char *name, const char *replaces) {
  f->used = 0;
  f->failed = false;
  f->buffer = malloc(sink_size);
  f->fd = f->buffer ? openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
  struct stat st; /* a private file stays private */
  if (f->fd >= 0 && fstatat(dir, replaces, &st, 0) == 0 && fchmod(f->fd, st.st_mode & 07777) != 0) {
    close(f->fd);
    unlinkat(dir, name, 0);
    f->fd = -1;
  }
  if (f->fd >= 0) return true;
  free(f->buffer);
  f->buffer = NULL;
  return false;
}

styr_sink styr_i_file_sink_of(styr_i_file_sink *f) {
  const styr_sink sink = {.ctx = f, .write = sink_write};
  return sink;
}

bool styr_i_file_sink_close(styr_i_file_sink *f) {
  bool ok = !f->failed && write_all(f->fd, f->buffer, f->used);
  const int saved = errno;
  if (ok) ok = fsync(f->fd) == 0 || errno == EINVAL || errno == EROFS; /* pipes and the like cannot be synchronised */
  const int sync_error = errno;
  if (close(f->fd) != 0) ok = false;
  else errno = ok ? 0 : saved ? saved : sync_error;
  free(f->buffer);
  f->buffer = NULL;
  return ok;
}

styr_status styr_file_replace(const char *path, const void *bytes, size_t size, styr_error *error) {
  if (!styr_i_begin(error, __func__, path && bytes)) return STYR_ERR_ARG;
  const char *slash = strrchr(path, '/');
  const char *name = slash ? slash + 1 : path;
  char *folder = styr_i_strndup(&styr_i_libc, slash ? path : ".", slash ? (slash == path ? 1 : (size_t)(slash - path)) : 1);
  if (!folder) return styr_i_nomem(error);
  char temporary[300];
  snprintf(temporary, sizeof temporary, ".%.200s.%ld.tmp", name, (long)getpid());
  styr_status status = STYR_OK;
  const int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  styr_i_file_sink f;
  struct stat st;
  if (dir < 0) {
    status = styr_i_fail(error, STYR_ERR_IO, "cannot open folder %s: %s", folder, strerror(errno));
  } else if (!*name || (fstatat(dir, name, &st, 0) == 0 && S_ISDIR(st.st_mode))) {
    status = styr_i_fail(error, STYR_ERR_IO, "cannot write %s: it is a folder", path);
  } else if (!styr_i_file_sink_open(&f, dir, temporary, name)) {
    status = styr_i_fail(error, STYR_ERR_IO, "cannot write in folder %s: %s", folder, strerror(errno));
  } else {
    sink_write(&f, bytes, size);
    if (!styr_i_file_sink_close(&f) || renameat(dir, temporary, dir, name) != 0) {
      status = styr_i_fail(error, STYR_ERR_IO, "cannot write %s: %s", path, strerror(errno));
      unlinkat(dir, temporary, 0);
    }
  }
  if (dir >= 0) {
    fsync(dir);
    close(dir);
  }
  free(folder);
  return status;
}
