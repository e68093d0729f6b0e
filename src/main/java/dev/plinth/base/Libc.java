package dev.plinth.base;

import java.util.Locale;

/** The C library of an image. */
public enum Libc {
    GLIBC,
    MUSL,
    NONE;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
