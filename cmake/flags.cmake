# SPDX-License-Identifier: MIT
# One interface target with the flags of everything that is ours.
add_library(styr_flags INTERFACE)
target_compile_definitions(styr_flags INTERFACE _GNU_SOURCE)
target_compile_options(
  styr_flags
  INTERFACE -fvisibility=hidden -fno-semantic-interposition -Wall -Wextra -Wshadow -Wconversion -Wformat=2 -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith
            -Wcast-qual -Wwrite-strings -Wundef -Wvla -ffile-prefix-map=${CMAKE_SOURCE_DIR}/=)
set(CMAKE_C_STANDARD 11)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)

if(STYR_WARNINGS_AS_ERRORS)
  target_compile_options(styr_flags INTERFACE -Werror)
endif()

if(STYR_SANITIZE)
  target_compile_options(styr_flags INTERFACE -fsanitize=${STYR_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(styr_flags INTERFACE -fsanitize=${STYR_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "Release" OR CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  target_compile_options(styr_flags INTERFACE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fstack-clash-protection)
  target_link_options(styr_flags INTERFACE -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed)
endif()

if(STYR_COVERAGE)
  target_compile_options(styr_flags INTERFACE --coverage -fprofile-update=atomic -O0 -g)
  target_link_options(styr_flags INTERFACE --coverage)
endif()
