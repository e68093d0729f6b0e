package dev.plinth.base.inquiry;

/** What a policy wants to know of an image; decides how far an inquiry goes. */
public enum Need {
    /** The image's own size: its manifest alone. */
    SIZE,
    /** The tier or a fact of the content. */
    TIER,
    /** Which image the base is, its size or currency. */
    BASE,
    /** When the base was built, as its own configuration says. */
    AGE,
    /** How the base's {@code FROM} was written. */
    PINNING,
    /** That what is said is verified. */
    VERIFIED,
    /** Whether the base's tag still points at the build. */
    CURRENT,
    /** Facts that only the layers' content shows, where metadata leaves them open. */
    CONTENT
}
