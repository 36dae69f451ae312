# What the commands in this folder share; to be sourced. Sets $home, the top of the project.
# shellcheck shell=bash
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
target=$home/target

# Commands work on the database that the server started here works on. Given both ways it is refused, so there is no
# default beside a file.
if [ -z "${MONGODB_URI_FILE:-}" ]; then
  export MONGODB_URI=${MONGODB_URI:-embedded:$home/data}
fi
export PARLEY_EMBEDDED_LIBRARY=${PARLEY_EMBEDDED_LIBRARY:-$home/embedded/target/library}

die() {
  printf '%s\n' "$*" >&2
  exit 1
}

# at_least WANTED FOUND: compares versions such as 3.8 and 3.10.1
at_least() {
  [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}

# Sets $java to a Java 17 or later.
find_java() {
  java=${JAVA_HOME:+$JAVA_HOME/bin/}java
  command -v "$java" >/dev/null || die "Parley needs Java 17 or later (a JDK): $java was not found. Install one, or point JAVA_HOME to it."
  local version
  version=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9.]*\).*/\1/p' | head -n 1)
  at_least 17 "${version:-0}" || die "Parley needs Java 17 or later; $java is version ${version:-unknown}. Point JAVA_HOME to a newer one."
}

# database: what names the database; nothing if its file cannot be read, which the program reports
database() {
  if [ -n "${MONGODB_URI:-}" ]; then echo "$MONGODB_URI"; else head -n 1 "$MONGODB_URI_FILE" 2>/dev/null || true; fi
}

built() {
  [ -f "$target/parley.war" ] && [ -f "$target/payara-micro.jar" ] && [ -d "$target/command-line" ] || return 1
  [[ $(database) != embedded:* ]] || [ -d "$PARLEY_EMBEDDED_LIBRARY" ]
}

# Whether the sources differ from those that were built. Their contents count and not their times, because a copy of the
# folder has new times; the build writes the same sum (war.xml).
stale() {
  [ -d "$home/src/main" ] && [ -f "$target/sources.sha256" ] || return 1
  [ "$(sources)" != "$(cat "$target/sources.sha256")" ]
}

# sources: one sum over all files that the build reads
sources() {
  local sum=sha256sum
  command -v sha256sum >/dev/null || sum='shasum -a 256'
  # shellcheck disable=SC2086 # a command and its options
  (cd "$home" && find src/main embedded/src/main pom.xml war.xml embedded/pom.xml -type f | LC_ALL=C sort | tr '\n' '\0' | xargs -0 $sum | $sum | cut -d ' ' -f 1)
}

build() {
  command -v mvn >/dev/null || die "Parley has to be built first, and that needs Maven 3.8 or later: mvn was not found."
  local version
  version=$(mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p' | head -n 1)
  at_least 3.8 "${version:-0}" || die "Parley has to be built first, and that needs Maven 3.8 or later; mvn is version ${version:-unknown}."
  command -v "${java}c" >/dev/null || die "Parley has to be built first, and that needs a JDK: ${java}c was not found."
  echo "Building Parley; the first time this downloads about 200 MB ..." >&2
  mvn -q -B -f "$home/pom.xml" -DskipTests package >&2 || die "The build failed; the lines above say why."
}

# run_class CLASS ARGUMENTS: becomes a Java program of the application, building it only when nothing is built
run_class() {
  find_java
  built || build
  # jdk.console: from Java 22 to 24 a program is given a terminal even if there is none.
  exec "$java" -Xmx512m -XX:TieredStopAtLevel=1 -Djdk.console=java.base \
    -cp "$target/parley/WEB-INF/classes:$target/parley/WEB-INF/lib/*:$target/command-line/*" "$@"
}
