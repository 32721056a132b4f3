# SPDX-License-Identifier: MIT
# Targets for who changes the sources: `format` lays them out, `lint` looks them over. Each is there when its programs are.
file(GLOB_RECURSE STYR_OWN_SOURCES CONFIGURE_DEPENDS include/*.h lib/*.c lib/*.h tools/*.c tools/*.h examples/*.c bench/*.c tests/*.c tests/*.h)
list(FILTER STYR_OWN_SOURCES EXCLUDE REGEX "/node_modules/")
find_program(STYR_CLANG_FORMAT clang-format)
if(STYR_CLANG_FORMAT)
  add_custom_target(format COMMAND ${STYR_CLANG_FORMAT} -i ${STYR_OWN_SOURCES} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} COMMENT "Laying out the sources"
                           VERBATIM)
endif()

find_program(STYR_CLANG_TIDY clang-tidy)
find_package(Python3 COMPONENTS Interpreter QUIET)
if(STYR_CLANG_TIDY AND STYR_CLANG_FORMAT AND Python3_FOUND)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
  file(GLOB_RECURSE STYR_LINTED CONFIGURE_DEPENDS lib/*.c tools/*.c)
  add_custom_target(
    lint
    COMMAND sh tests/check_style.sh ${CMAKE_SOURCE_DIR}
    COMMAND ${Python3_EXECUTABLE} -B tests/check_tree.py ${CMAKE_SOURCE_DIR}
    COMMAND ${STYR_CLANG_TIDY} --quiet -p ${CMAKE_BINARY_DIR} ${STYR_LINTED}
    WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
    COMMENT "Looking the sources over"
    VERBATIM)
endif()
