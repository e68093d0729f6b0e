# shellcheck shell=bash
# Dockerfiles for the builders, each a function that prints one. The context holds `run`, a script, and `static`, a program.
# No `# syntax=` line: it would fetch a front end.

slim() { printf 'FROM debian:bookworm-slim\nCOPY run /run.sh\nRUN echo made >/made\nCMD ["/run.sh"]\n'; }
full() { printf 'FROM debian:bookworm\nCOPY run /run.sh\nCMD ["/run.sh"]\n'; }
# What an installation of a compiler leaves in the history, without a network to install from.
full_with_tools() {
    printf 'FROM debian:bookworm\nRUN echo apt-get install -y gcc make >/dev/null; touch /usr/bin/gcc && chmod 755 /usr/bin/gcc\nCOPY run /run.sh\n'
}
stages() {
    printf 'FROM debian:bookworm AS build\nCOPY static /out/app\nRUN echo tested >/out/report\n'
    printf 'FROM debian:bookworm-slim\nCOPY --from=build /out /app\nENTRYPOINT ["/app/app"]\n'
}
# shellcheck disable=SC2016 # for the builder
argument() { printf 'ARG VARIANT=bookworm\nFROM debian:${VARIANT}\nCOPY run /run.sh\n'; }
from_scratch() { printf 'FROM debian:bookworm AS build\nCOPY static /out/busybox-server\nFROM scratch\nCOPY --from=build /out/ /\nENTRYPOINT ["/busybox-server"]\n'; }
linked() { printf 'FROM debian:bookworm-slim\nCOPY --link run /run.sh\nCMD ["/run.sh"]\n'; }
pinned() { printf 'FROM debian:bookworm-slim@%s\nCOPY run /run.sh\n' "$PINNED"; }
