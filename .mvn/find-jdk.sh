# Sourced by mvnw: sets JAVA_HOME to a JDK 25 or later where the one at hand is older.
# Maven itself has to run on it: the Quarkus build loads the program's classes in Maven's own JVM.

plinth_java_major() {
  [ -x "$1/bin/javac" ] || return 1
  # Every JDK since 7 says its version in a file, which is quicker to read than a JVM is to start.
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
    return 0
  fi
  # `javac -version` prints "javac 25.0.3"; very old ones print it on standard error.
  "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9][0-9]*\).*/\1/p'
}

plinth_new_enough() {
  plinth_major=$(plinth_java_major "$1") || return 1
  [ -n "$plinth_major" ] && [ "$plinth_major" -ge 25 ]
}

plinth_find_jdk() {
  if [ -n "${JAVA_HOME:-}" ] && plinth_new_enough "$JAVA_HOME"; then
    return 0
  fi
  plinth_on_path=$(command -v javac 2>/dev/null) || plinth_on_path=
  if [ -n "$plinth_on_path" ]; then
    plinth_on_path=$(readlink -f "$plinth_on_path" 2>/dev/null || echo "$plinth_on_path")
    plinth_on_path=${plinth_on_path%/bin/javac}
  fi
  for plinth_candidate in "$plinth_on_path" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    if [ -n "$plinth_candidate" ] && plinth_new_enough "$plinth_candidate"; then
      JAVA_HOME=$plinth_candidate
      export JAVA_HOME
      return 0
    fi
  done
  cat >&2 <<'TEXT'
Plinth needs a JDK 25 or later, and none was found: not in JAVA_HOME, not on the PATH, and not in
/usr/lib/jvm, /opt/java, SDKMAN, ~/.jdks or /Library/Java/JavaVirtualMachines.
Install one (for example Eclipse Temurin 25: https://adoptium.net/temurin/releases/?version=25,
or `sdk install java 25-tem`) and start again, or set JAVA_HOME to it.
TEXT
  return 1
}

plinth_find_jdk || exit 1
