package dev.plinth.base.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a step of the history did, as in a Dockerfile. */
public enum Instruction {
    RUN,
    COPY,
    ADD,
    WORKDIR,
    CMD,
    ENTRYPOINT,
    ENV,
    LABEL,
    ARG,
    USER,
    EXPOSE,
    VOLUME,
    STOPSIGNAL,
    SHELL,
    HEALTHCHECK,
    ONBUILD,
    MAINTAINER,
    /** No instruction: the words of another tool, or nothing. */
    OTHER;

    private static final Map<String, Instruction> BY_WORD = Map.ofEntries(
            Map.entry("RUN", RUN),
            Map.entry("COPY", COPY),
            Map.entry("ADD", ADD),
            Map.entry("WORKDIR", WORKDIR),
            Map.entry("CMD", CMD),
            Map.entry("ENTRYPOINT", ENTRYPOINT),
            Map.entry("ENV", ENV),
            Map.entry("LABEL", LABEL),
            Map.entry("ARG", ARG),
            Map.entry("USER", USER),
            Map.entry("EXPOSE", EXPOSE),
            Map.entry("VOLUME", VOLUME),
            Map.entry("STOPSIGNAL", STOPSIGNAL),
            Map.entry("SHELL", SHELL),
            Map.entry("HEALTHCHECK", HEALTHCHECK),
            Map.entry("ONBUILD", ONBUILD),
            Map.entry("MAINTAINER", MAINTAINER));

    /** The instruction of this upper-case word; null if it is none. */
    static @Nullable Instruction of(String word) {
        return BY_WORD.get(word);
    }
}
