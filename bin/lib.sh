# What the commands in this folder share; to be sourced. Sets $home, the top of the project.
# shellcheck shell=bash
home=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
target=$home/target

# Commands work on the database that the server started here works on.
export MONGODB_URI=${MONGODB_URI:-embedded:$home/data}

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

built() {
  [ -f "$target/parley.war" ] && [ -f "$target/payara-micro.jar" ] && [ -d "$target/command-line" ]
}

# Whether a source is newer than what was built from it.
stale() {
  [ -d "$home/src" ] && [ -n "$(find "$home/src/main" "$home/pom.xml" -newer "$target/parley.war" -print -quit)" ]
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
  # jdk.console: from Java 22 to 24 a program is told of a terminal also where there is none.
  exec "$java" -Xmx512m -XX:TieredStopAtLevel=1 -Djdk.console=java.base \
    -cp "$target/parley/WEB-INF/classes:$target/parley/WEB-INF/lib/*:$target/command-line/*" "$@"
}
