/* SPDX-License-Identifier: MIT */
/* Helper processes: Graphviz, cairo and igraph run outside the tool, so that a crash, a hang or a leak ends with the helper.
 * A helper reads its input and writes its output through pipes. It has limits on time, memory and files, and gets only the
 * environment variables that it needs. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef STYR_LIBEXEC
#define STYR_LIBEXEC "../libexec/styr" /* relative to the folder of the tool */
#endif

enum { most_output = 512 << 20, most_complaint = 4096, path_size = 4096 };

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_THREAD__) && !defined(SANITIZED)
#define SANITIZED 1
#endif

/* Look beside the tool (build tree), then where helpers are installed. */
static bool find_helper(const char *name, char *path) {
  char self[path_size];
  const ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
  if (n <= 0) return false;
  self[n] = '\0';
  char *slash = strrchr(self, '/');
  if (!slash) return false;
  *slash = '\0';
  const char *const between[] = {"", "/" STYR_LIBEXEC};
  for (size_t i = 0; i < 2; i++) {
    const int length = snprintf(path, path_size, "%s%s/%s", self, between[i], name);
    if (length > 0 && length < path_size && access(path, X_OK) == 0) return true;
  }
  return false;
}

static void limit(int resource, rlim_t value) {
  const struct rlimit l = {value, value};
  setrlimit((__rlimit_resource_t)resource, &l);
}

/* Runs in the child process; does not return. */
static void become(const char *path, const helper_run *run, const int in[2], const int out[2], const int err[2]) {
  char *argv[6] = {(char *)(uintptr_t)run->name};
  for (int i = 0; i < 4 && run->arguments[i]; i++) argv[i + 1] = (char *)(uintptr_t)run->arguments[i];
  char home[path_size + 8] = "HOME=/nonexistent";
  if (getenv("HOME")) snprintf(home, sizeof home, "HOME=%.4000s", getenv("HOME"));
  char path_is[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
  char *env[] = {path_is, locale, home, NULL};
  if (dup2(in[0], 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0) _exit(126);
  for (int fd = 3; fd < 256; fd++) close(fd);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, run->seconds + 1);
  limit(RLIMIT_FSIZE, 64 << 20);
#ifndef SANITIZED
  limit(RLIMIT_AS, (rlim_t)4 << 30);
#endif
  signal(SIGPIPE, SIG_DFL);
  execve(path, argv, env);
  _exit(127);
}

static long now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Read the available bytes. Bytes beyond the limit of the buffer are dropped with `drop`; without it, they are a failure. */
static bool take(int *fd, styr_buffer *to, bool drop) {
  char block[1 << 16];
  const ssize_t n = read(*fd, block, sizeof block);
  if (n < 0 && (errno == EINTR || errno == EAGAIN)) return true;
  if (n <= 0) {
    close(*fd);
    *fd = -1;
    return true;
  }
  const size_t room = to->limit - to->size, kept = (size_t)n < room ? (size_t)n : room;
  const styr_sink sink = styr_buffer_sink(to);
  return sink.write(sink.ctx, block, kept) == 0 && (drop || kept == (size_t)n);
}

typedef enum outcome { PUMP_DONE, PUMP_SLOW, PUMP_LARGE, PUMP_FAILED } outcome;

static outcome pump(helper_run *run, long deadline, int to, int from, int complaints, styr_buffer *said) {
  size_t written = 0;
  outcome result = PUMP_DONE;
  fcntl(to, F_SETFL, O_NONBLOCK);
  while ((from >= 0 || complaints >= 0) && result == PUMP_DONE) {
    const long left = deadline - now_ms();
    struct pollfd fds[] = {{from, POLLIN, 0}, {complaints, POLLIN, 0}, {to, POLLOUT, 0}};
    if (left <= 0) {
      result = PUMP_SLOW;
      break;
    }
    if (poll(fds, 3, (int)left) < 0 && errno != EINTR) result = PUMP_FAILED;
    if (fds[0].revents && !take(&from, &run->output, false)) result = PUMP_LARGE;
    if (fds[1].revents && !take(&complaints, said, true)) result = PUMP_FAILED;
    if (fds[2].revents) {
      const ssize_t n = written < run->input_size ? write(to, run->input + written, run->input_size - written) : -1;
      if (n > 0) written += (size_t)n;
      if (written == run->input_size || (n < 0 && errno != EAGAIN && errno != EINTR)) {
        close(to);
        to = -1;
      }
    }
  }
  const int rest[] = {to, from, complaints};
  for (int i = 0; i < 3; i++)
    if (rest[i] >= 0) close(rest[i]);
  return result;
}

/* The first line of the helper's messages, with control characters and other bytes than ASCII replaced. */
static void first_line(const char *said, char *out, size_t size) {
  size_t n = 0;
  while (*said && strchr("\n\r \t", *said)) said++;
  for (const unsigned char *p = (const unsigned char *)said; *p && *p != '\n' && *p != '\r' && n + 2 < size; p++)
    out[n++] = *p >= 0x20 && *p < 0x7F ? (char)*p : '?';
  out[n] = '\0';
}

static styr_status tell(styr_error *error, const helper_run *run, const char *what, const char *said) {
  char line[300];
  first_line(said, line, sizeof line);
  error->status = STYR_ERR_BACKEND;
  snprintf(error->message, sizeof error->message, "%s %s%s%s; nothing was written", run->name, what, *line ? ": " : "", line);
  return STYR_ERR_BACKEND;
}

static styr_status judge(const helper_run *run, outcome result, int status, const char *said, styr_error *error) {
  char what[80];
  if (result == PUMP_SLOW) {
    snprintf(what, sizeof what, "took longer than %u second%s and was stopped (--timeout allows more)", run->seconds,
             run->seconds == 1 ? "" : "s");
    return tell(error, run, what, "");
  }
  if (result == PUMP_LARGE) return tell(error, run, "gave more output than fits", "");
  if (WIFSIGNALED(status)) {
    snprintf(what, sizeof what, "died of signal %d (%s)", WTERMSIG(status), strsignal(WTERMSIG(status)));
    return tell(error, run, what, said);
  }
  if (result == PUMP_FAILED || !WIFEXITED(status) || WEXITSTATUS(status) != 0) return tell(error, run, "failed", said);
  if (!run->output.size) return tell(error, run, "gave no output", said);
  return STYR_OK;
}

/* Wait until the child ends, which may be after it has closed its pipes. False when it takes too long. */
static bool reap(pid_t child, long deadline, int *status) {
  const struct timespec pause = {0, 2000000};
  for (;;) {
    const pid_t ended = waitpid(child, status, WNOHANG);
    if (ended == child || (ended < 0 && errno != EINTR)) return true;
    if (now_ms() >= deadline) return false;
    nanosleep(&pause, NULL);
  }
}

styr_status run_helper(helper_run *run, styr_error *error) {
  char path[path_size];
  int in[2] = {-1, -1}, out[2] = {-1, -1}, err[2] = {-1, -1};
  if (!find_helper(run->name, path)) {
    error->status = STYR_ERR_NOT_FOUND;
    snprintf(error->message, sizeof error->message, "%s is not installed beside this tool: it was built without that component", run->name);
    return STYR_ERR_NOT_FOUND;
  }
  fflush(NULL);
  const pid_t child = pipe(in) || pipe(out) || pipe(err) ? -1 : fork();
  if (child == 0) become(path, run, in, out, err);
  const int far_ends[] = {in[0], out[1], err[1]}, near_ends[] = {in[1], out[0], err[0]};
  for (int i = 0; i < 3; i++)
    if (far_ends[i] >= 0) close(far_ends[i]);
  if (child < 0) {
    for (int i = 0; i < 3; i++)
      if (near_ends[i] >= 0) close(near_ends[i]);
    error->status = STYR_ERR_IO;
    snprintf(error->message, sizeof error->message, "could not start %s: %s", run->name, strerror(errno));
    return STYR_ERR_IO;
  }
  styr_buffer said = STYR_BUFFER_INIT;
  said.limit = most_complaint;
  run->output.limit = most_output;
  const long deadline = now_ms() + (long)run->seconds * 1000;
  outcome result = pump(run, deadline, in[1], out[0], err[0], &said);
  int status = 0;
  if (result == PUMP_DONE && !reap(child, deadline, &status)) result = PUMP_SLOW;
  if (result != PUMP_DONE) {
    kill(child, SIGKILL);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  }
  const styr_status verdict = judge(run, result, status, said.bytes ? said.bytes : "", error);
  styr_buffer_free(&said);
  return verdict;
}
