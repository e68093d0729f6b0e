package dev.plinth.base;

import java.util.Locale;

/** Where a piece of evidence comes from. */
public enum EvidenceKind {
    /** Layers that are an ordered prefix of the image's. */
    LAYERS,
    /** An annotation of the index entry, the index or the manifest. */
    ANNOTATION,
    /** A label of the configuration; inherited by children, unlike annotations. */
    LABEL,
    /** A BuildKit provenance statement. */
    PROVENANCE,
    /** Metadata of the buildpacks lifecycle. */
    BUILDPACKS,
    /** History and configuration: free text. */
    HISTORY,
    /** The layers' content, read. */
    CONTENT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
