# SPDX-License-Identifier: MIT
# Targets for whoever changes the code; each exists only where its programs do.
#   format  clang-format over all C sources, in place
#   lint    clang-tidy over libraries, tool and examples, then the tests `style` and `tree`
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
file(GLOB_RECURSE STYR_ALL_C CONFIGURE_DEPENDS include/*.h lib/*.[ch] tools/*.[ch] examples/*.[ch] tests/*.[ch])
list(FILTER STYR_ALL_C EXCLUDE REGEX "/tests/cases/")

find_program(STYR_CLANG_FORMAT NAMES clang-format-14 clang-format) # the version that tests/check_style.sh takes comes first
mark_as_advanced(STYR_CLANG_FORMAT)
if(STYR_CLANG_FORMAT)
  add_custom_target(format COMMAND ${STYR_CLANG_FORMAT} -i ${STYR_ALL_C} WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
                           COMMENT "Formatting C sources" VERBATIM)
endif()

find_program(STYR_CLANG_TIDY NAMES clang-tidy-14 clang-tidy)
find_program(STYR_RUN_CLANG_TIDY NAMES run-clang-tidy-14 run-clang-tidy)
find_package(Python3 COMPONENTS Interpreter QUIET)
mark_as_advanced(STYR_CLANG_TIDY STYR_RUN_CLANG_TIDY)
if(STYR_CLANG_TIDY AND STYR_RUN_CLANG_TIDY AND Python3_Interpreter_FOUND)
  # A file that the build makes, and tests with their macros, are left out.
  add_custom_target(
    lint
    COMMAND ${STYR_RUN_CLANG_TIDY} -quiet -clang-tidy-binary ${STYR_CLANG_TIDY} -p ${CMAKE_CURRENT_BINARY_DIR}
            "/(lib|tools|examples)/.*[.]c$"
    COMMAND sh tests/check_style.sh .
    COMMAND ${Python3_EXECUTABLE} -B tests/check_tree.py .
    WORKING_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}
    COMMENT "Looking at the sources with clang-tidy"
    VERBATIM)
endif()
