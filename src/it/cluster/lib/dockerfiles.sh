# shellcheck shell=bash
# Dockerfiles for the builders, each a function that prints one. The context holds `run`, a script, and `static`, a program.
# No `# syntax=` line: it would fetch a front end.

slim() { printf 'FROM debian:bookworm-slim\nCOPY run /run.sh\nRUN echo made >/made\nCMD ["/run.sh"]\n'; }
full() { printf 'FROM debian:bookworm\nCOPY run /run.sh\nCMD ["/run.sh"]\n'; }
on_busybox() { printf 'FROM busybox:1.35\nCOPY run /run.sh\nCMD ["/run.sh"]\n'; }
shell_less() { printf 'FROM corp/shell-less:12\nCOPY static /app\nENTRYPOINT ["/app"]\n'; }
# A shell laid over a base that has none.
shell_over_shell_less() { printf 'FROM corp/shell-less:12\nCOPY static /bin/sh\nRUN echo made >/tmp/made\nCMD ["/bin/sh"]\n'; }
# What an installation of a compiler leaves in the history, without a network to install from.
full_with_tools() {
    printf 'FROM debian:bookworm\nRUN echo apt-get install -y gcc make >/dev/null; touch /usr/bin/gcc && chmod 755 /usr/bin/gcc\nCOPY run /run.sh\n'
}
stages() {
    printf 'FROM debian:bookworm AS build\nCOPY static /out/app\nRUN echo tested >/out/report\n'
    printf 'FROM debian:bookworm-slim\nCOPY --from=build /out /app\nENTRYPOINT ["/app/app"]\n'
}
stages_onto_shell_less() {
    printf 'FROM debian:bookworm AS build\nCOPY static /out/app\nRUN echo tested >/out/report\n'
    printf 'FROM corp/shell-less:12\nCOPY --from=build /out /app\nENTRYPOINT ["/app/app"]\n'
}
# The last stage begins with an earlier one.
stage_of_stage() {
    printf 'FROM debian:bookworm-slim AS common\nRUN echo common >/common\nFROM debian:bookworm AS unused\nRUN echo unused >/unused\n'
    printf 'FROM common\nCOPY run /run.sh\nCMD ["/run.sh"]\n'
}
# The other image is a source of files, and no base.
copied_from_image() { printf 'FROM debian:bookworm-slim\nCOPY --from=debian:bookworm /etc/debian_version /from-elsewhere\nCMD ["/bin/sh"]\n'; }
# shellcheck disable=SC2016 # for the builder
argument() { printf 'ARG VARIANT=bookworm\nFROM debian:${VARIANT}\nCOPY run /run.sh\n'; }
from_scratch() { printf 'FROM debian:bookworm AS build\nCOPY static /out/busybox-server\nFROM scratch\nCOPY --from=build /out/ /\nENTRYPOINT ["/busybox-server"]\n'; }
linked() { printf 'FROM debian:bookworm-slim\nCOPY --link run /run.sh\nCMD ["/run.sh"]\n'; }
pinned() { printf 'FROM debian:bookworm-slim@%s\nCOPY run /run.sh\n' "$PINNED"; }
by_digest() { printf 'FROM debian@%s\nCOPY run /run.sh\n' "$PINNED"; }
# The name is the command line's: a named build context.
named_context() { printf 'FROM chosen\nCOPY run /run.sh\n'; }
golden() { printf 'FROM debian:bookworm-slim\nRUN echo hardened >/etc/hardened\nLABEL org.opencontainers.image.base.name=docker.io/library/debian:bookworm-slim\n'; }
on_golden() { printf 'FROM corp/golden:1\nCOPY run /run.sh\nCMD ["/run.sh"]\n'; }
lying_label() { printf 'FROM debian:bookworm\nCOPY run /run.sh\nLABEL org.opencontainers.image.base.name=%s org.opencontainers.image.base.digest=%s\n' "$SMALL" "$SMALL_DIGEST"; }
